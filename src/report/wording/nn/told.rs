//! What the stages below tell, in Nynorsk.

use super::super::words::{OwnWords, Told};

pub(super) const TOLD: Told = Told::Own(&OwnWords {
    remarks: super::remarks::REMARKS,
    gaps: super::gaps::GAPS,
    notes: super::notes::NOTES,
    steps: super::steps::STEPS,
    command: |step, command| match command {
        Some(command) => format!(
            "{step}: få flåtestyringa til å sperre han, eller fjern han for denne brukaren frå ei \
             datamaskin: `{command}`"
        ),
        None => format!("{step}: få flåtestyringa til å sperre han"),
    },
    places: super::steps::PLACES,
    detail: "på engelsk",
    explain: super::explain::EXPLAIN,
    unknown: "dette seier programmet berre på engelsk",
});
