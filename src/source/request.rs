//! What the user named as SOURCE, and what a source may use to read it.

use super::android;
use super::exclusions::Exclusions;
use crate::inventory::Reading;
use jiff::Timestamp;
use std::path::PathBuf;
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
    /// What is set aside on the user's word.
    pub exclusions: Exclusions,
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
            exclusions: Exclusions::default(),
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
