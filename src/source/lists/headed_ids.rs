//! Ids of apps in texts that are no list of apps, by what stands above the text.
//!
//! Headings of a table and names of members say what a text is about. Where that is who
//! installed an app, or a person, an id in it is of no app of the device.

use crate::source::app_id::is_id;

/// What columns are called whose ids are of whatever installed an app, or whose
/// texts name persons: in letters, somewhere in the heading.
const OTHERS: [&str; 13] = [
    "installer",
    "installsource",
    "installedby",
    "installedfrom",
    "user",
    "owner",
    "holder",
    "mail",
    "upn",
    "bruker",
    "brukar",
    "gebruiker",
    "host",
];

/// What the ids of apps begin with that have more than two letters before the
/// first dot. Names of persons begin otherwise.
const DOMAINS: [&str; 12] = [
    "com", "org", "net", "app", "dev", "edu", "gov", "biz", "info", "mobi", "xyz", "air",
];

/// The words of a cell that are ids of apps.
pub(super) fn ids<'c>(cell: &'c str, heading: &str) -> impl Iterator<Item = &'c str> {
    let letters = heading.chars().filter(|c| c.is_alphanumeric());
    let heading: String = letters.flat_map(char::to_lowercase).collect();
    let is_other = OTHERS.iter().any(|word| heading.contains(word));
    let has_heading = !heading.is_empty();
    // Most cells have no dot at all.
    let cell = if is_other || !cell.contains('.') {
        ""
    } else {
        cell
    };
    let words = cell.split(|c: char| c.is_whitespace() || ",;|\"'()[]".contains(c));
    words.filter(move |word| {
        let first = word.split('.').next().unwrap_or_default();
        is_id(word) && (!has_heading || first.len() == 2 || DOMAINS.contains(&first))
    })
}
