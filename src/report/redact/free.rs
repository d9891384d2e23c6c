//! What a redacted report takes out of text that people wrote: free notes, who
//! decided something, and the time of day.

use crate::inventory::{GapCode, NoteCode};

/// What is said of a gap, and what to do: the words of its code. Those of the inventory
/// are of whoever wrote it. Without a code that we know there are none.
pub(super) fn gap_told(code: &str) -> (&'static str, &'static str) {
    match GapCode::parse(code) {
        None | Some(GapCode::Other) => (TAKEN_OUT, GapCode::Other.step()),
        Some(known) => (known.meaning(), known.step()),
    }
}

/// What is said of a note, by its code.
pub(super) fn note_told(code: &str) -> &'static str {
    NoteCode::parse(code).map_or(TAKEN_OUT, NoteCode::meaning)
}

/// What stands in the place of such words.
pub(super) const TAKEN_OUT: &str = "(redacted)";

/// A sentence about an adopted measure without who decided. The words around
/// the name tell it from the same word elsewhere.
pub(super) fn without_decider(text: &str, who: &str) -> String {
    let named = format!("(decided by {who} on ");
    text.replace(&named, &format!("(decided by {TAKEN_OUT} on "))
}

/// Text in which every time of RFC 3339 is its day alone.
pub(super) fn days_only(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once(['T', 't']) {
        clean.push_str(head);
        if let Some(after) = is_day(head).then(|| after_time(tail)).flatten() {
            rest = after;
        } else {
            let letter = rest.get(head.len()..=head.len());
            clean.push_str(letter.unwrap_or_default());
            rest = tail;
        }
    }
    clean + rest
}

/// Whether a text ends with a day, such as 2026-11-20.
fn is_day(text: &str) -> bool {
    let last = text.len().checked_sub(10).and_then(|at| text.get(at..));
    last.is_some_and(|day| has_shape(day, "dddd-dd-dd"))
}

/// What stands behind a time of day and its offset, if a text begins with one.
fn after_time(text: &str) -> Option<&str> {
    let mut rest = shaped(text, "dd:dd")?;
    rest = shaped(rest, ":dd").unwrap_or(rest);
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let offset = shaped(rest, "+dd:dd").or_else(|| shaped(rest, "-dd:dd"));
    Some(offset.unwrap_or_else(|| rest.strip_prefix(['Z', 'z']).unwrap_or(rest)))
}

fn shaped<'t>(text: &'t str, shape: &str) -> Option<&'t str> {
    let (head, tail) = text.split_at_checked(shape.len())?;
    has_shape(head, shape).then_some(tail)
}

/// Whether a text has this shape, in which `d` stands for a digit.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, expected)| match expected {
                b'd' => byte.is_ascii_digit(),
                sign => byte == sign,
            })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_become_days() {
        for (text, expected) in [
            (
                "2026-11-20T08:15:07Z to 2026-11-21T01:02:03.5Z",
                "2026-11-20 to 2026-11-21",
            ),
            (
                "at 2026-11-20T08:15+01:00, Tuesday",
                "at 2026-11-20, Tuesday",
            ),
            (
                "2026-11-20T, T08:15, TikTok t",
                "2026-11-20T, T08:15, TikTok t",
            ),
        ] {
            assert_eq!(days_only(text), expected);
        }
    }

    proptest! {
        #[test]
        fn other_text_stays(text in "[^0-9]*") {
            prop_assert_eq!(days_only(&text), text);
        }
    }
}
