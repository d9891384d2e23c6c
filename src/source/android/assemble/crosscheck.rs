//! Compares the two lists of one user.

use super::view::{Lists, View};
use crate::source::android::parse::dump::{Record, UserState};
use std::collections::BTreeSet;

/// Names that one list has and the other lacks.
#[derive(Debug, Default)]
pub(super) struct Difference<'a> {
    /// In `dumpsys package` only.
    pub(super) only_dump: BTreeSet<&'a str>,
    /// In `pm list packages` only.
    pub(super) only_pm: BTreeSet<&'a str>,
}

impl Difference<'_> {
    pub(super) fn is_none(&self) -> bool {
        self.only_dump.is_empty() && self.only_pm.is_empty()
    }

    /// The difference in a sentence, with a few names of each side.
    pub(super) fn sentence(&self) -> String {
        let side = |names: &BTreeSet<&str>, list: &str| {
            let some: Vec<&str> = names.iter().take(3).copied().collect();
            let more = match names.len().saturating_sub(some.len()) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("only {list} has {}{more}", some.join(", "))
        };
        let mut sides = Vec::new();
        if !self.only_dump.is_empty() {
            sides.push(side(&self.only_dump, "`dumpsys package`"));
        }
        if !self.only_pm.is_empty() {
            sides.push(side(&self.only_pm, "`pm list packages`"));
        }
        sides.join("; ")
    }
}

/// Compares the names that either list calls installed for `user`.
pub(super) fn compare<'a>(view: &'a View<'_>, user: u32, lists: &'a Lists<'_>) -> Difference<'a> {
    // `pm` leaves libraries and modules out unless a maker changed it, and the
    // same filter must hold for both sides.
    let others = view.libraries();
    let pm: BTreeSet<&str> = lists
        .installed
        .apps
        .iter()
        .map(|app| app.name)
        .filter(|name| !others.contains(name))
        .collect();
    let dump: BTreeSet<&str> = view
        .app_records()
        .filter(|record| {
            states(view, record).any(|state| state.user == user && is_listed(record, state))
        })
        .map(|record| record.name)
        .collect();
    Difference {
        only_dump: dump.difference(&pm).copied().collect(),
        only_pm: pm.difference(&dump).copied().collect(),
    }
}

fn states<'a>(
    view: &'a View<'_>,
    record: &'a Record<'_>,
) -> impl Iterator<Item = &'a UserState<'a>> {
    view.dump.iter().flat_map(|dump| dump.states_of(record))
}

/// Whether `pm list packages` lists what a record says about a user.
fn is_listed(record: &Record<'_>, state: &UserState<'_>) -> bool {
    state.installed && !state.hidden && !state.instant && !record.without_code
}
