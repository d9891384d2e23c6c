//! What languages write alike: names in brackets, and the calendar that both kinds of
//! Norwegian share. Words of one language stay in its folder.

use super::words::Conventions;

/// A measure, who issued it and when, as far as that is known, as a sentence.
pub(super) fn measure(title: &str, issuer: Option<&str>, day: Option<&str>) -> String {
    match (issuer, day) {
        (Some(issuer), Some(day)) => format!("{title} ({issuer}, {day})."),
        (Some(one), None) | (None, Some(one)) => format!("{title} ({one})."),
        (None, None) => format!("{title}."),
    }
}

/// How a measure stands, and why. The word is the same in all of them.
pub(super) fn status(status: &str, remark: Option<&str>) -> String {
    match remark {
        Some(remark) => format!("status {status}: {remark}"),
        None => format!("status {status}"),
    }
}

/// How Norwegian writes dates and numbers.
pub(super) const NORWEGIAN: Conventions = Conventions {
    months: &[
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ],
    after_day: ".",
    short_date: |date| format!("{:02}.{:02}.{}", date.day(), date.month(), date.year()),
    time: |day, time| format!("{day} kl. {} UTC", time.replace(':', ".")),
    thousands: "\u{a0}",
};
