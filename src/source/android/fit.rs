//! Whether a saved `pm list packages` fits a dump: whether it is the list that
//! the same phone prints under some filter of that command.

use super::command_output::Part;
use super::parse::dump::{Dump, Record, UserState};
use super::parse::pm;
use std::collections::BTreeSet;

/// Whether the list names exactly what the dump shows for one of its users,
/// under one of the filters of `pm list packages` (AOSP
/// `PackageManagerShellCommand.java`): all, `-e`, `-d`, `-s`, `-3`, and `-u`
/// with each of them.
pub(super) fn fits(list: &Part, dump: &Dump<'_>) -> bool {
    let names: BTreeSet<&str> = pm::parse(list).apps.iter().map(|app| app.name).collect();
    if names.is_empty() {
        return false;
    }
    let users: BTreeSet<u32> = dump.states.iter().map(|state| state.user).collect();
    users.into_iter().any(|user| {
        FILTERS
            .iter()
            .any(|filter| same(&names, dump, user, *filter))
    })
}

/// What a filter keeps.
#[derive(Debug, Clone, Copy)]
struct Filter {
    /// Also what was removed and left data (`-u`).
    known: bool,
    enabled: Option<bool>,
    system: Option<bool>,
}

const FILTERS: [Filter; 10] = {
    const fn filter(known: bool, enabled: Option<bool>, system: Option<bool>) -> Filter {
        Filter {
            known,
            enabled,
            system,
        }
    }
    [
        filter(false, None, None),
        filter(false, Some(true), None),
        filter(false, Some(false), None),
        filter(false, None, Some(true)),
        filter(false, None, Some(false)),
        filter(true, None, None),
        filter(true, Some(true), None),
        filter(true, Some(false), None),
        filter(true, None, Some(true)),
        filter(true, None, Some(false)),
    ]
};

fn same(names: &BTreeSet<&str>, dump: &Dump<'_>, user: u32, filter: Filter) -> bool {
    let mut listed = BTreeSet::new();
    // Libraries and modules are in some versions' lists and not in others'.
    let mut maybe = BTreeSet::new();
    for record in &dump.packages {
        let state = dump
            .states_of(record)
            .iter()
            .find(|state| state.user == user);
        if state.is_some_and(|state| filter.keeps(record, state)) {
            if record.is_library || is_module(record) {
                maybe.insert(record.name);
            } else {
                listed.insert(record.name);
            }
        }
    }
    !listed.is_empty()
        && listed.is_subset(names)
        && names
            .iter()
            .all(|name| listed.contains(name) || maybe.contains(name))
}

fn is_module(record: &Record<'_>) -> bool {
    record
        .code_path
        .is_some_and(|path| path.starts_with(b"/apex/") || path.ends_with(b".apex"))
}

impl Filter {
    fn keeps(self, record: &Record<'_>, state: &UserState<'_>) -> bool {
        let is_enabled = state.enabled < 2;
        let is_system = record.has_flag(b"SYSTEM");
        (self.known || (state.installed && !state.hidden))
            && self.enabled.is_none_or(|wanted| wanted == is_enabled)
            && self.system.is_none_or(|wanted| wanted == is_system)
    }
}
