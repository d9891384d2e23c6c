//! Runs one script on one device, and never waits longer than it may.
//!
//! The transport is the crate `adb_client`, through the adb server. It knows
//! no timeouts, returns `Ok` for an answer that was cut, and loses the exit
//! code. So it runs on a thread of its own that is left behind when the time
//! is over, it writes into a [`Tap`] that stops it at a size or a time, and
//! nothing it returns counts as success: that is for the frames to say.

use super::frames;
use super::script::{self, Script};
use super::wire::{Link, WireError, query};
use crate::source::deadline::Deadline;
use adb_client::server_device::ADBServerDevice;
use adb_client::{ADBDeviceExt, RustADBError};
use std::io::{Error, Write};
use std::net::{SocketAddr, SocketAddrV4};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Which device a script is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// The server it is attached to.
    pub(super) server: SocketAddrV4,
    /// Its serial.
    pub(super) serial: String,
    /// Its number at that server. Two phones may have the same serial.
    pub(super) transport_id: Option<u64>,
}

/// Why an answer may not be whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    /// The time was over.
    #[error("its time ran out (the limit for the whole phone is {})", crate::source::deadline::seconds(*.0))]
    Timeout(Duration),
    /// The device sent more than this many bytes.
    #[error("the answer is larger than {} MiB", .0 >> 20)]
    TooLarge(usize),
    /// The adb server refused; its own words.
    #[error("adb says: {0}")]
    Refused(String),
    /// The connection broke, or what came made no sense.
    #[error("{0}")]
    Lost(String),
}

/// What came, and what stopped it.
#[derive(Debug)]
pub(super) struct Answer {
    /// Everything that came.
    pub(super) bytes: Vec<u8>,
    /// `None` when the stream simply ended, whole or not.
    pub(super) fault: Option<Fault>,
}

/// Runs a script under a deadline, taking at most `cap` bytes.
pub(super) fn run(target: &Target, script: &Script, deadline: Deadline, cap: usize) -> Answer {
    debug_assert!(script.text.len() <= script::LONGEST, "{}", script.text);
    let answer = run_with_crate(target, script, deadline, cap);
    // A device that knows `cmd` and not the newer shell protocol is asked for
    // the latter by the crate, and refuses.
    if matches!(answer.fault, Some(Fault::Refused(_)))
        && answer.bytes.is_empty()
        && only_plain_shell(target, deadline)
    {
        return run_plainly(target, script, deadline, cap);
    }
    answer
}

fn run_with_crate(target: &Target, script: &Script, deadline: Deadline, cap: usize) -> Answer {
    let (sender, receiver) = channel();
    let taken = Arc::new(Mutex::new(Taken::default()));
    let mut tap = Tap {
        taken: Arc::clone(&taken),
        farewell: frames::farewell(&script.nonce).into_bytes(),
        cap,
        deadline,
        done: sender.clone(),
    };
    let (target, text) = (target.clone(), script.text.clone());
    // Not joined: when the device hangs, so does this thread, until the
    // process ends. It holds one socket and no lock while it waits.
    std::thread::spawn(move || {
        let mut device = connect(&target);
        let result = device.shell_command(&text, Some(&mut tap), None);
        // Nobody listens any more once the time is over.
        let _ = sender.send(Stop::Ended(result.err().map(|e| fault_of(&e))));
    });
    let stop = receiver.recv_timeout(deadline.left().unwrap_or_default());
    let bytes = std::mem::take(&mut lock(&taken).bytes);
    let fault = match stop {
        Ok(Stop::Whole) => None,
        Ok(Stop::TooLarge) => Some(Fault::TooLarge(cap)),
        Ok(Stop::Ended(fault)) => fault,
        Ok(Stop::TimeOver) | Err(RecvTimeoutError::Timeout) => {
            Some(Fault::Timeout(deadline.limit()))
        }
        Err(RecvTimeoutError::Disconnected) => Some(Fault::Lost(
            "the connection to the phone failed in an unexpected way".to_owned(),
        )),
    };
    Answer { bytes, fault }
}

fn connect(target: &Target) -> ADBServerDevice {
    match target.transport_id.and_then(|id| u32::try_from(id).ok()) {
        Some(id) => ADBServerDevice::new_with_transport_id(id, Some(target.server)),
        None => ADBServerDevice::new(target.serial.clone(), Some(target.server)),
    }
}

fn fault_of(error: &RustADBError) -> Fault {
    match error {
        RustADBError::ADBRequestFailed(text) => Fault::Refused(text.clone()),
        other => Fault::Lost(format!("the connection broke: {other}")),
    }
}

/// Why the reading of an answer stopped.
enum Stop {
    /// The last line of the script came.
    Whole,
    /// There is too much.
    TooLarge,
    /// Data still comes, and the time is over.
    TimeOver,
    /// The stream ended, or failed.
    Ended(Option<Fault>),
}

#[derive(Default)]
struct Taken {
    bytes: Vec<u8>,
    closed: bool,
}

/// Takes what the device sends, until the end, a size or a time.
struct Tap {
    taken: Arc<Mutex<Taken>>,
    farewell: Vec<u8>,
    cap: usize,
    deadline: Deadline,
    done: Sender<Stop>,
}

impl Tap {
    /// Tells the waiting side first, then ends the crate's loop by an error.
    fn stop(&self, taken: &mut Taken, why: Stop) -> std::io::Result<usize> {
        taken.closed = true;
        let _ = self.done.send(why);
        Err(Error::other("no more is wanted"))
    }
}

impl Write for Tap {
    fn write(&mut self, data: &[u8]) -> std::io::Result<usize> {
        let mut taken = lock(&self.taken);
        if taken.closed {
            return Err(Error::other("no more is wanted"));
        }
        let room = self.cap.saturating_sub(taken.bytes.len());
        taken
            .bytes
            .extend_from_slice(data.get(..room).unwrap_or(data));
        if data.len() > room {
            return self.stop(&mut taken, Stop::TooLarge);
        }
        if is_whole(&taken.bytes, &self.farewell) {
            return self.stop(&mut taken, Stop::Whole);
        }
        if self.deadline.left().is_none() {
            return self.stop(&mut taken, Stop::TimeOver);
        }
        Ok(data.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Whether the last line came. Some devices hold the stream open after it.
fn is_whole(bytes: &[u8], farewell: &[u8]) -> bool {
    bytes.ends_with(b"\n") && bytes.trim_ascii_end().ends_with(farewell)
}

fn lock(taken: &Mutex<Taken>) -> MutexGuard<'_, Taken> {
    // A panic while the lock was held leaves bytes that are still as good.
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the device knows `cmd` but not the shell protocol with exit codes.
fn only_plain_shell(target: &Target, deadline: Deadline) -> bool {
    let service = match target.transport_id {
        Some(id) => format!("host-transport-id:{id}:features"),
        None => format!("host-serial:{}:features", target.serial),
    };
    let Ok(features) = query(SocketAddr::V4(target.server), &service, deadline) else {
        return false;
    };
    let has = |name| features.split(',').any(|feature| feature.trim() == name);
    has("cmd") && !has("shell_v2")
}

/// The plain shell service, without the crate.
fn run_plainly(target: &Target, script: &Script, deadline: Deadline, cap: usize) -> Answer {
    let mut bytes = Vec::new();
    let fault = read_plainly(target, script, deadline, cap, &mut bytes).err();
    Answer { bytes, fault }
}

fn read_plainly(
    target: &Target,
    script: &Script,
    deadline: Deadline,
    cap: usize,
    bytes: &mut Vec<u8>,
) -> Result<(), Fault> {
    let mut link = Link::open(SocketAddr::V4(target.server), deadline)?;
    match target.transport_id {
        Some(id) => link.ask(&format!("host:transport-id:{id}"))?,
        None => link.ask(&format!("host:transport:{}", target.serial))?,
    }
    link.ask(&format!("shell:{}", script.text))?;
    let farewell = frames::farewell(&script.nonce).into_bytes();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = link.read_some(&mut buffer)?;
        let data = buffer.get(..count).unwrap_or_default();
        let room = cap.saturating_sub(bytes.len());
        bytes.extend_from_slice(data.get(..room).unwrap_or(data));
        if count > room {
            return Err(Fault::TooLarge(cap));
        }
        if count == 0 || is_whole(bytes, &farewell) {
            return Ok(());
        }
    }
}

impl From<WireError> for Fault {
    fn from(error: WireError) -> Self {
        match error {
            WireError::Timeout(limit) => Self::Timeout(limit),
            WireError::Fail(text) => Self::Refused(text),
            other => Self::Lost(format!("the connection broke: {other}")),
        }
    }
}
