//! What apps are called, for the sources: by the catalogue and by the policies of
//! the run. A text that no reader knows and that names one of them was not read.

use crate::catalogue::{self, Catalogue, PrefixMap};
use crate::inventory::Platform;
use crate::policy::{IdPattern, Policy, Selectors};
use crate::source::KnownApps;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

/// Those of the built-in catalogue.
pub(crate) fn built_in() -> Arc<dyn KnownApps> {
    of(&catalogue::builtin(), Arc::default())
}

/// Those of a catalogue and of policies.
pub(crate) fn of(catalogue: &Catalogue, policies: Arc<[Policy]>) -> Arc<dyn KnownApps> {
    Arc::new(Known {
        catalogue: catalogue.clone(),
        policies,
        ids: OnceLock::new(),
        names: OnceLock::new(),
    })
}

/// What has to be made of it is made when the first text is met that no reader
/// knows.
#[derive(Debug)]
struct Known {
    catalogue: Catalogue,
    policies: Arc<[Policy]>,
    ids: OnceLock<PolicyIds>,
    /// The names of the products and of their variants, in small letters.
    names: OnceLock<HashSet<String>>,
}

/// The ids that policies give themselves, and the beginnings of ids, in small
/// letters.
#[derive(Debug, Default)]
struct PolicyIds {
    exact: HashSet<String>,
    prefixes: PrefixMap<()>,
}

impl PolicyIds {
    fn of(policies: &[Policy]) -> Self {
        let rules = policies.iter().flat_map(|policy| &policy.rules);
        let selectors = rules.flat_map(|rule| {
            let more = [&rule.all, &rule.except, &rule.not_in];
            std::iter::once(&rule.selectors).chain(more.into_iter().flatten())
        });
        let mut ids = Self::default();
        for pattern in selectors.flat_map(|s: &Selectors| s.android.iter().chain(&s.ios)) {
            match pattern {
                IdPattern::Exact(id) => drop(ids.exact.insert(id.to_lowercase())),
                // Without a dot it is the beginning of more than ids.
                IdPattern::Prefix(prefix) if !prefix.contains('.') => {}
                IdPattern::Prefix(prefix) => drop(ids.prefixes.insert(&prefix.to_lowercase(), ())),
            }
        }
        ids
    }

    fn has(&self, id: &str) -> bool {
        let folded = id.to_lowercase();
        self.exact.contains(&folded) || self.prefixes.matches(&folded).next().is_some()
    }
}

impl Known {
    fn policy_ids(&self) -> &PolicyIds {
        self.ids.get_or_init(|| PolicyIds::of(&self.policies))
    }
}

impl KnownApps for Known {
    fn is_id(&self, text: &str) -> bool {
        [Platform::Android, Platform::Ios]
            .iter()
            .any(|platform| self.catalogue.app_id(*platform, text).is_some())
            || self.policy_ids().has(text)
    }

    fn is_store_number(&self, number: u64) -> bool {
        self.catalogue.by_store_number(number).is_some()
    }

    fn is_name(&self, text: &str) -> bool {
        let names = self.names.get_or_init(|| {
            let products = self.catalogue.families().map(|family| family.name());
            let variants = self.catalogue.app_ids().filter_map(|app| app.name());
            products.chain(variants).map(str::to_lowercase).collect()
        });
        names.contains(&text.to_lowercase())
    }
}
