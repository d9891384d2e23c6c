//! Inventories that hold only what rules match: by which rules one is made, and when
//! one may be judged.

use super::index::Index;
use super::result::AppCounts;
use crate::catalogue::{Catalogue, sha256};
use crate::inventory::{Coverage, Inventory, PolicyRules, SelectedBy};
use crate::policy::Policy;

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
                digest: digest(policy),
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

/// What stands for what a policy asks: its digest, and the terms of an organisation
/// that adopted it. They may let apps pass that the measure as issued does not.
fn digest(policy: &Policy) -> String {
    let Some(adoption) = &policy.adoption else {
        return policy.digest.clone();
    };
    let terms = adoption.terms.join("\n");
    let text = format!("{}\n{}\n{terms}", policy.digest, adoption.by);
    format!("sha256:{}", sha256(text.as_bytes()))
}

/// How much of a device was seen, for the rules that judge: all of it may have been
/// seen for them, and only a part for others.
pub(super) fn coverage(judging: &SelectedBy, access: bool, inventory: &Inventory) -> Coverage {
    let mut coverage = inventory.coverage().clone();
    if let Some(selection) = inventory.selection() {
        match selection.covers(judging, access) {
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
