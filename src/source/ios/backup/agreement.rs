//! Whether the files of a backup belong together.
//!
//! Each app list stands in a file of its own. When the files are of two phones,
//! or of two days, the newer containers are missing from the older list, and
//! that list cannot show that the phone is clean.

use super::contents::Backup;
use super::folder::{INFO, MANIFEST};
use crate::inventory::{Gap, GapCode};
use crate::source::ios::field::Moment;
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
        ("devices", info.udid.as_deref(), manifest.udid.as_deref()),
        (
            "serial numbers",
            info.serial.as_deref(),
            manifest.serial.as_deref(),
        ),
        (
            "models",
            info.product_type.as_deref(),
            manifest.product_type.as_deref(),
        ),
        (
            "versions of iOS",
            info.product_version.as_deref(),
            manifest.product_version.as_deref(),
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
    gaps.extend(unshown(backup));
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

/// What would show that two files are of one backup, where one of them lacks it. Whoever
/// writes a backup writes these; pymobiledevice3 alone writes no date.
fn unshown(backup: &Backup) -> Option<Gap> {
    let is_whole =
        !backup.is_lone && backup.info.fault.is_none() && backup.manifest.fault.is_none();
    let (info, manifest) = (&backup.info.content, &backup.manifest.content);
    let date = |moment: Option<Moment>| moment.and_then(Moment::at);
    let wanted = [
        (info.udid.is_none(), INFO, "device"),
        (manifest.udid.is_none(), MANIFEST, "device"),
        (
            date(info.last_backup).is_none() && !info.has_data_guid,
            INFO,
            "date",
        ),
        (date(manifest.date).is_none(), MANIFEST, "date"),
    ];
    let missing = wanted.into_iter().filter(|(is_missing, ..)| *is_missing);
    let missing: Vec<String> = missing
        .map(|(_, file, what)| format!("{file} names no {what}"))
        .collect();
    (is_whole && !missing.is_empty()).then(|| {
        let missing = missing.join(", ");
        gap(format!(
            "nothing shows that {INFO} and {MANIFEST} are of one backup: {missing}"
        ))
    })
}

fn gap(message: String) -> Gap {
    Gap::new(
        GapCode::SourcesDisagree,
        message,
        "copy the whole backup folder again from where it was made, or make the backup again",
    )
}
