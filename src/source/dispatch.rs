//! From what was recognised to the reader that knows it.

use super::context::Context;
use super::request::{Options, Sink};
use super::saved::Item;
use super::{android, archives, ios};
use crate::inventory::{Gap, GapCode, Locator, Platform, Reading};
use std::path::{Path, PathBuf};

/// When no phone can be asked at all, that is a reading too: somebody wanted a
/// phone to be looked at, and none was.
pub(super) fn read_attached(serial: Option<&str>, options: &Options, sink: &mut Sink<'_>) {
    if let Err(gap) = android::read_attached(serial, options, sink) {
        let locator = Locator::new(format!("adb:{}", serial.unwrap_or_default()));
        sink(Reading::unread(locator, Some(Platform::Android), gap));
    }
}

/// Reads the backups in all of these places. A place that the system does not
/// let us look into says so; when none holds a backup, that is a reading too.
pub(super) fn read_ios_backups(places: &[PathBuf], sink: &mut Sink<'_>) {
    let mut found = false;
    for place in places {
        let blocked = ios::is_backup(place).then(|| place.clone());
        for path in blocked.into_iter().chain(ios::backups_below(place)) {
            found = true;
            let locator = Locator::new(path.display().to_string());
            sink(ios::read_backup(locator, &path));
        }
    }
    if !found {
        let places: Vec<String> = places.iter().map(|p| p.display().to_string()).collect();
        let gap = Gap::new(
            GapCode::FileUnrecognised,
            format!("no iOS backup was found in {}", places.join(" or ")),
            "make a backup with Finder, iTunes or the Apple Devices app, or give the folder of one",
        );
        sink(Reading::unread(
            Locator::new("ios-backups"),
            Some(Platform::Ios),
            gap,
        ));
    }
}

/// Reads the folder of a backup or a collection, or a file of a backup.
pub(super) fn read_device(context: &Context, path: &Path, sink: &mut dyn FnMut(Item<'_>)) {
    let locator = Locator::new(path.display().to_string());
    if ios::is_backup(path) || ios::is_part_of_backup(path) {
        sink(Item::read(ios::read_backup(locator.clone(), path)));
    }
    if android::is_androidqf(path) {
        archives::read_collection(context, &locator, path, sink);
    }
}
