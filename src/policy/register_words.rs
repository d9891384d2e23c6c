//! Words in the cells of a register in CSV: what each stands for, and what one that
//! stands for nothing probably means.

use crate::catalogue::document::diagnostic::nearest;

/// What device managements call whose a device is. What they manage is enrolled.
pub(super) fn alias(text: &str) -> &str {
    const OTHER: [(&str, &str); 9] = [
        ("corporate", "issued"),
        ("company", "issued"),
        ("corporate - dedicated", "issued"),
        ("corporate - shared", "issued"),
        ("byod", "enrolled"),
        ("personally owned", "enrolled"),
        ("personally-owned", "enrolled"),
        ("personal", "enrolled"),
        ("employee", "enrolled"),
    ];
    let mut known = OTHER.iter();
    let found = known.find(|(other, _)| other.eq_ignore_ascii_case(text));
    found.map_or(text, |(_, own)| own)
}

/// The value that a word stands for; one that stands for none is a mistake.
pub(super) fn word<T: Copy>(
    name: &str,
    text: &str,
    (all, spell): (&[T], fn(T) -> &'static str),
    wrong: &mut impl FnMut(&str, &str, &[&str]),
) -> Option<T> {
    let same = |value: &T| spell(*value).eq_ignore_ascii_case(text);
    let found = all.iter().copied().find(same);
    if found.is_none() {
        let known: Vec<&str> = all.iter().map(|value| spell(*value)).collect();
        wrong(name, text, &known);
    }
    found
}

/// The known word that another one probably means: a slip of it, or a word for yes or
/// no in a language whose spreadsheets write it. It is told and never taken: what a
/// word means in a file is for whoever wrote it to say.
pub(super) fn meant<'k>(value: &str, known: &[&'k str]) -> Option<&'k str> {
    const YES: [&str; 10] = [
        "ja", "j", "y", "x", "1", "sann", "sant", "waar", "wahr", "vrai",
    ];
    const NO: [&str; 10] = [
        "nei", "nee", "nein", "n", "0", "usann", "usant", "onwaar", "falsch", "faux",
    ];
    let value = value.to_lowercase();
    let of = |words: [&str; 10]| words.contains(&value.as_str());
    let as_known = |word: &str| known.iter().copied().find(|one| *one == word);
    let told = if of(YES) {
        as_known("yes")
    } else if of(NO) {
        as_known("no")
    } else {
        None
    };
    told.or_else(|| nearest(&value, known.iter().copied()))
}
