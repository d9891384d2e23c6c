//! How much of a phone such a list shows, which none of them says itself.
//!
//! - The installation proxy answers with every app of the kinds it was asked
//!   for. Offloaded apps are among them only when placeholders were asked for.
//! - The answer to `InstalledApplicationList` looks the same whether every app
//!   was asked for or only managed ones, and under User Enrollment it never
//!   holds others. It can show a violation; it cannot show a clean phone.
//! - What `cfgutil` leaves out is not documented.

use super::list::List;
use super::tool::Tool;
use crate::inventory::{
    Coverage, Gap, GapCode, Note, Profile, ProfileId, ProfileKind, ProfileStatus,
};

/// States how completely a list shows the apps of its phone.
pub(crate) fn state(list: &List) -> Coverage {
    let mut gaps = damage(list);
    gaps.extend(claim(list));
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
    Coverage::new(vec![profile], gaps, notes(list))
}

fn damage(list: &List) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = list
        .fault
        .map(|fault| fault.gap("the list of apps", std::env::consts::OS))
        .into_iter()
        .collect();
    if list.odd_entries > 0 {
        gaps.push(Gap::new(
            GapCode::FileDamaged,
            format!(
                "entries of the list without a bundle id: {}",
                list.odd_entries
            ),
            "take the list again, without limiting its fields",
        ));
    }
    gaps
}

fn claim(list: &List) -> Option<Gap> {
    match list.tool {
        Tool::InstallationProxy if list.fault.is_some() => None,
        Tool::InstallationProxy => (!list.entries.iter().any(super::entry::Entry::is_user)).then(|| {
            Gap::new(
                GapCode::AppListMissing,
                "the list holds only apps of the system",
                "take the list again with the user's apps, which is what the tools do by themselves",
            )
        }),
        Tool::Management => Some(Gap::new(
            GapCode::CoverageUndeclared,
            "the answer to InstalledApplicationList does not say whether it holds every app or only managed ones",
            "audit a backup of the phone, or a list taken over a cable",
        )),
        Tool::Configurator => Some(Gap::new(
            GapCode::CoverageUndeclared,
            "it is not documented whether cfgutil lists every app",
            "audit a backup of the phone, or a list taken with another tool",
        )),
    }
}

fn notes(list: &List) -> Vec<Note> {
    let mut notes = vec![note(
        "list-undated",
        "the list does not say when it was taken",
    )];
    if list.udid.is_none() {
        notes.push(note(
            "device-unnamed",
            "the list does not hold the identifier of its device (UDID)",
        ));
    }
    let has_offloaded = list
        .entries
        .iter()
        .any(|entry| entry.is_demoted || entry.is_placeholder);
    if !has_offloaded {
        notes.push(note(
            "offloaded-not-listed",
            "the list holds no offloaded app; it may have been taken without asking for them",
        ));
    }
    notes
}

fn note(code: &str, message: &str) -> Note {
    Note {
        code: code.to_owned(),
        message: message.to_owned(),
    }
}

/// The gap for a file that speaks of several phones at once.
pub(crate) fn several_devices(count: usize) -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        format!("the list holds the apps of {count} devices"),
        "save one list for each device",
    )
}
