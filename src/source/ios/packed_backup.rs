//! Backups of iPhones inside an archive: the few files that are read of one
//! are unpacked to a private folder, which goes away with it. Its own come
//! first: the index among them names the files of the phone's that are read, the
//! web clips.

use super::backup::database::{LARGEST_FILE, web_clip_files};
use super::backup::folder::{
    DATABASE, INFO, MANIFEST, OLD_DATABASE, SNAPSHOT, STATUS, has_device_name,
};
use super::backup::read_backup;
use super::file::FileFault;
use crate::inventory::{Gap, GapCode, Inventory, Locator, Platform, Reading};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::PathBuf;
use tempfile::TempDir;

/// The largest file that is unpacked: an index of a full phone.
const LARGEST: u64 = 4 << 30;

/// The file of the phone's that says whether the device is supervised: the SHA-1 of its domain and path, which names files in a
/// backup (`SysSharedContainerDomain-systemgroup.com.apple.configurationprofiles`,
/// `Library/ConfigurationProfiles/CloudConfigurationDetails.plist`).
const SUPERVISION: &str = "1e6c0783f9b33d00b152067a0661c8fc8841073f";

/// The log of the index.
const LOG: &str = "Manifest.db-wal";

/// The folders of an archive that are backups, of all its files' folders and
/// names.
pub(crate) fn folders<'m>(files: impl Iterator<Item = (&'m str, &'m str)>) -> BTreeSet<String> {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut remnants = BTreeSet::new();
    for (folder, name) in files {
        if is_read(name) {
            names.entry(folder).or_default().insert(name);
        } else if name.len() == 40 {
            let (above, pair) = folder.rsplit_once('/').unwrap_or(("", folder));
            if is_blob(&format!("{pair}/{name}")) {
                remnants.insert(above.strip_suffix(&format!("/{SNAPSHOT}")).unwrap_or(above));
            }
        }
    }
    let is_backup = |folder: &str, names: &BTreeSet<&str>| {
        let own = folder.rsplit('/').next().unwrap_or(folder);
        names.contains(MANIFEST)
            || names.contains(DATABASE)
            || names.contains(OLD_DATABASE)
            || (names.contains(INFO)
                && (names.contains(STATUS) || has_device_name(OsStr::new(own))))
    };
    names
        .into_iter()
        .filter(|(folder, names)| is_backup(folder, names))
        .map(|(folder, _)| folder)
        .chain(remnants)
        .map(str::to_owned)
        .collect()
}

/// Whether a name is that of a device.
pub(crate) fn is_device_name(name: &OsStr) -> bool {
    has_device_name(name)
}

/// Whether a file in the folder of a backup is part of it.
pub(crate) fn is_member(name: &str) -> bool {
    is_read(name) || name.starts_with("Manifest.db-") || is_hash(name)
}

fn is_hash(name: &str) -> bool {
    name.len() == 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The rest of a path below a folder.
pub(crate) fn inside<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    if folder.is_empty() {
        return Some(path);
    }
    path.strip_prefix(folder)?.strip_prefix('/')
}

/// Whether a file of a backup is one of those that are read.
pub(crate) fn is_read(name: &str) -> bool {
    [INFO, MANIFEST, STATUS, DATABASE, OLD_DATABASE, LOG].contains(&name)
}

/// Whether a path below a backup is that of a file of the phone's: its hash in
/// a folder of the hash's first two digits, or in the backup's folder itself
/// (until iOS 9).
pub(crate) fn is_blob(path: &str) -> bool {
    let path = path
        .strip_prefix(SNAPSHOT)
        .and_then(|rest| rest.strip_prefix('/'))
        .unwrap_or(path);
    match path.split_once('/') {
        Some((folder, name)) => folder.len() == 2 && name.starts_with(folder) && is_hash(name),
        None => is_hash(path),
    }
}

/// The files of the phone's that are read.
pub(crate) struct Wanted(BTreeSet<String>);

impl Wanted {
    /// Whether a file of this path and size is one of them. A larger one would
    /// not be read.
    pub(crate) fn has(&self, path: &str, size: u64) -> bool {
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        size <= LARGEST_FILE && is_blob(path) && self.0.contains(name)
    }
}

/// A backup that is being unpacked.
pub(crate) struct PackedBackup {
    /// The private folder, and in it one with the backup's name.
    root: io::Result<TempDir>,
    name: String,
    damage: Option<Gap>,
}

impl PackedBackup {
    /// Prepares to unpack the backup of a folder.
    pub(crate) fn new(folder: &str) -> Self {
        let own = folder.rsplit('/').next().unwrap_or(folder);
        let name = if has_device_name(OsStr::new(own)) {
            own
        } else {
            "backup"
        };
        let root = tempfile::tempdir();
        let name = name.to_owned();
        if let Ok(root) = &root {
            // What goes wrong here goes wrong again when a file is written.
            let _ = std::fs::create_dir(root.path().join(&name));
        }
        Self {
            root,
            name,
            damage: None,
        }
    }

    fn folder(&self) -> io::Result<PathBuf> {
        match &self.root {
            Ok(root) => Ok(root.path().join(&self.name)),
            Err(error) => Err(io::Error::new(error.kind(), error.to_string())),
        }
    }

    /// Notes where a file lies: the folder of an unfinished backup tells that.
    pub(crate) fn note(&self, name: &str) {
        let is_unfinished = inside(SNAPSHOT, name).is_some();
        if let (true, Ok(folder)) = (is_unfinished, self.folder()) {
            // What goes wrong here goes wrong again when a file is written.
            let _ = std::fs::create_dir_all(folder.join(SNAPSHOT));
        }
    }

    /// Which of the phone's files are read, as the unpacked index names them.
    pub(crate) fn wanted(&self) -> Wanted {
        let clips = self.folder().map(|folder| web_clip_files(&folder));
        let mut hashes = clips.unwrap_or_default();
        hashes.insert(SUPERVISION.to_owned());
        Wanted(hashes)
    }

    /// Unpacks one of the files that are read, if it can be opened.
    pub(crate) fn take(&mut self, name: &str, input: io::Result<impl Read>) {
        let result = input.and_then(|mut input| self.add(name, &mut input));
        if let Err(error) = result {
            self.damaged(name, &error);
        }
    }

    fn add(&self, name: &str, input: &mut dyn Read) -> io::Result<()> {
        let path = self.folder()?.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = std::fs::File::create_new(path)?;
        let count = io::copy(&mut input.take(LARGEST), &mut file)?;
        if count == LARGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(())
    }

    /// A file could not be read to its end.
    pub(crate) fn damaged(&mut self, name: &str, error: &io::Error) {
        self.damage.get_or_insert_with(|| {
            Gap::new(
                GapCode::FileDamaged,
                format!("{name} could not be unpacked: {error}"),
                "copy the archive again, or pack the backup anew",
            )
        });
    }

    /// Reads what was unpacked.
    pub(crate) fn reading(self, locator: Locator) -> Reading {
        let folder = match self.folder() {
            Ok(folder) => folder,
            Err(error) => {
                let gap = FileFault::from(error).gap("the private folder", std::env::consts::OS);
                return Reading::unread(locator, Some(Platform::Ios), gap);
            }
        };
        let mut reading = read_backup(locator, &folder);
        if let (Some(gap), Ok(inventory)) = (self.damage, &mut reading.content) {
            Inventory::add_gap(inventory, gap);
        }
        reading
    }
}
