//! Every format on the same audits, the outputs of `-o`, and saved results.
//!
//! A folder under `fixtures/reports/` with a `case.toml` is one audit; beside
//! it lies what each format must say of it. `DUTYPHONE_BLESS=1` writes these
//! files anew.

use crate::cases::{case, compare, program, program_with};
use crate::workbook::{readable, sheets};
use dutyphone::report::Format;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/reports")
}

pub(crate) fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

pub(crate) fn audits() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("case.toml").is_file())
        .collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

/// The result of a folder's audit in a format.
pub(crate) fn audit(folder: &Path, format: &str) -> Vec<u8> {
    let case = case(folder);
    let mut args = case.args;
    args.extend(strings(&["-f", format]));
    let output = program(folder, &args, b"");
    assert_eq!(output.status.code(), Some(case.exit), "{}", case.what);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{}", case.what);
    output.stdout
}

/// The formats of a whole result, which sort the devices. A stream keeps the
/// order of its input; `fleet.rs` tests it.
fn whole() -> impl Iterator<Item = &'static Format> {
    Format::ALL
        .iter()
        .filter(|format| **format != Format::Ndjson)
}

#[test]
fn every_format_says_what_it_must() {
    let mut wrong = Vec::new();
    for folder in audits() {
        for format in whole() {
            let ending = match format {
                Format::Xlsx => "sheets",
                Format::Text => "txt",
                Format::Junit => "xml",
                Format::Github => "log",
                Format::Markdown => "md",
                other => other.as_str(),
            };
            let mut actual = audit(&folder, format.as_str());
            if *format == Format::Xlsx {
                actual = sheets(&actual).into_bytes();
            }
            compare(
                &folder.join(format!("expected.{ending}")),
                &actual,
                &mut wrong,
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_saved_result_gives_the_bytes_and_the_exit_code_of_its_audit() {
    for folder in audits() {
        let exit = case(&folder).exit;
        let saved = audit(&folder, "json");
        for format in whole() {
            let args = strings(&["report", "-", "-f", format.as_str()]);
            let output = program(&folder, &args, &saved);
            assert_eq!(output.status.code(), Some(exit));
            let at_once = audit(&folder, format.as_str());
            assert!(output.stdout == at_once, "{format} of {}", folder.display());
        }
    }
}

/// Files named one by one in any order, and named twice over in one folder.
#[test]
fn the_order_of_sources_changes_nothing() {
    let folder = root().join("mixed");
    let mut files: Vec<String> = fs::read_dir(folder.join("inventories"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| format!("inventories/{name}"))
        .collect();
    files.sort();
    let mut args = case(&folder).args;
    let place = args.iter().position(|arg| arg == "inventories").unwrap();
    args.remove(place);
    let run = |files: &[String], format: &Format| {
        let mut all = args.clone();
        all.extend_from_slice(files);
        all.extend(strings(&["-f", format.as_str()]));
        program(&folder, &all, b"").stdout
    };
    for format in whole() {
        let expected = audit(&folder, format.as_str());
        for turn in [0, 1, 4] {
            files.rotate_left(turn);
            files.swap(0, 3);
            assert!(run(&files, format) == expected, "{format}");
        }
    }
}

#[test]
fn several_outputs_in_one_run_are_the_same_bytes_as_alone() {
    let folder = root().join("mixed");
    let place = tempfile::tempdir().unwrap();
    let mut args = case(&folder).args;
    for format in whole() {
        let path = place.path().join(format.as_str());
        args.extend(["-o".to_owned(), format!("{format}={}", path.display())]);
    }
    args.extend(strings(&["-f", "text"]));
    let output = program(&folder, &args, b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout == audit(&folder, "text"), "stdout stays text");
    for format in whole() {
        let written = fs::read(place.path().join(format.as_str())).unwrap();
        assert!(written == audit(&folder, format.as_str()), "{format}");
    }
    let left: Vec<_> = fs::read_dir(place.path()).unwrap().collect();
    assert_eq!(left.len(), whole().count(), "no unfinished file is left");
}

#[test]
fn a_dash_is_stdout() {
    let folder = root().join("mixed");
    let mut args = case(&folder).args;
    args.extend(strings(&["-o", "csv=-"]));
    assert!(program(&folder, &args, b"").stdout == audit(&folder, "csv"));
}

/// What goes wrong with outputs is said before anything is read, and nothing
/// is written.
#[test]
fn outputs_that_cannot_be_written_stop_the_run() {
    let folder = root().join("mixed");
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name).display().to_string();
    fs::write(place.path().join("old.json"), "old").unwrap();
    let good = format!("json={}", path("old.json"));
    let cases = [
        (
            format!("csv={}", path("no/such/folder.csv")),
            "cannot write",
        ),
        (format!("csv={}", path("")), "it is a folder"),
        (format!("junit={}", path("old.json")), "two outputs go to"),
        ("json".to_owned(), "write FORMAT=PATH"),
        ("yaml=x".to_owned(), "`yaml` is no format"),
        ("json=".to_owned(), "the path is missing"),
    ];
    for (bad, said) in cases {
        let mut args = case(&folder).args;
        args.extend(["-o".to_owned(), good.clone(), "-o".to_owned(), bad.clone()]);
        let output = program(&folder, &args, b"");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{bad}: {stderr}");
        assert!(stderr.contains(said), "{bad}: {stderr}");
        assert!(output.stdout.is_empty());
    }
    let mut twice = case(&folder).args;
    twice.extend(strings(&["-f", "json", "-o", "csv=-"]));
    assert_eq!(program(&folder, &twice, b"").status.code(), Some(2));
    let left: Vec<_> = fs::read_dir(place.path()).unwrap().collect();
    assert_eq!(left.len(), 1);
    let old = fs::read_to_string(place.path().join("old.json")).unwrap();
    assert_eq!(old, "old", "what was there stays");
}

/// A result that was changed by hand must not turn a build green.
#[test]
fn a_result_that_contradicts_itself_is_refused() {
    let saved = String::from_utf8(audit(&root().join("mixed"), "json")).unwrap();
    let says = |old: &str, new: &str| {
        assert!(saved.contains(old), "{old}");
        let args = strings(&["report", "-"]);
        let output = program(&root(), &args, saved.replacen(old, new, 1).as_bytes());
        assert_eq!(output.status.code(), Some(2), "{old} -> {new}");
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr)
            .unwrap()
            .replace("\n  ", " ")
    };
    let verdict = "\"verdict\": \"non-compliant\"";
    assert!(says(verdict, "\"verdict\": \"compliant\"").contains("it says compliant"));
    assert!(says("\"non_compliant\": 2", "\"non_compliant\": 0").contains("than it counts"));
    assert!(says("\"devices\": 9", "\"devices\": 8").contains("do not add up"));
    assert!(says("\"as_of\"", "\"verdict\"").contains("no saved result"));
    assert!(says("dutyphone/audit/2", "dutyphone/audit/3").contains("a newer one"));
    assert!(says("dutyphone/audit/2", "dutyphone/inventory/1").contains("dutyphone audit"));
    let device = "\"verdict\": \"indeterminate\"";
    assert!(says(device, "\"verdict\": \"compliant\"").contains("not fully read"));
    assert!(says(device, "\"verdict\": \"fine\"").contains("`fine` is no verdict"));
    // Nor may it accuse without what it accuses of.
    let compliant = "\"verdict\": \"compliant\"";
    assert!(says(compliant, verdict).contains("nothing that stands there breaks"));
}

/// A result out of which failing devices and their counts were cut, with the head
/// left as it was, is no result.
#[test]
fn a_head_that_is_worse_than_its_devices_is_refused() {
    let saved = String::from_utf8(audit(&root().join("mixed"), "json")).unwrap();
    let mut result: serde_json::Value = serde_json::from_str(&saved).unwrap();
    for kept in [
        &["compliant", "not-applicable"][..],
        &["indeterminate"],
        &[],
    ] {
        let devices = result["devices"].as_array_mut().unwrap();
        devices.retain(|device| kept.contains(&device["verdict"].as_str().unwrap()));
        let count = |verdict: &str| {
            devices
                .iter()
                .filter(|one| one["verdict"] == verdict)
                .count()
        };
        let (compliant, others) = (count("compliant"), count("not-applicable"));
        let (unread, all) = (count("indeterminate"), devices.len());
        let summary = &mut result["summary"];
        summary["devices"] = all.into();
        summary["non_compliant"] = 0.into();
        summary["indeterminate"] = unread.into();
        summary["compliant"] = compliant.into();
        summary["not_applicable"] = others.into();
        let args = strings(&["report", "-"]);
        let output = program(&root(), &args, result.to_string().as_bytes());
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{kept:?} {told}");
        assert!(told.contains("it says non-compliant"), "{told}");
    }
}

#[test]
fn what_a_newer_version_adds_is_no_mistake() {
    let saved = String::from_utf8(audit(&root().join("mixed"), "json")).unwrap();
    let newer = saved
        .replace("dutyphone/audit/2\"", "dutyphone/audit/2.4\"")
        .replace("\"state\": \"installed\"", "\"state\": \"hovering\"")
        .replace(
            "\"match\": \"id\"",
            "\"match\": \"by-scent\", \"news\": [1]",
        );
    for format in Format::ALL {
        let args = strings(&["report", "-", "-f", format.as_str()]);
        let output = program(&root(), &args, newer.as_bytes());
        assert_eq!(output.status.code(), Some(1), "{format}");
    }
}

const KEY: (&str, &str) = ("DUTYPHONE_REDACT_KEY", "a key for tests, 32 characters..");

#[test]
fn a_redacted_report_names_no_device_in_any_format() {
    let folder = root().join("mixed");
    for format in Format::ALL {
        let mut args = case(&folder).args;
        args.retain(|arg| arg != "--quiet");
        args.extend(strings(&["--redact", "--verbose", "-f", format.as_str()]));
        let output = program_with(&folder, &args, b"", &[KEY]);
        assert_eq!(output.status.code(), Some(1));
        let text = readable(*format, output.stdout);
        let told = String::from_utf8(output.stderr).unwrap();
        for name in [
            "EXAMPLE-10",
            "example-10",
            "inventories",
            "violation.json",
            "08:15",
        ] {
            assert!(!text.contains(name), "{name} in {format}");
            assert!(!told.contains(name), "{name} on stderr");
        }
        assert!(text.contains("device-"), "{format}");
        assert!(
            text.contains("TikTok"),
            "{format} still says what was found"
        );

        let saved = audit(&folder, "json");
        let args = strings(&["report", "-", "--redact", "-f", format.as_str()]);
        let later = program_with(&folder, &args, &saved, &[KEY]).stdout;
        let later = readable(*format, later);
        // Lines of a run stand in the order of the input; a saved result has none.
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort_unstable();
            lines
        };
        let is_alike = match format {
            Format::Ndjson => sorted(&later) == sorted(&text),
            _ => later == text,
        };
        assert!(is_alike, "{format} is redacted alike later");
    }
}

#[test]
fn without_a_key_hashes_differ_from_run_to_run() {
    let folder = root().join("mixed");
    let mut args = case(&folder).args;
    args.extend(strings(&["--redact", "-f", "csv"]));
    assert_ne!(
        program(&folder, &args, b"").stdout,
        program(&folder, &args, b"").stdout
    );
    let short = program_with(&folder, &args, b"", &[(KEY.0, "short")]);
    assert_eq!(short.status.code(), Some(2));
}

/// What may not leave in a redacted report, and where it is planted.
const SECRETS: &[(&str, &str)] = &[
    ("quartz", "the approver of a waiver"),
    ("marble", "the reason of a waiver"),
    ("head of security", "who decided on an adoption"),
    ("brokennote", "a free note"),
    ("T08:15", "an exact time"),
    ("T07:31", "when an app was installed"),
    ("secretfolder", "a path"),
    (
        "islandgap",
        "the name of a profile, in a gap of a known code",
    ),
    ("islandadvice", "the advice of whoever wrote the inventory"),
    ("clocknote", "the words of a note of a known code"),
    ("permission-of-the-directorate", "the id of a waiver"),
    (
        "expired-for-the-directorate",
        "the id of a waiver that permits nothing",
    ),
];

/// A waiver that is past its last day.
const EXPIRED: &str = r#"
[[waiver]]
id = "expired-for-the-directorate"
rule = "nl-aivd-2023/offensive-cyber-programme"
device = "EXAMPLE-2004"
app = "tiktok"
reason = "reason marble"
approver = "approver quartz"
expires = 2026-01-31
"#;

/// What no report tells, redacted or not.
const NEVER: &str = "user:pw@clip.example";

#[test]
fn a_redacted_run_tells_no_secret_in_any_format_or_on_stderr() {
    let folder = root().join("limits");
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("secretfolder");
    fs::create_dir(&target).unwrap();
    let waived = fs::read_to_string(folder.join("inventories/waived.json")).unwrap();
    let mut phone: serde_json::Value = serde_json::from_str(&waived).unwrap();
    for app in phone["apps"].as_array_mut().unwrap() {
        app["first_installed"] = "2026-10-01T07:31:22Z".into();
    }
    phone["coverage"]["notes"] = serde_json::json!([
        {"code": "other", "message": "brokennote"},
        {"code": "clocks-differ", "message": "clocknote"},
        {"code": "web-clip", "message": format!("2 web clips: https://{NEVER}/x")},
    ]);
    phone["coverage"]["gaps"] = serde_json::json!([
        {"code": "profile-unreadable", "message": "islandgap", "advice": "islandadvice"},
    ]);
    fs::write(target.join("phone.json"), phone.to_string()).unwrap();
    fs::write(target.join("letter.json"), r#"{"a": 1}"#).unwrap();
    let source = target.display().to_string();
    let waivers = fs::read_to_string(folder.join("waivers.toml")).unwrap();
    let waivers = waivers.replace("\"w1\"", "\"permission-of-the-directorate\"");
    let waivers = format!("{waivers}{EXPIRED}");
    let own = place.path().join("waivers.toml");
    fs::write(&own, waivers).unwrap();
    let run = |format: &str, redact: bool| {
        let file = format!("{format}={}", target.join("out").display());
        let mut args = case(&folder).args;
        args.retain(|arg| arg != "--quiet");
        args[1].clone_from(&source);
        let named = args.iter_mut().find(|arg| *arg == "waivers.toml");
        *named.unwrap() = own.display().to_string();
        args.extend(strings(&["-f", format, "-o", &file, "--summary=never"]));
        args.extend(redact.then(|| "--redact".to_owned()));
        let output = program_with(&folder, &args, b"", &[KEY]);
        let _ = fs::remove_file(target.join("out"));
        let out = readable(Format::parse(format).unwrap(), output.stdout);
        (out, String::from_utf8(output.stderr).unwrap())
    };
    for format in Format::ALL {
        let (out, err) = run(format.as_str(), true);
        for (secret, what) in SECRETS {
            assert!(!out.contains(secret), "{what} in {format}: {out}");
            assert!(!err.contains(secret), "{what} on stderr: {err}");
        }
        for redact in [true, false] {
            let (out, err) = run(format.as_str(), redact);
            assert!(!(out.clone() + &err).contains(NEVER), "{format}: {out}");
        }
    }
    // They are there, unless they are taken out.
    let (out, err) = run("json", false);
    assert!(out.contains("like apps: 2; only rules"), "{out}");
    for (secret, what) in SECRETS {
        assert!((out.clone() + &err).contains(secret), "{what}: {out}");
    }
}

/// The file of an inventory that was left out may be called after a person.
#[test]
fn a_left_out_inventory_is_not_named_when_redacted() {
    let folder = tempfile::tempdir().unwrap();
    for (name, day) in [("anna-before", "2026-10-01"), ("anna-after", "2026-11-01")] {
        let text = format!(
            r#"{{"schema":"dutyphone/inventory/1","taken_at":"{day}T00:00:00Z","device":{{"platform":"android","id":"EXAMPLE-9","model":"A1"}},"coverage":{{"complete":true,"profiles":[{{"id":0,"kind":"owner","status":"complete"}}]}},"apps":[{{"id":"android"}},{{"id":"com.android.settings"}},{{"id":"com.example.calm"}}]}}"#
        );
        fs::write(folder.path().join(format!("{name}.json")), text).unwrap();
    }
    for format in Format::ALL {
        let mut args = strings(&["audit", ".", "--quiet", "-f", format.as_str()]);
        let plain = program(folder.path(), &args, b"");
        args.push("--redact".to_owned());
        let redacted = program(folder.path(), &args, b"");
        assert_eq!(redacted.status.code(), Some(0));
        let text = readable(*format, redacted.stdout);
        assert!(
            !text.contains("anna-") && !text.contains("EXAMPLE-9"),
            "{text}"
        );
        if *format == Format::Text {
            let text = String::from_utf8(plain.stdout).unwrap();
            assert!(text.contains("anna-before"), "{text}");
        }
    }
}

#[test]
fn collect_notes_digests_and_redacts() {
    let place = tempfile::tempdir().unwrap();
    let folder = format!("{}/", place.path().display());
    let inventories = root().join("mixed/inventories");
    let collect = |more: &[&str]| {
        let mut args = strings(&[
            "collect",
            "clean.json",
            "clean-too.json",
            "-q",
            "-o",
            &folder,
        ]);
        args.extend(strings(more));
        let output = program_with(&inventories, &args, b"", &[KEY]);
        assert_eq!(output.status.code(), Some(0));
        fs::read_to_string(place.path().join("SHA256SUMS")).unwrap()
    };
    let digests = collect(&[]);
    assert_eq!(digests.lines().count(), 2);
    for line in digests.lines() {
        let (digest, name) = line.split_once("  ").unwrap();
        let bytes = fs::read(place.path().join(name)).unwrap();
        assert_eq!(digest, sha256(&bytes));
    }
    let both = collect(&["--redact"]);
    assert_eq!(both.lines().count(), 4, "what was noted before stays noted");
    let hashed: Vec<&str> = both
        .lines()
        .filter(|line| line.contains("device-"))
        .collect();
    assert_eq!(hashed.len(), 2);
    for line in hashed {
        let name = line.split_once("  ").unwrap().1;
        let text = fs::read_to_string(place.path().join(name)).unwrap();
        assert!(!text.contains("EXAMPLE-"), "{text}");
        assert!(text.contains("2026-11-20T00:00:00Z"), "{text}");
    }
    // The folder can be audited as it is.
    let args = strings(&["audit", ".", "--as-of", "2026-11-21", "-f", "csv"]);
    let output = program(place.path(), &args, b"");
    assert_eq!(output.status.code(), Some(0));
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    let digest = sha2::Sha256::digest(bytes);
    digest
        .iter()
        .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

/// Results of the version before are still read, and compared.
#[test]
fn a_result_of_version_1_is_read() {
    let folder = root().join("version-1");
    let mut wrong = Vec::new();
    let output = program(&folder, &strings(&["report", "result.json"]), b"");
    assert_eq!(output.status.code(), Some(1));
    compare(&folder.join("expected.txt"), &output.stdout, &mut wrong);
    let now = audit(&root().join("mixed"), "json");
    let place = tempfile::tempdir().unwrap();
    let new = place.path().join("new.json");
    fs::write(&new, now).unwrap();
    let new = new.display().to_string();
    let output = program(&folder, &strings(&["diff", "result.json", &new]), b"");
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    // What an internal list names is told by that rule alone by now.
    assert!(text.contains("4 still there"), "{text}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A pass that nobody earned is refused, however the counts are turned.
#[test]
fn what_nobody_judged_cannot_be_made_a_pass() {
    let folder = crate::cases::folder().join("outside-every-scope");
    let mut args = case(&folder).args;
    args.extend(strings(&["-f", "json"]));
    let saved = program(&folder, &args, b"");
    assert_eq!(saved.status.code(), Some(3));
    let saved = String::from_utf8(saved.stdout).unwrap();
    let verdict = "\"verdict\": \"not-applicable\"";
    let pass = "\"verdict\": \"compliant\"";
    let forged = [
        saved.replacen(verdict, pass, 1),
        saved
            .replace(verdict, pass)
            .replace("\"compliant\": 0", "\"compliant\": 30")
            .replace("\"not_applicable\": 30", "\"not_applicable\": 0"),
    ];
    for text in forged {
        let output = program(&folder, &strings(&["report", "-"]), text.as_bytes());
        assert_eq!(output.status.code(), Some(2));
    }
    let output = program(&folder, &strings(&["report", "-"]), saved.as_bytes());
    assert_eq!(output.status.code(), Some(3));
}

/// The order of a redacted report follows the hashes: the old one follows the
/// ids, and would give them away.
#[test]
fn a_redacted_report_is_sorted_anew() {
    let folder = root().join("mixed");
    let mut args = case(&folder).args;
    args.extend(strings(&["--redact", "-f", "json"]));
    let key = [("DUTYPHONE_REDACT_KEY", "a key for this test alone")];
    let output = program_with(&folder, &args, b"", &key);
    let result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let worst = ["non-compliant", "indeterminate", "compliant"];
    let devices = result["devices"].as_array().unwrap().iter();
    let keys: Vec<(usize, &str)> = devices
        .map(|device| {
            let verdict = device["verdict"].as_str().unwrap();
            let rank = worst.iter().position(|word| *word == verdict).unwrap();
            (rank, device["id"].as_str().unwrap())
        })
        .collect();
    assert!(keys.len() > 5);
    assert!(keys.is_sorted(), "{keys:?}");
}

/// Devices of the register that were not read are named by hashes too.
#[test]
fn a_redacted_report_names_no_device_of_the_register() {
    let folder = crate::cases::folder().join("require-all");
    for extra in [&["--redact"][..], &["--redact", "--summary=always"]] {
        let mut args = case(&folder).args;
        args.extend(strings(extra));
        let output = program(&folder, &args, b"");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("registered-not-read"), "{text}");
        assert!(!text.contains("EXAMPLE-01"), "{text}");
    }
}
