//! What the user named as SOURCE, and what a source may use to read it.

use super::android;
use super::exclusions::Exclusions;
use super::ios;
use super::known_apps::{KnownApps, NoApps};
use super::lists::Mapping;
use super::signature::SignedFiles;
use crate::inventory::Reading;
use jiff::Timestamp;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What the user asked to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Every attached phone: Android devices and iPhones.
    Attached,
    /// Every attached Android device.
    Adb,
    /// One attached Android device.
    AdbSerial(String),
    /// Every iPhone attached by cable.
    Ios,
    /// One iPhone, by its UDID, whichever way it is connected.
    IosUdid(String),
    /// A file or folder, recognised by its content.
    Path(PathBuf),
    /// Every iOS backup in the places where Apple's programs put them.
    IosBackups(Vec<PathBuf>),
    /// Standard input: saved inventories.
    Stdin,
}

impl Request {
    /// Whether it is for devices that this run reads itself, so that nobody else
    /// could have changed what they said.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        match self {
            Self::Attached | Self::Adb | Self::AdbSerial(_) | Self::Ios | Self::IosUdid(_) => true,
            Self::Path(_) | Self::IosBackups(_) | Self::Stdin => false,
        }
    }

    /// Understands a SOURCE as it is written on the command line.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text.split_once(':') {
            Some(("adb", "")) => Self::Adb,
            Some(("adb", serial)) => Self::AdbSerial(serial.to_owned()),
            Some(("ios", "")) => Self::Ios,
            Some(("ios", udid)) => Self::IosUdid(udid.to_owned()),
            _ if text == "-" => Self::Stdin,
            _ => Self::Path(PathBuf::from(text)),
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
    /// Where usbmuxd is, likewise.
    pub usbmux: ios::usbmux::Environment,
    /// Ids of apps that an iPhone is asked for one by one, besides being asked
    /// for its whole list. The source does not know why.
    pub look_for: Vec<String>,
    /// What apps are called, for texts that no reader knows.
    pub known_apps: Arc<dyn KnownApps>,
    /// What is set aside on the user's word.
    pub exclusions: Exclusions,
    /// Lists that the user takes for whole.
    pub assume_complete: Vec<Vouch>,
    /// What the columns of the user's tables mean.
    pub mapping: Option<Arc<Mapping>>,
    /// Where only signed inventories count, those whose signatures do.
    pub signed_files: Option<Arc<SignedFiles>>,
}

/// The user's word that the list at a path holds every app of its phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouch {
    /// The list, or a folder or archive that holds it.
    pub path: PathBuf,
    /// Why, in the user's words. The result repeats it.
    pub reason: String,
}

impl Vouch {
    /// Understands `PATH=REASON`; the reason begins after the first `=`.
    ///
    /// # Errors
    ///
    /// What is missing.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        match text.split_once('=') {
            None => Err("expected PATH=REASON"),
            Some(("", _)) => Err("the path before `=` is missing"),
            Some((_, reason)) if reason.trim().is_empty() => Err("the reason after `=` is missing"),
            Some((path, reason)) => Ok(Self {
                path: PathBuf::from(path),
                reason: reason.trim().to_owned(),
            }),
        }
    }

    /// Whether it is for a place: the path itself, or something in it.
    fn covers(&self, place: &str) -> bool {
        let path = self.path.display().to_string();
        let path = path.strip_suffix(['/', '\\']).unwrap_or(&path);
        place
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '\\', '!', ':', '#']))
    }
}

impl Options {
    /// The largest answer when the caller does not say. The package dump of
    /// a phone with a thousand apps is about a quarter of it.
    pub const MAX_ANSWER: usize = 32 << 20;

    /// Options with adb and usbmuxd in their usual places.
    #[must_use]
    pub fn new(now: Timestamp, timeout: Duration) -> Self {
        Self {
            now,
            timeout,
            max_answer: Self::MAX_ANSWER,
            adb: android::adb::Environment::default(),
            usbmux: ios::usbmux::Environment::default(),
            look_for: Vec::new(),
            known_apps: Arc::new(NoApps),
            exclusions: Exclusions::default(),
            assume_complete: Vec::new(),
            mapping: None,
            signed_files: None,
        }
    }

    /// The reason for which the user takes the list at a place for whole.
    #[must_use]
    pub fn vouched(&self, place: &str) -> Option<&str> {
        let vouch = self
            .assume_complete
            .iter()
            .find(|vouch| vouch.covers(place));
        vouch.map(|vouch| vouch.reason.as_str())
    }
}

/// What the user must fix before anything can be looked at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The path does not exist.
    #[error(
        "`{0}` does not exist; a source is a file or a folder, `adb:`, `adb:SERIAL`, `ios:`, \
         `ios:UDID`, or `-` for stdin"
    )]
    NotFound(String),
    /// What the user vouches for is not among what is read.
    #[error("`--assume-complete {0}` is for no SOURCE; name a SOURCE, or a file below one")]
    VouchedForNothing(String),
    /// The mapping is for none of the files.
    #[error(
        "the mapping `{0}` does not fit `{1}`: {2}; `dutyphone mapping init` proposes one that does"
    )]
    MappingFitsNothing(String, String, String),
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

/// Makes sure that whatever the user vouches for is among what is read: a
/// misspelt path would silently lift nothing.
///
/// # Errors
///
/// The first path that is no SOURCE and below none.
pub fn check_vouches(requests: &[Request], options: &Options) -> Result<(), SourceError> {
    for vouch in &options.assume_complete {
        let is_below = |request: &Request| match request {
            Request::Path(path) => vouch.path.starts_with(path),
            Request::Stdin => vouch.path.as_os_str() == "-",
            _ => false,
        };
        if !requests.iter().any(is_below) {
            return Err(SourceError::VouchedForNothing(
                vouch.path.display().to_string(),
            ));
        }
    }
    Ok(())
}

/// The largest table that a mapping is tried on, in bytes.
pub(super) const LARGEST_TABLE: u64 = 32 << 20;

/// What the files begin with that hold files (zip, gzip, Zstandard): what is in
/// them is known when they are read.
const CONTAINERS: [&[u8]; 3] = [b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd"];

/// Makes sure that the user's mapping is for one of the files that were named:
/// with one that fits none, the tables would be read as something else. Folders
/// and packed files are looked into only when they are read.
///
/// # Errors
///
/// The first file that it does not fit, and why.
pub fn check_mapping(requests: &[Request], options: &Options) -> Result<(), SourceError> {
    let Some(mapping) = &options.mapping else {
        return Ok(());
    };
    let mut first = None;
    for request in requests {
        let Request::Path(path) = request else {
            continue;
        };
        let mut bytes = Vec::new();
        let file = std::fs::File::open(path).ok().filter(|_| path.is_file());
        let Some(file) = file else {
            return Ok(());
        };
        // What cannot be read is told where it is read.
        let _ = file.take(LARGEST_TABLE).read_to_end(&mut bytes);
        let Err(misfit) = mapping.fits(&bytes) else {
            return Ok(());
        };
        if CONTAINERS.iter().any(|start| bytes.starts_with(start)) && !is_book(&bytes) {
            return Ok(());
        }
        let (name, place) = (mapping.name().to_owned(), path.display().to_string());
        first.get_or_insert(SourceError::MappingFitsNothing(
            name,
            place,
            misfit.to_string(),
        ));
    }
    first.map_or(Ok(()), Err)
}

/// Whether a zip file is a workbook.
fn is_book(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"xl/workbook.xml").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_vouches_for_a_path_and_what_is_in_it() {
        let vouch = Vouch::parse("lists/a= all apps were asked for ").unwrap();
        assert_eq!(vouch.reason, "all apps were asked for");
        for (place, covered) in [
            ("lists/a", true),
            ("lists/a/b.json", true),
            ("lists/a:3", true),
            ("lists/ab", false),
            ("lists", false),
        ] {
            assert_eq!(vouch.covers(place), covered, "{place}");
        }
        for wrong in ["lists", "=why", "lists= "] {
            assert!(Vouch::parse(wrong).is_err(), "{wrong}");
        }
    }
}
