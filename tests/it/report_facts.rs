//! Format by fact: whatever limits a verdict reaches every format, for compliant
//! devices too. `fixtures/reports/limits/facts.toml` is the table; a new row needs
//! no Rust.

use crate::reports::{audit, root, strings};
use dutyphone::report::Format;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(serde::Deserialize)]
struct Table {
    fact: Vec<Fact>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    what: String,
    /// `device` or `run`: a line of NDJSON, a certificate and a notice speak of one alone.
    of: String,
    /// The words by which it is said.
    says: Vec<String>,
    /// Other words in formats for programs, by format.
    #[serde(default, rename = "else")]
    otherwise: BTreeMap<String, Vec<String>>,
    /// Formats that have no place for it, each with the reason.
    #[serde(default)]
    not: BTreeMap<String, String>,
}

/// What a reader of the format sees: without what it needs for itself.
pub(crate) fn shown(format: Format, text: &str) -> String {
    let mut text = match format {
        // Paragraphs are wrapped.
        Format::Text => text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => text.to_owned(),
    };
    for (escaped, plain) in [
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
        ("%3A", ":"),
        ("%2C", ","),
        ("\\_", "_"),
    ] {
        if !matches!(format, Format::Json | Format::Ndjson) {
            text = text.replace(escaped, plain);
        }
    }
    text
}

fn table(folder: &Path) -> Table {
    let table = fs::read_to_string(folder.join("facts.toml")).unwrap();
    toml::from_str(&table).unwrap()
}

/// What is told of the whole run in a format: what it is, and the words.
pub(crate) fn run_facts(folder: &Path, format: Format) -> Vec<(String, Vec<String>)> {
    let facts = table(folder).fact.into_iter();
    let of_run = facts.filter(|fact| fact.of == "run");
    let of_run = of_run.map(|mut fact| {
        let own = fact.otherwise.remove(format.as_str());
        (fact.what, own.unwrap_or(fact.says))
    });
    of_run.collect()
}

#[test]
fn every_fact_is_in_every_format() {
    let folder = root().join("limits");
    let table = table(&folder);
    let mut missing = Vec::new();
    let summaries = Format::ALL.iter().filter(|format| format.has_overview());
    let summaries = summaries.map(|format| (format, true));
    for (format, is_summary) in Format::ALL.iter().map(|one| (one, false)).chain(summaries) {
        let bytes = if is_summary {
            summed_up(&folder, *format)
        } else {
            audit(&folder, format.as_str())
        };
        let text = shown(*format, &crate::workbook::readable(*format, bytes));
        // By its own name, or as any summary says it.
        let own = format!("{format}-summary");
        let names = if is_summary {
            [&own, "summary"]
        } else {
            [format.as_str(); 2]
        };
        for fact in &table.fact {
            assert!(matches!(&*fact.of, "device" | "run"), "{}", fact.what);
            // A line, or a page to sign, is about one device.
            let of_one = matches!(
                format,
                Format::Ndjson | Format::Certificate | Format::Notice
            );
            if fact.of == "run" && of_one {
                continue;
            }
            let not = names.iter().find_map(|name| fact.not.get(*name));
            if let Some(reason) = not {
                assert!(reason.contains(' '), "{}: {format}: {reason}", fact.what);
                continue;
            }
            let says = names.iter().find_map(|name| fact.otherwise.get(*name));
            let says = says.unwrap_or(&fact.says);
            let lost = says.iter().filter(|words| !text.contains(&***words));
            missing.extend(lost.map(|words| format!("{}: {}: `{words}`", names[0], fact.what)));
        }
    }
    assert!(missing.is_empty(), "missing:\n{}", missing.join("\n"));
}

/// The summary of a folder's audit, as it stands on stdout.
fn summed_up(folder: &Path, format: Format) -> Vec<u8> {
    let mut args = crate::cases::case(folder).args;
    args.extend(strings(&["--summary", "-f", format.as_str()]));
    crate::cases::program(folder, &args, b"").stdout
}

/// Four phones and their verdicts fit a terminal of 80 columns and 24 lines.
#[test]
fn four_phones_fit_a_small_terminal() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for phones in ["fixtures/first-look", "fixtures/cases/four-phones/phones"] {
        let args = crate::reports::strings(&["audit", phones]);
        let output = crate::cases::program(folder, &args, b"");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.lines().count() <= 24, "{text}");
        assert!(
            text.lines().all(|line| line.chars().count() <= 80),
            "{text}"
        );
        let verdicts = text
            .lines()
            .filter(|line| line.starts_with(char::is_uppercase));
        assert_eq!(verdicts.count(), 4, "{text}");
    }
}
