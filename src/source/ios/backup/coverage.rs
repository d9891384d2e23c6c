//! How much of the device a backup shows.
//!
//! A gap is whatever may hide an installed app. What hides none is a note, see
//! [`notes`].

use super::agreement;
use super::contents::{Backup, Part};
use super::folder::{INFO, MANIFEST, SNAPSHOT, STATUS};
use super::merge::Merged;
use super::notes;
use super::status;
use crate::inventory::{
    Coverage, Gap, GapCode, Profile, ProfileId, ProfileKind, ProfileStatus, State, Unseen,
};
use crate::source::ios::file::FileFault;
use crate::source::ios::plist::Fault;

/// What to do about a backup that is not whole.
const AGAIN: &str = "make the backup again, and wait until it is finished";

/// States how completely a backup shows the apps of its device.
pub(super) fn state(backup: &Backup, merged: &Merged, system: &str) -> Coverage {
    let mut gaps = files(backup, system);
    gaps.extend(app_list(backup));
    gaps.extend(agreement::gaps(backup));
    gaps.extend(progress(backup));
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
    let mut coverage = Coverage::new(vec![profile], gaps, notes::of(backup, merged));
    for unseen in unseen(backup) {
        coverage.add_unseen(unseen);
    }
    coverage
}

/// Whether an app that the list of installed apps does not name is not
/// installed: the list was read to its end, every entry of it, and it is of this
/// backup.
pub(super) fn lists_every_app(backup: &Backup) -> bool {
    backup.has_list()
        && backup.info.fault.is_none()
        && backup.info.content.odd_entries == 0
        && agreement::gaps(backup).is_empty()
}

/// What is not installed and could not be looked for.
fn unseen(backup: &Backup) -> Vec<Unseen> {
    let mut unseen = Vec::new();
    if notes::omits_offloaded(backup) {
        unseen.push(Unseen {
            state: State::Archived,
            message: "the program that made the backup leaves out offloaded apps".to_owned(),
        });
    }
    if backup.index.found().is_none() || backup.manifest.content.apps.is_none() {
        unseen.push(Unseen {
            state: State::Residue,
            message: "data of removed apps was not looked for in every part of the backup"
                .to_owned(),
        });
    }
    unseen
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
                "the lists of apps in {INFO} hold entries that are no bundle ids: {}",
                info.odd_entries
            ),
            "make the backup again",
        ));
    }
    let odd = backup.manifest.content.odd_entries;
    if odd > 0 {
        gaps.push(Gap::new(
            GapCode::FileDamaged,
            format!("the containers in {MANIFEST} have names that are no bundle ids: {odd}"),
            "make the backup again",
        ));
    }
    gaps
}

/// Whether the backup was finished.
fn progress(backup: &Backup) -> Vec<Gap> {
    if backup.is_lone {
        return vec![Gap::new(
            GapCode::BackupIncomplete,
            "this is one file of a backup, and only all of them show whether it is whole",
            "give the folder of the backup, with every file in it",
        )];
    }
    let mut signs = Vec::new();
    match (&backup.status.content.state, backup.status.fault) {
        (Some(state), _) if state == status::FINISHED => {}
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

impl<T> Part<T> {
    /// A part that could not be read at all.
    pub(crate) fn failed(content: T, fault: FileFault) -> Self {
        Self {
            content,
            fault: Some(fault),
        }
    }
}
