//! How a language writes dates, times and numbers.

use jiff::civil::Date;

/// The months of the year.
pub(crate) type Months = [&'static str; 12];

/// The conventions of one language.
pub(crate) struct Conventions {
    pub(crate) months: &'static Months,
    /// What stands behind the day of a long date: `.` in Norwegian.
    pub(crate) after_day: &'static str,
    /// A date among other facts, short.
    pub(crate) short_date: fn(Date) -> String,
    /// A day, already spelt, and a time of that day in UTC.
    pub(crate) time: fn(day: &str, time: &str) -> String,
    /// What stands between groups of three digits, from five digits on.
    pub(crate) thousands: &'static str,
}
