//! Fields that lists of Android apps have in common.

use jiff::Timestamp;

/// The most characters that are kept of a value that somebody else wrote.
const LONGEST: usize = 200;

/// A package name: letters, digits, dots, underscores and hyphens.
pub(super) fn package_id(text: &str) -> Option<String> {
    let is_name = !text.is_empty()
        && text.len() <= 255
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
    is_name.then(|| text.to_owned())
}

/// A value that is there: not empty, and not the word for nothing.
pub(super) fn value(text: &str) -> Option<String> {
    let text = text.trim();
    let is_there = !text.is_empty() && text != "null" && text != "None";
    is_there.then(|| text.chars().take(LONGEST).collect())
}

/// The SHA-256 of a certificate, in hex.
pub(super) fn certificate(text: &str) -> Option<String> {
    let hex = text.trim().to_ascii_lowercase();
    let is_hash = hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then_some(hex)
}

/// Milliseconds since 1970; 0 is no date.
pub(super) fn milliseconds(number: i64) -> Option<Timestamp> {
    (number > 0)
        .then(|| Timestamp::from_millisecond(number).ok())
        .flatten()
}
