//! The four verdicts, and how they merge.

use crate::inventory::Complete;

/// The result for one device, or for a whole run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Something on the device breaks the policy, however much of it was seen.
    NonCompliant,
    /// Nothing seen breaks the policy, and not everything was seen.
    Indeterminate,
    /// Everything was seen, and nothing breaks the policy.
    Compliant(Complete),
    /// No policy in force is for the device, so nobody judged it.
    NotApplicable,
}

impl Verdict {
    /// Decides for one device.
    pub(super) fn of(breaks_policy: bool, complete: Option<Complete>) -> Self {
        match (breaks_policy, complete) {
            (true, _) => Self::NonCompliant,
            (false, Some(proof)) => Self::Compliant(proof),
            (false, None) => Self::Indeterminate,
        }
    }

    /// The verdict for several devices: the worst of them, and indeterminate
    /// when there are none, because nothing was looked at. Devices that nobody
    /// judged count only where there is no other.
    pub fn merged(verdicts: impl IntoIterator<Item = Self>) -> Self {
        verdicts
            .into_iter()
            .min_by_key(|verdict| verdict.rank())
            .unwrap_or(Self::Indeterminate)
    }

    /// The stable word for this value.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NonCompliant => "non-compliant",
            Self::Indeterminate => "indeterminate",
            Self::Compliant(_) => "compliant",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// The place in a report, worst first.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::NonCompliant => 0,
            Self::Indeterminate => 1,
            Self::Compliant(_) => 2,
            Self::NotApplicable => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_looked_at_is_never_compliant() {
        assert_eq!(Verdict::merged([]), Verdict::Indeterminate);
        assert_eq!(Verdict::of(false, None), Verdict::Indeterminate);
    }

    #[test]
    fn non_compliant_wins_over_indeterminate() {
        let both = [Verdict::Indeterminate, Verdict::NonCompliant];
        assert_eq!(Verdict::merged(both), Verdict::NonCompliant);
    }

    #[test]
    fn devices_that_nobody_judged_stand_back() {
        let with = [Verdict::NotApplicable, Verdict::Indeterminate];
        assert_eq!(Verdict::merged(with), Verdict::Indeterminate);
        let alone = [Verdict::NotApplicable, Verdict::NotApplicable];
        assert_eq!(Verdict::merged(alone), Verdict::NotApplicable);
    }
}
