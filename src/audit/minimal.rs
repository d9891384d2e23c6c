//! Inventories that hold only what rules match: by which rules one is made, and when
//! one may be judged.

use super::index::Index;
use super::result::AppCounts;
use crate::catalogue::Catalogue;
use crate::inventory::{Coverage, Inventory, PolicyRules, SelectedBy};

/// The rules that judge on this run, and the facts they judge by.
pub(super) fn asked(index: &Index<'_>, catalogue: &Catalogue) -> SelectedBy {
    let mut policies: Vec<PolicyRules> = Vec::new();
    for compiled in &index.rules {
        let policy = compiled.policy;
        let rule = compiled.rule.id.clone();
        match policies.iter_mut().find(|known| known.id == policy.id) {
            Some(known) => known.rules.push(rule),
            None => policies.push(PolicyRules {
                id: policy.id.clone(),
                digest: policy.digest.clone(),
                rules: vec![rule],
            }),
        }
    }
    let facts = catalogue.data_sets().map(|set| set.digest.to_owned());
    SelectedBy {
        policies,
        facts: facts.collect(),
        access: false,
    }
}

/// How much of a device was seen, for the rules that judge: all of it may have been
/// seen for them, and only a part for others.
pub(super) fn coverage(judging: &SelectedBy, access: bool, inventory: &Inventory) -> Coverage {
    let mut coverage = inventory.coverage().clone();
    if let Some(selection) = inventory.selection() {
        let judging = SelectedBy {
            access,
            ..judging.clone()
        };
        match selection.covers(&judging) {
            Ok(proof) => coverage.lift_selection(&proof),
            Err(why) => coverage.explain_selection(selection, &why),
        }
    }
    coverage
}

/// The apps that were counted when the inventory was made and are not in it.
pub(super) fn counts(inventory: &Inventory) -> AppCounts {
    let left_out = inventory.selection().map(|selection| &selection.left_out);
    left_out.map_or_else(AppCounts::default, |left_out| AppCounts {
        total: left_out.installed,
        owner_known: left_out.owner_known,
    })
}
