//! What is worth knowing of a backup and hides no app: who wrote it, what it
//! does not hold, and what its index of files tells besides.

use super::agreement;
use super::contents::{Backup, IndexState};
use super::database::Index;
use super::folder::{DATABASE, MANIFEST, OLD_DATABASE};
use super::merge::Merged;
use crate::inventory::Note;
use crate::source::ios::field::Moment;
use jiff::{SignedDuration, Timestamp};

/// The notes on a backup.
pub(super) fn of(backup: &Backup, merged: &Merged) -> Vec<Note> {
    [
        writer(backup),
        metadata(backup, merged),
        containers(backup),
        index(backup),
        dates(backup),
        ids(merged),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn note(code: &str, message: impl Into<String>) -> Note {
    Note {
        code: code.to_owned(),
        message: message.into(),
    }
}

/// Whether a program other than Apple's made the backup.
pub(super) fn omits_offloaded(backup: &Backup) -> bool {
    backup.info.fault.is_none() && !backup.info.content.has_product_name
}

/// Programs other than Apple's leave offloaded apps out of the backup.
fn writer(backup: &Backup) -> Vec<Note> {
    if !omits_offloaded(backup) {
        return Vec::new();
    }
    let writer = if backup.info.content.has_data_guid {
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
fn index(backup: &Backup) -> Vec<Note> {
    let is_encrypted = backup.manifest.content.is_encrypted == Some(true);
    let unchecked = "leftover data, web clips and profiles were not checked";
    match &backup.index {
        IndexState::Old => vec![note(
            "backup-format-old",
            format!("the backup is of the old format ({OLD_DATABASE}); {unchecked}"),
        )],
        IndexState::Missing => vec![note(
            "index-missing",
            format!("{DATABASE} is not in the backup; {unchecked}"),
        )],
        IndexState::Encrypted if is_encrypted => vec![note(
            "backup-encrypted",
            format!(
                "the backup is encrypted: the app list was read from its unencrypted index; {unchecked}"
            ),
        )],
        IndexState::Encrypted => vec![note(
            "index-unreadable",
            format!("{DATABASE} is no database, or encrypted; {unchecked}"),
        )],
        IndexState::Searched(Err(fault)) => vec![note(
            "index-unreadable",
            format!("{DATABASE} {fault}; {unchecked}"),
        )],
        IndexState::Searched(Ok(index)) => {
            let mut notes = Vec::new();
            if is_encrypted {
                notes.push(note(
                    "backup-decrypted-copy",
                    format!("the backup calls itself encrypted and its {DATABASE} is not: this is a decrypted copy"),
                ));
            }
            notes.extend(found(index));
            notes
        }
    }
}

/// What the index of files tells besides apps.
fn found(index: &Index) -> Vec<Note> {
    let mut notes = Vec::new();
    if index.is_behind {
        notes.push(note(
            "index-behind",
            format!(
                "the newest changes of {DATABASE} could not be read; leftover data may be missing"
            ),
        ));
    }
    if index.web_clips > 0 {
        notes.push(note(
            "web-clip",
            format!(
                "web pages that stand on the home screen like apps: {}; only rules with `web-host` judge them",
                index.web_clips
            ),
        ));
    }
    if index.profiles > 0 {
        notes.push(note(
            "configuration-profiles",
            format!("configuration profiles on the device: {}", index.profiles),
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
            "backup-date-ignored",
            format!(
                "the date in {} is not plausible and was ignored",
                implausible.join(" and ")
            ),
        ));
    }
    if agreement::stale(backup).is_some() {
        // That is a gap, and says as much.
        return notes;
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
            "bundle ids with letters outside ASCII: {odd}; such letters may imitate the id of another app"
        ),
    )]
}
