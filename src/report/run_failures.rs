//! What makes a run end badly and stands at no device that a report lists. The exit
//! code says it to a shell; a format for programs has to say it, too, or a build
//! server shows green what did not pass.

use super::document::{Document, Remark, Verdict};
use crate::audit::{Level, Threshold};

/// One reason, in a stable word and a sentence.
pub(super) struct RunFailure {
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl RunFailure {
    const NOTHING_AUDITED: &'static str = "nothing-audited";
    const NOBODY_JUDGED: &'static str = "nobody-judged";
    const NOT_LISTED: &'static str = "failing-devices-not-listed";
}

/// What no listed device and no remark tells.
pub(super) fn of_run(document: &Document<'_>) -> Vec<RunFailure> {
    let counts = document.summary;
    let mut found = Vec::new();
    if counts.devices == 0 {
        found.push(RunFailure {
            code: RunFailure::NOTHING_AUDITED,
            message: "no device was looked at".to_owned(),
        });
    } else if document.verdict == Verdict::NotApplicable {
        found.push(RunFailure {
            code: RunFailure::NOBODY_JUDGED,
            message: format!(
                "no policy was for any of the devices ({}), so nobody judged them",
                counts.devices
            ),
        });
    }
    let listed = |verdict| document.devices.count(|device| device.verdict() == verdict);
    let hidden = |verdict: Verdict, all: usize| all.saturating_sub(listed(verdict));
    let breaking = hidden(Verdict::NonCompliant, counts.non_compliant);
    if breaking > 0 && document.fail_on != Threshold::None {
        found.push(RunFailure {
            code: RunFailure::NOT_LISTED,
            message: format!("devices that break a policy and are not listed here: {breaking}"),
        });
    }
    let unread = hidden(Verdict::Indeterminate, counts.indeterminate);
    if unread > 0 {
        found.push(RunFailure {
            code: RunFailure::NOT_LISTED,
            message: format!(
                "devices that were not fully read or judged and are not listed here: {unread}"
            ),
        });
    }
    found
}

/// Whether a remark on the run fails it, though it accuses no device: a waiver that
/// is over or unused, where the run was asked to fail on that.
pub(super) fn fails(remark: &Remark<'_>) -> bool {
    !remark.finding && remark.level == Level::Deny
}
