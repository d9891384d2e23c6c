//! What limits the answers of a run, collected from its devices: what was assumed, who
//! was left out, and how many owners are known. Text and its summary say it at the end.

use super::document::{Applicability, Device, Document, Remark};
use super::wording::{PolicyStand, Words};
use std::collections::BTreeSet;

/// What limits the answers, collected from the devices.
#[derive(Default)]
pub(super) struct Limits {
    /// Apps on all devices, and those with a known owner.
    apps: (usize, usize),
    assumed: BTreeSet<(String, String)>,
    left_out: BTreeSet<String>,
    /// The policies that judged a device.
    judged: BTreeSet<String>,
    /// Whether a result of an earlier version does not tell which policies judged.
    untold: bool,
}

impl Limits {
    /// Adds a device.
    pub(super) fn add(&mut self, device: &Device<'_>) {
        self.add_apps(device.apps.total, device.apps.owner_known);
        self.add_stands(&device.applicability);
    }

    /// Adds apps, and those of them with a known owner.
    pub(super) fn add_apps(&mut self, apps: usize, known: usize) {
        self.apps.0 += apps;
        self.apps.1 += known;
    }

    /// Adds how the policies stand to a device.
    pub(super) fn add_stands(&mut self, stands: &[Applicability<'_>]) {
        self.untold |= stands.is_empty();
        for stand in stands {
            if stand.holder_not_stated() {
                self.left_out.insert(stand.subject().to_owned());
            }
            let judged = stand.is_judged();
            if judged && !self.judged.contains(&*stand.policy) {
                self.judged.insert(stand.policy.to_string());
            }
            for fact in stand
                .facts
                .iter()
                .filter(|fact| judged && fact.from == "assumed")
            {
                let known = (fact.fact.to_string(), fact.value.to_string());
                self.assumed.insert(known);
            }
        }
    }

    /// Apps on all devices, and those with a known owner.
    pub(super) const fn apps(&self) -> (usize, usize) {
        self.apps
    }

    /// Whether a policy judged a device, as far as that is told.
    pub(super) fn has_judged(&self, policy: &str) -> bool {
        self.untold || self.judged.contains(policy)
    }

    /// How a policy stands to the run.
    pub(super) fn stand(&self, policy: &str) -> PolicyStand {
        PolicyStand {
            has_judged: self.has_judged(policy),
            lacks_holders: self.left_out.contains(policy),
        }
    }

    /// What limits the whole run, each in a sentence.
    pub(super) fn sentences(&self, words: &Words, document: &Document<'_>) -> Vec<String> {
        let mut parts = self.assumptions(words);
        parts.extend(self.left_out.iter().map(|policy| words.left_out(policy)));
        parts.extend(words.not_seen_by_rules(document));
        parts
    }

    /// The same without what is said beside the names of measures.
    pub(super) fn further(&self, words: &Words) -> Vec<String> {
        let mut parts = self.assumptions(words);
        let mut left_out: Vec<&String> = self.left_out.iter().collect();
        left_out.retain(|policy| !self.stand(policy).is_left_out());
        parts.extend(left_out.into_iter().map(|policy| words.left_out(policy)));
        parts
    }

    fn assumptions(&self, words: &Words) -> Vec<String> {
        if self.assumed.is_empty() {
            return Vec::new();
        }
        let facts = self.assumed.iter();
        let facts = words.assumed(facts.map(|(fact, value)| (&**fact, &**value)));
        vec![words.assumptions(&facts)]
    }

    /// Whether a remark on the run says what the sentences say already.
    pub(super) fn hold(&self, remark: &Remark<'_>) -> bool {
        match &*remark.code {
            "facts-assumed" => !self.assumed.is_empty(),
            "holder-not-stated" => !self.left_out.is_empty(),
            "not-covered" => true,
            _ => false,
        }
    }
}
