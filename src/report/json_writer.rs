//! The one place that writes the JSON of a report, whatever its format.
//!
//! Values keep their true characters: whoever reads the JSON gets what the
//! device said. The bytes are safe to look at. JSON must escape little; here
//! what acts unseen (C1 controls, direction marks, invisible characters) and
//! what starts a command of a build service is spelt `\uXXXX` too, which means
//! the same to every reader.

use super::escape::{is_treacherous, starts_command};
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};
use std::io::{self, Write};

/// Writes a value in one line, with its line feed.
pub(super) fn line(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    write(value, CompactFormatter, out)
}

/// Writes a value that is laid out, with a line feed at the end.
pub(super) fn pretty(value: &impl Serialize, mut out: &mut dyn Write) -> io::Result<()> {
    write(value, PrettyFormatter::new(), &mut out)
}

fn write(value: &impl Serialize, layout: impl Formatter, out: &mut impl Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Visible(layout)))?;
    out.write_all(b"\n")
}

/// A layout in which no text acts unseen.
struct Visible<F>(F);

/// Hands on what has nothing to do with text.
macro_rules! as_laid_out {
    ($($name:ident($($first:ident)?)),* $(,)?) => {$(
        fn $name<W: ?Sized + Write>(&mut self, out: &mut W $(, $first: bool)?) -> io::Result<()> {
            self.0.$name(out $(, $first)?)
        }
    )*};
}

impl<F: Formatter> Formatter for Visible<F> {
    as_laid_out!(
        begin_array(),
        end_array(),
        begin_array_value(first),
        end_array_value(),
        begin_object(),
        end_object(),
        begin_object_key(first),
        end_object_key(),
        begin_object_value(),
        end_object_value(),
    );

    /// A part of a text in which JSON itself escapes nothing.
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if is_plain(fragment) {
            return out.write_all(fragment.as_bytes());
        }
        let mut units = [0; 2];
        let mut letters = [0; 4];
        for (at, c) in fragment.char_indices() {
            if is_treacherous(c) || starts_command(fragment, at, c) {
                for unit in c.encode_utf16(&mut units) {
                    write!(out, "\\u{unit:04x}")?;
                }
            } else {
                out.write_all(c.encode_utf8(&mut letters).as_bytes())?;
            }
        }
        Ok(())
    }
}

/// Whether a text surely needs no escape. Nearly all do not, and a fleet's report has
/// millions of letters, so all are looked at without a branch.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_odd = |odd: bool, byte: &u8| odd | !(0x20..0x7f).contains(byte);
    let acts =
        |acts: bool, pair: (&u8, &u8)| acts | matches!(pair, (b':' | b' ', b':') | (b'#', b'#'));
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    !bytes.starts_with(b":") && !bytes.iter().fold(false, is_odd) && !pairs.fold(false, acts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::visible;
    use proptest::prelude::*;

    fn written(text: &str) -> String {
        let mut bytes = Vec::new();
        line(&text, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    proptest! {
        /// Inventories and exports are spelt out as text; to the same bytes.
        #[test]
        fn text_is_spelt_out_alike(text in "[ :#\\[\"\\\\\n\\PC\u{9b}\u{202e}a]{0,40}") {
            let plain = serde_json::to_string(&text).unwrap() + "\n";
            prop_assert_eq!(visible::json(&plain), written(&text));
        }
    }

    #[test]
    fn what_acts_is_spelt_out() {
        for (text, expected) in [
            ("a\u{9b}31m\u{7f}", r#""a\u009b31m\u007f""#),
            ("\u{202e}gnp.exe", r#""\u202egnp.exe""#),
            ("\u{e0041}x", r#""\udb40\udc41x""#),
            ("::error::x", r#""\u003a:error::x""#),
            ("a ::error::x", r#""a \u003a:error::x""#),
            ("a\n::error::x", r#""a\n\u003a:error::x""#),
            ("a##[error]", r#""a##\u005berror]""#),
            ("##vso[task.x]", r###""##vso\u005btask.x]""###),
            ("sha256:aa, b::c, #[d]", r#""sha256:aa, b::c, #[d]""#),
            ("ünïcödé 手机", r#""ünïcödé 手机""#),
        ] {
            assert_eq!(written(text).trim_end(), expected);
        }
    }

    #[test]
    fn the_layout_is_that_of_serde_json() {
        let value = serde_json::json!({"a": [1, {"b": null}, []], "c": {}, "d": ["e", 1.5]});
        let (mut pretty_bytes, mut line_bytes) = (Vec::new(), Vec::new());
        pretty(&value, &mut pretty_bytes).unwrap();
        line(&value, &mut line_bytes).unwrap();
        let theirs = serde_json::to_string_pretty(&value).unwrap() + "\n";
        assert_eq!(pretty_bytes, theirs.as_bytes());
        assert_eq!(line_bytes, format!("{value}\n").as_bytes());
    }

    fn nasty() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            any::<String>(),
            Just("##[".to_owned()),
            Just("::".to_owned()),
            Just(" :".to_owned()),
            Just("\u{85}\u{202e}\u{e0041}\u{ffff}".to_owned()),
        ];
        prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn readers_get_back_what_was_said(text in nasty()) {
            let json = written(&text);
            let back: String = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(back, text);
            let shown = json.trim_end_matches('\n');
            prop_assert!(!shown.chars().any(is_treacherous));
            prop_assert!(!shown.contains("##["));
            prop_assert!(!shown.contains("\"::") && !shown.contains(" ::"));
        }
    }
}
