//! Texts that somebody saved: the output of `dumpsys package`, of all of
//! `dumpsys`, of `pm list packages`, or a bug report.

use super::assemble::assemble;
use super::command_output::{End, Listing, Part, Recording};
use super::fragment::{Fragment, Grouped};
use super::parse::pm;
use crate::inventory::{Gap, GapCode, Locator, Platform, Reading};
use crate::source::container::bounded;
use crate::source::container::framed_text;
use crate::source::container::framed_text::LARGEST_TEXT;
use crate::source::container::text::Text;
use std::collections::BTreeMap;
use std::path::Path;

/// The largest list of packages.
const LARGEST_LIST: usize = 16 << 20;

/// Reads a text that holds the output of `dumpsys package`, alone or among
/// that of other services, or a bug report that is not zipped. Where it holds
/// several phones, this is the first of them.
#[must_use]
pub fn read_dump(locator: Locator, file: &Path) -> Reading {
    let text = match read(file) {
        Ok(text) => text,
        Err(gap) => return unread(locator, gap),
    };
    match text.recordings.first() {
        Some(recording) => {
            let id = locator.to_string();
            let inventory = assemble(recording, source_of(&text), &id);
            Reading::of(locator, inventory)
        }
        None => unread(locator, no_packages()),
    }
}

/// Reads a text that holds the output of `pm list packages`. It can never be
/// the whole of a device: it has no states, and one user at best.
#[must_use]
pub fn read_pm_list(locator: Locator, file: &Path) -> Reading {
    match read(file) {
        Ok(text) => match text.lists.into_iter().next() {
            Some(list) => of_list(locator, list),
            None => unread(locator, no_list()),
        },
        Err(gap) => unread(locator, gap),
    }
}

fn read(file: &Path) -> Result<Text, Gap> {
    let text = bounded::open(file).map_err(|error| error.to_string());
    let text = text
        .and_then(|file| framed_text::read(file, LARGEST_TEXT).map_err(|error| error.to_string()));
    text.map_err(|reason| {
        Gap::new(
            GapCode::FileUnreadable,
            format!("the file could not be read: {reason}"),
            "check that the file is there and that you may read it",
        )
    })
}

fn no_packages() -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        "the text holds no `Packages:`, so it is not the output of `dumpsys package`",
        "save the whole output of `adb shell dumpsys package`",
    )
}

fn no_list() -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        "the text holds no line that begins with `package:`",
        "save the whole output of `adb shell dumpsys package` instead",
    )
}

/// What an inventory names as its source.
pub(super) fn source_of(text: &Text) -> &'static str {
    if text.is_report {
        "android/bugreport"
    } else if text.is_framed {
        "android/dumpsys"
    } else {
        "android/dumpsys-package"
    }
}

/// Makes a device of every dump and every list of a text.
pub(super) fn readings(fragment: Fragment, grouped: &mut Grouped) {
    let Fragment { locator, text } = fragment;
    let source = source_of(&text);
    let count = text.recordings.len() + text.lists.len();
    if count == 0 && text.has_facts() {
        return grouped.other.push(locator);
    }
    if count == 0 {
        return grouped.readings.push(unread(locator, no_packages()));
    }
    // Several phones of one file are told apart by their number in it.
    let mut number = 0;
    let mut place = || {
        number += 1;
        if count == 1 {
            locator.clone()
        } else {
            Locator::new(format!("{locator}#{number}"))
        }
    };
    for recording in &text.recordings {
        let place = place();
        let mut inventory = assemble(recording, source, &place.to_string());
        if text.recordings.len() > 1 && !text.is_report {
            inventory.add_note(
                "several-recordings",
                format!("the text holds several recordings ({count}); each is taken for a phone of its own"),
            );
        }
        grouped.readings.push(Reading::of(place, inventory));
    }
    for list in text.lists {
        grouped.readings.push(of_list(place(), list));
    }
}

/// A list as a device, of which only a part is seen.
fn of_list(locator: Locator, mut whole: Part) -> Reading {
    if whole.bytes.len() > LARGEST_LIST {
        whole.bytes.truncate(LARGEST_LIST);
        whole.end = End::Short("the file holds more than is read of one".to_owned());
    }
    let list = pm::parse(&whole);
    if list.apps.is_empty() {
        return unread(locator, no_list());
    }
    let recording = Recording {
        listings: by_user(&whole, &list),
        ..Recording::default()
    };
    let inventory = assemble(&recording, "android/pm-list", &locator.to_string());
    Reading::of(locator, inventory)
}
/// One listing for each user that the uids name, where they are printed. Else
/// the list is put down to the first user, which is what Android lists until
/// version 12.
fn by_user(whole: &Part, list: &pm::PmList<'_>) -> Vec<Listing> {
    let mut users: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
    for app in &list.apps {
        for user in app.users() {
            let text = users.entry(user).or_default();
            text.extend_from_slice(b"package:");
            if let Some(path) = app.path {
                text.extend_from_slice(path);
                text.push(b'=');
            }
            text.extend_from_slice(app.name.as_bytes());
            if let Some(installer) = app.installer {
                text.extend_from_slice(b"  installer=");
                text.extend_from_slice(installer);
            }
            text.push(b'\n');
        }
    }
    let listing = |user, installed| Listing {
        user,
        installed,
        known: None,
    };
    if users.len() < 2 {
        return vec![listing(
            users.keys().next().copied().unwrap_or(0),
            whole.clone(),
        )];
    }
    let parts = users.into_iter().map(|(user, bytes)| {
        let end = if list.is_cut {
            End::Short("the file holds more apps than are read".to_owned())
        } else {
            whole.end.clone()
        };
        listing(user, Part { bytes, end })
    });
    parts.collect()
}

pub(super) fn unread(locator: Locator, gap: Gap) -> Reading {
    Reading::unread(locator, Some(Platform::Android), gap)
}
