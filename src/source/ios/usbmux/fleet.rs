//! All attached iPhones, side by side: each has its own thread and deadline.
//!
//! A phone that is attached by cable and seen over Wi-Fi is listed twice and
//! read once, by cable. One that is only seen over Wi-Fi is read when it is
//! named, since it may be lying anywhere.

use super::daemon::Daemon;
use super::fault::Fault;
use super::phone::{self, About, Read, is_cable, named, other_spelling};
use super::told::Entry;
use super::trouble;
use crate::inventory::{
    Coverage, Device, Gap, Inventory, Locator, Platform, Profile, ProfileId, ProfileKind,
    ProfileStatus, Reading, State, Unread, Unseen, fold_udid,
};
use crate::source::clocks::clocks_differ;
use crate::source::deadline::Deadline;
use crate::source::ios::field;
use crate::source::side_by_side::side_by_side;
use crate::source::{Options, Sink};
use jiff::Timestamp;

/// What the inventory names as its source.
const SOURCE: &str = "ios/usbmux";
/// More phones than this wait for a free thread.
const SIDE_BY_SIDE: usize = 32;

/// One phone, with the best of its connections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phone {
    pub(super) entry: Entry,
    /// It is seen over Wi-Fi as well.
    pub(super) has_twin: bool,
}

/// Every phone once, in the order of their identifiers.
pub(super) fn phones(entries: Vec<Entry>) -> Vec<Phone> {
    let mut phones: Vec<Phone> = Vec::with_capacity(entries.len());
    for entry in entries {
        let udid = fold_udid(&entry.udid);
        // In restore mode several phones share one identifier, so only a pair of
        // cable and Wi-Fi is one phone.
        let twin = phones.iter_mut().find(|phone| {
            fold_udid(&phone.entry.udid) == udid && is_cable(&phone.entry) != is_cable(&entry)
        });
        match twin {
            Some(phone) => {
                phone.has_twin = true;
                if is_cable(&entry) {
                    phone.entry = entry;
                }
            }
            None => phones.push(Phone {
                entry,
                has_twin: false,
            }),
        }
    }
    phones.sort_by(|a, b| a.entry.udid.cmp(&b.entry.udid));
    phones
}

/// Reads every phone and returns how many readings were handed out. `is_named`:
/// the user asked for this very phone.
pub(super) fn read_all(
    daemon: &Daemon,
    phones: &[Phone],
    is_named: bool,
    options: &Options,
    sink: &mut Sink<'_>,
) -> usize {
    side_by_side(
        phones,
        SIDE_BY_SIDE,
        |_, phone| read_one(daemon, phone, is_named, options),
        |_, reading| sink(reading),
    );
    phones.len()
}

fn read_one(daemon: &Daemon, phone: &Phone, is_named: bool, options: &Options) -> Reading {
    let entry = &phone.entry;
    let udid = spelt(&entry.udid);
    if !is_cable(entry) && !is_named {
        return unread(&udid, trouble::gap(&udid, &Fault::WirelessOnly));
    }
    let deadline = Deadline::after(options.timeout);
    let mut about = About::default();
    match phone::read(daemon, entry, &mut about, &options.look_for, deadline) {
        Ok(read) => {
            let is_elsewhere = daemon.place.is_elsewhere();
            Reading::of(
                locator(&udid),
                inventory(&udid, about, read, is_elsewhere, options.now),
            )
        }
        Err(fault) => unread(&udid, trouble::gap(&named(&udid, &about), &fault)),
    }
}

fn inventory(
    udid: &str,
    about: About,
    read: Read,
    is_elsewhere: bool,
    now: Timestamp,
) -> Inventory {
    let mut device = Device::new(Platform::Ios, udid);
    device.maker = Some("Apple".to_owned());
    device.model = about.model;
    device.os_version = about.version;
    device.management = read.managed.management();
    let status = if read.found.gaps.is_empty() {
        ProfileStatus::Complete
    } else {
        ProfileStatus::Partial
    };
    let profile = Profile {
        id: ProfileId::OWNER,
        kind: ProfileKind::Owner,
        status,
    };
    let mut coverage = Coverage::new(vec![profile], read.found.gaps, read.found.notes);
    coverage.add_unseen(Unseen {
        state: State::Residue,
        message: "no list of installed apps shows data of removed ones".to_owned(),
    });
    let mut inventory = Inventory::new(device, SOURCE, read.clock, coverage, read.found.apps);
    inventory.host_clock = Some(now);
    if let Some(difference) = clocks_differ(read.clock, now) {
        inventory.add_note("clocks-differ", difference);
    }
    if let Some(count @ 1..) = read.managed.profiles {
        let text = format!("the iPhone holds configuration profiles: {count}");
        inventory.add_note("configuration-profiles", text);
    }
    if is_elsewhere {
        inventory.add_note(
            "read-through-other-computer",
            "the iPhone was read through another computer, as USBMUXD_SOCKET_ADDRESS says",
        );
    }
    inventory
}

/// The identifier as the phone spells it. Some daemons drop its hyphen.
pub(super) fn spelt(udid: &str) -> String {
    let mended = if udid.contains('-') {
        None
    } else {
        other_spelling(udid)
    };
    let udid = mended.as_deref().unwrap_or(udid);
    field::udid(udid).unwrap_or_else(|| udid.to_owned())
}

fn locator(udid: &str) -> Locator {
    Locator::new(format!("ios:{udid}"))
}

/// The reading of a phone that could not be read.
pub(super) fn unread(udid: &str, gap: Gap) -> Reading {
    Reading {
        locator: locator(udid),
        content: Err(Unread {
            id: udid.to_owned(),
            platform: Some(Platform::Ios),
            gap,
        }),
    }
}
