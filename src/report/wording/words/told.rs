//! What the stages below tell in English sentences, told by its code.

use super::explain::ExplainWords;
use super::tables::{Gaps, Notes, Places, Remarks, Steps};

/// How a language tells it.
pub(crate) enum Told {
    /// As the stages below do: in English.
    AsItStands,
    /// In words of its own.
    Own(&'static OwnWords),
}

/// The sentences in one language.
pub(crate) struct OwnWords {
    pub(crate) remarks: Remarks,
    pub(crate) gaps: Gaps,
    pub(crate) notes: Notes,
    /// What to do about a finding.
    pub(crate) steps: Steps,
    /// The command that removes an app that came with the phone.
    pub(crate) command: fn(step: &str, command: Option<&str>) -> String,
    pub(crate) places: Places,
    /// Before a detail that is only known in English.
    pub(crate) detail: &'static str,
    /// Codes, when somebody asks what they mean.
    pub(crate) explain: ExplainWords,
    /// In place of a sentence that is only known in English.
    pub(crate) unknown: &'static str,
}
