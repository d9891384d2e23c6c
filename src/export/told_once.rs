//! Rules of one policy that select the same app: one that is a part of another says
//! more of the app, so an audit reports it alone, and a file holds its row alone.

use super::rule::begins;
use super::selection::{Matching, Row};
use crate::catalogue::Platform;
use crate::policy::{Policy, Rule, fold_case};
use std::collections::{BTreeSet, HashMap};

/// Leaves out of the rows of one policy what a narrower rule tells, too.
pub(super) fn told_once(policy: &Policy, rows: &mut Vec<Row>) {
    for part in &policy.rules {
        let mut rules = policy.rules.iter();
        let whole = rules.find(|rule| part.part_of.as_ref() == Some(&rule.id));
        // A device that only the whole is for is told by the whole.
        let whole = whole.filter(|whole| policy.scope_of(whole) == policy.scope_of(part));
        if let Some(whole) = whole {
            Pair::new(policy, part, whole).apply(rows);
        }
    }
}

/// A rule and what it is a part of, by their full ids.
struct Pair {
    part: String,
    whole: String,
}

impl Pair {
    fn new(policy: &Policy, part: &Rule, whole: &Rule) -> Self {
        Self {
            part: policy.full_id(part),
            whole: policy.full_id(whole),
        }
    }

    fn apply(&self, rows: &mut Vec<Row>) {
        let of_part: Vec<Row> = rows
            .iter()
            .filter(|row| row.rule == self.part)
            .cloned()
            .collect();
        let exact = of_part.iter().filter(|row| row.matching == Matching::Exact);
        let levels: HashMap<(Platform, String), _> =
            exact.map(|row| (folded(row), row.level)).collect();
        rows.retain(|row| {
            let of_whole = row.rule == self.whole && row.matching == Matching::Exact;
            let told = |level| of_whole && level >= row.level;
            !levels.get(&folded(row)).copied().is_some_and(told)
        });
        let exceptions = self.exceptions(rows, &of_part);
        rows.extend(exceptions);
    }

    /// What the prefixes of the whole must leave to the part. Where an exception
    /// would take too much, both tell it: a row twice is better than none.
    fn exceptions(&self, rows: &[Row], of_part: &[Row]) -> Vec<Row> {
        let of_whole = |matching: Matching| {
            let rows = rows.iter().filter(|row| row.rule == self.whole);
            rows.filter(move |row| row.matching == matching)
        };
        let kept: BTreeSet<(Platform, String)> = of_whole(Matching::Exact).map(folded).collect();
        let is_below = |row: &Row, prefix: &Row| {
            row.platform == prefix.platform && begins(row.platform, &row.app_id, &prefix.app_id)
        };
        let leaves = |prefix: &Row| {
            let mut left = of_part
                .iter()
                .filter(|row| row.matching >= Matching::Except);
            left.any(|row| is_below(row, prefix))
        };
        let mut found = Vec::new();
        for wide in of_whole(Matching::Prefix) {
            for narrow in of_part.iter().filter(|row| row.level >= wide.level) {
                let (matching, longer) = match narrow.matching {
                    Matching::Exact if is_below(narrow, wide) => (Matching::Except, narrow),
                    Matching::Prefix if is_below(narrow, wide) => (Matching::ExceptPrefix, narrow),
                    Matching::Prefix if is_below(wide, narrow) => (Matching::ExceptPrefix, wide),
                    _ => continue,
                };
                let takes_a_kept_row = if matching == Matching::Except {
                    kept.contains(&folded(longer))
                } else {
                    leaves(longer) || of_whole(Matching::Exact).any(|row| is_below(row, longer))
                };
                if !takes_a_kept_row {
                    found.push(Row {
                        app_id: longer.app_id.clone(),
                        matching,
                        ..wide.clone()
                    });
                }
            }
        }
        found
    }
}

/// A row's id as it is compared.
fn folded(row: &Row) -> (Platform, String) {
    (row.platform, fold_case(row.platform, &row.app_id))
}
