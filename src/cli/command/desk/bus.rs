//! Watches where phones are plugged in, each on a thread of its own, and reads
//! phones, each on a thread of its own. What they find comes out of one channel.

use super::phones::{Bus, Seen, State};
use crate::cli::run::requests;
use crate::inventory::{Gap, Reading};
use crate::source::android::adb;
use crate::source::ios::usbmux::{self, Connection};
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
    for watch in [watch_android, watch_ios] {
        let events = events.clone();
        thread::spawn(move || watch(timeout, &events));
    }
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

fn watch_ios(timeout: Duration, events: &Sender<Event>) {
    let mut is_known = false;
    loop {
        let options = requests::options(timeout, requests::now());
        let mut is_heard = true;
        let ended = usbmux::track(&options, &mut |phones| {
            is_known = true;
            // What is only near, and not plugged in, is no concern of a desk.
            let by_cable = |phone: &usbmux::Attached| phone.connection == Connection::Usb;
            let seen = phones.into_iter().filter(by_cable).map(iphone).collect();
            is_heard = events.send(Event::Listing(Bus::Ios, seen)).is_ok();
            if is_heard {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        if let Some(gap) = ended {
            // On Linux the service ends when the last phone leaves.
            let event = if is_known {
                Event::Listing(Bus::Ios, Vec::new())
            } else {
                Event::Trouble(Bus::Ios, gap)
            };
            is_heard &= events.send(event).is_ok();
        }
        if !is_heard {
            return;
        }
        thread::sleep(AGAIN);
    }
}

fn iphone(phone: usbmux::Attached) -> Seen {
    Seen {
        bus: Bus::Ios,
        id: phone.udid,
        connection: phone.connection_id.to_string(),
        state: phone.gap.map_or(State::Ready, State::Stuck),
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
///
/// `look_for` are ids of apps that it is asked for besides, as a second opinion.
pub(super) fn read(phone: &Seen, timeout: Duration, look_for: Vec<String>, events: &Sender<Event>) {
    let request = match phone.bus {
        Bus::Android => Request::AdbSerial(phone.id.clone()),
        Bus::Ios => Request::IosUdid(phone.id.clone()),
    };
    let events = events.clone();
    thread::spawn(move || {
        let mut options: Options = requests::options(timeout, requests::now());
        options.look_for = look_for;
        let mut readings = Vec::new();
        let ledger = Ledger::default();
        source::read(&[request], &options, &ledger, &mut |reading| {
            readings.push(reading);
        });
        // When nobody listens any more, the desk is closed.
        let _ = events.send(Event::Readings(readings));
    });
}
