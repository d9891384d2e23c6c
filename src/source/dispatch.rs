//! From what was recognised to the reader that knows it.

use super::gaps::{changed, unreadable, unrecognised};
use super::recognise::Kind;
use super::request::{Options, Sink};
use super::{android, ios, lists, recognise};
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

/// Reads a backup, or a file that does not look like a saved inventory, and
/// says whether it could: not when it is JSON of nobody we know, of which
/// reading it as ours says what is wrong.
pub(super) fn read_other(path: &Path, options: &Options, sink: &mut Sink<'_>) -> bool {
    let locator = Locator::new(path.display().to_string());
    let reading = match recognise::path(path) {
        Ok(Kind::IosBackup) => ios::read_backup(locator, path),
        Ok(Kind::AndroidDump) => android::read_dump(locator, path),
        Ok(Kind::BugReport) => android::read_bugreport(locator, path),
        Ok(Kind::AndroidQf) => android::read_androidqf(locator, path),
        Ok(Kind::PmList) => android::read_pm_list(locator, path),
        Ok(kind @ (Kind::IosImport | Kind::Unknown(_))) => {
            return read_list(&locator, path, kind, options, sink);
        }
        // It was something else when it was looked at a moment ago.
        Ok(Kind::Folder) => Reading::unread(locator, None, changed()),
        Ok(Kind::Saved | Kind::Compressed(_)) => return false,
        Err(error) => Reading::unread(locator, None, unreadable(&error)),
    };
    sink(reading);
    true
}

/// Reads what may be a list of another tool, or says what it is instead.
fn read_list(
    locator: &Locator,
    path: &Path,
    kind: Kind,
    options: &Options,
    sink: &mut Sink<'_>,
) -> bool {
    let Ok(bytes) = ios::file::read(path, lists::LIMIT) else {
        return false;
    };
    let vouched = options.vouched(&locator.place);
    if let Some(readings) = lists::read_all(locator, &bytes, vouched) {
        readings.into_iter().for_each(sink);
        return true;
    }
    let gap = match (lists::unknown(&bytes), kind) {
        (Some(gap), _) => gap,
        (None, Kind::Unknown(what)) => unrecognised(what),
        (None, _) => return false,
    };
    sink(Reading::unread(locator.clone(), None, gap));
    true
}
