//! HTML and Markdown as an overview: sums that agree with the result, all that limits
//! it, and no section for any device.

use crate::cases::{case, program};
use crate::nasty_names::assert_only_our_tags;
use crate::report_facts::{run_facts, shown};
use crate::reports::{audit, audits, root, strings};
use dutyphone::report::Format;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const PAGES: [Format; 2] = [Format::Html, Format::Markdown];

fn audited(folder: &Path, more: &[&str]) -> String {
    let args = [case(folder).args, strings(more)].concat();
    let output = program(folder, &args, b"");
    assert_eq!(output.status.code(), Some(case(folder).exit));
    String::from_utf8(output.stdout).unwrap()
}

/// How many devices there are for each of what `of` says of a device.
fn sums<'v>(
    devices: &'v [Value],
    of: impl Fn(&'v Value) -> Vec<&'v str>,
) -> BTreeMap<&'v str, usize> {
    let mut sums = BTreeMap::new();
    for device in devices {
        for what in of(device).into_iter().collect::<BTreeSet<_>>() {
            *sums.entry(what).or_default() += 1;
        }
    }
    sums
}

fn words<'v>(list: &'v Value, key: &str) -> Vec<&'v str> {
    let list = list.as_array().unwrap().iter();
    list.map(|one| one[key].as_str().unwrap()).collect()
}

fn open_apps(device: &Value) -> Vec<&str> {
    let found = device["findings"].as_array().unwrap().iter();
    let open = found.filter(|one| one["waived_by"].is_null() && one["permitted_by"].is_null());
    open.map(|one| one["app"].as_str().unwrap()).collect()
}

#[test]
fn the_sums_are_those_of_the_result() {
    for folder in audits() {
        let result: Value = serde_json::from_slice(&audit(&folder, "json")).unwrap();
        let devices = result["devices"].as_array().unwrap();
        let markdown = audited(&folder, &["--summary", "-f", "markdown"]);
        let html = audited(&folder, &["--summary", "-f", "html"]);
        let said = |what: &str, count: usize| {
            let name = folder.display();
            let lines = || markdown.lines().filter(|line| line.contains(what));
            let cell = format!("| {count} |");
            let sentence = format!(": {count} device");
            let mut lines = lines().chain(lines());
            assert!(
                lines.any(|line| line.ends_with(&cell) || line.contains(&sentence)),
                "{name}: {what} {count}\n{markdown}"
            );
            let cell = format!("<td class=\"number\">{count}</td></tr>");
            let mut rows = html.lines().filter(|line| line.contains(what));
            assert!(
                rows.any(|row| row.ends_with(&cell)),
                "{name}: {what} {count}\n{html}"
            );
        };
        // What ids and codes look like on a page is tested elsewhere.
        let is_plain = |text: &str| {
            text.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b))
        };
        let all = [
            sums(devices, open_apps),
            sums(devices, |device| words(&device["coverage"]["gaps"], "code")),
            sums(devices, |device| {
                words(&device["coverage"]["notes"], "code")
            }),
            sums(devices, |device| words(&device["remarks"], "code")),
        ];
        for (what, count) in all.iter().flatten().filter(|(what, _)| is_plain(what)) {
            said(what, *count);
        }
        assert_only_our_tags(&html);
        assert!(!html.contains("<section class=\"card device\""), "{html}");
        let needy = ["non-compliant", "indeterminate"];
        let needy = devices
            .iter()
            .filter(|one| needy.iter().any(|word| one["verdict"] == *word));
        let listed = needy.count().min(20);
        assert_eq!(
            html.matches("<td class=\"wide\">").count(),
            listed,
            "{html}"
        );
        let rest = devices.len() - listed;
        for page in [&html, &markdown] {
            let says = page.contains("not shown here");
            assert_eq!(says, rest > 0, "{page}");
        }
    }
}

#[test]
fn whatever_limits_the_run_is_in_it() {
    let folder = root().join("limits");
    for format in PAGES {
        let text = audited(&folder, &["--summary", "-f", format.as_str()]);
        let text = shown(format, &text);
        for (what, says) in run_facts(&folder, format) {
            let lost: Vec<_> = says
                .iter()
                .filter(|words| !text.contains(&***words))
                .collect();
            assert!(lost.is_empty(), "{format}: {what}: {lost:?}\n{text}");
        }
    }
}

/// Only on request, and then the same from the audit as from its result.
#[test]
fn on_request_alone() {
    let folder = root().join("mixed");
    let saved = audit(&folder, "json");
    for format in PAGES {
        let word = format.as_str();
        let whole = audited(&folder, &["-f", word]);
        for when in ["--summary=auto", "--summary=never"] {
            assert_eq!(audited(&folder, &["-f", word, when]), whole);
        }
        let overview = audited(&folder, &["-f", word, "--summary"]);
        assert_ne!(overview, whole);
        for (args, expected) in [
            (&["report", "-", "-f", word][..], &whole),
            (&["report", "-", "-f", word, "--summary"], &overview),
        ] {
            let output = program(&folder, &strings(args), &saved);
            assert_eq!(&String::from_utf8(output.stdout).unwrap(), expected);
        }
        // Into a file, beside a format that lists every device.
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("page");
        let output = format!("{word}={}", file.display());
        let json = audited(&folder, &["-f", "json", "-o", &output, "--summary"]);
        assert_eq!(json.as_bytes(), saved);
        assert_eq!(std::fs::read_to_string(file).unwrap(), overview);
    }
}

#[test]
fn where_there_is_none_it_is_refused() {
    let folder = root().join("mixed");
    let refused = |args: &[String], stdin: &[u8]| {
        let output = program(&folder, args, stdin);
        assert_eq!(output.status.code(), Some(2));
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains("--summary is for"), "{text}");
        assert!(text.contains("html=FILE"), "{text}");
    };
    let args = [case(&folder).args, strings(&["--summary", "-f", "csv"])].concat();
    refused(&args, b"");
    refused(
        &strings(&["report", "-", "--summary", "-f", "csv"]),
        &audit(&folder, "json"),
    );
}
