//! Compares the main list with the other lists of the same packages.
//!
//! A whole `dumpsys package` names every package in `Key Set Manager:` too,
//! and a phone can be asked for that list alone. A bug report holds the
//! check-in form of the main list. A name that only one of them has means that
//! the main list lost a record, or that an app's own text imitates one.

use super::view::View;
use crate::inventory::{Gap, GapCode};
use crate::source::android::command_output::Part;
use crate::source::android::parse::dump::{Dump, checked_in};
use crate::source::android::parse::pm::PLATFORM;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const AGAIN: &str = "unlock the phone, keep its screen on, and take the inventory again";
pub(super) const SAVE_AGAIN: &str =
    "save all of `adb shell dumpsys package` again, or connect the phone";

/// What to do about a list that is not whole.
pub(super) fn advice(part: &Part) -> &'static str {
    if part.end.is_saved() {
        SAVE_AGAIN
    } else {
        AGAIN
    }
}

/// Everything in which the other lists differ from the main one.
pub(super) fn gaps(view: &View<'_>, part: &Part, dump: &Dump<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let is_saved = part.end.is_saved();
    if is_saved {
        gaps.extend(undeclared(part, dump));
    }
    let records: BTreeSet<&str> = dump.packages.iter().map(|record| record.name).collect();
    // What stands only among the hidden ones has a gap of its own.
    let hidden: BTreeSet<&str> = dump.hidden.iter().map(|record| record.name).collect();
    let is_known = |name: &str| records.contains(name) || hidden.contains(name);
    let mut lost: BTreeSet<&str> = dump
        .other
        .all()
        .filter(|name| !is_known(name) && !dump.other.is_excused(name))
        .collect();
    if let Some(asked) = &view.key_sets {
        lost.extend(asked.names().filter(|name| !is_known(name)));
    }
    gaps.extend(difference(
        part,
        &lost,
        "are named in another list of the phone and have no entry in the list of apps",
    ));
    let strangers: BTreeSet<&str> = records
        .iter()
        .copied()
        .filter(|name| view.is_unknown_elsewhere(name))
        .collect();
    gaps.extend(difference(
        part,
        &strangers,
        "have an entry in the list of apps and are in no other list of the phone",
    ));
    gaps.extend(check_in(view, part, dump));
    gaps
}

/// A saved text must show that nothing was left out of it: only the whole
/// dump begins with the versions of its database and names all packages
/// again. `dumpsys package packages` and the dump of one package do neither.
fn undeclared(part: &Part, dump: &Dump<'_>) -> Option<Gap> {
    let missing = if !dump.other.has_versions {
        "Database versions:"
    } else if !dump.other.key_sets.contains(PLATFORM) {
        "Key Set Manager:"
    } else {
        return None;
    };
    Some(Gap::new(
        GapCode::CoverageUndeclared,
        format!(
            "the text lacks `{missing}`, which the whole output of `dumpsys package` has, so it does not show that it holds every app"
        ),
        advice(part),
    ))
}

fn difference(part: &Part, names: &BTreeSet<&str>, what: &str) -> Option<Gap> {
    let first = names.first()?;
    let more = match names.len() {
        1 => String::new(),
        more => format!(" and {} more", more - 1),
    };
    let code = if part.end.is_saved() {
        GapCode::FileDamaged
    } else {
        GapCode::SourcesDisagree
    };
    let message = format!("packages {what}: {first}{more}");
    Some(Gap::new(code, message, advice(part)))
}

/// The check-in form of the list, as bug reports hold it: the same packages,
/// installed for the same users.
fn check_in(view: &View<'_>, part: &Part, dump: &Dump<'_>) -> Option<Gap> {
    let bytes = &view.recording.checkin.as_ref()?.bytes;
    let mut installed: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for record in &dump.packages {
        let states = dump.states_of(record).iter();
        let users = states
            .filter(|state| state.installed)
            .map(|state| state.user);
        installed.entry(record.name).or_default().extend(users);
    }
    let (packages, is_cut) = checked_in(bytes);
    let differ: BTreeSet<&str> = packages
        .into_iter()
        .filter(|package| match installed.get(package.name) {
            Some(users) => package.users.iter().any(|user| !users.contains(user)),
            None => !package.users.is_empty() && !dump.other.is_excused(package.name),
        })
        .map(|package| package.name)
        .collect();
    let found = difference(
        part,
        &differ,
        "are installed by the check-in form of the list and not by the list of apps",
    );
    let beyond = || {
        Gap::new(
            GapCode::TooLarge,
            "the check-in form of the list holds more packages than are read",
            advice(part),
        )
    };
    found.or_else(|| is_cut.then(beyond))
}
