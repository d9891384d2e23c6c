//! The device's clock, and its local times made UTC.
//!
//! `dumpsys` prints times as `yyyy-MM-dd HH:mm:ss` in the device's zone and
//! does not say which. A phone that is asked tells its offset of the moment
//! (`date +%z`), which is applied to all of them, so a date in the other half
//! of a summer-time year is an hour off. That is good enough for a date of
//! installation. A saved text has no offset; where it holds the property
//! `persist.sys.timezone`, the zone's rules are applied.
//!
//! When a saved text was made stands in the first line of a bug report
//! (`== dumpstate: 2026-11-21 10:12:00`, AOSP `cmds/dumpstate/dumpstate.cpp`)
//! and behind each service (`--------- 0.1s was the duration of dumpsys
//! package, ending at: 2026-11-21 10:12:44`, AOSP `cmds/dumpsys/dumpsys.cpp`).

use super::lines::{Lines, number};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// Fourteen hours: no zone is further from Greenwich.
const WIDEST_OFFSET_SECONDS: i64 = 14 * 3600;

/// What the device said about the time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Clock {
    /// The device's clock when it was asked.
    pub(crate) now: Option<Timestamp>,
    /// The same as local time, where the zone is not known yet.
    local: Option<DateTime>,
    /// How far its zone is from UTC at that moment.
    offset: Option<Offset>,
    /// Its zone, where only the name of that is known.
    zone: Option<TimeZone>,
}

impl Clock {
    /// Reads the output of `date +%s; date +%z`, or the lines of a saved text
    /// that tell when it was made.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let mut clock = Self::default();
        for line in Lines::new(bytes) {
            let line = line.trim_ascii();
            match line.first() {
                Some(b'+' | b'-') if !line.starts_with(b"--") => {
                    clock.offset = clock.offset.or_else(|| offset(line));
                }
                Some(b'0'..=b'9') => {
                    let seconds = std::str::from_utf8(line).ok().and_then(|s| s.parse().ok());
                    let time = seconds.and_then(|s| Timestamp::from_second(s).ok());
                    clock.now = clock.now.or(time);
                }
                Some(b'=' | b'-') => clock.local = clock.local.or_else(|| printed_end(line)),
                _ => {}
            }
        }
        clock
    }

    /// The same, with the zone that a property names.
    pub(crate) fn in_zone(mut self, zone: Option<&str>) -> Self {
        self.zone = zone.and_then(|name| TimeZone::get(name).ok());
        if self.now.is_none() {
            self.now = self.local.and_then(|local| self.at(local));
        }
        self
    }

    /// A local time of the device as UTC, when its offset or zone is known.
    fn at(&self, local: DateTime) -> Option<Timestamp> {
        match (self.offset, &self.zone) {
            (Some(offset), _) => offset.to_timestamp(local).ok(),
            (None, Some(zone)) => zone.to_timestamp(local).ok(),
            (None, None) => None,
        }
    }

    /// A time of the device as UTC. `None` when the offset is not known, and
    /// for the two dates that mean "never": the epoch, which stands for users
    /// an app was never installed for, and the turn of 2008 to 2009, which
    /// builds give to files of the system image.
    pub(crate) fn to_utc(&self, printed: &[u8]) -> Option<Timestamp> {
        let local = local_time(printed)?;
        let time = self.at(local)?;
        (!is_placeholder(local)).then_some(time)
    }
}

/// The time in a line that tells when a saved text was made.
fn printed_end(line: &[u8]) -> Option<DateTime> {
    if let Some(printed) = line.strip_prefix(b"== dumpstate: ") {
        return local_time(printed);
    }
    let mark = b"was the duration of dumpsys package, ending at: ";
    let at = memchr::memmem::find(line, mark)?;
    local_time(line.get(at + mark.len()..)?)
}

/// Whether a printed local time stands for a real event.
pub(crate) fn is_real(printed: &[u8]) -> bool {
    local_time(printed).is_some_and(|local| !is_placeholder(local))
}

fn is_placeholder(local: DateTime) -> bool {
    let Ok(time) = Offset::UTC.to_timestamp(local) else {
        return true;
    };
    let image_date = matches!(
        (local.year(), local.month(), local.day()),
        (2008, 12, 31) | (2009, 1, 1)
    );
    image_date || time.as_second().abs() <= WIDEST_OFFSET_SECONDS
}

fn local_time(printed: &[u8]) -> Option<DateTime> {
    let text = std::str::from_utf8(printed.trim_ascii()).ok()?;
    text.parse().ok()
}

/// `+0100`, `-0330`.
fn offset(text: &[u8]) -> Option<Offset> {
    let (sign, digits) = text.split_first()?;
    let hours_minutes = number(digits).filter(|_| digits.len() == 4)?;
    let seconds = i32::try_from(hours_minutes / 100 * 3600 + hours_minutes % 100 * 60).ok()?;
    Offset::from_seconds(if *sign == b'-' { -seconds } else { seconds }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn oslo() -> Clock {
        Clock::parse(b"1790000000\r\n+0200\r\n")
    }

    #[test]
    fn local_time_becomes_utc() {
        let utc = oslo().to_utc(b"2026-02-03 11:11:12").map(|t| t.to_string());
        assert_eq!(utc.as_deref(), Some("2026-02-03T09:11:12Z"));
        assert_eq!(oslo().now.map(Timestamp::as_second), Some(1_790_000_000));
    }

    #[test]
    fn placeholders_are_no_dates() {
        for never in [
            "1970-01-01 01:00:00",
            "1969-12-31 18:00:00",
            "2008-12-31 16:00:00",
            "2009-01-01 00:00:00",
            "yesterday",
            "",
        ] {
            assert_eq!(oslo().to_utc(never.as_bytes()), None, "{never}");
        }
    }

    #[test]
    fn without_an_offset_there_is_no_utc() {
        assert_eq!(Clock::parse(b"").to_utc(b"2026-02-03 11:11:12"), None);
        let utc = Clock::default().in_zone(Some("UTC"));
        assert!(utc.to_utc(b"2026-02-03 11:11:12").is_some());
        assert_eq!(Clock::default().in_zone(Some("Nowhere/Atall")).zone, None);
    }

    #[test]
    fn a_saved_text_tells_when_it_was_made() {
        for (line, utc) in [
            ("== dumpstate: 2026-07-21 10:12:00", "2026-07-21T08:12:00Z"),
            ("== dumpstate: 2026-11-21 10:12:00", "2026-11-21T09:12:00Z"),
            (
                "--------- 0.1s was the duration of dumpsys package, ending at: 2026-11-21 10:12:44",
                "2026-11-21T09:12:44Z",
            ),
        ] {
            let clock = Clock::parse(line.as_bytes());
            assert_eq!(clock.now, None, "{line}");
            let now = clock.in_zone(Some("Europe/Oslo")).now;
            assert_eq!(now.map(|now| now.to_string()).as_deref(), Some(utc));
        }
        let other =
            b"--------- 0.1s was the duration of dumpsys user, ending at: 2026-11-21 10:12:44";
        assert_eq!(Clock::parse(other).in_zone(Some("UTC")).now, None);
    }
}
