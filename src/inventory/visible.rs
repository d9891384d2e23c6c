//! Which characters act instead of being seen, and how a file spells them out.
//!
//! Texts of a device stand in what is written for it, and that is looked at on
//! terminals and in the logs of build services.

use std::fmt::Write as _;

/// The text of a JSON document in which no string acts unseen: what would is spelt
/// `\\uXXXX`, which means the same to every reader.
#[must_use]
pub(crate) fn json(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut place = Place::Outside;
    // Where the part of a string begins in which nothing is escaped.
    let mut part = 0;
    for (at, c) in text.char_indices() {
        let behind = at + c.len_utf8();
        let head = text.get(part..at).unwrap_or_default();
        place = match (place, c) {
            (Place::Outside, '"') => {
                part = behind;
                Place::Inside
            }
            (Place::Outside, _) | (Place::Inside, '"') => Place::Outside,
            (Place::Inside, '\\') => Place::Escaped(1),
            (Place::Inside, _) => {
                let starts = starts_command(text.get(part..).unwrap_or_default(), head.len(), c);
                if is_treacherous(c) || starts {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        // Writing to a String cannot fail.
                        let _ = write!(shown, "\\u{unit:04x}");
                    }
                    continue;
                }
                Place::Inside
            }
            (Place::Escaped(1), 'u') => Place::Escaped(4),
            (Place::Escaped(1), _) => {
                part = behind;
                Place::Inside
            }
            (Place::Escaped(left), _) => Place::Escaped(left - 1),
        };
        shown.push(c);
    }
    shown
}

/// Where a character of a JSON document stands.
#[derive(Clone, Copy)]
enum Place {
    Outside,
    Inside,
    /// In an escape of which so many characters are left.
    Escaped(u8),
}

/// Whether the character at this byte of a text may start a command of a build service:
/// `::` at the beginning of a line, behind blanks or not; `##[` anywhere, and with a
/// word before the bracket.
pub(crate) fn starts_command(text: &str, at: usize, c: char) -> bool {
    let head = || text.get(..at).unwrap_or_default();
    match c {
        ':' => head().chars().next_back().is_none_or(char::is_whitespace),
        '[' => {
            let word = |c: char| c.is_ascii_alphanumeric();
            head().trim_end_matches(word).ends_with("##")
        }
        _ => false,
    }
}

/// Characters that act on the medium instead of being seen.
pub(crate) fn is_treacherous(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0x00ad                  // soft hyphen
            | 0x034f                // combining grapheme joiner
            | 0x061c                // Arabic letter mark
            | 0x115f..=0x1160       // Hangul fillers
            | 0x17b4..=0x17b5       // Khmer inherent vowels
            | 0x180b..=0x180f       // Mongolian selectors and separator
            | 0x200b..=0x200f       // zero width, direction marks
            | 0x2028..=0x202e       // line separators, direction overrides
            | 0x2060..=0x206f       // invisible operators, isolates
            | 0x3164 | 0xffa0       // Hangul fillers
            | 0xfe00..=0xfe0f       // variation selectors
            | 0xfeff                // byte order mark
            | 0xfdd0..=0xfdef       // no characters
            | 0xfff0..=0xfffb       // interlinear annotation
            | 0xfffe..=0xffff       // no characters
            | 0xe000..=0xf8ff       // private use
            | 0xe0000..=0xe0fff     // tags, variation selectors
            | 0xf0000..=0x0010_ffff // private use
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    #[test]
    fn what_acts_is_spelt_out() {
        for (text, expected) in [
            ("a\u{9b}31m", r#""a\u009b31m""#),
            ("\u{e0041}x", r#""\udb40\udc41x""#),
            ("::error::x", r#""\u003a:error::x""#),
            ("a\n::error::x", r#""a\n\u003a:error::x""#),
            ("a##[error]\"", r#""a##\u005berror]\"""#),
            ("a\\::b", r#""a\\\u003a:b""#),
        ] {
            assert_eq!(json(&serde_json::to_string(text).unwrap()), expected);
        }
        assert_eq!(json(r#"{"a": [ "b:c" ]}"#), r#"{"a": [ "b:c" ]}"#);
    }

    proptest! {
        #[test]
        fn it_means_the_same(texts in proptest::collection::vec("[ :#\\[\"\\\\\n\\PC\u{9b}\u{202e}a]{0,20}", 0..4)) {
            let text = serde_json::to_string_pretty(&texts).unwrap();
            let shown = json(&text);
            prop_assert_eq!(serde_json::from_str::<Value>(&shown).unwrap(), serde_json::from_str::<Value>(&text).unwrap());
            prop_assert!(!shown.contains("##[") && !shown.contains("\"::") && !shown.contains(" ::"));
            let acts = |c| is_treacherous(c) && c != '\n';
            prop_assert!(!shown.contains(acts));
        }
    }
}
