//! Lists of apps that other tools took from a phone, saved as a file.
//!
//! - `ideviceinstaller` and `pymobiledevice3` print what the phone's
//!   installation proxy answers, as a property list or as JSON;
//! - `cfgutil get installedApps` of Apple Configurator prints JSON;
//! - a management system stores the phone's answer to the command
//!   `InstalledApplicationList`.
//!
//! None of them says when it was made, and each can claim only so much: see
//! [`coverage`]. The same fields are taken as from a backup and no others; the
//! lists also hold account numbers, paths and the names of developers.

mod coverage;
mod entry;
mod json;
mod list;
mod property_list;
mod tool;

use super::ios::file;
use crate::inventory::{Device, Inventory, Locator, Management, Platform, Reading};
use std::path::Path;
use tool::Tool;

/// The largest list that is read, in bytes. Those of full phones hold a few
/// megabytes.
const LIMIT: u64 = 32 << 20;

/// Reads a list of apps that another tool wrote, recognised by its content.
///
/// `None` means that the file is no such list; it may be something else that
/// can be audited.
#[must_use]
pub fn read_import(locator: Locator, path: &Path) -> Option<Reading> {
    let bytes = file::read(path, LIMIT).ok()?;
    let mut readings = read_all(&locator, &bytes)?.into_iter();
    readings.next()
}

/// Reads the lists of apps in a text that another tool wrote, recognised by its
/// content. `None` means that there is none.
pub(crate) fn read_all(locator: &Locator, bytes: &[u8]) -> Option<Vec<Reading>> {
    read_one(locator.clone(), bytes).map(|reading| vec![reading])
}

fn read_one(locator: Locator, bytes: &[u8]) -> Option<Reading> {
    let list = property_list::parse(bytes).or_else(|| json::parse(bytes))?;
    if list.devices > 1 {
        let gap = coverage::several_devices(list.devices);
        return Some(Reading::unread(locator, Some(Platform::Ios), gap));
    }
    let mut device = Device::new(
        Platform::Ios,
        list.udid.clone().unwrap_or_else(|| locator.to_string()),
    );
    device.maker = Some("Apple".to_owned());
    if list.tool == Tool::Management {
        // Only an enrolled device answers the command.
        device.management = Some(Management::Enrolled);
    }
    let coverage = coverage::state(&list);
    let apps = entry::merge(&list.entries, list.tool);
    let inventory = Inventory::new(device, list.tool.source(), None, coverage, apps);
    Some(Reading::of(locator, inventory))
}
