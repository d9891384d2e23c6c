//! Android ids that differ from known ones in capitals alone.
//!
//! Android takes them for different apps. But a list that went through a spreadsheet,
//! a keyboard or a search form often has other capitals than the phone, and then means
//! the app that is known.

use crate::catalogue::PrefixMap;
use crate::inventory::{Gap, GapCode, Inventory};
use std::borrow::Cow;
use std::collections::HashMap;

/// The spellings of known ids, and of beginnings of ids, by how they look without
/// capitals.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    /// Only ids that have capitals: the others are known as they look.
    ids: HashMap<String, Vec<String>>,
    beginnings: PrefixMap<Vec<String>>,
    /// Those beginnings that have capitals.
    with_capitals: Option<PrefixMap<Vec<String>>>,
}

impl Spellings {
    pub(super) fn new<'a>(
        ids: impl Iterator<Item = &'a str>,
        beginnings: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut spellings = Self::default();
        for id in ids.filter(|id| has_capitals(id)) {
            let known = spellings.ids.entry(id.to_ascii_lowercase()).or_default();
            add(known, id);
        }
        for start in beginnings.filter(|start| !start.is_empty()) {
            let plain = start.to_ascii_lowercase();
            add(spellings.beginnings.entry(&plain, Vec::new), start);
            if has_capitals(start) {
                let map = spellings.with_capitals.get_or_insert_default();
                add(map.entry(&plain, Vec::new), start);
            }
        }
        spellings
    }

    /// The other spellings of an id: whole ones that are `known`, and those that begin
    /// as known ids do.
    pub(super) fn of(&self, id: &str, known: impl Fn(&str) -> bool) -> Vec<String> {
        let mut others: Vec<String> = Vec::new();
        // Most ids have no capitals, and nor has most of what is known.
        let (plain, beginnings) = if has_capitals(id) {
            let plain = id.to_ascii_lowercase();
            others.extend(known(&plain).then(|| plain.clone()));
            (Cow::from(plain), Some(&self.beginnings))
        } else {
            (Cow::from(id), self.with_capitals.as_ref())
        };
        for whole in self.ids.get(&*plain).into_iter().flatten() {
            add(&mut others, whole);
        }
        let starts = beginnings.map(|beginnings| beginnings.matches(&plain));
        for (_, starts) in starts.into_iter().flatten() {
            for start in starts.iter().filter(|start| !id.starts_with(&***start)) {
                let rest = id.get(start.len()..).unwrap_or_default();
                add(&mut others, &format!("{start}{rest}"));
            }
        }
        others.retain(|other| other != id);
        others
    }
}

/// What programs call themselves that take down what Android says, letter by letter.
const OF_THE_PHONE: &str = "android/";

/// That so many apps may be ones on which the audit fails, in a list that people or
/// managements keep.
pub(super) fn unclear(inventory: &Inventory, apps: usize) -> Option<Gap> {
    let is_kept = !inventory.source.starts_with(OF_THE_PHONE);
    (is_kept && apps > 0).then(|| {
        Gap::new(
            GapCode::CapitalsUnclear,
            format!("apps whose ids are those of a rule but for capitals: {apps}"),
            "look for them on the phone, and correct the list or read the phone itself",
        )
    })
}

fn add(known: &mut Vec<String>, text: &str) {
    if !known.iter().any(|one| one == text) {
        known.push(text.to_owned());
    }
}

fn has_capitals(id: &str) -> bool {
    id.bytes().any(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_spellings_are_whole_ids_and_beginnings() {
        let ids = ["com.example.app", "com.Example.Web", "com.example.web"];
        let starts = ["org.example.", "Org.Mixed."];
        let spellings = Spellings::new(ids.into_iter(), starts.into_iter());
        let of = |id| spellings.of(id, |id| ids.contains(&id));
        for (id, others) in [
            ("com.example.app", &[][..]),
            ("Com.Example.App", &["com.example.app"]),
            ("COM.EXAMPLE.WEB", &["com.example.web", "com.Example.Web"]),
            ("com.example.web", &["com.Example.Web"]),
            ("org.example.Any", &[]),
            ("ORG.example.Any", &["org.example.Any"]),
            ("org.mixed.any", &["Org.Mixed.any"]),
            ("Org.Mixed.Any", &[]),
            ("com.example", &[]),
            ("Com.\u{c9}xample.App", &[]),
        ] {
            assert_eq!(of(id), others, "{id}");
        }
    }
}
