//! Dates of a table, in the one format that its mapping names.
//!
//! A date may name a day and no time of it. It is read as the midnight with which the
//! day begins in the zone of the table, and the day is kept beside it. Databases and
//! spreadsheets write such a day with a midnight behind it.

use super::super::moment::moment;
use super::model::DateKeys;
use crate::source::ios::field::Moment;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

/// What a date says. Of two at one time, the one of a whole day comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Dated {
    /// The time, or the beginning of the day.
    pub(super) at: Timestamp,
    /// The day, where there is no time of day.
    pub(super) day: Option<Date>,
}

impl Dated {
    const fn timed(at: Timestamp) -> Self {
        Self { at, day: None }
    }
}

/// How dates are written.
#[derive(Debug, Clone)]
pub(super) struct DateFormat {
    form: Form,
    /// For dates without an offset.
    zone: TimeZone,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    Rfc3339,
    Seconds,
    Milliseconds,
    /// As in `strptime`.
    Pattern(String),
}

impl DateFormat {
    /// # Errors
    ///
    /// What is wrong with the pattern.
    pub(super) fn new(keys: &DateKeys) -> Result<Self, String> {
        let form = match keys.format.as_deref() {
            None | Some("rfc3339") => Form::Rfc3339,
            Some("unix") => Form::Seconds,
            Some("unix-ms") => Form::Milliseconds,
            Some(pattern) if pattern.contains('%') => {
                // A pattern that cannot print a date cannot read one.
                let day = Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC);
                let probe = strtime::format(pattern, &day);
                probe.map_err(|error| format!("`format` is no pattern: {error}"))?;
                Form::Pattern(pattern.to_owned())
            }
            Some(other) => {
                return Err(format!(
                    "`format` is `{other}`; give rfc3339, unix, unix-ms or a pattern such as \"%d.%m.%Y %H:%M\""
                ));
            }
        };
        let zone = keys
            .zone
            .as_deref()
            .and_then(|zone| TimeZone::get(zone).ok());
        Ok(Self {
            form,
            zone: zone.unwrap_or(TimeZone::UTC),
        })
    }

    /// What a text says; `None` when it cannot be read.
    pub(super) fn read(&self, text: &str) -> Option<Dated> {
        let text = text.trim();
        let number = || text.parse::<i64>().ok();
        let timed = |time: Option<Timestamp>| time.map(Dated::timed);
        let dated = match &self.form {
            Form::Rfc3339 => timed(moment(text)).or_else(|| self.local(text)),
            Form::Seconds => timed(Timestamp::from_second(number()?).ok()),
            Form::Milliseconds => timed(Timestamp::from_millisecond(number()?).ok()),
            Form::Pattern(pattern) => self.by_pattern(pattern, text),
        };
        dated.filter(|dated| Moment::new(Some(dated.at)).at().is_some())
    }

    /// A date without an offset.
    fn local(&self, text: &str) -> Option<Dated> {
        let local = text.parse::<DateTime>().ok()?;
        let has_time = text.contains(['T', 't', ' ']);
        self.zoned(local, (!has_time).then(|| local.date()))
    }

    fn by_pattern(&self, pattern: &str, text: &str) -> Option<Dated> {
        let parsed = strtime::parse(pattern, text).ok()?;
        let date = parsed.to_date().ok();
        // Seconds since 1970 are a time, too.
        let day = date.filter(|_| parsed.hour().is_none() && !pattern.contains("%s"));
        if let Ok(at) = parsed.to_timestamp() {
            return Some(Dated { at, day });
        }
        let midnight = || Some(date?.at(0, 0, 0, 0));
        let local = parsed.to_datetime().ok().or_else(midnight)?;
        self.zoned(local, day)
    }

    fn zoned(&self, local: DateTime, day: Option<Date>) -> Option<Dated> {
        let at = self.zone.to_zoned(local).ok()?.timestamp();
        let is_midnight = local.time() == Time::midnight();
        let day = day.or_else(|| is_midnight.then(|| local.date()));
        Some(Dated { at, day })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_named_format() {
        let (ten, nine) = (Some("2026-11-24T10:00:00Z"), Some("2026-11-24T09:00:00Z"));
        let midnight = Some("2026-11-23T23:00:00Z");
        let table = [
            ("rfc3339", "2026-11-24T10:00:00Z", ten, false),
            ("rfc3339", "2026-11-24T10:00:00", nine, false),
            ("rfc3339", "2026-11-24 00:00", midnight, true),
            ("rfc3339", "2026-11-24T00:00:00", midnight, true),
            ("rfc3339", "2026-11-24T00:00:00+01:00", midnight, false),
            ("rfc3339", "2026-11-24", midnight, true),
            ("unix", "1795514400", ten, false),
            ("unix-ms", "1795514400000", ten, false),
            ("%s", "1795514400", ten, false),
            ("%d.%m.%Y %H:%M", "24.11.2026 10:00", nine, false),
            ("%d.%m.%Y %H:%M", "24.11.2026 00:00", midnight, true),
            ("%d.%m.%Y %I:%M %p", "24.11.2026 10:00 AM", nine, false),
            ("%d.%m.%Y", "24.11.2026", midnight, true),
            ("%d.%m.%Y", "11/24/2026", None, false),
            ("unix", "soon", None, false),
        ];
        for (format, text, expected, is_day) in table {
            let keys = DateKeys {
                format: Some(format.to_owned()),
                zone: Some("Europe/Oslo".to_owned()),
                ..DateKeys::default()
            };
            let read = DateFormat::new(&keys).unwrap().read(text);
            let expected = expected.map(|time| Dated {
                at: time.parse().unwrap(),
                day: is_day.then(|| jiff::civil::date(2026, 11, 24)),
            });
            assert_eq!(read, expected, "{format} {text}");
        }
    }
}
