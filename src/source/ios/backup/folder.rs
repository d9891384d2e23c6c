//! Finding backups: which folders are one, and where they usually lie.

use crate::inventory::is_udid;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The list of installed apps.
pub(crate) const INFO: &str = "Info.plist";
/// The containers.
pub(crate) const MANIFEST: &str = "Manifest.plist";
/// Whether the backup was finished.
pub(crate) const STATUS: &str = "Status.plist";
/// The index of files, iOS 10 and later.
pub(crate) const DATABASE: &str = "Manifest.db";
/// The index of files, up to iOS 9.
pub(crate) const OLD_DATABASE: &str = "Manifest.mbdb";
/// The folder that is there while a backup runs, and after it failed.
pub(crate) const SNAPSHOT: &str = "Snapshot";

/// Every file by which a backup is known.
const FILES: [&str; 5] = [INFO, MANIFEST, STATUS, DATABASE, OLD_DATABASE];

/// The folder that Apple's programs keep all backups in, in the folder
/// `MobileSync`. macOS lets nobody look into it without Full Disk Access.
const PLACE: [&str; 2] = ["MobileSync", "Backup"];

/// Whether a folder is a backup, or was one before files went missing.
///
/// A folder that the system does not let us look into counts as one when it
/// is the place of Apple's programs, so that reading it says what to do.
#[must_use]
pub fn is_backup(folder: &Path) -> bool {
    if !folder.is_dir() {
        return false;
    }
    let has = |name: &str| folder.join(name).is_file();
    if has(MANIFEST) || has(DATABASE) || has(OLD_DATABASE) {
        return true;
    }
    // These two names are common elsewhere, so they need more behind them.
    let is_named = folder.file_name().is_some_and(has_device_name);
    (has(INFO) && (has(STATUS) || is_named)) || is_blocked(folder)
}

/// Whether the system hides the content of the place of Apple's programs.
pub(crate) fn is_blocked(folder: &Path) -> bool {
    let is_place = folder
        .components()
        .any(|part| PLACE.first().is_some_and(|name| part.as_os_str() == *name));
    is_place && is_denied(folder)
}

/// Whether the system does not let us list a folder.
pub(crate) fn is_denied(folder: &Path) -> bool {
    std::fs::read_dir(folder)
        .is_err_and(|error| error.kind() == std::io::ErrorKind::PermissionDenied)
}

/// The backups directly below a folder, sorted by name.
///
/// Archived copies (`<UDID>-20261121-184500`) are among them. Names of folders
/// say neither whose a backup is nor how old, so the audit decides by what is
/// in them which one of a device counts.
#[must_use]
pub fn backups_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| is_backup(path))
        .collect();
    found.sort();
    found
}

/// The folder of the backup that a path belongs to: itself, or for one of a
/// backup's files the folder it lies in.
pub(crate) fn of(path: &Path) -> PathBuf {
    let is_file_of_backup = path
        .file_name()
        .is_some_and(|name| FILES.iter().any(|file| name == *file));
    match path.parent() {
        Some(parent) if is_file_of_backup && !path.is_dir() => {
            if parent.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                parent.to_path_buf()
            }
        }
        _ => path.to_path_buf(),
    }
}

/// Whether a path is one of the files by which a backup is known, in its folder.
pub(crate) fn is_part_of_backup(path: &Path) -> bool {
    let is_named = path
        .file_name()
        .is_some_and(|name| FILES.iter().any(|file| name == *file));
    is_named && is_backup(&of(path))
}

/// Whether a folder holds any file of a backup at all.
pub(crate) fn has_any_file(folder: &Path) -> bool {
    FILES.iter().any(|name| folder.join(name).exists())
}

pub(crate) fn has_device_name(name: &OsStr) -> bool {
    name.to_str().is_some_and(is_udid)
}

/// The places where Apple's programs put backups, whatever system this is.
///
/// `home` is `$HOME`, `appdata` is `%APPDATA%` and `userprofile` is
/// `%USERPROFILE%`. The places need not exist. Linux has none: there the user
/// names the folder that `idevicebackup2` was given.
#[must_use]
pub fn default_places(
    home: Option<&Path>,
    appdata: Option<&Path>,
    userprofile: Option<&Path>,
) -> Vec<PathBuf> {
    // Finder and iTunes on macOS; the installer of iTunes on Windows; iTunes
    // from the Microsoft Store and "Apple Devices".
    let places = [
        (home, &["Library", "Application Support"][..]),
        (appdata, &["Apple Computer"][..]),
        (userprofile, &["Apple"][..]),
    ];
    places
        .into_iter()
        .filter_map(|(root, below)| {
            let root = root.filter(|root| !root.as_os_str().is_empty())?;
            let mut place = root.to_path_buf();
            place.extend(below);
            place.extend(PLACE);
            Some(place)
        })
        .collect()
}
