//! Which apps an iPhone is asked for one by one: those that the policies name.
//! Its list is whole when this second question brings nothing new. The source
//! is only given the ids.

use crate::catalogue::Catalogue;
use crate::inventory::Platform;
use crate::policy::{IdPattern, Policy, Selectors};
use std::collections::BTreeSet;

/// The most ids that are asked for. Those of the built-in policies are some
/// hundred.
const MOST: usize = 2_000;

/// The ids of iOS that the policies name, in order.
pub(crate) fn ios_ids(policies: &[Policy], catalogue: &Catalogue) -> Vec<String> {
    let mut ids = BTreeSet::new();
    for rule in policies.iter().flat_map(|policy| &policy.rules) {
        for selectors in [Some(&rule.selectors), rule.all.as_ref()]
            .into_iter()
            .flatten()
        {
            named(selectors, catalogue, &mut ids);
        }
    }
    ids.into_iter().take(MOST).collect()
}

fn named(selectors: &Selectors, catalogue: &Catalogue, ids: &mut BTreeSet<String>) {
    for pattern in &selectors.ios {
        if let IdPattern::Exact(id) = pattern {
            ids.insert(id.clone());
        }
    }
    let of_kinds = selectors.categories.iter();
    let of_kinds = of_kinds.flat_map(|category| catalogue.families_of_kind(category));
    for place in selectors.families.iter().copied().chain(of_kinds) {
        let apps = catalogue.families().nth(place);
        let apps = apps.into_iter().flat_map(|family| family.app_ids());
        let apps = apps.filter(|app| app.platform() == Platform::Ios);
        ids.extend(apps.map(|app| app.id().to_owned()));
    }
}
