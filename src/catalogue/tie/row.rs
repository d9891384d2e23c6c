//! What rows of all kinds share: a name for messages, their sources and confidence,
//! and whether one row says less than the row it overrides.

use crate::catalogue::entries::{
    CertificateEntry, DeveloperEntry, FamilyEntry, Grounds, HintEntry, IdEntry, NamespaceEntry,
    OwnerEntry,
};
use crate::catalogue::words::ParentRelation;
use std::ops::Range;

/// An id with the product it is of.
#[derive(Debug)]
pub(super) struct FamilyId {
    pub(super) family: String,
    pub(super) entry: IdEntry,
}

/// A row of a data set.
pub(super) trait Row {
    /// How messages call it.
    fn what(&self) -> String;

    fn span(&self) -> Range<usize>;

    /// What it rests on, where rows of its kind rest on sources.
    fn grounds(&self) -> Option<&Grounds>;

    /// Why it says less than the row that it overrides.
    fn reason(&self) -> Option<&str> {
        self.grounds()?.reason.as_deref()
    }

    /// In what it says less than the row that it overrides: a phone could pass
    /// that did not before.
    fn less_than(&self, before: &Self) -> Option<&'static str>;
}

impl Row for OwnerEntry {
    fn what(&self) -> String {
        format!("owner `{}`", self.id)
    }

    fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }

    fn less_than(&self, before: &Self) -> Option<&'static str> {
        if before.control.iter().any(|c| !self.control.contains(c)) {
            return Some("a country that controls it is gone");
        }
        if before.headquarters.is_some() && self.headquarters != before.headquarters {
            return Some("it is run from somewhere else");
        }
        if before.registered.is_some() && self.registered != before.registered {
            return Some("it is registered somewhere else");
        }
        let above = |owner: &Self| {
            let parent = owner.parent.as_ref()?;
            (parent.relation == ParentRelation::Control).then(|| parent.id.clone())
        };
        if above(before).is_some() && above(self) != above(before) {
            return Some("it belongs to somebody else");
        }
        let disputed = self.contested.is_some() && before.contested.is_none();
        let flagged = |owner: &Self| owner.contested.as_ref().is_none_or(|c| c.flag);
        (disputed || (flagged(before) && !flagged(self)))
            .then_some("country rules count it less, because it is disputed")
    }
}

impl Row for FamilyEntry {
    fn what(&self) -> String {
        format!("app `{}`", self.id)
    }

    fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    fn grounds(&self) -> Option<&Grounds> {
        None
    }

    fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    fn less_than(&self, before: &Self) -> Option<&'static str> {
        if self.owner != before.owner {
            return Some("it has another owner");
        }
        let lost = before
            .categories
            .iter()
            .any(|c| !self.categories.contains(c));
        lost.then_some("it is not of a kind any more")
    }
}

impl Row for FamilyId {
    fn what(&self) -> String {
        format!("id `{}`", self.entry.id)
    }

    fn span(&self) -> Range<usize> {
        self.entry.span.clone()
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.entry.grounds)
    }

    fn less_than(&self, before: &Self) -> Option<&'static str> {
        if self.family != before.family {
            return Some("it is another product");
        }
        let IdEntry {
            owner, store_id, ..
        } = &before.entry;
        if self.entry.owner != *owner {
            return Some("it has another owner");
        }
        (store_id.is_some() && self.entry.store_id != *store_id)
            .then_some("its App Store item id is another one")
    }
}

impl Row for NamespaceEntry {
    fn what(&self) -> String {
        format!("namespace `{}`", self.prefix)
    }

    fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }

    fn less_than(&self, before: &Self) -> Option<&'static str> {
        if self.owner != before.owner {
            return Some("it has another owner");
        }
        more(&self.exceptions, &before.exceptions)
    }
}

impl Row for DeveloperEntry {
    fn what(&self) -> String {
        format!("developer `{}`", self.name)
    }

    fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }

    fn less_than(&self, before: &Self) -> Option<&'static str> {
        (self.owner != before.owner).then_some("it has another owner")
    }
}

impl Row for CertificateEntry {
    fn what(&self) -> String {
        format!("certificate of `{}`", self.app)
    }

    fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }

    fn less_than(&self, before: &Self) -> Option<&'static str> {
        (self.owner != before.owner).then_some("it has another owner")
    }
}

impl Row for HintEntry {
    fn what(&self) -> String {
        format!("hint `{}`", self.prefix)
    }

    fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }

    fn less_than(&self, before: &Self) -> Option<&'static str> {
        if self.country != before.country {
            return Some("it hints at another country");
        }
        more(&self.exceptions, &before.exceptions)
    }
}

fn more(exceptions: &[String], before: &[String]) -> Option<&'static str> {
    let added = exceptions.iter().any(|one| !before.contains(one));
    added.then_some("it has more exceptions")
}
