//! On whose authority something was found: the measures whose rules found it.

use super::document::{Device, Document, Policy};
use super::escape::{is_web_address, terminal};
use super::wording::Words;
use serde::Serialize;
use std::collections::BTreeSet;

/// The rules that found something.
#[derive(Default)]
pub(super) struct Broken(BTreeSet<String>);

impl Broken {
    /// Adds those that found something on a device.
    pub(super) fn add(&mut self, device: &Device<'_>) {
        for finding in &device.findings {
            if !self.has(&finding.rule) {
                self.0.insert(finding.rule.to_string());
            }
        }
    }

    /// Whether a rule is among them.
    pub(super) fn has(&self, rule: &str) -> bool {
        self.0.contains(rule)
    }
}

/// A measure as a page tells it.
#[derive(Serialize)]
pub(super) struct Measure {
    id: String,
    title: String,
    authority: Option<String>,
    fixes: Vec<String>,
    exceptions: Vec<String>,
    address: Option<String>,
}

/// Who says so: each measure that found something, once.
pub(super) fn measures(words: &Words, document: &Document<'_>, broken: &Broken) -> Vec<Measure> {
    let of = |policy: &Policy<'_>| {
        let rules = document
            .rules
            .iter()
            .filter(|rule| rule.policy == policy.id && broken.has(&rule.id));
        let rules: Vec<_> = rules.collect();
        let named = policy.issuer.is_some() || policy.title.is_some();
        (named && !rules.is_empty()).then(|| Measure {
            id: terminal(&policy.id),
            title: words.title(policy).unwrap_or_default(),
            authority: words.authority(policy),
            fixes: rules.iter().filter_map(|rule| words.asked(rule)).collect(),
            exceptions: policy
                .exceptions
                .iter()
                .map(|way| words.exception(way))
                .collect(),
            address: policy
                .sources
                .iter()
                .find_map(|source| source.url.as_deref().filter(|url| is_web_address(url)))
                .map(str::to_owned),
        })
    };
    document.policies.iter().filter_map(of).collect()
}
