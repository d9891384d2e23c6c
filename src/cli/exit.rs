//! The exit codes: one meaning each, never shared with a crash.

use crate::audit::Verdict;
use crate::report::document;
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
    /// No violation was seen, but something was not, or not fully, read.
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

impl From<Verdict> for Exit {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::NonCompliant => Self::NonCompliant,
            Verdict::Indeterminate => Self::Indeterminate,
            Verdict::Compliant(_) => Self::Compliant,
        }
    }
}

impl From<document::Verdict> for Exit {
    fn from(answer: document::Verdict) -> Self {
        match answer {
            document::Verdict::NonCompliant => Self::NonCompliant,
            document::Verdict::Indeterminate => Self::Indeterminate,
            document::Verdict::Compliant => Self::Compliant,
        }
    }
}
