//! What is known of a device without reading its line: its verdict, how grave it is
//! what was found, and whether there is anything to tell. By this, formats for people
//! put devices into their order and leave out those that have no place.

use super::device::Device;
use super::words::Verdict;
use crate::audit::Level;
use crate::inventory::GapCode;
use std::cmp::Reverse;

/// A device at a glance, in four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glance(u32);

/// Whether it is compliant with nothing to tell.
const QUIET: u32 = 1 << 31;
/// Whether it breaks a policy and was not read whole.
const BROKEN_AND_UNREAD: u32 = 1 << 30;
/// Whether a part of it was not read. One that is too old was.
const UNREAD: u32 = 1 << 29;

/// Where the verdict stands, above the gravity.
const VERDICT: u32 = 27;
const GRAVITY: u32 = (1 << VERDICT) - 1;

/// The verdicts by their numbers.
const VERDICTS: [Verdict; 4] = [
    Verdict::NonCompliant,
    Verdict::Indeterminate,
    Verdict::Compliant,
    Verdict::NotApplicable,
];

/// Whether a gap is about the day on which everything was read, and hides no part.
#[must_use]
pub fn is_of_age(code: &str) -> bool {
    GapCode::parse(code).is_some_and(GapCode::is_of_age)
}

/// The bits of the gravity: how much was found that nothing permits, from the highest
/// bits down. More than a count can hold is as grave as what it can.
const BITS: [(Level, u32); 3] = [(Level::Deny, 11), (Level::Warn, 8), (Level::Note, 8)];

impl Glance {
    /// Looks at a device.
    pub(in crate::report) fn of(device: &Device<'_>) -> Self {
        let found = device.findings.iter().filter(|finding| finding.is_open());
        let remarks = device.remarks.iter().filter(|remark| remark.finding);
        let levels = found
            .map(|finding| finding.level)
            .chain(remarks.map(|remark| remark.level));
        let mut counts = [0_u32; BITS.len()];
        for level in levels {
            let mut counts = counts.iter_mut().zip(BITS);
            if let Some((count, _)) = counts.find(|(_, (known, _))| *known == level) {
                *count = count.saturating_add(1);
            }
        }
        let gravity = counts
            .iter()
            .zip(BITS)
            .fold(0, |gravity, (count, (_, bits))| {
                gravity << bits | (*count).min((1 << bits) - 1)
            });
        let is_quiet = device.verdict == Verdict::Compliant
            && device.findings.is_empty()
            && device.remarks.is_empty();
        let is_broken = device.verdict == Verdict::NonCompliant;
        let is_unread = device.coverage.gaps.iter().any(|gap| !is_of_age(&gap.code));
        Self(gravity)
            .with_verdict(device.verdict)
            .with(QUIET, is_quiet)
            .with(BROKEN_AND_UNREAD, is_broken && !device.coverage.complete)
            .with(UNREAD, is_unread)
    }

    const fn has(self, bit: u32) -> bool {
        self.0 & bit != 0
    }

    const fn with(self, bit: u32, set: bool) -> Self {
        Self(if set { self.0 | bit } else { self.0 & !bit })
    }

    fn with_verdict(self, verdict: Verdict) -> Self {
        let number = (0..).zip(VERDICTS).find(|(_, known)| *known == verdict);
        let number = number.map_or(0, |(number, _)| number);
        Self(self.0 & !(3 << VERDICT) | number << VERDICT)
    }

    /// Whether it breaks a policy and was not read whole, so that it may break more.
    #[must_use]
    pub const fn is_broken_and_unread(self) -> bool {
        self.has(BROKEN_AND_UNREAD)
    }

    /// The same where a permission may be for another device.
    pub(in crate::report) fn in_doubt(self) -> Self {
        let verdict = self.verdict();
        self.with_verdict(verdict.in_doubt())
            .with(QUIET, false)
            .with(UNREAD, true)
            .with(BROKEN_AND_UNREAD, verdict == Verdict::NonCompliant)
    }

    /// Whether a part of it was not read.
    #[must_use]
    pub const fn is_unread(self) -> bool {
        self.has(UNREAD)
    }

    /// The verdict.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        let [bad, open, good, outside] = VERDICTS;
        match self.0 >> VERDICT & 3 {
            0 => bad,
            1 => open,
            2 => good,
            _ => outside,
        }
    }

    /// Whether it is compliant, and nothing more is to be told of it.
    #[must_use]
    pub const fn is_quiet(self) -> bool {
        self.has(QUIET)
    }

    /// Whether somebody has to do something about it.
    #[must_use]
    pub const fn needs_somebody(self) -> bool {
        let verdict = self.verdict();
        matches!(verdict, Verdict::NonCompliant | Verdict::Indeterminate)
    }

    /// By which the worst come first: the verdict, then what was found at the gravest
    /// level, at the next one, and so on.
    #[must_use]
    pub fn worst_first(self) -> impl Ord {
        (self.verdict(), Reverse(self.0 & GRAVITY))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn glance([deny, warn, note]: [usize; 3]) -> Glance {
        let remark = |level: &str| {
            serde_json::json!({
                "code": "x", "level": level, "finding": true, "message": "", "advice": ""
            })
        };
        let levels = [("deny", deny), ("warn", warn), ("note", note)];
        let remarks = levels
            .iter()
            .flat_map(|(level, count)| vec![remark(level); *count]);
        let device = serde_json::json!({
            "id": "x", "source": "x", "platform": null, "maker": null, "model": null,
            "os_version": null, "taken_at": null, "verdict": "non-compliant",
            "coverage": {"complete": true, "profiles": [], "gaps": [], "notes": []},
            "apps": {"total": 1, "owner_known": 0}, "findings": [],
            "remarks": remarks.collect::<Vec<_>>(),
        });
        Glance::of(&serde_json::from_value(device).unwrap())
    }

    proptest! {
        #[test]
        fn the_gravest_level_decides_then_the_next(
            one in prop::array::uniform3(0..40_usize),
            other in prop::array::uniform3(0..40_usize),
        ) {
            let (a, b) = (glance(one), glance(other));
            prop_assert_eq!(a.worst_first().cmp(&b.worst_first()), other.cmp(&one));
        }
    }

    #[test]
    fn a_verdict_comes_back() {
        for verdict in VERDICTS {
            for other in VERDICTS {
                let glance = Glance(u32::MAX).with_verdict(verdict).with_verdict(other);
                assert_eq!(glance.verdict(), other);
            }
        }
    }

    #[test]
    fn many_notes_are_no_warning() {
        assert!(glance([0, 1, 0]).worst_first() < glance([0, 0, 1100]).worst_first());
        assert!(glance([1, 0, 0]).worst_first() < glance([0, 1100, 1100]).worst_first());
    }
}
