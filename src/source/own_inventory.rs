//! Whether an inventory of this program stands in a text that is not read as one: in a
//! line of a log, in a cell of a table, in source text, in a string of JSON.
//!
//! The name of its schema is in each. What quotes it may write the slashes otherwise.
//! Behind a backtick, as in the reports of this program, it is only talked of.

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

/// Whether a text names the schema of inventories, in whatever form.
pub(super) fn is_named(text: &[u8]) -> bool {
    places(text).next().is_some()
}

/// Whether a line holds an inventory, and does not only talk of its schema.
pub(super) fn stands_in(line: &[u8]) -> bool {
    places(line).any(|at| line.get(..at).unwrap_or_default().contains(&b'{'))
}

fn places(text: &[u8]) -> impl Iterator<Item = usize> {
    FIRST.find_iter(text).filter(|at| {
        let rest = text.get(at + FIRST.needle().len()..).unwrap_or_default();
        let behind = behind_slash(rest).and_then(|rest| rest.strip_prefix(SECOND));
        let is_quoted = at.checked_sub(1).and_then(|at| text.get(at)) == Some(&b'`');
        !is_quoted && behind.and_then(behind_slash).is_some()
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
        assert!(is_named(SCHEMA_FAMILY.as_bytes()));
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
            "dutyphone inventory/1",
            "dutyphone/audit/2",
            "the schema is `dutyphone/inventory/2`",
            "dutyphone-inventory.json",
            "",
        ] {
            assert!(!is_named(text.as_bytes()), "{text}");
        }
        let told = b"unknown schema \"dutyphone/inventory/2\"";
        assert!(is_named(told) && !stands_in(told));
    }
}
