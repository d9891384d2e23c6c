//! What the stages below tell, in Dutch.

use super::super::words::{OwnWords, Told};

pub(super) const TOLD: Told = Told::Own(&OwnWords {
    remarks: super::remarks::REMARKS,
    gaps: super::gaps::GAPS,
    notes: super::notes::NOTES,
    steps: super::steps::STEPS,
    command: |step, command| match command {
        Some(command) => format!(
            "{step}: laat het apparaatbeheer (MDM) de app blokkeren, of verwijder hem voor deze \
             gebruiker vanaf een computer: `{command}`"
        ),
        None => format!("{step}: laat het apparaatbeheer (MDM) de app blokkeren"),
    },
    places: super::steps::PLACES,
    detail: "in het Engels",
    explain: super::explain::EXPLAIN,
    unknown: "dit meldt het programma alleen in het Engels",
});
