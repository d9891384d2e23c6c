//! The program's own reports in plain forms: text, Markdown, and messages for GitHub.
//! They name apps, and lie beside the phones that they are of.
//!
//! Each counts only as a whole: every line that names an app has the form that the
//! report gives it, and the marks of the report are there. JSON, XML and HTML are in
//! [`super::own_documents`], CSV and what is exported in [`super::own_files`].

use super::line_grammar::{is_foreign, names_app};

/// Whether a text is a report of this program.
pub(super) fn is_report(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let holds_list = || text.lines().any(|line| is_foreign(line.as_bytes()));
    (is_markdown(text) || is_messages(text) || is_plain(text)) && !holds_list()
}

/// Markdown, with the line at its end that says by what it was made.
fn is_markdown(text: &str) -> bool {
    let last = text.trim_end().lines().next_back().unwrap_or_default();
    let is_audit = last.starts_with("_dutyphone ") && last.ends_with('_');
    text.starts_with("# ") && (is_audit || is_comparison(text))
}

/// A table of changes: `| new | device | Name (id), deny by policy/rule |`.
fn is_comparison(text: &str) -> bool {
    let is_change = |line: &str| {
        line.starts_with("| ")
            && line.ends_with(" |")
            && line.matches(" | ").count() == 2
            && line.split(' ').any(begins_with_rule)
    };
    let naming = || text.lines().filter(|line| names_app(line.as_bytes()));
    naming().next().is_some() && naming().all(is_change)
}

/// Workflow commands, which alone name apps, and lines about the run.
fn is_messages(text: &str) -> bool {
    let is_message = |line: &str| {
        line.starts_with("dutyphone: ")
            || ["::error ", "::warning ", "::notice "]
                .iter()
                .any(|command| line.starts_with(command))
    };
    let mut naming = text.lines().filter(|line| names_app(line.as_bytes()));
    let is_run = |line: &str| line.starts_with("dutyphone: as-of: ");
    text.lines().any(is_run) && naming.all(is_message)
}

/// Text: each app behind a word that says how it was found, `  deny  Name (id)`, and
/// the rules by which it was: `[1] policy/rule`, or alone below a change.
fn is_plain(text: &str) -> bool {
    let names_rule = |line: &str| {
        let number = line
            .trim_start()
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("] "));
        let rule = match number {
            Some((number, rule)) if number.bytes().all(|b| b.is_ascii_digit()) => Some(rule),
            _ => line.strip_prefix("      ").or_else(|| {
                let (found, rule) = line.strip_prefix("  ")?.split_once("  ")?;
                found.chars().all(char::is_alphabetic).then_some(rule)
            }),
        };
        rule.is_some_and(begins_with_rule)
    };
    let mut naming = text.lines().filter(|line| names_app(line.as_bytes()));
    text.lines().any(names_rule) && naming.all(is_finding)
}

/// Whether a text begins with the name of a rule: `policy/rule`.
fn begins_with_rule(text: &str) -> bool {
    let word = text.split([' ', ',', ';', ':']).next().unwrap_or_default();
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let parts = word.split_once('/');
    parts.is_some_and(|(policy, rule)| is_part(policy) && is_part(rule))
}

/// Two spaces, how the app was found, at least two more, its name, and its id in
/// brackets; or what follows such a line, or says what was not read.
fn is_finding(line: &str) -> bool {
    if line.starts_with("      ")
        || line
            .split_once(": ")
            .is_some_and(|(begin, _)| is_words(begin))
    {
        return true;
    }
    let parts = line
        .strip_prefix("  ")
        .and_then(|rest| rest.split_once("  "));
    parts.is_some_and(|(found, app)| {
        is_words(&format!("  {found}")) && app.trim_start().contains(" (")
    })
}

/// Two spaces and plain words.
fn is_words(text: &str) -> bool {
    let words = text
        .strip_prefix("  ")
        .filter(|words| words.starts_with(char::is_alphabetic));
    words.is_some_and(|words| words.chars().all(|c| c.is_alphabetic() || c == ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "1 of 1 devices break the policy.\nNON-COMPLIANT  A  (Phone)\n  deny  Chat (com.example.app)\n        why: it is [1]\n[1] example/rule (Desk, 2026-01-01)\n";

    #[test]
    fn a_report_is_told_and_a_list_in_it_too() {
        assert!(is_report(PLAIN.as_bytes()));
        for more in [
            "com.example.app\n",
            "Chat (com.example.app)\n",
            "package:com.example.app\n",
        ] {
            assert!(!is_report(format!("{PLAIN}{more}").as_bytes()), "{more}");
        }
        let markdown = "# Audit\n\n- `Chat (com.example.app)`\n\n_dutyphone 0.1.0; as of today_\n";
        assert!(is_report(markdown.as_bytes()));
        assert!(!is_report(
            format!("{markdown}com.example.app\n").as_bytes()
        ));
        let changes = "# Changes\n\n| new | `A` | Chat (com.example.app), deny by example/rule |\n";
        assert!(is_report(changes.as_bytes()));
        assert!(!is_report(
            format!("{changes}| com.example.app |\n").as_bytes()
        ));
        let messages =
            "::error title=Chat (com.example.app) on A::x\ndutyphone: as-of: 2026-01-01\n";
        assert!(is_report(messages.as_bytes()));
        assert!(!is_report(
            format!("{messages}Chat (com.example.app)\n").as_bytes()
        ));
    }
}
