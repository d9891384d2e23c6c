//! From what was recognised to the reader that knows it.

use super::absence::NoneAsked;
use super::context::Context;
use super::ios::usbmux;
use super::request::{Options, Request, Sink};
use super::saved::Item;
use super::{android, archives, ios};
use crate::inventory::{Gap, GapCode, Locator, Platform, Reading};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};

/// Reads attached phones. When no phone can be asked at all, that is a reading
/// too: somebody wanted a phone to be looked at, and none was.
pub(super) fn read_phones(request: &Request, options: &Options, sink: &mut Sink<'_>) {
    let unread = |reading: Option<Reading>| reading.into_iter();
    match request {
        Request::AdbSerial(serial) => {
            let read = android::read_attached(Some(serial), options, sink);
            unread(none_asked(Platform::Android, serial, read)).for_each(sink);
        }
        Request::Ios => {
            let read = usbmux::read_attached(None, options, sink);
            unread(none_asked(Platform::Ios, "", read)).for_each(sink);
        }
        Request::IosUdid(udid) => {
            let read = usbmux::read_attached(Some(udid), options, sink);
            unread(none_asked(Platform::Ios, udid, read)).for_each(sink);
        }
        Request::Attached => read_both(options, sink),
        _ => {
            let read = android::read_attached(None, options, sink);
            unread(none_asked(Platform::Android, "", read)).for_each(sink);
        }
    }
}

/// The reading that says why no phone could be asked.
fn none_asked(platform: Platform, name: &str, read: Result<usize, NoneAsked>) -> Option<Reading> {
    let bus = match platform {
        Platform::Android => "adb",
        Platform::Ios => "ios",
    };
    let locator = Locator::new(format!("{bus}:{name}"));
    read.err()
        .map(|none| Reading::unread(locator, Some(platform), none.gap()))
}

/// Reads phones of both kinds at one time. A desk for phones of one kind needs
/// no program for the other, so what is not there at all is told only when
/// there is nothing else.
fn read_both(options: &Options, sink: &mut Sink<'_>) {
    let serial = options.adb.serial.as_deref();
    let (android, iphones, readings) = std::thread::scope(|scope| {
        let iphones = scope.spawn(|| {
            let mut readings = Vec::new();
            let read = usbmux::read_attached(None, options, &mut |reading| readings.push(reading));
            (read, readings)
        });
        let android = android::read_attached(serial, options, sink);
        let (read, readings) = iphones.join().unwrap_or_else(|panic| resume_unwind(panic));
        (android, read, readings)
    });
    readings.into_iter().for_each(&mut *sink);
    let is_silent = |one: &Result<usize, NoneAsked>, other: &Result<usize, NoneAsked>| {
        matches!(one, Err(NoneAsked::Absent(_))) && !matches!(other, Err(NoneAsked::Absent(_)))
    };
    let silent = (is_silent(&android, &iphones), is_silent(&iphones, &android));
    if !silent.0 {
        let name = serial.unwrap_or_default();
        none_asked(Platform::Android, name, android)
            .into_iter()
            .for_each(&mut *sink);
    }
    if !silent.1 {
        none_asked(Platform::Ios, "", iphones)
            .into_iter()
            .for_each(sink);
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
