//! Every folder under `fixtures/mappings/` is a mapping, a table, and what is
//! read of the table by it. A new case is a new folder.
//!
//! `DUTYPHONE_BLESS=1` rewrites the expected files; read the difference before
//! you commit it.

use crate::cases::program;
use crate::management_lists::written;
use crate::reports::strings;
use crate::schemas::{schema, validate};
use dutyphone::inventory::{Locator, Reading};
use dutyphone::source::{MappedClaim, Mapping, propose_mapping};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mappings")
}

fn mapping(text: &str) -> Mapping {
    Mapping::read(text, "2026-11-26".parse().unwrap()).unwrap()
}

/// Each case: its folder, its mapping, and its table.
fn cases() -> Vec<(PathBuf, Mapping, PathBuf)> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(root()).unwrap() {
        let case = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(case.join("mapping.toml")) else {
            continue;
        };
        let table = fs::read_dir(&case)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| path.file_stem().unwrap() == "table");
        cases.push((case, mapping(&text), table.unwrap()));
    }
    cases.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(cases.len() >= 7, "the cases were not found");
    cases
}

#[test]
fn every_table_gives_its_expected_answer() {
    let bless = std::env::var_os("DUTYPHONE_BLESS").is_some();
    let mut wrong = Vec::new();
    for (case, mapping, table) in cases() {
        let bytes = fs::read(&table).unwrap();
        let readings = mapping.readings(&Locator::new("table"), &bytes).unwrap();
        for reading in &readings {
            if let Ok(inventory) = &reading.content {
                let whole = inventory.coverage().complete().is_some();
                assert!(!whole || mapping.claim() == MappedClaim::AllApps);
                let notes = inventory.coverage().notes();
                assert!(
                    notes
                        .iter()
                        .any(|note| note.message.contains(&mapping.digest))
                );
            }
        }
        let written: Vec<Value> = readings.iter().map(|r| written(r, &table)).collect();
        let actual = serde_json::to_string_pretty(&json!(written)).unwrap() + "\n";
        // The digest is there; what it is changes with every word.
        let actual = actual.replace(&mapping.digest, "sha256:...");
        assert!(
            !actual.to_lowercase().contains("canary"),
            "{}",
            case.display()
        );
        let path = case.join("expected.json");
        if bless {
            fs::write(&path, &actual).unwrap();
        } else if fs::read_to_string(&path).ok().as_deref() != Some(&actual) {
            wrong.push(format!("{}:\n{actual}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_mapping_is_what_its_schema_says() {
    let path = root().join("../../policies/mapping.schema.json");
    let published = schema(&path);
    for (case, _, _) in cases() {
        let text = fs::read_to_string(case.join("mapping.toml")).unwrap();
        let value: toml::Table = toml::from_str(&text).unwrap();
        validate(&published, &plain(&toml::Value::Table(value)));
    }
}

/// TOML as JSON, its dates as texts.
fn plain(value: &toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => {
            let members = table.iter().map(|(key, value)| (key.clone(), plain(value)));
            Value::Object(members.collect())
        }
        toml::Value::Array(items) => items.iter().map(plain).collect(),
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Boolean(flag) => json!(flag),
        toml::Value::Float(number) => json!(number),
    }
}

/// A proposal is a mapping that fits the table it was made of, and claims
/// nothing.
#[test]
fn a_proposal_fits_its_table() {
    for (case, _, table) in cases() {
        let bytes = fs::read(&table).unwrap();
        let name = case.file_name().unwrap().to_string_lossy();
        if name.starts_with("json-") || ["nested-json", "windows-table"].contains(&&*name) {
            // Apps inside of rows, and encodings, are for the user to say.
            continue;
        }
        let text = propose_mapping(&bytes).unwrap();
        let proposed = mapping(&text);
        assert_eq!(proposed.claim(), MappedClaim::Unknown);
        assert_eq!(proposed.fits(&bytes), Ok(()), "{}:\n{text}", case.display());
    }
    assert_eq!(propose_mapping(b"no table\n"), None);
}

/// A table that was cut gives no phone that is compliant by the claim.
#[test]
fn a_cut_table_is_told() {
    for (case, mapping, table) in cases() {
        let bytes = fs::read(&table).unwrap();
        let cut = &bytes[..bytes.len() - 12];
        let readings = mapping.readings(&Locator::new("table"), cut);
        for reading in readings.into_iter().flatten() {
            if let Ok(inventory) = reading.content {
                let complete = inventory.coverage().complete();
                assert!(complete.is_none(), "{}", case.display());
            }
        }
    }
}

/// An audit by a mapping, and the ways in which it is refused.
#[test]
fn an_audit_takes_a_mapping_and_refuses_one_that_does_not_fit() {
    let folder = root();
    let table: [(&[&str], i32, &str); 5] = [
        (
            &[
                "workspace-one/table.csv",
                "--mapping",
                "workspace-one/mapping.toml",
            ],
            1,
            "",
        ),
        (
            &[
                "hand-kept-sheet/table.xlsx",
                "--mapping",
                "hand-kept-sheet/mapping.toml",
            ],
            1,
            "",
        ),
        (
            &[
                "lines/table.ndjson",
                "--mapping",
                "workspace-one/mapping.toml",
            ],
            2,
            "it is no csv",
        ),
        (
            &[
                "work-profile/table.csv",
                "--mapping",
                "workspace-one/mapping.toml",
            ],
            2,
            "is in no row",
        ),
        (
            &["work-profile/table.csv", "--mapping", "build.py"],
            2,
            "has mistakes",
        ),
    ];
    for (args, exit, said) in table {
        let mut all = vec!["audit", "-p", "no-nsm-2023", "--as-of", "2026-11-25"];
        all.extend(args);
        let output = program(&folder, &strings(&all), b"");
        let stderr = String::from_utf8(output.stderr).unwrap();
        // Lines are broken for the reader.
        let words: Vec<&str> = stderr.split_whitespace().collect();
        let stderr = words.join(" ");
        assert_eq!(output.status.code(), Some(exit), "{args:?}\n{stderr}");
        assert!(stderr.contains(said), "{args:?}\n{stderr}");
    }
}

const NAMED: &str = "com.zhiliaoapp.musically";

proptest! {
    /// Wherever the id of an app stands in a table: it is an app of a device, or not all
    /// that the table speaks of is fully known.
    #[test]
    fn an_id_anywhere_is_an_app_or_a_gap(
        extra in proptest::collection::vec(
            prop::sample::select(vec!["", "Model", "Package", "Serial", "App", "Apps"]), 0..4),
        cells in proptest::collection::vec(
            prop::sample::select(vec![
                "", "x", "4", "Total", "Serial", "Package", "App", "SYNTHP1", "SYNTHP2",
                "com.example.chat", "android", "com.android.settings",
            ]), 12..60),
        turn in 0_usize..7,
        at in 0_usize..60,
    ) {
        let mut headings = vec!["Serial", "Package", "App"];
        headings.extend(extra);
        let width = headings.len();
        headings.rotate_left(turn % width);
        let mut cells = cells;
        let place = at % (cells.len() / width * width);
        cells[place] = NAMED;
        let rows = std::iter::once(&headings[..]).chain(cells.chunks_exact(width));
        let text: String = rows.map(|row| row.join(",") + "\n").collect();
        let mapping = fs::read_to_string(root().join("rows-of-sums/mapping.toml")).unwrap();
        let readings = mapping_of(&mapping, &text);
        let inventory = |reading: &'_ Reading| reading.content.as_ref().ok().cloned();
        let inventories: Vec<_> = readings.iter().filter_map(inventory).collect();
        let is_app = inventories.iter().any(|i| i.apps().iter().any(|app| app.id == NAMED));
        let whole = inventories.iter().filter(|i| i.coverage().complete().is_some()).count();
        prop_assert!(is_app || readings.is_empty() || whole < readings.len(), "{}", text);
    }
}

fn mapping_of(toml: &str, text: &str) -> Vec<Reading> {
    let readings = mapping(toml).readings(&Locator::new("table"), text.as_bytes());
    readings.unwrap_or_default()
}
