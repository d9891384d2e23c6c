//! Dates of a table, in the one format that its mapping names.

use super::super::moment::moment;
use super::model::DateKeys;
use crate::source::ios::field::Moment;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

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

    /// The time that a text says; `None` when it cannot be read.
    pub(super) fn read(&self, text: &str) -> Option<Timestamp> {
        let text = text.trim();
        let number = || text.parse::<i64>().ok();
        let time = match &self.form {
            Form::Rfc3339 => return moment(text).or_else(|| self.local(text)),
            Form::Seconds => Timestamp::from_second(number()?).ok(),
            Form::Milliseconds => Timestamp::from_millisecond(number()?).ok(),
            Form::Pattern(pattern) => self.by_pattern(pattern, text),
        };
        Moment::new(time).at()
    }

    /// A date without an offset.
    fn local(&self, text: &str) -> Option<Timestamp> {
        let local = text.parse::<DateTime>().ok()?;
        let zoned = self.zone.to_zoned(local).ok()?;
        Moment::new(Some(zoned.timestamp())).at()
    }

    fn by_pattern(&self, pattern: &str, text: &str) -> Option<Timestamp> {
        let parsed = strtime::parse(pattern, text).ok()?;
        if let Ok(time) = parsed.to_timestamp() {
            return Some(time);
        }
        let local = parsed
            .to_datetime()
            .or_else(|_| parsed.to_date().map(|date| date.at(0, 0, 0, 0)))
            .ok()?;
        Some(self.zone.to_zoned(local).ok()?.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_named_format() {
        let table = [
            (
                "rfc3339",
                "2026-11-24T10:00:00Z",
                Some("2026-11-24T10:00:00Z"),
            ),
            (
                "rfc3339",
                "2026-11-24T10:00:00",
                Some("2026-11-24T09:00:00Z"),
            ),
            ("rfc3339", "2026-11-24", Some("2026-11-23T23:00:00Z")),
            ("unix", "1795514400", Some("2026-11-24T10:00:00Z")),
            ("unix-ms", "1795514400000", Some("2026-11-24T10:00:00Z")),
            (
                "%d.%m.%Y %H:%M",
                "24.11.2026 10:00",
                Some("2026-11-24T09:00:00Z"),
            ),
            ("%d.%m.%Y", "24.11.2026", Some("2026-11-23T23:00:00Z")),
            ("%d.%m.%Y", "11/24/2026", None),
            ("unix", "soon", None),
        ];
        for (format, text, expected) in table {
            let keys = DateKeys {
                format: Some(format.to_owned()),
                zone: Some("Europe/Oslo".to_owned()),
                ..DateKeys::default()
            };
            let read = DateFormat::new(&keys).unwrap().read(text);
            assert_eq!(
                read,
                expected.map(|time| time.parse().unwrap()),
                "{format} {text}"
            );
        }
    }
}
