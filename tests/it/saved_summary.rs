//! The summary of a saved result looks and says the same as that of its audit, and
//! says besides how much its lists leave out.

use crate::cases::{case, program, program_with};
use crate::reports::{audit, audits, root, strings};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn of_audit(folder: &Path) -> String {
    let args = [case(folder).args, strings(&["--summary", "-f", "text"])].concat();
    let output = program(folder, &args, b"");
    String::from_utf8(output.stdout).unwrap()
}

fn of_result(folder: &Path, saved: &[u8], more: &[&str]) -> String {
    let args = strings(&[&["report", "-", "--summary"][..], more].concat());
    let key = [("DUTYPHONE_REDACT_KEY", "a key for this test alone")];
    let output = program_with(folder, &args, saved, &key);
    assert_eq!(output.status.code(), Some(case(folder).exit));
    String::from_utf8(output.stdout).unwrap()
}

/// The paragraphs, by their first lines.
fn paragraphs(text: &str) -> BTreeMap<&str, &str> {
    let paragraphs = text.trim_end().split("\n\n");
    let named = paragraphs.map(|one| one.split_once('\n').unwrap_or((one, "")));
    named.collect()
}

#[test]
fn it_says_what_the_audit_says() {
    // The last line tells how to see every device, which each says in its own way.
    let said = |text: &str| text.rsplit_once("\n= ").map(|(said, _)| said.to_owned());
    for folder in audits() {
        let name = folder.display();
        let (before, after) = (of_audit(&folder), audit(&folder, "json"));
        let after = of_result(&folder, &after, &[]);
        assert!(before.ends_with('\n'), "{name}\n{before}");
        assert_eq!(said(&before), said(&after), "{name}");
        let hint = after.lines().last().unwrap();
        assert_eq!(hint, "= every device: without --summary, or -o xlsx=PATH");
        assert!(after.lines().count() < 70, "{name}\n{after}");
    }
}

/// Every app, rule and device that breaks the policy is listed or counted.
#[test]
fn what_a_list_leaves_out_is_counted() {
    for folder in audits() {
        let saved = audit(&folder, "json");
        let text = of_result(&folder, &saved, &[]);
        let result: Value = serde_json::from_slice(&saved).unwrap();
        let devices = result["devices"].as_array().unwrap();
        let all = |key: &str| -> BTreeSet<&str> {
            let found = devices.iter();
            let found = found.flat_map(|one| one["findings"].as_array().unwrap());
            let open = found.filter(|one| one["waived_by"].is_null());
            let open = open.filter(|one| one["permitted_by"].is_null());
            open.map(|one| one[key].as_str().unwrap()).collect()
        };
        let bad = devices.iter();
        let bad = bad.filter(|one| one["verdict"] == "non-compliant").count();
        for (heading, expected) in [
            ("Most serious and most common apps", all("app").len()),
            ("Rules that found most", all("rule").len()),
            ("Worst devices", bad),
        ] {
            let list = paragraphs(&text).get(heading).copied().unwrap_or_default();
            let lines = list.lines().filter(|line| !line.starts_with("      "));
            let told = lines.map(|line| match line.strip_prefix("  and ") {
                Some(more) => more.trim_end_matches(" more").parse().unwrap(),
                None => 1,
            });
            assert_eq!(told.sum::<usize>(), expected, "{heading}\n{text}");
        }
    }
}

/// A list of some devices says so, beside the counts of all.
#[test]
fn a_part_of_the_devices_is_told() {
    let folder = root().join("mixed");
    let args = [
        case(&folder).args,
        strings(&["-f", "json", "--only", "non-compliant"]),
    ];
    let saved = program(&folder, &args.concat(), b"").stdout;
    let result: Value = serde_json::from_slice(&saved).unwrap();
    let listed = result["devices"].as_array().unwrap().len();
    let all = &result["summary"]["devices"];
    let text = of_result(&folder, &saved, &[]);
    let said = format!("\n{listed} of {all} devices are listed\n");
    assert!(text.contains(&said), "{said}{text}");
}

#[test]
fn a_redacted_one_names_no_device() {
    let folder = root().join("mixed");
    let saved = audit(&folder, "json");
    let result: Value = serde_json::from_slice(&saved).unwrap();
    let (plain, redacted) = (
        of_result(&folder, &saved, &[]),
        of_result(&folder, &saved, &["--redact"]),
    );
    let devices = result["devices"].as_array().unwrap().iter();
    let ids: Vec<&str> = devices.map(|one| one["id"].as_str().unwrap()).collect();
    assert!(ids.iter().any(|id| plain.contains(id)), "{plain}");
    assert!(!ids.iter().any(|id| redacted.contains(id)), "{redacted}");
    assert!(redacted.contains("  device-"), "{redacted}");
}

/// Into a file as on stdout; the text file of an audit lists every device as before.
#[test]
fn into_a_file() {
    let folder = root().join("mixed");
    let saved = audit(&folder, "json");
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("text");
    let output = format!("text={}", path.display());
    let text = of_result(&folder, &saved, &["-f", "csv", "-o", &output]);
    assert_eq!(text.as_bytes(), audit(&folder, "csv"));
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written, of_result(&folder, &saved, &[]));
    let args = [case(&folder).args, strings(&["--summary", "-o", &output])];
    program(&folder, &args.concat(), b"");
    assert_eq!(std::fs::read(&path).unwrap(), audit(&folder, "text"));
}
