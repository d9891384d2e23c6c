//! The one place that makes text from a device harmless for a medium.
//!
//! App names, versions, serials and adb's messages are chosen by others. On a
//! terminal they could move the cursor, forge a line, set the clipboard or turn
//! the reading direction round.

use std::fmt::Write as _;

/// No name is worth more characters than this on a terminal.
const LONGEST: usize = 300;

/// Text from a device, for a terminal: control, direction and invisible
/// characters become visible escapes such as `\u{1b}`, and what is overlong is
/// cut, visibly.
#[must_use]
pub fn terminal(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => prose(text.get(..end).unwrap_or_default()) + "…",
        None => prose(text),
    }
}

/// Text from a policy or from ourselves, for a terminal: as [`terminal`], and
/// however long it is.
#[must_use]
pub fn prose(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        if is_treacherous(c) {
            // Writing to a String cannot fail.
            let _ = write!(clean, "\\u{{{:x}}}", u32::from(c));
        } else {
            clean.push(c);
        }
    }
    clean
}

/// Characters that act on the medium instead of being seen.
fn is_treacherous(c: char) -> bool {
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
            | 0xfff0..=0xfffb       // interlinear annotation
            | 0xe000..=0xf8ff       // private use
            | 0xe0000..=0xe0fff     // tags, variation selectors
            | 0xf0000..=0x0010_ffff // private use
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_what_acts_on_a_terminal() {
        let nasty = "a\u{1b}]52;c;eA==\u{7}\r\n\u{202e}b\u{200b}";
        let clean = terminal(nasty);
        assert_eq!(
            clean,
            "a\\u{1b}]52;c;eA==\\u{7}\\u{d}\\u{a}\\u{202e}b\\u{200b}"
        );
    }

    #[test]
    fn cuts_visibly() {
        let long = terminal(&"x".repeat(1000));
        assert!(long.ends_with('…'));
        assert_eq!(long.chars().count(), LONGEST + 1);
    }

    proptest! {
        #[test]
        fn nothing_treacherous_is_left(text in any::<String>()) {
            prop_assert!(!terminal(&text).chars().any(is_treacherous));
        }
    }
}
