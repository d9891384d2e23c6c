//! What the lists of all tools that ask an iPhone have in common: from entries
//! to a list, what is told of offloaded apps, and the claim that types prove.

use super::claim::{Claim, shows_everything};
use super::entry::{Entry, Kind, merge};
use super::json::Node;
use super::list::List;
use crate::inventory::{Evidence, Gap, GapCode, Platform, State, Unseen};

/// The entries of one phone, and what could not be one.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) entries: Vec<Entry>,
    /// Entries without a bundle id, or with one that no app can have.
    pub(super) odd: usize,
}

impl Entries {
    pub(super) fn push(&mut self, entry: Option<Entry>) {
        match entry {
            Some(entry) if !entry.id.is_empty() => self.entries.push(entry),
            _ => self.odd += 1,
        }
    }

    /// The same for a row of JSON, whose id has this name. A row with another
    /// one inside of it is odd besides: they ran together.
    pub(super) fn push_row(&mut self, row: &Node, id: &str, entry: Option<Entry>) {
        self.odd += usize::from(row.has_below(id));
        self.push(entry);
    }

    /// The list of these apps, with nothing claimed yet.
    pub(super) fn list(&self, source: &'static str, evidence: Evidence) -> List {
        let mut list = List::new(source, Platform::Ios);
        list.apps = merge(&self.entries, evidence);
        list.odd_entries = self.odd;
        let installing = self.entries.iter().filter(|entry| entry.is_installing);
        let installing = installing.count();
        if installing > 0 {
            list.gaps.push(Gap::new(
                GapCode::DeclaredIncomplete,
                format!(
                    "apps that were still being installed when the list was taken: {installing}"
                ),
                "take the list again when the phone has installed them",
            ));
        }
        if !self.entries.iter().any(|entry| entry.is_demoted) {
            list.note(
                "offloaded-not-listed",
                "the list holds no offloaded app; it may have been taken without asking for them",
            );
            list.unseen.push(Unseen {
                state: State::Archived,
                message: "offloaded apps are in the list only when they were asked for".to_owned(),
            });
        }
        list.unseen.push(Unseen {
            state: State::Residue,
            message: "no list of installed apps shows data of removed ones".to_owned(),
        });
        list
    }

    /// The same, with what the types of the apps prove.
    pub(super) fn typed_list(&self, source: &'static str, evidence: Evidence) -> List {
        let mut list = self.list(source, evidence);
        let any = |kind: Kind| self.entries.iter().any(|entry| entry.kind == kind);
        let (user, system) = (any(Kind::User), any(Kind::System));
        if shows_everything(Platform::Ios, &list.apps) {
            list.claims(Claim::Proven, "");
        } else if system && !user && !any(Kind::Unstated) {
            list.claims(Claim::Part, "the list holds only apps of the system");
        } else if user && !system {
            list.claims(
                Claim::WholeIfVouched,
                "the list holds no app of the system, so it does not show that it was not narrowed",
            );
        } else {
            list.claims(
                Claim::WholeIfVouched,
                "nothing in the list shows that it holds every app of the phone",
            );
        }
        list
    }
}
