//! How levels and texts are spelt in SARIF.

use super::model::Message;
use crate::audit::{Level, Threshold};
use crate::report::escape::{prose, sarif};

/// An error is what breaks the policy, so that it agrees with the exit code.
pub(super) fn severity(level: Level, fail_on: Threshold) -> &'static str {
    match level {
        _ if fail_on != Threshold::None && fail_on.is_reached_by(level) => "error",
        Level::Note => "note",
        Level::Warn | Level::Deny => "warning",
    }
}

/// A text for a person.
pub(super) fn message(text: &str) -> Message {
    Message { text: sarif(text) }
}

/// A text with what to do, where that is known.
pub(super) fn with_advice(text: String, advice: &str) -> String {
    if advice.is_empty() {
        text
    } else {
        format!("{text}\nDo: {}", prose(advice))
    }
}
