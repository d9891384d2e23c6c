//! One line in is one line out, redacted or not. Every file in
//! `fixtures/lines-of-a-fleet/` is a case: it is audited on stdout and into a file,
//! as it stands and redacted, and the lines have to be for the same devices in the
//! same order.

use crate::cases::program_with;
use crate::reports::strings;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// The key is fixed, so that the same device has the same hash each time.
const KEY: (&str, &str) = (
    "DUTYPHONE_REDACT_KEY",
    "invented-key-of-the-tests-0123456789abcdef",
);

fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The lines of stdout, and those of a file beside it.
fn audited(folder: &Path, input: &Path, more: &[&str]) -> [Vec<Value>; 2] {
    let input = input.to_str().unwrap();
    let args = ["audit", input, "--as-of", "2026-11-21", "-p", "default"];
    let both = ["-f", "ndjson", "-o", "ndjson=lines.ndjson"];
    let args = strings(&[&args[..], &both[..], more].concat());
    let output = program_with(folder, &args, b"", &[KEY]);
    let stdout = String::from_utf8(output.stdout).unwrap();
    let file = fs::read_to_string(folder.join("lines.ndjson")).unwrap();
    fs::remove_file(folder.join("lines.ndjson")).unwrap();
    [lines(&stdout), lines(&file)]
}

/// What redaction leaves as it is.
fn kept(line: &Value) -> Value {
    let findings = line["findings"].as_array().unwrap().iter();
    let apps: Vec<&Value> = findings.map(|finding| &finding["app"]).collect();
    json!([
        line["platform"],
        line["model"],
        line["verdict"],
        line["apps"],
        apps
    ])
}

#[test]
fn redacted_lines_stand_where_their_devices_stood() {
    let folder = tempfile::tempdir().unwrap();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lines-of-a-fleet");
    let mut seen = 0;
    for entry in fs::read_dir(cases).unwrap() {
        let path = entry.unwrap().path();
        seen += 1;
        let text = fs::read_to_string(&path).unwrap();
        let written = text.lines().filter(|line| !line.trim().is_empty()).count();
        let [plain, in_file] = audited(folder.path(), &path, &[]);
        assert_eq!((plain.len(), &plain), (written, &in_file), "{path:?}");
        let [redacted, in_file] = audited(folder.path(), &path, &["--redact"]);
        assert_eq!(redacted, in_file, "{path:?}");
        let all = |lines: &[Value]| lines.iter().map(kept).collect::<Vec<_>>();
        assert_eq!(all(&redacted), all(&plain), "{path:?}");
        let mut hashes = HashMap::new();
        for (line, plain) in redacted.iter().zip(&plain) {
            let (hash, id) = (line["id"].as_str().unwrap(), &plain["id"]);
            assert!(hash.starts_with("device-"), "{hash}");
            assert_eq!(hashes.entry(id.clone()).or_insert(hash), &hash);
            let id = id.as_str().unwrap();
            assert!(!line.to_string().contains(id), "{id} in {line}");
        }
    }
    assert!(seen > 0);
}
