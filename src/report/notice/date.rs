//! Days as people write them.

use jiff::civil::Date;

/// The months of the year.
pub(super) type Months = [&'static str; 12];

/// `21 March 2023`, with the day followed by `after` as the language has it.
/// What is no date stays as it is.
pub(super) fn long(text: &str, months: &Months, after: &str) -> String {
    let Ok(date) = text.parse::<Date>() else {
        return super::super::escape::terminal(text);
    };
    day(date, months, after)
}

/// The same for a date.
pub(super) fn day(date: Date, months: &Months, after: &str) -> String {
    let place = usize::try_from(date.month() - 1).unwrap_or(0);
    let month = months.get(place).copied().unwrap_or_default();
    format!("{}{after} {month} {}", date.day(), date.year())
}
