//! Reads many devices side by side and hands the readings out in order.
//!
//! Each device has its own thread and its own deadline, so a device that
//! hangs delays nobody but itself. Readings are handed out in the order of
//! the listing, each as soon as those before it are done.
//!
//! A phone that is attached by cable and over Wi-Fi is listed twice and read
//! once. Two phones are never taken for one because of a serial alone, since
//! cheap ones share serials: they must be attached in different ways, and
//! must not disagree on the number that Android draws at each start.

use super::collect::{Collected, collect};
use super::listing::{self, Attached};
use super::server::Server;
use crate::inventory::{Gap, Locator, OwnId, Platform, Reading, Unread};
use crate::source::android::assemble;
use crate::source::clocks::clocks_differ;
use crate::source::deadline::Deadline;
use crate::source::side_by_side::side_by_side;
use crate::source::{Options, Sink};
use jiff::Timestamp;
use std::time::Duration;

/// More devices than this wait for a free thread.
const SIDE_BY_SIDE: usize = 128;
/// How long a device may take to get through a state that passes.
const SETTLING: Duration = Duration::from_secs(10);

/// Reads every device and returns how many readings were handed out.
pub(super) fn read_all(
    server: Server,
    devices: Vec<Attached>,
    options: &Options,
    sink: &mut Sink<'_>,
) -> usize {
    let devices = leaders_first(devices);
    let mut order = Order::default();
    side_by_side(
        &devices,
        SIDE_BY_SIDE,
        |index, device| read_one(server, device, index, options),
        |device, outcome| order.hand_out(device, outcome, sink),
    );
    order.handed_out
}

/// What came of one device.
struct Outcome {
    reading: Reading,
    identity: Option<Identity>,
}

/// What tells one phone from another.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Identity {
    serial: String,
    boot: Option<String>,
}

fn read_one(server: Server, device: &Attached, index: usize, options: &Options) -> Outcome {
    let deadline = Deadline::after(options.timeout);
    let settled = if device.state.is_passing() {
        settle(server, device, deadline)
    } else {
        device.clone()
    };
    let collected = if settled.state.is_ready() {
        collect(server.address, &settled, index, options, deadline)
    } else {
        Err(settled.state.gap(&settled.serial, &settled.detail))
    };
    let locator = locator(&device.serial);
    match collected {
        Ok(collected) => Outcome {
            identity: identity(&collected),
            reading: inventory(locator, &device.serial, collected, options.now),
        },
        Err(gap) => Outcome {
            reading: unread(&device.serial, gap),
            identity: None,
        },
    }
}

fn identity(collected: &Collected) -> Option<Identity> {
    Some(Identity {
        serial: collected.serial_number.clone()?,
        boot: collected.boot_id.clone(),
    })
}

fn inventory(locator: Locator, serial: &str, collected: Collected, now: Timestamp) -> Reading {
    let mut inventory = assemble(&collected.recording, "android/adb", serial);
    inventory.host_clock = Some(now);
    if let Some(difference) = clocks_differ(inventory.taken_at, now) {
        inventory.add_note("clocks-differ", difference);
    }
    for gap in collected.gaps {
        inventory.add_gap(gap);
    }
    if collected.stray_bytes > 0 {
        inventory.add_note(
            "adb-stray-output",
            format!(
                "the phone printed {} bytes that belong to no answer; they were passed over",
                collected.stray_bytes
            ),
        );
    }
    Reading::of(locator, inventory)
}

fn locator(serial: &str) -> Locator {
    Locator::new(format!("adb:{serial}"))
}

/// The reading of a device that could not be read.
pub(super) fn unread(serial: &str, gap: Gap) -> Reading {
    Reading {
        locator: locator(serial),
        content: Err(Unread {
            id: serial.to_owned(),
            platform: Some(Platform::Android),
            gap,
        }),
    }
}

/// Waits until a device that is being connected is so, or is not.
fn settle(server: Server, device: &Attached, deadline: Deadline) -> Attached {
    let patience = Deadline::after(deadline.left().unwrap_or_default().min(SETTLING));
    let mut latest = device.clone();
    while latest.state.is_passing() && patience.left().is_some() {
        std::thread::sleep(Duration::from_millis(200));
        let Ok(long) = server.ask("host:devices-l", patience) else {
            break;
        };
        let same = |other: &Attached| match device.transport_id {
            Some(id) => other.transport_id == Some(id),
            None => other.serial == device.serial,
        };
        match listing::parse(&long, "").into_iter().find(same) {
            Some(found) => {
                latest.state = found.state;
                latest.detail = found.detail;
            }
            None => break,
        }
    }
    latest
}

/// Puts the best connection of each phone where its first one is listed, and
/// its other ones behind it. Otherwise the order stays.
pub(super) fn leaders_first(devices: Vec<Attached>) -> Vec<Attached> {
    let mut sorted: Vec<Attached> = Vec::with_capacity(devices.len());
    for device in devices {
        let twin = sorted.iter().position(|other| may_be_same(other, &device));
        match twin.and_then(|at| {
            sorted
                .get(at)
                .map(|other| (at, rank(&device) < rank(other)))
        }) {
            Some((at, true)) => sorted.insert(at, device),
            Some((at, false)) => sorted.insert(at + 1, device),
            None => sorted.push(device),
        }
    }
    sorted
}

/// Lists a phone that is attached twice once.
pub(super) fn joined(devices: Vec<Attached>) -> Vec<Attached> {
    let mut phones: Vec<Attached> = Vec::with_capacity(devices.len());
    for device in leaders_first(devices) {
        match phones.last_mut() {
            Some(leader) if may_be_same(leader, &device) => {
                leader.also_as.push(device.serial);
            }
            _ => phones.push(device),
        }
    }
    phones
}

/// Ready ones first, and the cable before the air.
fn rank(device: &Attached) -> (bool, bool) {
    let cable = device.route() == listing::Route::Cable;
    (!device.state.is_ready(), !cable)
}

/// Whether the listing says that two lines are one phone.
pub(super) fn may_be_same(one: &Attached, other: &Attached) -> bool {
    let serial = one.hardware_serial().and_then(OwnId::of);
    one.route() != other.route()
        && serial.is_some()
        && serial == other.hardware_serial().and_then(OwnId::of)
}

/// Hands readings out and leaves out a phone that was already read.
#[derive(Default)]
struct Order {
    read: Vec<(Attached, Option<Identity>)>,
    handed_out: usize,
}

impl Order {
    fn hand_out(&mut self, device: &Attached, outcome: Outcome, sink: &mut Sink<'_>) {
        let repeated = self.read.iter().any(|(other, identity)| {
            is_repeated(other, identity.as_ref(), device, outcome.identity.as_ref())
        });
        if repeated {
            return;
        }
        if outcome.reading.content.is_ok() {
            self.read.push((device.clone(), outcome.identity));
        }
        self.handed_out += 1;
        sink(outcome.reading);
    }
}

/// Whether `device` is the phone that was read as `other`.
fn is_repeated(
    other: &Attached,
    known: Option<&Identity>,
    device: &Attached,
    identity: Option<&Identity>,
) -> bool {
    match (known, identity) {
        (Some(known), Some(identity)) => {
            let boots = known.boot.as_ref().zip(identity.boot.as_ref());
            // Phones with a placeholder for a serial are told apart by the start alone.
            let is_one = match boots {
                Some((known, other)) => known == other,
                None => OwnId::of(&known.serial).is_some(),
            };
            other.route() != device.route() && known.serial == identity.serial && is_one
        }
        // One that could not be read has only its name.
        (Some(_), None) => may_be_same(other, device),
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(serial: &str, state: &str) -> Attached {
        let line = format!("{serial:<22} {state}");
        listing::parse(&line, "").remove(0)
    }

    fn identity(serial: &str, boot: Option<&str>) -> Identity {
        Identity {
            serial: serial.to_owned(),
            boot: boot.map(str::to_owned),
        }
    }

    const AIR: &str = "adb-SERIAL1-x2Yz._adb-tls-connect._tcp";

    #[test]
    fn the_best_connection_of_a_phone_leads() {
        let order = |devices: &[(&str, &str)]| {
            let devices = devices.iter().map(|(serial, state)| named(serial, state));
            let sorted = leaders_first(devices.collect());
            sorted.into_iter().map(|d| d.serial).collect::<Vec<_>>()
        };
        assert_eq!(
            order(&[(AIR, "device"), ("OTHER", "device"), ("SERIAL1", "device")]),
            ["SERIAL1", AIR, "OTHER"]
        );
        assert_eq!(
            order(&[
                ("SERIAL1", "unauthorized"),
                ("OTHER", "device"),
                (AIR, "device")
            ]),
            [AIR, "SERIAL1", "OTHER"]
        );
    }

    #[test]
    fn two_phones_are_one_only_when_nothing_speaks_against_it() {
        let (cable, air) = (named("SERIAL1", "device"), named("10.0.0.7:5555", "device"));
        let same = |a: &Attached, ia: &Identity, b: &Attached, ib: &Identity| {
            is_repeated(a, Some(ia), b, Some(ib))
        };
        let (known, unknown) = (identity("SERIAL1", Some("1")), identity("SERIAL1", None));
        assert!(same(&cable, &known, &air, &known));
        assert!(same(&cable, &known, &air, &unknown));
        // Another start number, the same kind of connection, another serial.
        assert!(!same(&cable, &known, &air, &identity("SERIAL1", Some("2"))));
        assert!(!same(&cable, &known, &cable, &known));
        assert!(!same(&cable, &known, &air, &identity("SERIAL2", Some("1"))));
    }

    #[test]
    fn a_dead_second_connection_of_a_phone_that_was_read_is_no_second_phone() {
        let (cable, air) = (named("SERIAL1", "device"), named(AIR, "offline"));
        assert!(is_repeated(
            &cable,
            Some(&identity("SERIAL1", None)),
            &air,
            None
        ));
        let other = named("SERIAL2", "offline");
        assert!(!is_repeated(
            &cable,
            Some(&identity("SERIAL1", None)),
            &other,
            None
        ));
    }
}
