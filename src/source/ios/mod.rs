//! iPhones and iPads, through the clear-text files of a backup.

use crate::inventory::{Gap, GapCode, Locator, Platform, Reading};
use std::path::Path;

/// Reads one backup folder.
#[must_use]
pub fn read_backup(locator: Locator, _folder: &Path) -> Reading {
    let gap = Gap::new(GapCode::FileUnrecognised, "not read yet", "");
    Reading::unread(locator, Some(Platform::Ios), gap)
}
