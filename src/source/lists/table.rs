//! Lines of plain text: what may be an id, what may be a version, and what a
//! terminal leaves between the lines of a list.

use crate::inventory::{Gap, GapCode};

/// The lines that hold something.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
}

/// Whether a word can be the id of an app: at least two parts of letters,
/// digits, hyphens and underscores, the first beginning with a letter.
pub(super) fn is_id(word: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    word.len() <= 255
        && word.contains('.')
        && word.starts_with(|first: char| first.is_ascii_alphabetic())
        && word.split('.').all(is_part)
}

/// Whether a word can be a version: it begins with a digit, or is what tools
/// print when there is none.
pub(super) fn is_version(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit()) || matches!(word, "None" | "(null)")
}

/// Whether a line is no part of a list: a prompt, or before the first app
/// whatever a program says of itself.
pub(super) fn is_noise(line: &str, began: bool) -> bool {
    let names_id = line
        .split(|c: char| c.is_whitespace() || "\",;".contains(c))
        .any(is_id);
    !names_id && (!began || has_prompt(line))
}

/// Whether a line holds a prompt of a shell.
pub(super) fn has_prompt(line: &str) -> bool {
    let line = line.trim();
    ["$", "%", "#", ">"]
        .iter()
        .any(|mark| line.ends_with(mark) || line.contains(&format!("{mark} ")))
}

/// The gap of a table that is shorter than it says.
pub(super) fn too_short() -> Gap {
    Gap::new(
        GapCode::ListingTruncated,
        "the list holds fewer apps than its first line says",
        "take the list again and save all of it",
    )
}
