//! Inventories that name a day and no time of it.
//!
//! They are kept with the beginning of that day, in a zone that nobody knows any more.
//! Each may be of any hour of it: it is no older than what was taken on that day, and
//! no newer.

use crate::audit::result::DeviceResult;
use crate::inventory::NoteCode;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The length of a day on which clocks are set back.
const LONGEST: SignedDuration = SignedDuration::from_hours(25);

/// How far apart one day may begin in two zones. The shortest day is longer.
const BETWEEN_ZONES: SignedDuration = SignedDuration::from_hours(12);

/// From the beginning of a day, in whatever zone that is, to an hour which is of the
/// same day in UTC: from Hawaii to New Zealand.
const INTO_THE_DAY: SignedDuration = SignedDuration::from_mins(13 * 60 + 30);

/// When something was taken, at a time or at some hour of the day that begins then.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    pub(super) at: Option<Timestamp>,
    pub(super) by_day: bool,
}

/// The newest of several: of those with a time, and of those with a day.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Newest {
    timed: Option<Timestamp>,
    by_day: Option<Timestamp>,
}

impl Newest {
    pub(super) fn of(all: impl Iterator<Item = Taken>) -> Self {
        all.fold(Self::default(), |mut newest, taken| {
            let newest_of = if taken.by_day {
                &mut newest.by_day
            } else {
                &mut newest.timed
            };
            *newest_of = taken.at.max(*newest_of);
            newest
        })
    }
}

impl Taken {
    /// Whether it may be as new as these.
    pub(super) fn reaches(self, newest: Newest) -> bool {
        let within = |slack: SignedDuration| {
            if self.by_day {
                slack
            } else {
                SignedDuration::ZERO
            }
        };
        let reaches = |other: Option<Timestamp>, slack| match (self.at, other) {
            (Some(at), Some(other)) => other.duration_since(at) <= within(slack),
            _ => true,
        };
        reaches(newest.timed, LONGEST) && reaches(newest.by_day, BETWEEN_ZONES)
    }

    /// The day that is told of it: the one that it names, or that of its time in UTC.
    pub(super) fn day(self) -> Option<Date> {
        let within = if self.by_day {
            INTO_THE_DAY
        } else {
            SignedDuration::ZERO
        };
        let time = self.at?.checked_add(within).ok()?;
        Some(time.to_zoned(TimeZone::UTC).date())
    }
}

/// When a device was read, as results tell it: the beginning of the day in UTC where
/// only the day is known, so that whoever reads the date reads that day.
#[must_use]
pub fn shown_time(device: &DeviceResult) -> Option<Timestamp> {
    let taken = Taken {
        at: device.taken_at,
        by_day: is_by_day(device),
    };
    if !taken.by_day {
        return taken.at;
    }
    let midnight = taken.day()?.to_zoned(TimeZone::UTC).ok()?;
    Some(midnight.timestamp())
}

/// Whether an inventory says the day alone on which it was taken.
pub(super) fn is_by_day(device: &DeviceResult) -> bool {
    let mut notes = device.coverage.notes().iter();
    notes.any(|note| note.code == NoteCode::DatedByDay.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(time: &str, by_day: bool) -> Taken {
        let at = Some(time.parse().unwrap());
        Taken { at, by_day }
    }

    /// The days of 24 and 25 November, in Oslo.
    const DAY: &str = "2026-11-23T23:00:00Z";
    const NEXT: &str = "2026-11-24T23:00:00Z";

    #[test]
    fn a_day_is_no_older_and_no_newer_than_what_was_taken_on_it() {
        // One, the newest other, and whether the one may be as new.
        let table = [
            ((DAY, true), ("2026-11-24T06:30:00Z", false), true),
            ((DAY, true), ("2026-11-24T22:59:00Z", false), true),
            ((DAY, true), ("2026-11-25T06:30:00Z", false), false),
            (("2026-11-24T06:30:00Z", false), (DAY, true), true),
            (("2026-11-23T22:00:00Z", false), (DAY, true), false),
            ((DAY, true), (NEXT, true), false),
            ((NEXT, true), (DAY, true), true),
            // The same day in London.
            ((DAY, true), ("2026-11-24T00:00:00Z", true), true),
            ((DAY, false), (DAY, false), true),
            ((DAY, false), (NEXT, false), false),
        ];
        for (one, other, expected) in table {
            let newest = Newest::of(std::iter::once(taken(other.0, other.1)));
            let reaches = taken(one.0, one.1).reaches(newest);
            assert_eq!(reaches, expected, "{one:?} {other:?}");
        }
        let undated = Taken {
            at: None,
            by_day: false,
        };
        assert!(undated.reaches(Newest::of(std::iter::once(taken(NEXT, true)))));
    }

    #[test]
    fn the_day_that_is_told_is_the_one_that_was_named() {
        for (time, by_day) in [
            (DAY, true),
            (NEXT, false),
            ("2026-11-24T10:00:00Z", true),
            ("2026-11-23T11:00:00Z", true),
        ] {
            let day = taken(time, by_day).day().unwrap().to_string();
            assert_eq!(day, "2026-11-24", "{time}");
        }
    }
}
