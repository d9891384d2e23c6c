//! What was found in an archive, until all of it is known: only then can it be
//! told what belongs to one phone.

use super::android::fragment::Fragment;
use super::ledger::Ledger;
use super::nearest;
use super::saved::Item;
use crate::inventory::{GapCode, Locator, Reading};
use std::collections::BTreeSet;

/// What is set aside of the output of commands.
pub(super) const OTHER_FACTS: &str = "the output of a command that lists no apps";

/// What was found in an archive.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) fragments: Vec<Fragment>,
    /// Members that hold no list of apps, and what they are. One without a name
    /// is the archive itself.
    pub(super) aside: Vec<(String, &'static str)>,
    /// Members that were not read.
    pub(super) unread: Vec<Reading>,
    /// Members that belong to phones.
    pub(super) parts: usize,
    /// Members whose devices were handed on.
    pub(super) handed: usize,
    /// The places of collections and bug reports in it: what lies there is of one
    /// phone, with much about it.
    pub(super) recordings: Vec<String>,
}

/// The folders that hold what a bug report consists of (AOSP `cmds/dumpstate`), of
/// files given as their folders and names. A report's text alone is a file like any
/// other, and what lies beside it may be of another phone.
pub(super) fn report_folders<'m>(
    files: impl Iterator<Item = (&'m str, &'m str)>,
) -> BTreeSet<&'m str> {
    let is_part =
        |name: &str| ["main_entry.txt", "version.txt", "dumpstate_log.txt"].contains(&name);
    files
        .filter(|(_, name)| is_part(name))
        .map(|(folder, _)| folder)
        .collect()
}

impl Findings {
    /// What is in an archive inside another ends where the members of that do.
    pub(super) fn close_into(
        mut self,
        outer: &mut Self,
        ledger: &Ledger,
        place: &Locator,
        sink: &mut dyn FnMut(Item<'_>),
    ) {
        let is_phone = self.handed > 0 || !self.fragments.is_empty();
        if is_phone || !is_below(&outer.recordings, &place.to_string()) {
            outer.handed += self.handed + self.fragments.len();
            return self.close(ledger, place, sink);
        }
        let damaged: Vec<Reading> = self
            .unread
            .extract_if(.., |reading| is_damage(reading))
            .collect();
        outer.parts += self.aside.len() + self.unread.len();
        outer.unread.extend(damaged);
    }

    /// Makes phones of what commands printed, and closes the account.
    pub(super) fn close(
        mut self,
        ledger: &Ledger,
        archive: &Locator,
        sink: &mut dyn FnMut(Item<'_>),
    ) {
        let mut fragments = std::mem::take(&mut self.fragments);
        let mut reports = fragments
            .iter_mut()
            .filter(|fragment| fragment.text.is_report);
        if let (Some(report), None) = (reports.next(), reports.next())
            && self.handed == 0
        {
            // The one bug report of the archive is named by the archive.
            report.locator = archive.clone();
        }
        let grouped = nearest::group(fragments);
        for reading in grouped.readings {
            sink(Item::read(reading));
        }
        self.parts += grouped.parts;
        let other = grouped.other.into_iter();
        self.aside
            .extend(other.map(|place| (place.to_string(), OTHER_FACTS)));
        for (name, _) in self.aside.iter_mut().filter(|(name, _)| name.is_empty()) {
            *name = archive.to_string();
        }
        let before = self.aside.len() + self.unread.len();
        let recordings = std::mem::take(&mut self.recordings);
        let is_part = |place: &str| is_below(&recordings, place);
        self.aside.retain(|(place, _)| !is_part(place));
        self.unread
            .retain(|one| is_damage(one) || !is_part(&one.locator.to_string()));
        self.parts += before - self.aside.len() - self.unread.len();
        ledger.add_parts(self.parts);
        for (name, what) in self.aside {
            ledger.set_aside(name, what);
        }
        for reading in self.unread {
            sink(Item::read(reading));
        }
    }
}

/// Whether a place is one of these, or lies in one.
fn is_below(places: &[String], place: &str) -> bool {
    let is_in = |outer: &String| {
        let rest = place.strip_prefix(outer.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    places.iter().any(is_in)
}

/// Damage is told whatever it is in: what was lost there nobody knows.
pub(super) fn is_damage(reading: &Reading) -> bool {
    matches!(
        &reading.content,
        Err(unread) if matches!(unread.gap.code, GapCode::FileDamaged | GapCode::TooLarge | GapCode::FileUnreadable)
    )
}
