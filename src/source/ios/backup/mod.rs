//! One backup folder: its files read, and put together into an inventory.

pub(crate) mod coverage;
pub(crate) mod database;
pub(crate) mod folder;
pub(crate) mod info;
pub(crate) mod manifest;
pub(crate) mod merge;
pub(crate) mod notes;
pub(crate) mod status;
pub(crate) mod store_metadata;

use super::field::Moment;
use super::file::{self, FileFault};
use super::plist::Fault;
use crate::inventory::{Device, Gap, GapCode, Inventory, Locator, Note, Platform, Reading};
use database::{Index, IndexFault};
use folder::{DATABASE, INFO, MANIFEST, OLD_DATABASE, SNAPSHOT, STATUS};
use info::Info;
use manifest::Manifest;
use status::Status;
use std::path::Path;

/// What the inventories of this source name as their source.
const SOURCE: &str = "ios/backup";

/// A file's content as far as it could be read, and what went wrong.
#[derive(Debug)]
pub(super) struct Part<T> {
    pub(super) content: T,
    pub(super) fault: Option<FileFault>,
}

/// The index of the files in the backup.
#[derive(Debug)]
pub(super) enum IndexState {
    /// There is none.
    Missing,
    /// A `Manifest.mbdb`, of iOS 9 or earlier, which is not read.
    Old,
    /// A `Manifest.db` that is no database: it is encrypted.
    Encrypted,
    /// A `Manifest.db` that was searched.
    Searched(Result<Index, IndexFault>),
}

/// Everything that is read of a backup.
#[derive(Debug)]
pub(super) struct Backup {
    pub(super) info: Part<Info>,
    pub(super) manifest: Part<Manifest>,
    pub(super) status: Part<Status>,
    pub(super) index: IndexState,
    pub(super) has_snapshot: bool,
}

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

/// Parses one property list of a backup.
fn part<T: Default>(
    bytes: Result<Vec<u8>, FileFault>,
    parse: impl FnOnce(&[u8]) -> (T, Option<Fault>),
) -> Part<T> {
    match bytes {
        Ok(bytes) => {
            let (content, fault) = parse(&bytes);
            Part {
                content,
                fault: fault.map(FileFault::Plist),
            }
        }
        Err(fault) => Part::failed(T::default(), fault),
    }
}

impl IndexState {
    fn read(folder: &Path) -> Self {
        let database = folder.join(DATABASE);
        if database::is_sqlite(&database) {
            Self::Searched(Index::read(folder))
        } else if database.is_file() {
            Self::Encrypted
        } else if folder.join(OLD_DATABASE).is_file() {
            Self::Old
        } else {
            Self::Missing
        }
    }

    /// What the index told, when it could be searched.
    pub(super) fn found(&self) -> Option<&Index> {
        match self {
            Self::Searched(Ok(index)) => Some(index),
            _ => None,
        }
    }
}

impl Backup {
    fn read(folder: &Path) -> Self {
        let info = file::read_sieved(&folder.join(INFO), info::LIMIT, info::METADATA);
        let manifest = file::read(&folder.join(MANIFEST), manifest::LIMIT);
        let status = file::read(&folder.join(STATUS), status::LIMIT);
        Self {
            info: part(info, info::read),
            manifest: part(manifest, manifest::read),
            status: part(status, status::read),
            index: IndexState::read(folder),
            has_snapshot: folder.join(SNAPSHOT).is_dir(),
        }
    }

    /// The dates of the files, the best first.
    pub(super) fn dates(&self) -> Vec<(&'static str, Moment)> {
        let dates = [
            (INFO, self.info.content.last_backup),
            (MANIFEST, self.manifest.content.date),
            (STATUS, self.status.content.date),
        ];
        dates
            .into_iter()
            .filter_map(|(name, date)| date.map(|date| (name, date)))
            .collect()
    }

    /// Whether any app is in the list of installed apps.
    pub(super) fn has_list(&self) -> bool {
        let list = self.info.content.installed.as_ref();
        list.is_some_and(|list| !list.is_empty())
    }

    fn into_inventory(self, locator: &Locator, system: &str) -> Inventory {
        let has_list = self.has_list() && self.info.fault.is_none();
        let apps = self.index.found().map_or(&[][..], |index| &index.apps);
        let merged = merge::merge(&self.info.content, &self.manifest.content, apps, has_list);
        let mut coverage = coverage::state(&self, &merged, system);
        let taken_at = self.dates().into_iter().find_map(|(_, date)| date.at());
        let device = self.device(locator);
        if device.id == locator.to_string() {
            let Note { code, message } = unnamed();
            coverage.add_note(code, message);
        }
        Inventory::new(device, SOURCE, taken_at, coverage, merged.apps)
    }

    fn device(self, locator: &Locator) -> Device {
        let management = self.index.found().and_then(Index::management);
        let (info, manifest) = (self.info.content, self.manifest.content);
        let id = info.udid.or(manifest.udid);
        let mut device = Device::new(Platform::Ios, id.unwrap_or_else(|| locator.to_string()));
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
