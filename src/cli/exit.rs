//! The exit codes: one meaning each, never shared with a crash.

use crate::audit::{Level, Threshold};
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
    /// policy was for any of the devices; or the organisation's own waivers are
    /// not in order and the run was asked to fail on that.
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
            (document::Verdict::NonCompliant, Threshold::None) if counts.not_whole == 0 => {
                counts.unless_failed()
            }
            (document::Verdict::NonCompliant, Threshold::None)
            | (document::Verdict::Indeterminate | document::Verdict::NotApplicable, _) => {
                Self::Indeterminate
            }
            (document::Verdict::NonCompliant, _) => Self::NonCompliant,
            (document::Verdict::Compliant, _) => counts.unless_failed(),
        }
    }

    /// How a report of a saved result ends: as the devices in it are. That the audit
    /// was asked not to fail on findings is no property of them, and nobody can tell
    /// whether a file still says what it was asked for.
    #[must_use]
    pub fn of_saved(document: &Document<'_>) -> Self {
        match document.verdict {
            document::Verdict::NonCompliant => Self::NonCompliant,
            _ => Self::of_document(document),
        }
    }

    /// How a run with this document ends.
    #[must_use]
    pub fn of_document(document: &Document<'_>) -> Self {
        let counts = Judged {
            not_whole: document.not_whole(),
            failed: document
                .remarks
                .iter()
                .any(|remark| remark.level == Level::Deny),
        };
        Self::of(document.verdict, document.fail_on, &counts)
    }
}

/// What decides beside the verdict.
#[derive(Debug, Clone, Copy)]
pub struct Judged {
    /// Devices that could not be fully read or judged, whatever was found on them.
    pub not_whole: usize,
    /// Whether something is said of the run itself that fails it, at the level
    /// `deny`: a waiver that is over or unused under `--strict-waivers`. It
    /// accuses no device, so the run is not called non-compliant.
    pub failed: bool,
}

impl Judged {
    const fn unless_failed(&self) -> Exit {
        if self.failed {
            Exit::Indeterminate
        } else {
            Exit::Compliant
        }
    }
}
