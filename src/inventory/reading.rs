//! What a source hands on: an inventory, or the plain statement that there is
//! none and why.
//!
//! Both are data. A phone that is locked and a file that is damaged take part
//! in the audit as devices that could not be read.

use super::{Gap, Inventory, Platform};

/// Where a reading came from, spelt so that the user finds it again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locator {
    /// A path as the user gave it (joined with names found below it), `-` for
    /// standard input, or `adb:SERIAL`.
    pub place: String,
    /// The line, counted from 1, in a file that holds one inventory a line.
    pub line: Option<u64>,
}

impl Locator {
    /// A place without a line.
    #[must_use]
    pub fn new(place: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            line: None,
        }
    }

    /// The same place, at a line counted from 1.
    #[must_use]
    pub fn at_line(&self, line: u64) -> Self {
        Self {
            place: self.place.clone(),
            line: Some(line),
        }
    }
}

impl std::fmt::Display for Locator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.place)?;
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}

/// A device of which no inventory could be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The serial when it is known, otherwise the locator.
    pub id: String,
    /// The platform, when it is known.
    pub platform: Option<Platform>,
    /// Why it could not be read, and what to do.
    pub gap: Gap,
}

/// One device's worth of input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Where it came from.
    pub locator: Locator,
    /// What was found there.
    pub content: Result<Inventory, Unread>,
}

impl Reading {
    /// A reading that holds an inventory.
    #[must_use]
    pub fn of(locator: Locator, inventory: Inventory) -> Self {
        Self {
            locator,
            content: Ok(inventory),
        }
    }

    /// A reading that failed; the device is named by its locator.
    #[must_use]
    pub fn unread(locator: Locator, platform: Option<Platform>, gap: Gap) -> Self {
        let id = locator.to_string();
        Self {
            locator,
            content: Err(Unread { id, platform, gap }),
        }
    }
}
