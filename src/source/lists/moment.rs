//! Dates as management systems write them.

use crate::source::ios::field::Moment;
use jiff::Timestamp;

/// A date with its offset, in the forms of RFC 3339 and ISO 8601; `None` for
/// other texts and for dates that no phone can have reported on.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    Moment::new(text.trim().parse().ok()).at()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_systems_write_them() {
        let day = "2026-11-24T10:00:00Z".parse().ok();
        for text in [
            "2026-11-24T10:00:00Z",
            "2026-11-24T10:00:00.000Z",
            "2026-11-24 10:00:00+00:00",
            "2026-11-24T11:00:00.000+01:00",
            "2026-11-24T10:00:00.123456789Z",
        ] {
            let read = moment(text).map(Timestamp::as_second);
            assert_eq!(read, day.map(Timestamp::as_second), "{text}");
        }
        for text in ["", "2026-11-24", "0001-01-01T00:00:00Z", "24.11.2026 10:00"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
