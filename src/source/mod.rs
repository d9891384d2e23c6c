//! Everything that can block, fail or lie: phones, backups and files.
//!
//! A source makes readings ([`Reading`]) and nothing else. It cannot know what
//! is forbidden. Whatever goes wrong with one device becomes that device's
//! gap; an error ([`SourceError`]) is only for what the user must fix before
//! anything can be looked at, such as a path that does not exist.

pub mod android;
pub mod ios;

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
    /// Standard input: saved inventories.
    Stdin,
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
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The path does not exist.
    #[error("`{0}` does not exist")]
    NotFound(String),
}

/// Takes readings one by one, so that a fleet is never in memory as a whole.
pub type Sink<'a> = dyn FnMut(Reading) + 'a;
