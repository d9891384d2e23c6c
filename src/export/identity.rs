//! Names, ids and times inside a file, derived from what is in it: the same input
//! gives the same bytes, on every day and every computer.

use super::fit::Export;
use super::selection::Omission;
use crate::catalogue::sha256;
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The namespace of all our name-based UUIDs. Never changes: a target takes an
/// object with a new id for a new object.
const NAMESPACE: Uuid = Uuid::from_u128(0x5d1c_93e2_7f0a_4b6e_9a41_d07e_0e5e_11d2);

/// The UUID (version 5) of a name.
pub(super) fn uuid(name: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, name.as_bytes())
}

impl Export {
    /// The ids of the policies in one word, for identifiers.
    pub(super) fn slug(&self) -> String {
        let ids: Vec<&str> = self
            .policies
            .iter()
            .map(|policy| policy.id.as_str())
            .collect();
        let whole = ids.join("+");
        // Apple takes 64 bytes for an identifier.
        if whole.len() <= 40 {
            return whole;
        }
        let digest = sha256(whole.as_bytes());
        format!("policies-{}", digest.get(..12).unwrap_or_default())
    }

    /// The titles of the measures, for a person.
    pub(super) fn title(&self) -> String {
        match self.policies.as_slice() {
            [one] => one.title.clone(),
            all => {
                let ids: Vec<&str> = all.iter().map(|policy| policy.id.as_str()).collect();
                ids.join(", ")
            }
        }
    }

    /// `id digest` of each policy.
    pub(super) fn digests(&self) -> Vec<String> {
        let all = self.policies.iter();
        all.map(|policy| format!("{} {}", policy.id, policy.digest))
            .collect()
    }

    /// The digest of what is in the file: rows and the policies they come from.
    pub(super) fn digest(&self) -> String {
        let mut text = self.digests().join("\n");
        for row in &self.rows {
            text.push_str(&format!(
                "\n{}\t{}\t{}\t{}\t{}",
                row.platform,
                row.app_id,
                row.matching.as_str(),
                row.rule,
                row.level
            ));
        }
        sha256(text.as_bytes())
    }

    /// The day of the facts: the newest on which a policy or the catalogue was
    /// compared with its sources.
    pub(super) fn day(&self) -> Date {
        let policies = self.policies.iter().filter_map(|policy| policy.checked);
        let data = self.data.iter().filter_map(|data| data.date);
        policies.chain(data).max().unwrap_or(Date::ZERO)
    }

    /// What is not in the file, by its kind, with the count.
    pub(super) fn left_out_in_short(&self) -> String {
        let mut counts: BTreeMap<Omission, usize> = BTreeMap::new();
        for left in &self.left_out {
            let count = counts.entry(left.what).or_default();
            *count = count.saturating_add(left.count);
        }
        let counts: Vec<String> = counts
            .iter()
            .map(|(what, count)| format!("{} {count}", what.as_str()))
            .collect();
        counts.join(", ")
    }

    /// One paragraph for the place where a format has a description.
    pub(super) fn description(&self) -> String {
        let mut text = format!(
            "Made by dutyphone of {}, with facts of {}.",
            self.digests().join(", "),
            self.day()
        );
        if !self.left_out.is_empty() {
            text.push_str(&format!(" Not in it: {}.", self.left_out_in_short()));
        }
        text
    }
}
