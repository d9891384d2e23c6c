//! The exit codes: one meaning each, never shared with a crash.

use crate::audit::Threshold;
use crate::report::{Document, document};
use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Every requested device was fully read, and nothing breaks the policy.
    /// For commands that judge nothing: it worked.
    Compliant,
    /// At least one device breaks the policy. Wins over [`Exit::Indeterminate`].
    NonCompliant,
    /// A bad flag, policy or output. Nothing was judged.
    CannotRun,
    /// No violation was seen, but something was not, or not fully, read; or no
    /// policy was for any of the devices.
    Indeterminate,
    /// Interrupted from the keyboard.
    Interrupted,
}

impl Exit {
    /// The number that the shell sees.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Compliant => 0,
            Self::NonCompliant => 1,
            Self::CannotRun => 2,
            Self::Indeterminate => 3,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

impl Exit {
    /// How a run ends whose devices were judged so. With `--fail-on none` what
    /// was found does not fail it; what was not read, or not judged, does.
    #[must_use]
    pub const fn of(verdict: document::Verdict, fail_on: Threshold, counts: &Judged) -> Self {
        match (verdict, fail_on) {
            (document::Verdict::NonCompliant, Threshold::None) if counts.indeterminate == 0 => {
                Self::Compliant
            }
            (document::Verdict::NonCompliant, Threshold::None)
            | (document::Verdict::Indeterminate | document::Verdict::NotApplicable, _) => {
                Self::Indeterminate
            }
            (document::Verdict::NonCompliant, _) => Self::NonCompliant,
            (document::Verdict::Compliant, _) => Self::Compliant,
        }
    }

    /// How a run with this document ends.
    #[must_use]
    pub fn of_document(document: &Document<'_>) -> Self {
        let indeterminate = document.summary.indeterminate;
        Self::of(
            document.verdict,
            document.fail_on,
            &Judged { indeterminate },
        )
    }
}

/// What of the counts decides, beside the verdict.
#[derive(Debug, Clone, Copy)]
pub struct Judged {
    /// Devices that could not be fully read or judged.
    pub indeterminate: usize,
}
