//! What changed between two audits, from inventories and from saved results.

use crate::schemas::{forbid_more, schema, validate};
use std::fs;
use std::path::Path;

fn app(id: &str, more: &str) -> String {
    format!(r#"{{"id":"{id}"{more}}}"#)
}

fn line(device: &str, day: &str, complete: bool, apps: &[String]) -> String {
    let always = ["com.example.calm", "android", "com.android.settings"].map(|id| app(id, ""));
    let apps = [&always[..], apps].concat().join(",");
    format!(
        r#"{{"schema":"dutyphone/inventory/1","taken_at":"{day}T00:00:00Z","device":{{"platform":"android","id":"{device}"}},"coverage":{{"complete":{complete},"profiles":[{{"id":0,"kind":"owner","status":"complete"}}]}},"apps":[{apps}]}}"#
    )
}

const POLICY: &str = r#"
schema = 1
id = "ours"
[[rule]]
id = "list"
level = "deny"
android = ["com.example.one", "com.example.two", "com.example.three"]
"#;

const WAIVERS: &str = r#"
schema = 1
[[waiver]]
id = "w1"
rule = "ours/list"
app = "com.example.three"
device = "EXAMPLE-3"
reason = "a test of the app itself"
approver = "head of unit"
expires = 2026-11-10
"#;

/// Two months of a small fleet.
fn months() -> [String; 2] {
    let first = r#","version":"1.0","first_installed":"2026-09-20T10:00:00Z""#;
    let updated = r#","version":"1.1","first_installed":"2026-09-20T10:00:00Z""#;
    let left = r#","state":"residue","first_installed":"2026-09-20T10:00:00Z""#;
    let (one, two, three) = ("com.example.one", "com.example.two", "com.example.three");
    let old = [
        line("EXAMPLE-1", "2026-10-01", true, &[app(one, first)]),
        line(
            "EXAMPLE-2",
            "2026-10-01",
            true,
            &[app(one, first), app(two, first)],
        ),
        line("EXAMPLE-3", "2026-10-01", true, &[app(three, "")]),
        line("EXAMPLE-4", "2026-10-01", true, &[app(one, "")]),
        line("EXAMPLE-5", "2026-10-01", true, &[]),
    ];
    let new = [
        line("EXAMPLE-1", "2026-11-01", true, &[]),
        line(
            "EXAMPLE-2",
            "2026-11-01",
            true,
            &[app(one, updated), app(two, left)],
        ),
        line("EXAMPLE-3", "2026-11-01", true, &[app(three, "")]),
        line("EXAMPLE-4", "2026-11-01", false, &[]),
        line("EXAMPLE-6", "2026-11-01", true, &[app(one, "")]),
    ];
    [old.join("\n") + "\n", new.join("\n") + "\n"]
}

fn run(folder: &Path, args: &[&str]) -> (String, Option<i32>) {
    let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
    let output = super::cases::program(folder, &args, b"");
    let stderr = String::from_utf8(output.stderr).unwrap();
    // A stream has no place for what is said of the run.
    let of_run = stderr
        .lines()
        .all(|line| line.starts_with("waiver-") || line.starts_with("  "));
    assert!(of_run, "{args:?}: {stderr}");
    (
        String::from_utf8(output.stdout).unwrap(),
        output.status.code(),
    )
}

/// Every change of a finding, by device and app, from the JSON.
fn changes(json: &str) -> Vec<(String, String, String)> {
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    let mut all = Vec::new();
    for device in value["devices"].as_array().unwrap() {
        for finding in device["findings"].as_array().unwrap() {
            let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
            all.push((
                text(&device["id"]),
                text(&finding["app"]),
                text(&finding["change"]),
            ));
        }
    }
    all
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let [old, new] = months();
    for (name, text) in [
        ("old.ndjson", old.as_str()),
        ("new.ndjson", &new),
        ("ours.toml", POLICY),
        ("waivers.toml", WAIVERS),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Audits both months into results and lines of results.
fn audit_both(folder: &Path) {
    // The waiver held in October and has run out in November, so the two
    // results have days of their own.
    for (name, day) in [("old", "2026-11-01"), ("new", "2026-11-20")] {
        let input = format!("{name}.ndjson");
        let args = [
            "audit",
            &input,
            "--policy",
            "ours.toml",
            "--waivers",
            "waivers.toml",
            "--as-of",
            day,
        ];
        let (json, _) = run(folder, &[&args[..], &["-f", "json"]].concat());
        fs::write(folder.join(format!("{name}.json")), json).unwrap();
        let (lines, _) = run(folder, &[&args[..], &["-f", "ndjson"]].concat());
        fs::write(folder.join(format!("{name}-lines")), lines).unwrap();
    }
}

#[test]
fn every_kind_of_change_is_told() {
    let folder = folder();
    audit_both(folder.path());
    let (json, exit) = run(
        folder.path(),
        &["diff", "old.json", "new.json", "-f", "json"],
    );
    assert_eq!(exit, Some(0));
    // What got worse comes first, then what could not be looked at.
    let expected = [
        ("EXAMPLE-3", "com.example.three", "waiver-lapsed"),
        ("EXAMPLE-6", "com.example.one", "new"),
        ("EXAMPLE-4", "com.example.one", "not-seen"),
        ("EXAMPLE-1", "com.example.one", "fixed"),
        ("EXAMPLE-2", "com.example.one", "still-there"),
        ("EXAMPLE-2", "com.example.two", "eased"),
    ];
    let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(changes(&json), expected);
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/diff.schema.json");
    let published = schema(&own);
    // For this test nothing may be missing from the schema either.
    let mut strict = published.clone();
    forbid_more(&mut strict);
    let value = serde_json::from_str(&json).unwrap();
    validate(&published, &value);
    validate(&strict, &value);
    let (lines, _) = run(
        folder.path(),
        &["diff", "old-lines", "new-lines", "-f", "json"],
    );
    assert_eq!(changes(&lines), expected);
    let (text, exit) = run(
        folder.path(),
        &["diff", "old.json", "new.json", "--fail-on", "new"],
    );
    assert_eq!(exit, Some(1));
    // She had it for a month and removed it.
    let whole: Vec<&str> = text.split_whitespace().collect();
    let whole = whole.join(" ");
    for sentence in [
        "first installed on 2026-09-20; still there on 2026-10-01, gone by 2026-11-01",
        "updated from 1.0",
        "not installed; its data is left, was installed",
        "EXAMPLE-5 (Android): was compliant; it is not in the newer audit",
        "1 new, 1 with a lapsed permission, 1 still there, 1 not seen on devices that were not fully read, 1 eased, 1 fixed",
    ] {
        assert!(whole.contains(sentence), "{sentence}\n{text}");
    }
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    let (markdown, _) = run(
        folder.path(),
        &["diff", "old.json", "new.json", "-f", "markdown"],
    );
    assert!(markdown.contains("| new | `EXAMPLE-6` |"), "{markdown}");
}

#[test]
fn inventories_are_judged_first() {
    let folder = folder();
    let args = [
        "diff",
        "old.ndjson",
        "new.ndjson",
        "--policy",
        "ours.toml",
        "--as-of",
        "2026-11-20",
        "-f",
        "json",
    ];
    let (json, _) = run(folder.path(), &args);
    let found = changes(&json);
    assert_eq!(found.len(), 6);
    // Nothing permits it in either, without the waivers.
    let of_three = found.iter().find(|(device, _, _)| device == "EXAMPLE-3");
    assert_eq!(of_three.unwrap().2, "still-there");
    let same = [
        "diff",
        "new.ndjson",
        "new.ndjson",
        "--policy",
        "ours.toml",
        "--fail-on",
        "new",
    ];
    // Nothing is new, and one device was not fully read.
    assert_eq!(run(folder.path(), &same).1, Some(3));
    let old = [
        "diff",
        "old.ndjson",
        "old.ndjson",
        "--policy",
        "ours.toml",
        "--fail-on",
        "new",
    ];
    assert_eq!(run(folder.path(), &old).1, Some(0));
}

/// A result that was cut off must not look as if devices had gone.
#[test]
fn a_damaged_result_is_refused() {
    let folder = folder();
    let args = [
        "audit",
        "new.ndjson",
        "--policy",
        "ours.toml",
        "-f",
        "ndjson",
        "--as-of",
        "2026-11-20",
    ];
    let (lines, _) = run(folder.path(), &args);
    fs::write(folder.path().join("whole"), &lines).unwrap();
    fs::write(
        folder.path().join("cut"),
        lines.get(..lines.len() - 40).unwrap(),
    )
    .unwrap();
    let args: Vec<String> = ["diff", "whole", "cut"].map(str::to_owned).to_vec();
    let output = super::cases::program(folder.path(), &args, b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("line 5"));
}

/// What a filter left out would seem to be gone.
#[test]
fn a_filtered_result_is_refused() {
    let folder = folder();
    let audit = |file: &str, policy: &str, more: &[&str]| {
        let args = ["audit", file, "--policy", policy, "-f", "json"];
        run(folder.path(), &[args.as_slice(), more].concat()).0
    };
    let only = audit("old.ndjson", "ours.toml", &["--only", "non-compliant"]);
    fs::write(folder.path().join("only.json"), only).unwrap();
    let args = ["diff", "only.json", "new.ndjson"].map(str::to_owned);
    let output = super::cases::program(folder.path(), &args, b"");
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("4 of 5 devices"), "{stderr}");

    let (old, new) = (
        audit("old.ndjson", "ours.toml", &[]),
        audit("old.ndjson", "default", &[]),
    );
    fs::write(folder.path().join("old.json"), old).unwrap();
    fs::write(folder.path().join("new.json"), new).unwrap();
    let (text, _) = run(folder.path(), &["diff", "old.json", "new.json"]);
    assert!(text.contains("different policies"), "{text}");
}

/// A file of something else is no audit in which nothing was found.
#[test]
fn what_holds_nothing_is_refused() {
    let folder = folder();
    for (name, text) in [("empty", ""), ("other", "{}\n")] {
        fs::write(folder.path().join(name), text).unwrap();
        let args = ["diff", name, "new.ndjson"].map(str::to_owned);
        let output = super::cases::program(folder.path(), &args, b"");
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert_eq!(output.stdout, b"", "{name}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains("it holds no result"), "{stderr}");
    }
}

/// Nothing new is seen on a phone that breaks the policy as before; whether
/// anything is new on the part that was not read, nobody knows.
#[test]
fn a_known_offender_that_was_not_fully_read_is_no_all_clear() {
    let folder = folder();
    let one = [app("com.example.one", "")];
    for (name, complete) in [("whole", true), ("part", false)] {
        let text = line("EXAMPLE-1", "2026-11-01", complete, &one);
        fs::write(folder.path().join(name), text).unwrap();
    }
    let new_on = |new: &str| {
        let args = [
            "diff",
            "whole",
            new,
            "--policy",
            "ours.toml",
            "--fail-on",
            "new",
        ];
        run(folder.path(), &args).1
    };
    assert_eq!(new_on("whole"), Some(0));
    assert_eq!(new_on("part"), Some(3));
}

/// Lines do not say from which level a finding breaks the policy; the answer
/// of the device does.
#[test]
fn a_device_that_breaks_the_policy_now_is_new_whatever_the_level() {
    let folder = folder();
    fs::write(
        folder.path().join("warn.toml"),
        POLICY.replace("deny", "warn"),
    )
    .unwrap();
    let days = [("before", "2026-10-01", ""), ("after", "2026-11-01", "one")];
    for (name, day, id) in days {
        let apps = [
            app(&format!("com.example.{id}x"), ""),
            app("com.example.one", ""),
        ];
        let apps = if id.is_empty() { &apps[..1] } else { &apps[..] };
        let inventory = line("EXAMPLE-1", day, true, apps);
        fs::write(folder.path().join("now"), inventory).unwrap();
        let args = [
            "audit",
            "now",
            "--policy",
            "warn.toml",
            "--fail-on",
            "warn",
            "-f",
            "ndjson",
        ];
        let (lines, _) = run(folder.path(), &args);
        fs::write(folder.path().join(name), lines).unwrap();
    }
    let args = ["diff", "before", "after", "--fail-on", "new"];
    let (text, exit) = run(folder.path(), &args);
    assert_eq!(exit, Some(1), "{text}");
    assert!(text.contains("1 newly non-compliant"), "{text}");
}

/// A policy that judges nothing finds nothing, and that is no answer.
#[test]
fn a_policy_that_has_ended_compares_nothing() {
    let folder = folder();
    let ended = POLICY.replace("id = \"ours\"", "id = \"ours\"\nexpires = 2024-01-01");
    fs::write(folder.path().join("ended.toml"), ended).unwrap();
    let args = ["diff", "old.ndjson", "new.ndjson", "--policy", "ended.toml"].map(str::to_owned);
    let output = super::cases::program(folder.path(), &args, b"");
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("none of the policies"), "{stderr}");
}

/// What the newer audit did not look for is not gone from the phone.
#[test]
fn what_no_rule_looked_for_is_not_fixed() {
    let folder = folder();
    let less = POLICY.replace("id = \"ours\"", "id = \"others\"");
    fs::write(folder.path().join("others.toml"), less).unwrap();
    for (name, policy) in [("before", "ours.toml"), ("after", "others.toml")] {
        let args = ["audit", "old.ndjson", "-p", policy, "-f", "json"];
        let (json, _) = run(
            folder.path(),
            &[&args[..], &["--as-of", "2026-11-01"]].concat(),
        );
        fs::write(folder.path().join(format!("{name}.json")), json).unwrap();
    }
    let (json, _) = run(
        folder.path(),
        &["diff", "before.json", "after.json", "-f", "json"],
    );
    let of_ours: Vec<_> = changes(&json)
        .into_iter()
        .filter(|(_, _, change)| change != "new")
        .collect();
    assert!(!of_ours.is_empty());
    for (device, app, change) in of_ours {
        assert_eq!(change, "not-judged", "{device} {app}");
    }
}
