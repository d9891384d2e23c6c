//! Whether the files of a backup belong together.
//!
//! Each app list stands in a file of its own. When the files are of two phones,
//! or of two days, the newer containers are missing from the older list, and
//! that list cannot show that the phone is clean.

use super::contents::Backup;
use super::folder::{INFO, MANIFEST};
use crate::inventory::{Gap, GapCode};
use jiff::{SignedDuration, Timestamp};

/// How much older than the containers the list of apps may be. One backup
/// writes both within hours.
const APART: SignedDuration = SignedDuration::from_hours(24);

/// The dates of `Info.plist` and `Manifest.plist`, when the first is so old that
/// it is of an earlier backup.
pub(super) fn stale(backup: &Backup) -> Option<(Timestamp, Timestamp)> {
    let info = backup.info.content.last_backup?.at()?;
    let manifest = backup.manifest.content.date?.at()?;
    (manifest.duration_since(info) > APART).then_some((info, manifest))
}

/// What the files contradict each other in.
pub(super) fn gaps(backup: &Backup) -> Vec<Gap> {
    let (info, manifest) = (&backup.info.content, &backup.manifest.content);
    let pairs = [
        ("devices", &info.udid, &manifest.udid),
        ("models", &info.product_type, &manifest.product_type),
        (
            "versions of iOS",
            &info.product_version,
            &manifest.product_version,
        ),
    ];
    let differ: Vec<&str> = pairs
        .into_iter()
        .filter(|(_, one, other)| one.is_some() && other.is_some() && one != other)
        .map(|(what, ..)| what)
        .collect();
    let mut gaps = Vec::new();
    if !differ.is_empty() {
        gaps.push(gap(format!(
            "{INFO} and {MANIFEST} name different {}: they are not of one backup",
            differ.join(" and ")
        )));
    }
    if info.other_udid {
        gaps.push(gap(format!("{INFO} names two different devices")));
    }
    if let Some((info, manifest)) = stale(backup) {
        gaps.push(gap(format!(
            "{INFO} is of {info} and {MANIFEST} of {manifest}: the list of apps is of an earlier backup"
        )));
    }
    let renamed = info
        .store
        .iter()
        .flatten()
        .filter(|entry| entry.is_renamed());
    let renamed = renamed.count();
    if renamed > 0 {
        gaps.push(gap(format!(
            "apps whose store metadata names another bundle id than {INFO}: {renamed}"
        )));
    }
    gaps
}

fn gap(message: String) -> Gap {
    Gap::new(
        GapCode::SourcesDisagree,
        message,
        "copy the whole backup folder again from where it was made, or make the backup again",
    )
}
