//! Whether a text can be a list of apps, in whatever form: whether any of its
//! lines fits the grammar of one.
//!
//! A list has its ids at the beginning of lines, or in cells of a table. Prose
//! that mentions an app, a manifest of digests and a configuration file have no
//! such line, so they are set aside; a text that has one and that no reader
//! knows is a list that was not read.

use super::app_id::{is_app_id, is_below_domain, is_id};
use super::own_inventory;
use crate::inventory::format::SCHEMA_FAMILY;
use memchr::memmem::{self, Finder};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Whether the first of several words of a line is an id. Prose begins with an
/// address, too: `app.example.org for more`.
fn begins_with_id(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let is_address = words.next().is_some() && first.starts_with("app.") && is_below_domain(first);
    !is_address && is_bare(first)
}

/// Whether a line fits the grammar of a list.
pub(super) fn is_listed(line: &[u8]) -> bool {
    let line = &*without_colours(line);
    if names_package(line) {
        return true;
    }
    if let [b'{' | b'[', ..] = line.trim_ascii_start()
        && line.contains(&b'"')
    {
        return mentions_app(line);
    }
    let mut dots = memchr::memchr_iter(b'.', line);
    let is_long = dots.next().is_some() && dots.next().is_some();
    let may_begin = may_list(line);
    if !may_begin && !is_long {
        return false;
    }
    let Ok(line) = std::str::from_utf8(line) else {
        return false;
    };
    if !may_begin {
        return is_dense(line);
    }
    // Behind bullets, numbers, times, prompts and the marks of quoted lines.
    let alone = line.trim_start_matches(|c: char| !c.is_alphabetic());
    is_dense(line)
        || is_bare(alone.trim_end().trim_end_matches([',', ';']))
        || line.split([',', ';', '\t', '|']).any(is_bare)
        || begins_with_id(line)
}

/// Whether a line is made of ids, whatever stands between them and before each: a
/// list without ends of lines.
fn is_dense(line: &str) -> bool {
    let (mut ids, mut words) = (0_usize, 0_usize);
    for word in self::words(line) {
        words += 1;
        ids += usize::from(is_id(word));
    }
    (ids >= 2 && ids * 2 >= words) || (ids >= 5 && ids * 4 >= words)
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| c.is_whitespace() || ",;|:=/&+?#@`\\\"'()[]{}<>".contains(c);
    line.split(between).filter(|word| !word.is_empty())
}

/// Whether a word of a line is an id, whatever the line says.
pub(super) fn names_app(line: &[u8]) -> bool {
    memchr::memchr(b'.', line).is_some()
        && std::str::from_utf8(line).is_ok_and(|line| words(line).any(is_id))
}

fn is_bare(text: &str) -> bool {
    is_id(text.trim().trim_matches(['"', '\'', '`']))
}

/// Whether a line gives an id to a key: `id: com.example.app`. One such line is
/// anybody's configuration; several are a list.
pub(super) fn is_value(line: &[u8]) -> bool {
    let begin = line.iter().position(u8::is_ascii_alphabetic);
    let text = line.get(begin.unwrap_or(line.len())..).unwrap_or_default();
    let is_key = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'"');
    let key = text.iter().take_while(|byte| is_key(byte)).count();
    let rest = text.get(key..).unwrap_or_default().trim_ascii();
    let value = rest.strip_prefix(b":").or(rest.strip_prefix(b"="));
    value
        .and_then(|value| std::str::from_utf8(value).ok())
        .is_some_and(|value| is_bare(value.trim_end_matches([',', ';'])))
}

/// Whether a line is a saved inventory, whatever stands around it.
pub(super) fn is_inventory(line: &[u8]) -> bool {
    line.trim_ascii_start().starts_with(b"{")
        && memmem::find(line, SCHEMA_FAMILY.as_bytes()).is_some()
}

/// Whether any line of a text is of a list, or of a saved inventory.
pub(super) fn any_listed(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n');
    own_inventory::is_named(text) || lines.any(is_listed)
}

/// Whether a line among the outputs of commands is of a list that none of them
/// prints: a saved inventory, or an id that stands for itself. Their titles end
/// with a colon, also `com.example.lib overlay paths:`.
pub(super) fn is_foreign(line: &[u8]) -> bool {
    is_inventory(line)
        || own_inventory::stands_in(line)
        || (is_listed(line) && !line.trim_ascii_end().ends_with(b":"))
}

/// Whether what is left over between the outputs of commands tells of apps, in lines
/// or over several of them, as JSON and XML do.
pub(super) fn tells_of_apps(text: &[u8]) -> bool {
    text.split(|byte| *byte == b'\n').any(is_foreign)
        || own_inventory::is_named(text)
        || mentions_app(text)
        || most_name_apps(text)
}

/// From how many lines on a text is a list that names an app in nearly each: paths
/// of packages, addresses in a store, folders with their rights.
pub(super) const MANY_NAMES: usize = 3;

/// Whether most lines name an app, wherever in the line. Properties have names of the
/// same form.
fn most_name_apps(text: &[u8]) -> bool {
    let is_said =
        |line: &&[u8]| !line.trim_ascii().is_empty() && memmem::find(line, b"]: [").is_none();
    let lines = text.split(|byte| *byte == b'\n').filter(is_said);
    let (naming, all) = lines.fold((0_usize, 0_usize), |(naming, all), line| {
        (naming + usize::from(names_app(line)), all + 1)
    });
    naming >= MANY_NAMES && naming * 5 >= all * 3
}

/// A line without the escapes that colour it on a terminal.
fn without_colours(line: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(0x1b, line).is_none() {
        return Cow::Borrowed(line);
    }
    let mut plain = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = memchr::memchr(0x1b, rest) {
        let (before, escape) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        plain.extend_from_slice(before);
        let end = escape.iter().position(u8::is_ascii_alphabetic);
        rest = end
            .and_then(|end| escape.get(end + 1..))
            .unwrap_or_default();
    }
    plain.extend_from_slice(rest);
    Cow::Owned(plain)
}

/// What `package:` and `Package [` have in common.
static WORD: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"ackage"));

/// Whether a line holds one of `pm list packages`, or the first line of a record
/// of `dumpsys package`, whatever stands before it.
fn names_package(line: &[u8]) -> bool {
    line.trim_ascii().starts_with(b"package:")
        || WORD.find_iter(line).any(|at| {
            let before = at.checked_sub(2).and_then(|at| line.get(at));
            let inside_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"_=.:/".contains(byte);
            let text = line.get(at.saturating_sub(1)..).unwrap_or_default();
            !before.is_some_and(inside_word) && (is_pm_line(text) || is_record(text))
        })
}

/// `package:com.example.app`, or `package:/data/app/base.apk=com.example.app`.
fn is_pm_line(text: &[u8]) -> bool {
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"\"'\\,<".contains(byte);
    let word = text.split(ends).next().unwrap_or_default();
    let id = word.strip_prefix(b"package:").map(|word| {
        let at = memchr::memrchr(b'=', word).map_or(0, |at| at + 1);
        word.get(at..).unwrap_or_default()
    });
    id.is_some_and(|id| id == b"android" || std::str::from_utf8(id).is_ok_and(is_app_id))
}

/// `Package [com.example.app] (1a2b3c4d):`.
fn is_record(text: &[u8]) -> bool {
    text.strip_prefix(b"Package [")
        .and_then(|rest| memmem::find(rest, b"] ("))
        .is_some_and(|length| (1..=255).contains(&length))
}

/// Whether an id may begin in a line: two to four small letters and a dot, where
/// a line or a cell begins. That tells most lines of logs apart, of which bug
/// reports hold hundreds of megabytes.
fn may_list(line: &[u8]) -> bool {
    memchr::memchr_iter(b'.', line).any(|dot| {
        let before = line.get(..dot).unwrap_or_default();
        let letters = before.iter().rev().take(5);
        let count = letters.take_while(|byte| byte.is_ascii_lowercase()).count();
        let lead = before.get(..dot - count).unwrap_or_default();
        (2..=4).contains(&count) && begins_cell(lead)
    })
}

/// Whether a cell begins behind this: no letter stands before it.
fn begins_cell(lead: &[u8]) -> bool {
    let tells =
        |byte: &&u8| byte.is_ascii_alphabetic() || !byte.is_ascii() || b",;\t|".contains(byte);
    let last = lead.iter().rev().find(tells);
    last.is_none_or(|byte| !byte.is_ascii_alphabetic())
}

/// Whether a string somewhere in JSON or XML has the form of an app's id.
pub(super) fn mentions_app(text: &[u8]) -> bool {
    let ends = |byte: &u8| matches!(byte, b'"' | b'<' | b'>' | b'\n');
    let mut parts = text.split(ends).filter(|part| part.contains(&b'.'));
    parts.any(|part| {
        if part.len() < 256
            && let Ok(part) = std::str::from_utf8(part)
            && is_id(part.trim())
        {
            return true;
        }
        // The output of a command as one string, or a line of it.
        let mut lines = Escaped(part);
        let first = lines.next().unwrap_or_default();
        names_package(first) || lines.any(|line| is_listed(line) || is_listed(first))
    })
}

/// The lines of a string in JSON: `\n` stands between them.
struct Escaped<'t>(&'t [u8]);

impl<'t> Iterator for Escaped<'t> {
    type Item = &'t [u8];

    fn next(&mut self) -> Option<&'t [u8]> {
        if self.0.is_empty() {
            return None;
        }
        let end = memchr::memmem::find(self.0, b"\\n").unwrap_or(self.0.len());
        let (line, rest) = self.0.split_at_checked(end)?;
        self.0 = rest.get(2..).unwrap_or_default();
        Some(line.strip_suffix(b"\\r").unwrap_or(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lists_are_told_from_prose() {
        let listed = [
            "package:com.example.app",
            "com.example.app",
            "  \"com.example.app\",",
            "com.example, \"1.0\", \"Example\"",
            "7;Example;org.example.some_app;1.0",
            "no.example.app 1.2",
            "- com.example.app",
            "\u{2022} com.example.app",
            "> package:com.example.app",
            "> com.example.app",
            ">   Package [com.example.app] (1a2b3c4d):",
            "| Example | com.example.app | 1.0 |",
            "1. com.example.app",
            "11-20 10:00 com.example.app",
            "$ package:com.example.app",
            "- `com.example.app`",
            "| `com.example.app` |",
            "com.example.app/com.example.other/no.example.third",
            "# package:/data/app/base.apk=com.example.app  installer=null",
            "\u{1b}[32mcom.example.app\u{1b}[0m",
            "{\"id\": \"com.example.app\"}",
            "android com.android.settings com.example.app",
            "id: com.example.app, id: no.example.other",
            "apps = com.example.app com.example.other",
            "'com.example.app': 2, 'no.example.other': 3",
        ];
        let prose = [
            "This mentions com.example.app in a sentence.",
            "- remove `com.example.app`",
            "README.md",
            "docs/guide.html",
            "0123abcd  phone.json",
            "name = \"com.example.app\"",
            "url = https://www.example.com/a",
            "1.2.3",
            "- https://www.example.com/a",
            "* the app com.example.app",
            "I/Installer: dat=package:com.example.app flg=0x4000010",
            "import 'package:flutter/material.dart';",
            "11-20 10:00:00.123  1000 I com.example.app: started",
            "I/Starter: com.example.app was started by com.example.other",
            "www.example.org",
            "- www.example.org",
            "Write to us,www.example.org",
            "www.example.no/a, www.example.no/b",
            "app.example.org for more",
        ];
        for line in listed {
            assert!(is_listed(line.as_bytes()), "{line}");
        }
        for line in prose {
            assert!(!is_listed(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn ids_of_keys_are_values() {
        for line in [
            "- id: com.example.app",
            "app1=com.example.app",
            "\"id\": \"com.example.app\",",
        ] {
            assert!(is_value(line.as_bytes()), "{line}");
        }
        for line in [
            "url: https://www.example.com",
            "com.example.app",
            "to pkg=com.example.app",
            "a: b",
        ] {
            assert!(!is_value(line.as_bytes()), "{line}");
        }
    }

    proptest! {
        #[test]
        fn a_quick_look_misses_no_line(
            line in "[ \"',;\t]{0,3}[a-z]{1,5}[.:][a-z.]{0,9}[ \"',;\t\u{a0}]{0,3}[a-z]{1,4}\\.[a-z_.]{1,9}[ ;,]{0,2}"
        ) {
            let id = |text: &str| is_id(text.trim().trim_matches(['"', '\'']));
            let is_cell = line.split([',', ';', '\t', '|']).any(id);
            prop_assert!(!is_cell || is_listed(line.as_bytes()));
        }
    }

    #[test]
    fn the_output_of_a_command_in_json_names_apps() {
        for (json, names) in [
            (r#"{"stdout": "package:com.example.app"}"#, true),
            (
                r#"{"stdout": "package:android\npackage:com.example.app\n"}"#,
                true,
            ),
            (
                r#"{"stdout": "com.example.app, \\"1\\"\r\nno.example.b, 2"}"#,
                true,
            ),
            (
                r#"{"url": "https://www.example.com/a", "text": "a.\nSee b."}"#,
                false,
            ),
            (
                r#"{"site": "www.example.org", "host": "api.example.org"}"#,
                false,
            ),
            (
                r#"{"site": "www.example.org", "id": "app.example.org"}"#,
                true,
            ),
        ] {
            assert_eq!(mentions_app(json.as_bytes()), names, "{json}");
        }
    }
}
