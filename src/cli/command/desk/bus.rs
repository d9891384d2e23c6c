//! Watches where phones are plugged in, each on a thread of its own, and reads
//! phones, each on a thread of its own. What they find comes out of one channel.

use super::phones::{Bus, Seen, State};
use crate::cli::run::requests;
use crate::inventory::{Gap, Reading};
use crate::source::android::adb;
use crate::source::{self, Ledger, Options, Request};
use std::ops::ControlFlow;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

/// What happened.
pub(super) enum Event {
    /// All phones of a bus, after a change.
    Listing(Bus, Vec<Seen>),
    /// A bus cannot be watched now.
    Trouble(Bus, Gap),
    /// A phone was read.
    Readings(Vec<Reading>),
}

/// After so long a bus that could not be watched is tried again.
const AGAIN: Duration = Duration::from_secs(2);

/// Begins to watch all buses. The threads end with the program.
pub(super) fn watch(timeout: Duration, events: &Sender<Event>) {
    let events = events.clone();
    thread::spawn(move || watch_android(timeout, &events));
}

fn watch_android(timeout: Duration, events: &Sender<Event>) {
    loop {
        let options = requests::options(timeout, requests::now());
        let mut is_heard = true;
        let ended = adb::track(&options, &mut |devices| {
            let seen = devices.into_iter().map(android).collect();
            is_heard = events.send(Event::Listing(Bus::Android, seen)).is_ok();
            if is_heard {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        // Whatever was attached is not known to be so any more.
        if let Some(gap) = ended {
            is_heard &= events.send(Event::Trouble(Bus::Android, gap)).is_ok();
        }
        if !is_heard {
            return;
        }
        thread::sleep(AGAIN);
    }
}

fn android(device: adb::Attached) -> Seen {
    let connection = device.transport_id.map(|id| id.to_string());
    Seen {
        bus: Bus::Android,
        state: match device.gap() {
            None => State::Ready,
            Some(_) if device.state.is_passing() => State::Settling,
            Some(gap) => State::Stuck(gap),
        },
        id: device.serial,
        connection: connection.unwrap_or_default(),
    }
}

/// Begins to read a phone.
pub(super) fn read(phone: &Seen, timeout: Duration, events: &Sender<Event>) {
    let request = match phone.bus {
        Bus::Android => Request::AdbSerial(phone.id.clone()),
        Bus::Ios => return,
    };
    let events = events.clone();
    thread::spawn(move || {
        let options: Options = requests::options(timeout, requests::now());
        let mut readings = Vec::new();
        let ledger = Ledger::default();
        source::read(&[request], &options, &ledger, &mut |reading| {
            readings.push(reading);
        });
        // When nobody listens any more, the desk is closed.
        let _ = events.send(Event::Readings(readings));
    });
}
