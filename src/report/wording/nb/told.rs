//! What the stages below tell, in Bokmål.

use super::super::words::{OwnWords, Told};

pub(super) const TOLD: Told = Told::Own(&OwnWords {
    remarks: super::remarks::REMARKS,
    gaps: super::gaps::GAPS,
    notes: super::notes::NOTES,
    steps: super::steps::STEPS,
    command: |step, command| match command {
        Some(command) => format!(
            "{step}: få flåtestyringen til å sperre den, eller fjern den for denne brukeren fra \
             en datamaskin: `{command}`"
        ),
        None => format!("{step}: få flåtestyringen til å sperre den"),
    },
    places: super::steps::PLACES,
    detail: "på engelsk",
    explain: super::explain::EXPLAIN,
    unknown: "dette sier programmet bare på engelsk",
});
