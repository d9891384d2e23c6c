//! When a saved inventory says that it was taken.
//!
//! A file that says nothing is of any age: it is told, and no limit of age counts it
//! as young. A file that says something that is no time was edited or damaged in the
//! one place on which its age rests, and may as well be of next year: that is a gap,
//! as a date in the future is.

use crate::inventory::{Coverage, Gap, GapCode, NoteCode};
use jiff::Timestamp;

/// What the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    At(Timestamp),
    /// It says nothing.
    Unsaid,
    /// It says something that cannot be read as a time.
    Unreadable,
}

impl Taken {
    pub(super) fn read(text: Option<&str>) -> Self {
        match text.map(str::trim).filter(|text| !text.is_empty()) {
            None => Self::Unsaid,
            Some(text) => text.parse().map_or(Self::Unreadable, Self::At),
        }
    }

    pub(super) const fn time(self) -> Option<Timestamp> {
        match self {
            Self::At(time) => Some(time),
            Self::Unsaid | Self::Unreadable => None,
        }
    }

    /// Tells what is missing, once.
    pub(super) fn tell(self, coverage: &mut Coverage) {
        let code = NoteCode::ListUndated.as_str();
        let is_told = coverage.notes().iter().any(|note| note.code == code);
        match self {
            Self::Unsaid if !is_told => {
                coverage.add_note(code, "the list does not say when it was taken");
            }
            Self::Unreadable => coverage.add_gap(Gap::new(
                GapCode::DateImplausible,
                "what the file gives as the time it was taken is no time (one looks like 2026-11-20T08:14:02Z)",
                "take the inventory again with `dutyphone collect`, or correct `taken_at`",
            )),
            Self::Unsaid | Self::At(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_time_is_a_gap_and_silence_is_told() {
        let table = [
            (Some("2026-11-20T08:14:02Z"), 0, 0),
            (Some(" 2026-11-20T08:14:02+01:00 "), 0, 0),
            (None, 0, 1),
            (Some(" "), 0, 1),
            (Some("9999-12-31T00:00:00Z"), 1, 0),
            (Some("2026-02-30T10:00:00Z"), 1, 0),
            (Some("20.11.2026"), 1, 0),
            (Some("2026-11-20"), 1, 0),
            (Some("1763625600"), 1, 0),
        ];
        for (text, gaps, notes) in table {
            let taken = Taken::read(text);
            let mut coverage = Coverage::new(Vec::new(), Vec::new(), Vec::new());
            let before = coverage.gaps().len();
            taken.tell(&mut coverage);
            taken.tell(&mut coverage);
            let told = (coverage.gaps().len() - before, coverage.notes().len());
            assert_eq!(told, (gaps, notes), "{text:?}");
            assert_eq!(taken.time().is_some(), gaps + notes == 0, "{text:?}");
        }
    }
}
