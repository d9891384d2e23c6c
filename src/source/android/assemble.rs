//! From what a phone printed to an inventory with an honest coverage.

use super::recording::Recording;
use crate::inventory::{Coverage, Device, Gap, GapCode, Inventory, Platform};

/// Reads every part of a recording and states what is missing.
///
/// `id` names the device where the recording does not (an adb serial, or the
/// locator of a file), and `source` is the inventory's source word.
#[must_use]
pub fn assemble(_recording: &Recording, source: &str, id: &str) -> Inventory {
    let gap = Gap::new(GapCode::PrimaryListMissing, "not read yet", "");
    let coverage = Coverage::new(Vec::new(), vec![gap], Vec::new());
    let device = Device::new(Platform::Android, id);
    Inventory::new(device, source, None, coverage, Vec::new())
}
