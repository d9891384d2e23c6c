//! The same nasty names, in every place that a device fills, through every
//! format.
//!
//! `fixtures/reports/nasty/names.json` lists them; a new one needs no Rust. The
//! checks know nothing of how the program escapes.

use crate::cases::program;
use crate::reports::{root, strings};
use crate::schemas::{check_against_xsd, check_junit, check_sarif};
use dutyphone::report::Format;
use pulldown_cmark::{Event, Parser, Tag};
use serde_json::{Value, json};

fn names() -> Vec<String> {
    let path = root().join("nasty/names.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// One phone for each name, with the name in every field.
fn phones() -> Vec<u8> {
    let mut lines = Vec::new();
    for (number, name) in names().iter().enumerate() {
        let phone = json!({
            "schema": "dutyphone/inventory/1",
            "taken_at": "2026-11-20T08:00:00Z",
            "tool": name,
            "source": name,
            "device": {
                "platform": "android", "id": format!("{name}{number}"), "maker": name,
                "model": name, "os_version": name,
            },
            "coverage": {
                "complete": false,
                "profiles": [{ "id": 0, "kind": "owner", "status": "complete" }],
                "gaps": [{ "code": "other", "message": name, "advice": name }],
                "notes": [{ "code": "other", "message": name }],
            },
            "apps": [{
                "id": format!("com.example.evil.{name}"), "profile": 0, "state": "installed",
                "origin": "user", "name": name, "version": name,
            }],
        });
        serde_json::to_writer(&mut lines, &phone).unwrap();
        lines.push(b'\n');
    }
    lines
}

fn run(format: Format) -> String {
    String::from_utf8(bytes(format)).unwrap()
}

/// The workbook in which every cell of a device is nasty.
pub(crate) fn workbook() -> Vec<u8> {
    bytes(Format::Xlsx)
}

fn bytes(format: Format) -> Vec<u8> {
    let args = strings(&[
        "audit",
        "-",
        "--policy",
        "ours.toml",
        "--as-of",
        "2026-11-21",
        "--summary=never",
        "-f",
        format.as_str(),
    ]);
    let output = program(&root().join("nasty"), &args, &phones());
    assert_eq!(output.status.code(), Some(1));
    output.stdout
}

/// Characters that act instead of being seen, by Unicode's own lists: controls,
/// bidirectional controls, zero-width and tag characters.
#[track_caller]
fn assert_visible(text: &str) {
    for c in text.chars() {
        let acts = c.is_control() && c != '\n'
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{ffff}')
            || matches!(c, '\u{e0000}'..='\u{e0fff}');
        assert!(!acts, "{c:?}");
    }
}

#[test]
fn in_text() {
    let text = run(Format::Text);
    assert_visible(&text);
    // A name may not forge a line: what is no device's heading is indented.
    let headings = text
        .lines()
        .filter(|line| line.starts_with("NON-COMPLIANT"));
    assert_eq!(headings.count(), names().len());
    assert!(!text.lines().any(|line| line.starts_with("COMPLIANT")));
}

#[test]
fn in_a_summary() {
    let args = [
        "audit",
        "-",
        "--policy",
        "ours.toml",
        "--as-of",
        "2026-11-21",
    ];
    let output = program(&root().join("nasty"), &strings(&args), &phones());
    assert_visible(&String::from_utf8(output.stdout).unwrap());
    let saved = bytes(Format::Json);
    let args = strings(&["report", "-", "--summary"]);
    let output = program(&root(), &args, &saved);
    assert_eq!(output.status.code(), Some(1));
    assert_visible(&String::from_utf8(output.stdout).unwrap());
}

#[test]
fn in_a_comparison() {
    let folder = tempfile::tempdir().unwrap();
    let phones = String::from_utf8(phones()).unwrap();
    let calm = phones.replace("com.example.evil.", "com.example.calm.");
    std::fs::write(folder.path().join("old.ndjson"), calm).unwrap();
    std::fs::write(folder.path().join("new.ndjson"), phones).unwrap();
    let policy = std::fs::read(root().join("nasty/ours.toml")).unwrap();
    std::fs::write(folder.path().join("ours.toml"), policy).unwrap();
    let args = ["diff", "old.ndjson", "new.ndjson", "--policy", "ours.toml"];
    let output = program(folder.path(), &strings(&args), b"");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains(" new, "), "{text}");
    assert_visible(&text);
}

/// A shell puts names of files there, and files have the names of devices.
#[test]
fn in_what_was_typed() {
    let typed = names().join(" ").replace('\0', "") + "##[error]x\n::error::x";
    let (option, format) = (format!("--{typed}"), format!("-f={typed}"));
    for command in dutyphone::cli::commands() {
        for args in [[&typed, "x"], [&command, &option], [&command, &format]] {
            let output = program(&root(), &strings(&args), b"");
            let text = String::from_utf8(output.stderr).unwrap();
            assert_visible(&text);
            assert_no_command(&text.replace('\n', "\\n"));
        }
    }
}

/// No text of a device starts a command of a build service, wherever a viewer
/// of the log wraps or trims a line.
#[track_caller]
fn assert_no_command(json: &str) {
    assert!(!json.contains("##["), "{json}");
    for start in ["\"::", " ::", "\\n::", "\\t::"] {
        assert!(!json.contains(start), "{start} in {json}");
    }
}

#[test]
fn in_json_lines() {
    let text = run(Format::Ndjson);
    assert_visible(&text);
    assert_no_command(&text);
    assert_eq!(text.lines().count(), names().len());
}

#[test]
fn in_json() {
    let text = run(Format::Json);
    assert_visible(&text);
    assert_no_command(&text);
    let result: Value = serde_json::from_str(&text).unwrap();
    let found: Vec<&str> = result["devices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|device| device["findings"][0]["name"].as_str().unwrap())
        .collect();
    for name in names() {
        assert!(
            found.contains(&name.as_str()),
            "{name:?} keeps its characters"
        );
    }
}

#[test]
fn in_sarif() {
    let text = run(Format::Sarif);
    assert_visible(&text);
    assert_no_command(&text);
    let log = check_sarif(text.as_bytes());
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), names().len());
    for result in results {
        let text = result["message"]["text"].as_str().unwrap();
        assert!(!has_lone_brace(text), "{text}");
        assert!(!text.contains("](") || text.contains("\\]("), "{text}");
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            .as_str()
            .unwrap();
        assert!(uri.starts_with("devices/"), "{uri}");
        assert!(
            uri.is_ascii() && !uri.contains([' ', '\\', '"', '?', '#']),
            "{uri}"
        );
    }
}

fn has_lone_brace(text: &str) -> bool {
    text.replace("{{", "")
        .replace("}}", "")
        .contains(['{', '}'])
}

#[test]
fn in_junit() {
    let text = run(Format::Junit);
    assert_visible(&text);
    check_junit(text.as_bytes());
    check_against_xsd(text.as_bytes(), true);
    // One for each device, and one for the run.
    assert_eq!(text.matches("<testsuite ").count(), names().len() + 1);
}

#[test]
fn in_github() {
    let text = run(Format::Github);
    assert_visible(&text);
    let mut lines: Vec<&str> = text.lines().collect();
    assert!(lines.pop().unwrap().starts_with("dutyphone: "));
    // One finding and one gap for each, of which a step shows ten. Other lines are of
    // the log alone, where none may act as a command.
    lines.retain(|line| {
        let begins = line.trim_start().starts_with("::");
        assert!(begins == line.starts_with("::error title="), "{line}");
        begins
    });
    assert_eq!(lines.len(), 10);
    assert!(text.lines().count() > 2 * names().len());
    for line in lines {
        let command = line.strip_prefix("::error title=").unwrap();
        let (title, message) = command.split_once("::").unwrap();
        assert!(!title.contains([':', ',']), "{title}");
        for text in [title, message] {
            let escapes = text.split('%').skip(1);
            for escape in escapes {
                let code = escape.get(..2);
                assert!(matches!(code, Some("25" | "0A" | "3A" | "2C")), "{line}");
            }
        }
    }
}

#[test]
fn in_csv() {
    let text = run(Format::Csv);
    assert_visible(&text);
    let mut sheet = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let mut lines = 0;
    for record in sheet.records() {
        let record = record.unwrap();
        lines += usize::from(!record[0].is_empty());
        for cell in &record {
            let first = cell.chars().next().unwrap_or(' ');
            assert!(
                !"=+-@\t\r|%\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".contains(first),
                "{cell}"
            );
        }
    }
    // A finding, a gap and a note.
    assert_eq!(lines, 3 * names().len());
}

#[test]
fn in_xlsx() {
    let text = crate::workbook::sheets(&workbook());
    assert_visible(&text.replace('\t', " "));
    let devices = text.split("[Devices]\n").nth(1).unwrap();
    let devices = devices.split("[Not read]\n").next().unwrap();
    assert_eq!(devices.lines().count(), 1 + names().len());
}

#[test]
fn in_markdown() {
    let text = run(Format::Markdown);
    assert_visible(&text);
    let mut headings = 0;
    let options = pulldown_cmark::Options::all();
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Start(Tag::Heading { .. }) => headings += 1,
            Event::Start(tag) => assert!(
                matches!(
                    tag,
                    Tag::Paragraph
                        | Tag::List(_)
                        | Tag::Item
                        | Tag::Strong
                        | Tag::Emphasis
                        | Tag::Table(_)
                        | Tag::TableHead
                        | Tag::TableRow
                        | Tag::TableCell
                ),
                "{tag:?}"
            ),
            Event::Html(html) | Event::InlineHtml(html) => unreachable!("{html}"),
            Event::Text(text) => {
                // Services make links of these outside of code.
                assert!(!text.contains("https://"), "{text}");
                assert!(!text.contains("@everyone"), "{text}");
            }
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                unreachable!("{event:?}")
            }
            _ => {}
        }
    }
    assert_eq!(headings, 2 + names().len());
}

pub(crate) fn html() -> String {
    run(Format::Html)
}

#[test]
fn in_html() {
    let text = run(Format::Html);
    assert_visible(&text);
    assert_only_our_tags(&text);
    assert_eq!(
        text.matches("<section class=\"card device\"").count(),
        names().len()
    );
}

/// Every tag is one of the template's, and no attribute acts.
pub(crate) fn assert_only_our_tags(html: &str) {
    let ours = [
        "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "a", "header", "p", "div",
        "h1", "h2", "h3", "ul", "li", "b", "span", "main", "section", "table", "caption", "thead",
        "tbody", "tr", "th", "td", "svg", "rect", "dl", "dt", "dd", "code", "footer", "br",
        "small",
    ];
    for tag in html.split('<').skip(1) {
        let tag = tag.split_once('>').unwrap().0;
        let mut words = tag.trim_start_matches('/').split_ascii_whitespace();
        let name = words.next().unwrap();
        assert!(ours.contains(&name), "<{tag}>");
        for word in words.filter(|word| word.contains('=')) {
            assert!(
                !word.starts_with("on") && !word.starts_with("src"),
                "<{tag}>"
            );
        }
    }
}
