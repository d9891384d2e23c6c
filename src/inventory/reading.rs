//! What a source hands on: an inventory, or the plain statement that there is
//! none and why.
//!
//! Both are data. A phone that is locked and a file that is damaged take part
//! in the audit as devices that could not be read.

use super::locator::Locator;
use super::{Gap, Inventory, Platform};

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
