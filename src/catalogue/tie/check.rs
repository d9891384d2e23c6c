//! Checks over all rows: every name resolves, no owner belongs to itself, no store
//! number is given twice.

use super::hold::{Held, Rows};
use crate::catalogue::error::Mistakes;
use crate::inventory::Platform;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) fn check(rows: &Rows<'_>, mistakes: &mut Mistakes) {
    owners_exist(rows, mistakes);
    no_circles(rows, mistakes);
    numbers_are_given_once(rows, mistakes);
    nothing_is_there_that_is_not(rows, mistakes);
}

fn owners_exist(rows: &Rows<'_>, mistakes: &mut Mistakes) {
    let mut known = |file: &str, owner: &str, span: &Range<usize>| {
        if !rows.owners.contains_key(owner) {
            mistakes.at(file, span, format!("there is no owner `{owner}`"));
        }
    };
    for held in rows.owners.values() {
        if let Some(parent) = &held.row.parent {
            known(held.file, &parent.id, &parent.span);
        }
    }
    for held in rows.families.values() {
        known(held.file, &held.row.owner, &held.row.span);
    }
    for held in rows.ids.values() {
        if let Some(owner) = &held.row.entry.owner {
            known(held.file, owner, &held.row.entry.span);
        }
    }
    for held in rows.namespaces.values() {
        known(held.file, &held.row.owner, &held.row.span);
    }
    for held in rows.developers.values() {
        known(held.file, &held.row.owner, &held.row.span);
    }
    for held in rows.certificates.values() {
        known(held.file, &held.row.owner, &held.row.span);
    }
}

fn no_circles(rows: &Rows<'_>, mistakes: &mut Mistakes) {
    for (id, held) in &rows.owners {
        let mut seen = BTreeSet::from([id.as_str()]);
        let mut above = held.row.parent.as_ref();
        while let Some(parent) = above {
            if parent.id == *id {
                let message = format!("the parents of owner `{id}` lead round in a circle");
                mistakes.at(held.file, &held.row.span, message);
            }
            // A circle further up is told where it is.
            if !seen.insert(&parent.id) {
                break;
            }
            above = rows
                .owners
                .get(&parent.id)
                .and_then(|held| held.row.parent.as_ref());
        }
    }
}

fn numbers_are_given_once(rows: &Rows<'_>, mistakes: &mut Mistakes) {
    let mut seen = BTreeMap::new();
    for (key, held) in &rows.ids {
        if let Some(number) = held.row.entry.store_id
            && seen.insert(number, key).is_some()
        {
            let message = format!("store id {number} is there twice");
            mistakes.at(held.file, &held.row.entry.span, message);
        }
    }
}

/// A row that says that a product is not on a platform, and an id of it there.
fn nothing_is_there_that_is_not(rows: &Rows<'_>, mistakes: &mut Mistakes) {
    let there: BTreeSet<(usize, &str, Platform)> = rows
        .ids
        .values()
        .map(|held: &Held<'_, _>| (held.set, held.row.family.as_str(), held.row.entry.platform))
        .collect();
    for held in rows.families.values() {
        for none in &held.row.not_there {
            // A later data set may find what an earlier one did not.
            if there.contains(&(held.set, held.row.id.as_str(), none.platform)) {
                let message = format!("there is an id for {} all the same", none.platform);
                mistakes.at(held.file, &none.span, message);
            }
        }
    }
}
