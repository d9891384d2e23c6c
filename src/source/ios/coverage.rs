//! How much of the device a backup shows: its gaps and its notes.
//!
//! A gap is whatever may hide an installed app. A note is worth knowing and
//! hides none.

use super::backup::{Backup, Part};
use super::field::Moment;
use super::file::FileFault;
use super::folder::{DATABASE, INFO, MANIFEST, OLD_DATABASE, SNAPSHOT, STATUS};
use super::merge::Merged;
use super::plist::Fault;
use crate::inventory::{
    Coverage, Gap, GapCode, Note, Profile, ProfileId, ProfileKind, ProfileStatus,
};
use jiff::{SignedDuration, Timestamp};

/// What to do about a backup that is not whole.
const AGAIN: &str = "make the backup again, and wait until it is finished";

/// States how completely a backup shows the apps of its device.
pub(super) fn state(backup: &Backup, merged: &Merged, system: &str) -> Coverage {
    let mut gaps = files(backup, system);
    gaps.extend(app_list(backup));
    gaps.extend(progress(backup));
    let notes = [
        writer(backup),
        metadata(backup, merged),
        containers(backup),
        database(backup),
        dates(backup),
        ids(merged),
    ];
    let status = if gaps.is_empty() {
        ProfileStatus::Complete
    } else {
        ProfileStatus::Partial
    };
    let profile = Profile {
        id: ProfileId::OWNER,
        kind: ProfileKind::Owner,
        status,
    };
    Coverage::new(vec![profile], gaps, notes.into_iter().flatten().collect())
}

fn note(code: &str, message: impl Into<String>) -> Note {
    Note {
        code: code.to_owned(),
        message: message.into(),
    }
}

/// Files that could not be read, or not to their end. A `Manifest.plist` that
/// is missing or empty is a matter of progress, see there.
fn files(backup: &Backup, system: &str) -> Vec<Gap> {
    let faults = [
        (INFO, backup.info.fault),
        (
            MANIFEST,
            backup.manifest.fault.filter(|fault| !is_unwritten(*fault)),
        ),
        (
            STATUS,
            backup.status.fault.filter(|fault| !is_unwritten(*fault)),
        ),
    ];
    faults
        .into_iter()
        .filter_map(|(name, fault)| fault.map(|fault| fault.gap(name, system)))
        .collect()
}

/// Whether a file is in the state in which an interrupted backup leaves it.
const fn is_unwritten(fault: FileFault) -> bool {
    matches!(fault, FileFault::Missing | FileFault::Plist(Fault::Empty))
}

/// The list of installed apps, without which nobody can say what is missing.
fn app_list(backup: &Backup) -> Vec<Gap> {
    let info = &backup.info.content;
    let mut gaps = Vec::new();
    if !backup.has_list() {
        let what = match (&info.installed, backup.info.fault) {
            (Some(_), None) => "the list of installed apps in this backup is empty",
            (None, None) => "this backup contains no list of installed apps",
            (_, Some(_)) => "the list of installed apps could not be read",
        };
        gaps.push(Gap::new(
            GapCode::AppListMissing,
            format!("{what}, so it cannot show that the phone is clean"),
            "make the backup again with Finder, iTunes or the Apple Devices app",
        ));
    }
    if info.odd_entries > 0 {
        gaps.push(Gap::new(
            GapCode::FileDamaged,
            format!(
                "the list of installed apps in {INFO} holds entries that are no bundle ids: {}",
                info.odd_entries
            ),
            "make the backup again",
        ));
    }
    gaps
}

/// Whether the backup was finished.
fn progress(backup: &Backup) -> Vec<Gap> {
    let mut signs = Vec::new();
    match (&backup.status.content.state, backup.status.fault) {
        (Some(state), _) if state == "finished" => {}
        (Some(state), _) => signs.push(format!("this backup is not complete (state: {state})")),
        (None, Some(fault)) if is_unwritten(fault) => signs.push(format!(
            "{STATUS} {fault}, so it is not known whether the backup was finished"
        )),
        (None, Some(_)) => {}
        (None, None) => signs.push(format!(
            "{STATUS} does not say whether the backup was finished"
        )),
    }
    if let Some(fault) = backup.manifest.fault.filter(|fault| is_unwritten(*fault)) {
        signs.push(format!("{MANIFEST} {fault}: the backup was not finished"));
    }
    if backup.has_snapshot {
        signs.push(format!(
            "the folder {SNAPSHOT} is in the backup: it is still running, or failed"
        ));
    }
    signs
        .into_iter()
        .map(|sign| {
            let message = format!("{sign}; apps may be missing from it");
            Gap::new(GapCode::BackupIncomplete, message, AGAIN)
        })
        .collect()
}

/// Programs other than Apple's leave offloaded apps out of the backup.
fn writer(backup: &Backup) -> Vec<Note> {
    let info = &backup.info.content;
    if backup.info.fault.is_some() || info.has_product_name {
        return Vec::new();
    }
    let writer = if info.has_data_guid {
        "pymobiledevice3"
    } else {
        "idevicebackup2 or a similar program"
    };
    vec![note(
        "offloaded-not-listed",
        format!(
            "the backup was made by {writer}, which leaves out offloaded apps; data of an app that is not installed may belong to one"
        ),
    )]
}

/// Names and versions, which no verdict depends on.
fn metadata(backup: &Backup, merged: &Merged) -> Vec<Note> {
    let info = &backup.info.content;
    let mut notes = Vec::new();
    if info.store.is_none() && info.installed.is_some() {
        notes.push(note(
            "store-metadata-missing",
            "the backup holds no store metadata: names, versions and developers of the apps are missing",
        ));
    }
    let unreadable = info
        .store
        .iter()
        .flatten()
        .filter(|entry| matches!(entry.metadata, Some(Err(_))))
        .count();
    if unreadable > 0 {
        notes.push(note(
            "store-metadata-unreadable",
            format!("store metadata that is unreadable: {unreadable}; these apps are known by their bundle id alone"),
        ));
    }
    if merged.store_only > 0 {
        notes.push(note(
            "store-metadata-only",
            format!(
                "apps with store metadata that are not in the list of installed apps: {}; they count as installed",
                merged.store_only
            ),
        ));
    }
    notes
}

fn containers(backup: &Backup) -> Vec<Note> {
    let manifest = &backup.manifest.content;
    let mut notes = Vec::new();
    if manifest.unknown_classes > 0 {
        notes.push(note(
            "containers-unknown",
            format!(
                "containers of an unknown kind in {MANIFEST}: {}; they are not counted as apps",
                manifest.unknown_classes
            ),
        ));
    }
    if backup.manifest.fault.is_none() && manifest.apps.is_none() {
        notes.push(note(
            "containers-missing",
            format!("{MANIFEST} lists no containers: data left by removed apps was not checked"),
        ));
    }
    notes
}

/// The index of files, which is not needed for the list of apps.
fn database(backup: &Backup) -> Vec<Note> {
    let is_encrypted = backup.manifest.content.is_encrypted == Some(true);
    let mut notes = Vec::new();
    if backup.index.has_old {
        notes.push(note(
            "backup-format-old",
            format!("the backup is of the old format ({OLD_DATABASE}); leftover data, web clips and profiles were not checked"),
        ));
    } else if is_encrypted && backup.index.is_clear {
        notes.push(note(
            "backup-decrypted-copy",
            format!("the backup calls itself encrypted and its {DATABASE} is not: this is a decrypted copy"),
        ));
    } else if is_encrypted {
        notes.push(note(
            "backup-encrypted",
            "the backup is encrypted: the app list was read from its unencrypted index; leftover data, web clips and profiles were not checked",
        ));
    }
    notes
}

/// Dates that contradict each other, or the calendar.
fn dates(backup: &Backup) -> Vec<Note> {
    let dates = backup.dates();
    let mut notes = Vec::new();
    let implausible: Vec<&str> = dates
        .iter()
        .filter(|(_, date)| *date == Moment::Implausible)
        .map(|(name, _)| *name)
        .collect();
    if !implausible.is_empty() {
        notes.push(note(
            "date-implausible",
            format!(
                "the date in {} is not plausible and was ignored",
                implausible.join(" and ")
            ),
        ));
    }
    let known: Vec<Timestamp> = dates.iter().filter_map(|(_, date)| date.at()).collect();
    if let (Some(first), Some(last)) = (known.iter().min(), known.iter().max())
        && last.duration_since(*first) > SignedDuration::from_hours(24)
    {
        notes.push(note(
            "dates-differ",
            format!(
                "the files of the backup are from different times ({first} to {last}); they may belong to two backups"
            ),
        ));
    }
    notes
}

/// Bundle ids that look like others.
fn ids(merged: &Merged) -> Vec<Note> {
    let odd = merged.apps.iter().filter(|app| !app.id.is_ascii()).count();
    if odd == 0 {
        return Vec::new();
    }
    vec![note(
        "bundle-id-unusual",
        format!(
            "{odd} bundle ids hold letters outside ASCII, which may imitate the id of another app"
        ),
    )]
}

impl<T> Part<T> {
    /// A part that could not be read at all.
    pub(super) fn failed(content: T, fault: FileFault) -> Self {
        Self {
            content,
            fault: Some(fault),
        }
    }
}
