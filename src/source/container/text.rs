//! What a text with the output of commands holds, sorted by phones.

use crate::source::android::command_output::{Part, Recording};

/// What a text held.
#[derive(Debug, Default)]
pub(crate) struct Text {
    /// One for each dump of a package service, in the places `assemble` looks
    /// for their parts; more than one where the text is of several phones.
    pub(crate) recordings: Vec<Recording>,
    /// The outputs of `pm list packages`.
    pub(crate) lists: Vec<Part>,
    /// What stood beside no dump: facts of a phone without its apps.
    pub(crate) facts: Recording,
    /// What stands outside all frames.
    pub(crate) unframed: Vec<u8>,
    /// It is a text with frames: `dumpsys` of all services, or a bug report.
    pub(crate) is_framed: bool,
    /// It is a bug report.
    pub(crate) is_report: bool,
    /// Why reading stopped before the end, if it did.
    pub(crate) broken: Option<String>,
}

impl Text {
    /// Whether it holds the output of any command that is understood.
    pub(crate) fn has_any(&self) -> bool {
        !self.recordings.is_empty() || !self.lists.is_empty() || self.has_facts()
    }

    /// Whether it tells something of a phone, if not its apps.
    pub(crate) fn has_facts(&self) -> bool {
        self.facts != Recording::default()
    }
}
