//! The one place that escapes text from a device for a medium.
//!
//! App names, versions, serials and adb's messages are chosen by others. On a
//! terminal they could move the cursor, forge a line, set the clipboard or turn
//! the reading direction round; in a spreadsheet they could calculate, in a
//! browser run, in a build log give commands.
//!
//! Every medium has two steps. First [`terminal`] or [`prose`] makes visible
//! what would act unseen anywhere; then the medium's own signs are taken their
//! meaning. HTML, XML and JSON need no step of their own here: the template
//! engine and the writers escape whatever they are given. JSON keeps the true
//! characters of its values, so its writer makes visible what would act.

pub(super) use crate::inventory::visible::{is_treacherous, starts_command};
use std::fmt::Write as _;

/// No name is worth more characters than this.
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
    // Nearly all text is plain, and a fleet's report has millions of letters.
    let plain = text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    if plain && !may_command(text) {
        return text.to_owned();
    }
    let mut clean = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if starts_command(text, at, c) || is_treacherous(c) {
            // Writing to a String cannot fail.
            let _ = write!(clean, "\\u{{{:x}}}", u32::from(c));
        } else {
            clean.push(c);
        }
    }
    clean
}

/// Whether a build service may read a command in a text: `::` at the beginning
/// of a line, behind blanks or not; `##[` anywhere, and with a word before the
/// bracket (`##vso[` of Azure Pipelines, `##teamcity[`). Lines are wrapped, so any
/// word may come to begin one.
fn may_command(text: &str) -> bool {
    text.starts_with(':') || text.contains(" :") || text.contains("##")
}

/// Text from a device, for a cell of a spreadsheet: what begins as a formula
/// does becomes text. The writer adds quotes.
#[must_use]
pub fn csv(text: &str) -> String {
    as_text(terminal(text))
}

/// A sentence of ours that may quote a device, for a cell of a spreadsheet.
#[must_use]
pub fn csv_prose(text: &str) -> String {
    as_text(prose(text))
}

fn as_text(clean: String) -> String {
    // Spreadsheets of East Asian locales take the wide forms for the narrow.
    let calculates = clean.starts_with([
        '=', '+', '-', '@', '|', '%', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ]);
    if calculates {
        format!("'{clean}")
    } else {
        clean
    }
}

/// Text from a device, inside a Markdown document: a code span, in which
/// nothing is a heading, a link, a mention or a tag.
#[must_use]
pub fn markdown_code(text: &str) -> String {
    let clean = terminal(text);
    let mut longest = 0;
    let mut run = 0;
    for c in clean.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    // Inside a table a bar ends the cell even in a code span.
    let clean = clean.replace('|', "\\|");
    // A span may not begin or end with its own fence; one space is dropped.
    let pad = if clean.is_empty() || clean.starts_with('`') || clean.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{clean}{pad}{fence}")
}

/// Text from a policy or a waiver, inside a Markdown document: every sign that
/// Markdown could read is shown as itself.
#[must_use]
pub fn markdown(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let text = prose(text);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            // An address would become a link.
            ':' if rest.as_str().starts_with("//") => clean.push_str("\\:"),
            '.' if clean.ends_with("www") => clean.push_str("\\."),
            // An invisible joint keeps services from finding people and issues.
            '@' | '#' => {
                clean.push(c);
                clean.push_str("&#8203;");
            }
            '<' => clean.push_str("&lt;"),
            '>' => clean.push_str("&gt;"),
            '&' => clean.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' => {
                clean.push('\\');
                clean.push(c);
            }
            c => clean.push(c),
        }
    }
    clean
}

/// Text for the message of a GitHub workflow command.
#[must_use]
pub fn github_message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Text for a property of a GitHub workflow command, such as its title.
#[must_use]
pub fn github_property(text: &str) -> String {
    github_message(text).replace(':', "%3A").replace(',', "%2C")
}

/// Text for a SARIF message, in which braces are places to fill in and square
/// brackets are links.
#[must_use]
pub fn sarif(text: &str) -> String {
    if !text.contains(['{', '}', '[', ']', '\\']) {
        return text.to_owned();
    }
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => clean.push_str("{{"),
            '}' => clean.push_str("}}"),
            '[' | ']' | '\\' => {
                clean.push('\\');
                clean.push(c);
            }
            c => clean.push(c),
        }
    }
    clean
}

/// Whether a policy's address is a plain web address, so that it may stand as
/// a link.
#[must_use]
pub fn is_web_address(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && rest
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&b))
    })
}

/// A path or id as the path of a URI reference. Slashes stay.
#[must_use]
pub fn uri_path(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            clean.push(char::from(byte));
        } else {
            let _ = write!(clean, "%{byte:02X}");
        }
    }
    clean
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

    #[test]
    fn no_text_gives_commands_to_a_build_service() {
        assert_eq!(terminal("::error::x"), "\\u{3a}:error::x");
        assert_eq!(terminal("a ::error::x"), "a \\u{3a}:error::x");
        assert_eq!(terminal("a ##[error]x"), "a ##\\u{5b}error]x");
        assert_eq!(terminal("a: b, c::d, [e]"), "a: b, c::d, [e]");
    }

    proptest! {
        #[test]
        fn nothing_treacherous_is_left(text in any::<String>()) {
            prop_assert!(!terminal(&text).chars().any(is_treacherous));
        }
    }
}
