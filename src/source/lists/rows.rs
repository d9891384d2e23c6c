//! Rows of a management system's list: which of them count as installed, and
//! where the others end.
//!
//! A row that says that the app is gone, or not there yet, accuses nobody and
//! is counted in a note. A row with a state that is not known may be an
//! installed app: it is kept as such, and it is a gap.

use super::list::List;
use crate::inventory::{App, Gap, GapCode, State};
use std::collections::BTreeMap;

/// How many words for states are named, and how long each may be.
const NAMED: usize = 5;
const LONGEST: usize = 40;

/// Whether the app of a row is on the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence<'t> {
    Installed,
    /// It is not; the words say why.
    Absent(&'static str),
    /// The row says it with a word that is not known, or not at all.
    Unclear(&'t str),
}

pub(super) const REMOVED: Presence<'_> = Presence::Absent("removed");
pub(super) const PENDING: Presence<'_> = Presence::Absent("not installed yet");

/// The rows of one phone.
#[derive(Debug, Default)]
pub(super) struct Rows {
    apps: Vec<App>,
    /// Rows without an id, or with one that no app can have.
    odd: usize,
    absent: BTreeMap<&'static str, usize>,
    unclear: BTreeMap<String, usize>,
}

impl Rows {
    /// Takes a row; `None` when its id cannot be one.
    pub(super) fn push(&mut self, presence: Presence<'_>, app: Option<App>) {
        let Some(mut app) = app else {
            self.odd += 1;
            return;
        };
        match presence {
            Presence::Installed => {}
            Presence::Absent(why) => {
                *self.absent.entry(why).or_default() += 1;
                return;
            }
            Presence::Unclear(word) => {
                let word = word.trim().chars().take(LONGEST).collect();
                *self.unclear.entry(word).or_default() += 1;
                app.state = State::Unclear;
            }
        }
        self.apps.push(app);
    }

    pub(super) fn apps(&self) -> &[App] {
        &self.apps
    }

    /// Puts the rows into the list, an app that is named twice once.
    pub(super) fn fill(mut self, list: &mut List) {
        self.apps
            .sort_by(|a, b| (a.profile, &a.id, a.state).cmp(&(b.profile, &b.id, b.state)));
        self.apps
            .dedup_by(|a, b| a.profile == b.profile && a.id == b.id);
        list.apps = self.apps;
        list.odd_entries += self.odd;
        for (why, count) in self.absent {
            list.note(
                "apps-not-installed",
                format!("rows of apps that are {why}, which are not counted: {count}"),
            );
        }
        if !self.unclear.is_empty() {
            let count: usize = self.unclear.values().sum();
            let words = self.unclear.keys().take(NAMED).map(|word| match &**word {
                "" => "no word".to_owned(),
                word => format!("`{word}`"),
            });
            let words: Vec<String> = words.collect();
            list.gaps.push(Gap::new(
                GapCode::StateUnclear,
                format!(
                    "rows of apps whose state is given by {}, which is not known here: {count}",
                    words.join(", ")
                ),
                "look on the phone whether they are installed; they count as warnings until then",
            ));
        }
    }
}
