//! One backup folder: its files read, and put together into an inventory.

mod agreement;
mod contents;
pub(crate) mod coverage;
pub(crate) mod database;
pub(crate) mod folder;
pub(crate) mod info;
pub(crate) mod manifest;
pub(crate) mod merge;
pub(crate) mod notes;
pub(crate) mod status;
pub(crate) mod store_metadata;

use super::file;
use crate::inventory::{Device, Gap, GapCode, Inventory, Locator, Note, Platform, Reading};
use contents::Backup;
use database::Index;
use folder::{INFO, MANIFEST};
use std::path::Path;

/// What the inventories of this source name as their source.
const SOURCE: &str = "ios/backup";

/// Reads one backup. The path may be its folder, or one of its files.
///
/// Nothing is written, and no password is needed: the lists of apps are in
/// the clear in encrypted backups too.
#[must_use]
pub fn read_backup(locator: Locator, path: &Path) -> Reading {
    let folder = folder::of(path);
    if !folder::has_any_file(&folder) {
        return Reading::unread(locator, Some(Platform::Ios), no_backup(&folder));
    }
    let backup = Backup::read(&folder);
    let inventory = backup.into_inventory(&locator, std::env::consts::OS);
    Reading::of(locator, inventory)
}

/// Reads an `Info.plist` or a `Manifest.plist` that lies alone, recognised by
/// its content. It can show what is installed, and never that nothing else is:
/// the files that it would have to agree with are missing.
pub(crate) fn read_lone_file(locator: &Locator, bytes: &[u8]) -> Option<Reading> {
    let backup = Backup::of_lone_file(bytes)?;
    let inventory = backup.into_inventory(locator, std::env::consts::OS);
    Some(Reading::of(locator.clone(), inventory))
}

/// Why a folder without any file of a backup cannot be read.
fn no_backup(path: &Path) -> Gap {
    if folder::is_denied(path) {
        return file::denied("the folder", std::env::consts::OS);
    }
    let below = folder::backups_below(path).len();
    let advice = if below == 0 {
        "give the folder named after the device (its UDID)".to_owned()
    } else {
        format!("{below} backups lie below it: give one of these folders")
    };
    Gap::new(
        GapCode::FileUnrecognised,
        format!("no iOS backup here: expected {INFO} and {MANIFEST}"),
        advice,
    )
}

impl Backup {
    fn into_inventory(self, locator: &Locator, system: &str) -> Inventory {
        let has_list = coverage::lists_every_app(&self);
        let apps = self.index.found().map_or(&[][..], |index| &index.apps);
        let merged = merge::merge(&self.info.content, &self.manifest.content, apps, has_list);
        let mut coverage = coverage::state(&self, &merged, system);
        let taken_at = self.dates().into_iter().find_map(|(_, date)| date.at());
        let pages = self.index.found().map(Index::web_pages);
        let device = self.device(locator);
        if device.id == locator.to_string() {
            let Note { code, message } = unnamed();
            coverage.add_note(code, message);
        }
        let mut inventory = Inventory::new(device, SOURCE, taken_at, coverage, merged.apps);
        inventory.web_pages = pages.unwrap_or_default();
        inventory
    }

    fn device(self, locator: &Locator) -> Device {
        let management = self.index.found().and_then(Index::management);
        let (info, manifest) = (self.info.content, self.manifest.content);
        let mut device = match info.udid.or(manifest.udid) {
            Some(id) => Device::new(Platform::Ios, id),
            None => Device::at_place(Platform::Ios, locator),
        };
        device.management = management;
        device.maker = Some("Apple".to_owned());
        device.model = info.product_type.or(manifest.product_type);
        device.os_version = info.product_version.or(manifest.product_version);
        device
    }
}

fn unnamed() -> Note {
    Note {
        code: "device-unnamed".to_owned(),
        message: "the backup does not hold the identifier of its device (UDID)".to_owned(),
    }
}
