//! Redacts a device of a result.

use super::Redactor;
use super::free::{TAKEN_OUT, gap_told, note_told};
use crate::audit::fleet::deduplicate;
use crate::report::document::{Device, Note, Text, Waiver};

impl Redactor {
    /// Redacts a device. It depends on nothing else.
    pub(in crate::report) fn device(&self, device: &mut Device<'_>) {
        let names = self.names(&device.id, &device.source);
        for gap in &mut device.coverage.gaps {
            // Whoever wrote the file may have put a name into it.
            let (message, advice) = gap_told(&gap.code);
            gap.message = message.into();
            gap.advice = advice.into();
        }
        for note in &mut device.coverage.notes {
            note.message = note_told(&note.code).into();
            without_places(note);
        }
        for remark in &mut device.remarks {
            self.in_remark(&names, remark);
        }
        for finding in &mut device.findings {
            if let Some(time) = &mut finding.first_installed {
                *time = midnight(time);
            }
            if let Some(waiver) = &mut finding.waived_by {
                self.in_waiver(waiver);
            }
        }
        device.taken_at = device.taken_at.as_deref().map(midnight);
        if let Some(evidence) = &mut device.evidence {
            evidence.redact();
        }
        device.id = self.hash("device", &device.id).into();
        device.source = self.hash("source", &device.source).into();
        device.file = None;
        device.line = None;
    }

    fn in_waiver(&self, waiver: &mut Waiver<'_>) {
        waiver.id = self.waiver(&waiver.id).into();
        waiver.reason = TAKEN_OUT.into();
        waiver.approver = TAKEN_OUT.into();
    }
}

/// A note on other inventories without where they were read: that is no name of
/// this device, and a file may be called after a person.
pub(in crate::report) fn without_places(note: &mut Note<'_>) {
    if note.code == deduplicate::LEFT_OUT {
        note.message = "another inventory of this device was left out".into();
    } else if note.code == deduplicate::SAME_ID {
        note.message = "other readings carry the same id, so each counts".into();
    }
}

/// Midnight of the day of a time that is text already.
fn midnight(time: &str) -> Text<'static> {
    format!("{}T00:00:00Z", crate::report::wording::day(time)).into()
}
