//! Whether an inventory of this program stands in a text that is not read as one: in a
//! line of a log, in a cell of a table, in source text, in a string of JSON.
//!
//! The name of its schema with its number is in each, and a brace. What quotes it may
//! write slashes and braces otherwise. Behind a backtick, as in the reports of this
//! program, it is only talked of, and behind a slash it is a part of a path.

use memchr::memmem::Finder;
use std::sync::LazyLock;

/// The two words of the schema, with a slash behind each.
static FIRST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"dutyphone"));
const SECOND: &[u8] = b"inventory";

/// What a slash is in addresses, in strings of programs, in HTML and in mail; behind
/// any number of backslashes.
const SLASHES: [&[u8]; 10] = [
    b"/", b"u002f", b"x2f", b"%2f", b"%252f", b"&#47;", b"&#x2f;", b"&sol;", b"=2f", b"057",
];

/// The end of what a brace is: itself, its number in hexadecimal, and what it is in HTML.
const BRACES: [&[u8]; 6] = [b"{", b"7b", b"7B", b"#123;", b"lcub;", b"lbrace;"];

/// Whether a text names the schema of inventories, in whatever form, and may hold one.
pub(super) fn is_named(text: &[u8]) -> bool {
    let has = |brace: &[u8]| memchr::memmem::find(text, brace).is_some();
    places(text).next().is_some() && BRACES.into_iter().any(has)
}

/// Whether a line holds an inventory or its beginning, and does not only talk of its
/// schema.
pub(super) fn stands_in(line: &[u8]) -> bool {
    places(line).any(|at| {
        let before = line.get(..at).unwrap_or_default();
        let is_quote = |byte: &&u8| matches!(**byte, b'"' | b'\'' | b'\\' | b' ');
        let last = before.iter().rev().find(|byte| !is_quote(byte));
        before.contains(&b'{') || last == Some(&b':')
    })
}

fn places(text: &[u8]) -> impl Iterator<Item = usize> {
    FIRST.find_iter(text).filter(|at| {
        let rest = text.get(at + FIRST.needle().len()..).unwrap_or_default();
        let behind = behind_slash(rest).and_then(|rest| rest.strip_prefix(SECOND));
        let before = at.checked_sub(1).and_then(|at| text.get(at));
        let is_other = before.is_some_and(|byte| matches!(byte, b'`' | b'/'));
        let number = behind.and_then(behind_slash).and_then(<[u8]>::first);
        !is_other && number.is_some_and(u8::is_ascii_digit)
    })
}

fn behind_slash(text: &[u8]) -> Option<&[u8]> {
    let backslashes = text.iter().take_while(|byte| **byte == b'\\').count();
    let text = text.get(backslashes..)?;
    SLASHES.iter().find_map(|slash| {
        let (begin, rest) = text.split_at_checked(slash.len())?;
        begin.eq_ignore_ascii_case(slash).then_some(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::format::SCHEMA_FAMILY;

    #[test]
    fn every_way_to_write_the_schema_is_noticed() {
        assert!(is_named(format!("{{{SCHEMA_FAMILY}1").as_bytes()));
        for text in [
            r#"host x: {"schema": "dutyphone/inventory/1"}"#,
            r#"{"message": "{\"schema\": \"dutyphone\/inventory\/1\"}"}"#,
            r#"{"m": "{\\\"schema\\\": \\\"dutyphone\\\/inventory\\\/1\\\"}"}"#,
            r#"A,"{""schema"": ""dutyphone/inventory/1""}""#,
            r"x = '{\x22schema\x22: \x22dutyphone\u002finventory\u002F1\x22}'",
            "?i={%22schema%22:%22dutyphone%2Finventory%2F1%22}",
            "{&quot;schema&quot;: &quot;dutyphone&#47;inventory&#x2F;1&quot;}",
        ] {
            assert!(is_named(text.as_bytes()), "{text}");
            assert!(stands_in(text.as_bytes()), "{text}");
        }
        for text in [
            "the schema dutyphone/inventory/1",
            "{BASE}/dutyphone/inventory/2026/",
            "GET /dutyphone/inventory/phone.json {}",
            "dutyphone inventory/1",
            "dutyphone/audit/2",
            "the schema is `dutyphone/inventory/2`",
            "dutyphone-inventory.json",
            "",
        ] {
            assert!(!is_named(text.as_bytes()), "{text}");
        }
        let told = b"unknown schema \"dutyphone/inventory/2\"";
        assert!(!is_named(told) && !stands_in(told));
        assert!(stands_in(b"  \"schema\": \"dutyphone/inventory/1\","));
    }
}
