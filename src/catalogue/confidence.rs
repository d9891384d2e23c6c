//! How sure a row is, counted from its sources.
//!
//! The primary source is enough. Otherwise two sources are needed that do not
//! come from each other. Lists that only show that an id exists say nothing of
//! who owns it.

use super::entries::SourceEntry;
use super::words::{Confidence, SourceKind};
use std::collections::BTreeSet;

/// What a row claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// That an id is this product.
    Id,
    /// That an owner and its countries are right, or a name or certificate is
    /// this owner's.
    Owner,
    /// That ids which begin so are this owner's.
    Namespace,
}

/// The confidence that these sources bear.
pub(super) fn confidence<'s>(
    claim: Claim,
    sources: impl Iterator<Item = &'s SourceEntry> + Clone,
) -> Confidence {
    let hints_count = claim == Claim::Id;
    let counted = sources
        .clone()
        .filter(|source| hints_count || source.kind != SourceKind::Hint);
    let lineages: BTreeSet<&str> = counted.clone().map(|s| s.lineage.as_str()).collect();
    let named = !hints_count || counted.clone().any(|source| source.labelled);
    let primary = counted
        .clone()
        .any(|source| source.kind == SourceKind::Primary);
    if primary || (lineages.len() >= 2 && named) {
        Confidence::High
    } else if !lineages.is_empty() || (claim == Claim::Namespace && sources.count() > 0) {
        Confidence::Medium
    } else {
        Confidence::Low
    }
}

#[cfg(test)]
mod tests {
    use super::super::entries::Address;
    use super::*;

    fn source(lineage: &str, kind: SourceKind, labelled: bool) -> SourceEntry {
        SourceEntry {
            span: 0..0,
            id: lineage.to_owned(),
            kind,
            title: lineage.to_owned(),
            address: Address::Web("https://example.com/".to_owned()),
            retrieved: jiff::civil::date(2026, 11, 26),
            lineage: lineage.to_owned(),
            labelled,
        }
    }

    #[test]
    fn counts_sources_as_the_reference_says() {
        use Confidence::{High, Low, Medium};
        let primary = || source("store", SourceKind::Primary, true);
        let paper = |name| source(name, SourceKind::Independent, true);
        let icons = |name| source(name, SourceKind::Hint, true);
        let chart = |name| source(name, SourceKind::Hint, false);
        // Each with what it bears of an id, an owner and a namespace.
        let cases = [
            (vec![], [Low, Low, Low]),
            (vec![primary()], [High, High, High]),
            (vec![paper("a")], [Medium, Medium, Medium]),
            (vec![paper("a"), paper("b")], [High, High, High]),
            (vec![paper("a"), paper("a")], [Medium, Medium, Medium]),
            (vec![icons("a")], [Medium, Low, Medium]),
            (vec![icons("a"), icons("b")], [High, Low, Medium]),
            (vec![chart("a"), chart("b")], [Medium, Low, Medium]),
            (vec![chart("a"), icons("b")], [High, Low, Medium]),
            (vec![paper("a"), chart("b")], [High, Medium, Medium]),
        ];
        for (sources, expected) in &cases {
            let found =
                [Claim::Id, Claim::Owner, Claim::Namespace].map(|c| confidence(c, sources.iter()));
            assert_eq!(found, *expected, "{sources:?}");
        }
    }
}
