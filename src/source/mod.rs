//! Everything that can block, fail or lie: phones, backups and files.
//!
//! A source makes readings ([`Reading`]) and nothing else. It cannot know what
//! is forbidden. Whatever goes wrong with one device becomes that device's
//! gap; an error ([`SourceError`]) is only for what the user must fix before
//! anything can be looked at, such as a path that does not exist.

pub mod android;
pub(crate) mod container;
pub mod ios;
mod lists;
mod recognise;
mod saved;

pub use container::chunks::{Feed, Piece, Skipped};
pub use saved::Item;

use crate::inventory::format::reading;
use crate::inventory::{Gap, GapCode, Locator, Platform, Reading};
use jiff::Timestamp;
use recognise::Kind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What the user asked to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Every attached Android device.
    Adb,
    /// One attached Android device.
    AdbSerial(String),
    /// A file or folder, recognised by its content.
    Path(PathBuf),
    /// Every iOS backup in the places where Apple's programs put them.
    IosBackups(Vec<PathBuf>),
    /// Standard input: saved inventories.
    Stdin,
}

impl Request {
    /// Understands a SOURCE as it is written on the command line.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text.strip_prefix("adb:") {
            Some("") => Self::Adb,
            Some(serial) => Self::AdbSerial(serial.to_owned()),
            None if text == "-" => Self::Stdin,
            None => Self::Path(PathBuf::from(text)),
        }
    }
}

/// What a source may use, decided once by the caller.
#[derive(Debug, Clone)]
pub struct Options {
    /// The caller's clock. Sources have none of their own.
    pub now: Timestamp,
    /// How long one device may take.
    pub timeout: Duration,
    /// The largest answer that is taken from a device at one time, in bytes.
    pub max_answer: usize,
    /// Where adb is. The caller reads the environment.
    pub adb: android::adb::Environment,
}

impl Options {
    /// The largest answer when the caller does not say. The package dump of
    /// a phone with a thousand apps is about a quarter of it.
    pub const MAX_ANSWER: usize = 32 << 20;

    /// Options with adb in its usual place.
    #[must_use]
    pub fn new(now: Timestamp, timeout: Duration) -> Self {
        Self {
            now,
            timeout,
            max_answer: Self::MAX_ANSWER,
            adb: android::adb::Environment::default(),
        }
    }
}

/// What the user must fix before anything can be looked at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The path does not exist.
    #[error("`{0}` does not exist")]
    NotFound(String),
}

/// Takes readings one by one, so that a fleet is never in memory as a whole.
pub type Sink<'a> = dyn FnMut(Reading) + 'a;

/// Makes sure that every request can be started at all.
///
/// # Errors
///
/// The first path that does not exist.
pub fn check(requests: &[Request]) -> Result<(), SourceError> {
    for request in requests {
        if let Request::Path(path) = request
            // A broken link, and a folder we may not look into, do exist.
            && path.symlink_metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
        {
            return Err(SourceError::NotFound(path.display().to_string()));
        }
    }
    Ok(())
}

/// Reads what was asked for, piece by piece, and hands every device to `sink`.
///
/// `skipped` hears of files in a folder that are plainly something else.
pub fn read(
    requests: &[Request],
    options: &Options,
    sink: &mut Sink<'_>,
    skipped: &mut (dyn FnMut(&Path) + Send),
) {
    let mut feed = Feed::new(requests.iter().cloned(), |path| skipped(path));
    let mut piece = Piece::default();
    while feed.next(&mut piece) {
        piece.items(options, &mut |item| {
            sink(match item {
                Item::Saved(locator, text) => reading(locator, text),
                Item::Read(reading) => *reading,
            });
        });
    }
}

/// When no phone can be asked at all, that is a reading too: somebody wanted a
/// phone to be looked at, and none was.
fn read_attached(serial: Option<&str>, options: &Options, sink: &mut Sink<'_>) {
    if let Err(gap) = android::read_attached(serial, options, sink) {
        let locator = Locator::new(format!("adb:{}", serial.unwrap_or_default()));
        sink(Reading::unread(locator, Some(Platform::Android), gap));
    }
}

/// Reads the backups in all of these places. A place that the system does not
/// let us look into says so; when none holds a backup, that is a reading too.
fn read_ios_backups(places: &[PathBuf], sink: &mut Sink<'_>) {
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

/// Reads a backup, or a file that does not look like a saved inventory. `None`
/// when it is JSON of nobody we know: reading it as ours says what is wrong.
fn read_other(path: &Path) -> Option<Reading> {
    let locator = Locator::new(path.display().to_string());
    Some(match recognise::path(path) {
        Ok(Kind::IosBackup) => ios::read_backup(locator, path),
        Ok(Kind::AndroidDump) => android::read_dump(locator, path),
        Ok(Kind::BugReport) => android::read_bugreport(locator, path),
        Ok(Kind::AndroidQf) => android::read_androidqf(locator, path),
        Ok(Kind::IosImport) => return ios::read_import(locator, path),
        Ok(Kind::PmList) => android::read_pm_list(locator, path),
        Ok(Kind::Unknown(what)) => ios::read_import(locator.clone(), path)
            .unwrap_or_else(|| Reading::unread(locator, None, unrecognised(what))),
        // It was something else when it was looked at a moment ago.
        Ok(Kind::Folder) => Reading::unread(locator, None, changed()),
        Ok(Kind::Saved | Kind::Packed(_)) => return None,
        Err(error) => Reading::unread(locator, None, unreadable(&error)),
    })
}

/// A compressed file of anything but saved inventories.
fn packed_other() -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        "this is a compressed file, and what is in it is no saved inventory",
        "unpack it, and give what comes out",
    )
}

fn changed() -> Gap {
    Gap::new(
        GapCode::FileUnreadable,
        "it changed while it was being read",
        "run the audit again when nothing writes to it",
    )
}

fn unrecognised(what: &str) -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        format!("this is {what}, and none of the things that can be audited"),
        "give a saved inventory (.json, .ndjson), an iOS backup folder, a bug report, or a text with the output of `dumpsys package`",
    )
}

/// What the system says about a file, without its path: that is the locator.
fn unreadable(error: &std::io::Error) -> Gap {
    Gap::new(
        GapCode::FileUnreadable,
        format!("it could not be read: {}", error.kind()),
        "check that the file is there and that you may read it",
    )
}
