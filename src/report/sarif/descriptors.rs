//! The lists of rules and notifications at the head of a run, to which results refer
//! by place.

use super::model::{Configuration, Descriptor, Reference};
use super::text::{message, severity};
use crate::report::document::{Document, Rule};
use crate::report::escape::{is_web_address, prose};
use crate::report::wording::EN;
use std::collections::HashMap;
use std::io;

/// Descriptors in the order of first mention, each once.
#[derive(Default)]
pub(super) struct Descriptors {
    pub(super) list: Vec<Descriptor>,
    index: HashMap<String, usize>,
}

impl Descriptors {
    pub(super) fn add(&mut self, descriptor: Descriptor) {
        let next = self.list.len();
        let index = *self.index.entry(descriptor.id.clone()).or_insert(next);
        if index == next {
            self.list.push(descriptor);
        }
    }

    /// Adds what is mentioned, if it is new.
    pub(super) fn mention(&mut self, id: &str) {
        let id = prose(id);
        if !self.index.contains_key(&id) {
            self.add(Descriptor {
                id,
                short_description: None,
                full_description: None,
                help: None,
                help_uri: None,
                default_configuration: None,
            });
        }
    }

    /// The id as it is spelt, and its place in the list.
    pub(super) fn reference(&self, id: &str) -> io::Result<Reference> {
        let id = prose(id);
        match self.index.get(&id).copied() {
            Some(index) => Ok(Reference { id, index }),
            // The devices are the same as in the walk before.
            None => Err(io::Error::other(format!("`{id}` was not mentioned before"))),
        }
    }
}

/// What is known of a rule.
pub(super) fn descriptor(document: &Document<'_>, rule: &Rule<'_>) -> Descriptor {
    let policy = document.policy(&rule.policy);
    let reason = rule.reason.as_deref().map(prose);
    let title = policy.and_then(|policy| policy.title.as_deref());
    let authority = policy.and_then(|policy| EN.authority(policy));
    let full: Vec<String> = [title.map(prose), authority]
        .into_iter()
        .flatten()
        .collect();
    let addresses = policy.map(|policy| policy.sources.iter());
    let address = addresses
        .into_iter()
        .flatten()
        .find_map(|source| source.url.as_deref().filter(|url| is_web_address(url)));
    Descriptor {
        id: prose(&rule.id),
        short_description: Some(message(reason.as_deref().unwrap_or(&rule.id))),
        full_description: (!full.is_empty()).then(|| message(&full.join("; "))),
        help: rule.fix.as_deref().map(|fix| message(&prose(fix))),
        help_uri: address.map(str::to_owned),
        default_configuration: Some(Configuration {
            level: severity(rule.level, document.fail_on),
        }),
    }
}
