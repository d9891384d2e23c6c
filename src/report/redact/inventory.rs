//! Redacts an inventory that is to be saved, and what is said of a device that
//! could not be read.

use super::free::{FREE, TAKEN_OUT};
use super::replace::clean;
use super::{Redactor, is_free};
use crate::inventory::{Coverage, Gap, Inventory};
use jiff::Timestamp;

impl Redactor {
    /// Redacts an inventory that is to be saved.
    #[must_use]
    pub fn inventory(&self, inventory: Inventory, source: &str) -> Inventory {
        let mut device = inventory.device.clone();
        let names = self.names(&device.id, source);
        device.id = self.hash("device", &device.id);
        let known = inventory.coverage();
        let gaps = known.gaps().iter().map(|gap| in_gap(&names, gap));
        let mut coverage = Coverage::new(known.profiles().to_vec(), gaps.collect(), Vec::new());
        for note in known.notes() {
            let free = is_free(note.code.as_str());
            let message = if free { TAKEN_OUT } else { &note.message };
            coverage.add_note(note.code.as_str(), clean(&names, message));
        }
        for unseen in known.unseen() {
            coverage.add_unseen(unseen.clone());
        }
        let mut apps = inventory.apps().to_vec();
        for app in &mut apps {
            app.first_installed = app.first_installed.and_then(day);
            app.last_updated = app.last_updated.and_then(day);
        }
        let taken_at = inventory.taken_at.and_then(day);
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
    pub fn gap(&self, gap: &Gap, id: &str, source: &str) -> Gap {
        in_gap(&self.names(id, source), gap)
    }
}

fn in_gap(names: &[(String, String)], gap: &Gap) -> Gap {
    let mut gap = gap.clone();
    if gap.code.as_str() == FREE {
        TAKEN_OUT.clone_into(&mut gap.message);
        gap.advice.clear();
    }
    gap.message = clean(names, &gap.message);
    gap.advice = clean(names, &gap.advice);
    gap
}

/// Midnight of that day, UTC.
fn day(time: Timestamp) -> Option<Timestamp> {
    let seconds = time.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(86_400)).ok()
}
