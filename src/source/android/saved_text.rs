//! Texts that somebody saved: the output of `dumpsys package`, of all of
//! `dumpsys`, or of `pm list packages`.

use super::assemble::assemble;
use super::command_output::{End, Listing, Part, Recording};
use super::parse::pm;
use crate::inventory::{Gap, GapCode, Locator, Platform, Reading};
use crate::source::container::encoding::Plain;
use crate::source::container::framed_text;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The largest text that is read to its end. Bug reports unpack to 200 MB.
pub(super) const LARGEST_TEXT: u64 = 1 << 30;
/// The largest list of packages.
const LARGEST_LIST: u64 = 16 << 20;

/// Reads a text that holds the output of `dumpsys package`, alone or among
/// that of other services, or a bug report that is not zipped.
#[must_use]
pub fn read_dump(locator: Locator, file: &Path) -> Reading {
    let text = match File::open(file).and_then(|file| framed_text::read(file, LARGEST_TEXT)) {
        Ok(text) => text,
        Err(error) => return unreadable(locator, &error),
    };
    if !text.has_packages() {
        let gap = Gap::new(
            GapCode::FileUnrecognised,
            "the text holds no `Packages:`, so it is not the output of `dumpsys package`",
            "save the whole output of `adb shell dumpsys package`",
        );
        return unread(locator, gap);
    }
    let source = if text.is_report {
        "android/bugreport"
    } else if text.is_framed {
        "android/dumpsys"
    } else {
        "android/dumpsys-package"
    };
    let inventory = assemble(&text.recording, source, &file_name(&locator));
    Reading::of(locator, inventory)
}

/// Reads a text that holds the output of `pm list packages`. It can never be
/// the whole of a device: it has no states, and one user at best.
#[must_use]
pub fn read_pm_list(locator: Locator, file: &Path) -> Reading {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| {
        Plain::new(file)
            .take(LARGEST_LIST + 1)
            .read_to_end(&mut bytes)
    });
    if let Err(error) = read {
        return unreadable(locator, &error);
    }
    let end = if bytes.len() as u64 > LARGEST_LIST {
        End::Cut("the file holds more than is read of one".to_owned())
    } else {
        End::Unmarked
    };
    let whole = Part { bytes, end };
    let list = pm::parse(&whole);
    if list.apps.is_empty() {
        let gap = Gap::new(
            GapCode::FileUnrecognised,
            "the text holds no line that begins with `package:`",
            "save the whole output of `adb shell dumpsys package` instead",
        );
        return unread(locator, gap);
    }
    let recording = Recording {
        listings: by_user(&whole, &list),
        ..Recording::default()
    };
    let inventory = assemble(&recording, "android/pm-list", &file_name(&locator));
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
        let end = whole.end.clone();
        listing(user, Part { bytes, end })
    });
    parts.collect()
}

pub(super) fn unread(locator: Locator, gap: Gap) -> Reading {
    Reading::unread(locator, Some(Platform::Android), gap)
}

pub(super) fn unreadable(locator: Locator, error: &io::Error) -> Reading {
    let gap = Gap::new(
        GapCode::FileUnreadable,
        format!("the file could not be read: {error}"),
        "check that the file is there and that you may read it",
    );
    unread(locator, gap)
}

/// The last part of a path names a device whose text does not.
pub(super) fn file_name(locator: &Locator) -> String {
    let place = Path::new(&locator.place);
    let name = place.file_name().unwrap_or(place.as_os_str());
    name.to_string_lossy().into_owned()
}
