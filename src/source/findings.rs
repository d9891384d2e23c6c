//! What was found in an archive, until all of it is known: only then can it be
//! told what belongs to one phone.

use super::android::fragment::Fragment;
use super::ledger::Ledger;
use super::nearest;
use super::saved::Item;
use crate::inventory::{GapCode, Locator, Reading};

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
    /// It holds a collection, or a bug report: one phone, with much about it.
    pub(super) is_recording: bool,
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
        if is_phone || !outer.is_recording {
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
        if self.is_recording {
            self.parts += self.aside.len() + self.unread.len();
            self.aside.clear();
            self.unread.retain(is_damage);
            self.parts -= self.unread.len();
        }
        ledger.add_parts(self.parts);
        for (name, what) in self.aside {
            let name = if name.is_empty() {
                archive.to_string()
            } else {
                name
            };
            ledger.set_aside(name, what);
        }
        for reading in self.unread {
            sink(Item::read(reading));
        }
    }
}

/// Damage is told whatever it is in: what was lost there nobody knows.
pub(super) fn is_damage(reading: &Reading) -> bool {
    matches!(
        &reading.content,
        Err(unread) if matches!(unread.gap.code, GapCode::FileDamaged | GapCode::TooLarge | GapCode::FileUnreadable)
    )
}
