//! Ctrl-C: no half-written file stays behind, and the exit code says so.
//!
//! The work runs on a thread of its own while the first thread waits for it or
//! for the interrupt, whichever comes first. So a phone that does not answer
//! cannot hold up the interrupt, and `main` stays the only exit.

use super::atomic_file::AtomicFiles;
use crate::cli::Exit;
use std::io::{self, Write as _};
use std::sync::mpsc::{Sender, channel};
use std::thread::Builder;

/// As much as the first thread of a process commonly has.
const STACK: usize = 8 << 20;

enum Event {
    Done(Exit),
    Interrupted,
}

/// Runs work that an interrupt may end.
pub(crate) fn guarded(work: impl FnOnce(&AtomicFiles) -> Exit + Send + 'static) -> Exit {
    let pending = AtomicFiles::default();
    let (sender, events) = channel();
    listen(sender.clone());
    let files = pending.clone();
    let thread = Builder::new().stack_size(STACK).spawn(move || {
        let exit = work(&files);
        // When nobody waits any more, the run was interrupted.
        let _ = sender.send(Event::Done(exit));
    });
    let Ok(thread) = thread else {
        return Exit::CannotRun;
    };
    loop {
        match events.recv_timeout(std::time::Duration::from_secs(1)) {
            Ok(Event::Done(exit)) => return exit,
            Ok(Event::Interrupted) => {
                pending.interrupt();
                // When nobody reads it any more, nobody misses it.
                let _ = writeln!(
                    io::stderr(),
                    "\ninterrupted: files that were not finished are removed"
                );
                return Exit::Interrupted;
            }
            // The listener keeps the channel open, so a panic of the work is
            // noticed by its thread.
            Err(_) if thread.is_finished() => break,
            Err(_) => {}
        }
    }
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
    // It may have finished between the last look and the one before.
    match events.try_recv() {
        Ok(Event::Done(exit)) => exit,
        Ok(Event::Interrupted) | Err(_) => Exit::Interrupted,
    }
}

/// A process that was started with the interrupt switched off, as in the
/// background of a script, or with the hang-up switched off, as by nohup, is left
/// alone: none of the signals is taken over then, and a run that one ends leaves its
/// unfinished files behind, under their own names.
fn listen(sender: Sender<Event>) {
    let _ = ctrlc::try_set_handler(move || {
        let _ = sender.send(Event::Interrupted);
    });
}
