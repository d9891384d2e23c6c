//! Redacts an inventory that is to be saved, and what is said of a device that
//! could not be read.

use super::Redactor;
use super::free::{gap_told, note_told};
use crate::inventory::{Coverage, Gap, Inventory, NoteCode, Unseen};
use jiff::Timestamp;

impl Redactor {
    /// Redacts an inventory that is to be saved.
    #[must_use]
    pub fn inventory(&self, inventory: Inventory) -> Inventory {
        let mut device = inventory.device.clone();
        device.id = self.hash("device", &device.id);
        let known = inventory.coverage();
        let gaps = known.gaps().iter().map(in_gap);
        let mut coverage = Coverage::new(known.profiles().to_vec(), gaps.collect(), Vec::new());
        for note in known.notes() {
            coverage.add_note(note.code.as_str(), note_told(&note.code));
        }
        for unseen in known.unseen() {
            coverage.add_unseen(Unseen {
                state: unseen.state,
                message: "such apps could not be looked for".to_owned(),
            });
        }
        let mut apps = inventory.apps().to_vec();
        for app in &mut apps {
            app.first_installed = app.first_installed.and_then(day);
            app.last_updated = app.last_updated.and_then(day);
        }
        let by_day = NoteCode::DatedByDay;
        let is_by_day = known.notes().iter().any(|n| n.code == by_day.as_str());
        let taken_at = match inventory.taken_at {
            // It is the midnight of some zone already.
            Some(midnight) if is_by_day => Some(midnight),
            time => time.and_then(day),
        };
        if taken_at.is_some() && !is_by_day {
            coverage.add_note(by_day.as_str(), by_day.meaning());
        }
        let selection = inventory.selection().cloned();
        let source = inventory.source;
        let mut redacted = match selection {
            None => Inventory::new(device, source, taken_at, coverage, apps),
            Some(selection) => {
                Inventory::excerpt(device, source, taken_at, coverage, apps).selected(selection)
            }
        };
        redacted.tool = inventory.tool;
        redacted.web_pages = inventory.web_pages;
        redacted
    }

    /// Redacts what is said of a device that could not be read.
    #[must_use]
    pub fn gap(&self, gap: &Gap) -> Gap {
        in_gap(gap)
    }
}

fn in_gap(gap: &Gap) -> Gap {
    let (message, advice) = gap_told(gap.code.as_str());
    Gap {
        profile: gap.profile,
        ..Gap::new(gap.code, message, advice)
    }
}

/// Midnight of that day, UTC.
fn day(time: Timestamp) -> Option<Timestamp> {
    let seconds = time.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(86_400)).ok()
}
