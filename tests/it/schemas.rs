//! What programs read, against the published schemas: SARIF 2.1.0 (OASIS),
//! the JUnit schema of the Jenkins xUnit plugin, and our own.

use crate::reports::{audit, root};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

pub(crate) fn schema(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[track_caller]
pub(crate) fn validate(schema: &Value, instance: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(instance)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

fn sarif_of(result: &[u8]) -> Value {
    serde_json::from_slice(result).unwrap()
}

/// The schema as OASIS published it has a stray bracket in the expression
/// for languages, which strict readers refuse. We write no language.
fn sarif_schema() -> Value {
    let mut schema = schema(&root().join("schemas/sarif-2.1.0.json"));
    for place in ["run", "toolComponent"] {
        let path = format!("/definitions/{place}/properties/language");
        let language = schema.pointer_mut(&path).unwrap();
        language.as_object_mut().unwrap().remove("pattern").unwrap();
    }
    schema
}

pub(crate) fn check_sarif(result: &[u8]) -> Value {
    let log = sarif_of(result);
    validate(&sarif_schema(), &log);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        // Code scanning services refuse a file for one result without these.
        let place = &result["locations"][0]["physicalLocation"];
        assert!(
            !place["artifactLocation"]["uri"]
                .as_str()
                .unwrap()
                .is_empty()
        );
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
    }
    log
}

#[test]
fn sarif_is_valid_and_says_what_was_not_read() {
    let log = check_sarif(&audit(&root().join("mixed"), "sarif"));
    let run = &log["runs"][0];
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notes = invocation["toolExecutionNotifications"].as_array().unwrap();
    let codes: BTreeSet<&str> = notes
        .iter()
        .map(|note| note["descriptor"]["id"].as_str().unwrap())
        .collect();
    for code in [
        "profile-unreadable",
        "listing-timeout",
        "inventory-unparsable",
    ] {
        assert!(codes.contains(code), "{codes:?}");
    }
    let results = run["results"].as_array().unwrap();
    let permitted: Vec<&str> = results
        .iter()
        .filter_map(|result| result["suppressions"][0]["justification"].as_str())
        .collect();
    assert_eq!(permitted.len(), 2, "{permitted:?}");
    assert!(
        permitted
            .iter()
            .any(|why| why.contains("monitoring of public channels"))
    );
    let unique: BTreeSet<String> = results
        .iter()
        .map(|result| result["partialFingerprints"]["dutyphone/v1"].to_string())
        .collect();
    assert_eq!(unique.len(), results.len());
}

/// An app that was updated, or a file that was moved, is no new finding.
#[test]
fn fingerprints_outlive_versions_and_places() {
    let saved = String::from_utf8(audit(&root().join("mixed"), "json")).unwrap();
    let moved = saved
        .replace("35.1.3", "36.0.0")
        .replace("inventories/", "elsewhere/")
        .replace("\"as_of\": \"2026-11-21\"", "\"as_of\": \"2026-12-21\"");
    let prints = |json: &str| {
        let args = crate::reports::strings(&["report", "-", "-f", "sarif"]);
        let output = crate::cases::program(&root(), &args, json.as_bytes());
        let log = sarif_of(&output.stdout);
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let prints = results.iter().map(|r| r["partialFingerprints"].to_string());
        prints.collect::<Vec<String>>()
    };
    assert_ne!(saved, moved);
    assert_eq!(prints(&saved), prints(&moved));
}

#[test]
fn a_broken_sarif_is_noticed() {
    let mut log = sarif_of(&audit(&root().join("mixed"), "sarif"));
    log["runs"][0]["results"][0]["level"] = "deny".into();
    assert!(!jsonschema::is_valid(&sarif_schema(), &log));
}

#[test]
fn a_result_is_what_its_schema_says() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/audit-result.schema.json");
    let published = schema(&own);
    // For this test nothing may be missing from the schema either.
    let mut strict = published.clone();
    forbid_more(&mut strict);
    for folder in ["mixed", "nothing"] {
        let result = sarif_of(&audit(&root().join(folder), "json"));
        validate(&published, &result);
        validate(&strict, &result);
    }
}

pub(crate) fn forbid_more(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.get("properties").is_some_and(Value::is_object)
                && object.get("required").is_some_and(Value::is_array)
            {
                object.insert("additionalProperties".to_owned(), false.into());
            }
            object.values_mut().for_each(forbid_more);
        }
        Value::Array(items) => items.iter_mut().for_each(forbid_more),
        _ => {}
    }
}

/// The counts that a JUnit file claims, element by element, against the cases
/// that it holds.
pub(crate) fn check_junit(xml: &[u8]) {
    let text = std::str::from_utf8(xml).unwrap();
    let mut reader = Reader::from_str(text);
    let mut claimed_by_all = [0; 3];
    let mut seen_in_all = [0; 3];
    let mut claimed = [0; 4];
    let mut seen = [0; 4];
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
                "testsuites" => {
                    claimed_by_all = counts(&element, ["tests", "failures", "errors"]);
                }
                "testsuite" => {
                    claimed = counts(&element, ["tests", "failures", "errors", "skipped"]);
                    seen = [0; 4];
                }
                "testcase" => seen[0] += 1,
                "failure" => seen[1] += 1,
                "error" => seen[2] += 1,
                "skipped" => seen[3] += 1,
                _ => {}
            },
            Event::End(element) if element.name().as_ref() == "testsuite" => {
                assert_eq!(claimed, seen);
                for (sum, more) in seen_in_all.iter_mut().zip(seen) {
                    *sum += more;
                }
            }
            _ => {}
        }
    }
    assert_eq!(claimed_by_all, seen_in_all);
    assert!(claimed_by_all[0] > 0, "no test is no success");
}

fn counts<const N: usize>(element: &BytesStart<'_>, names: [&str; N]) -> [usize; N] {
    names.map(|name| {
        let value = element.try_get_attribute(name).unwrap().unwrap();
        value.value.parse().unwrap()
    })
}

#[test]
fn junit_counts_add_up() {
    for folder in ["mixed", "nothing"] {
        check_junit(&audit(&root().join(folder), "junit"));
    }
}

#[test]
fn junit_is_valid() {
    for folder in ["mixed", "nothing"] {
        check_against_xsd(&audit(&root().join(folder), "junit"), true);
    }
    let broken = b"<testsuites><testsuite name='x'/></testsuites>";
    check_against_xsd(broken, false);
}

/// With `xmllint`, where it is installed.
pub(crate) fn check_against_xsd(xml: &[u8], valid: bool) {
    let Some(xmllint) = crate::outside::program("xmllint") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("junit.xml");
    fs::write(&path, xml).unwrap();
    let output = crate::outside::command(&xmllint)
        .args(["--nonet", "--noout", "--schema"])
        .arg(root().join("schemas/junit-10.xsd"))
        .arg(&path)
        .output()
        .unwrap();
    assert_eq!(
        output.status.success(),
        valid,
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
