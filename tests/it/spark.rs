//! A fleet on an engine for many machines: Spark cuts it, pipes each part through
//! the program, and gives what one run over the whole gives.
//!
//! Runs where Java and the Python module `pyspark` are there, and must run where
//! `DUTYPHONE_REQUIRE_SPARK` is set.

use crate::{cases, outside};
use std::fs;
use std::path::Path;
use std::process::Command;

const DEVICES: usize = 60;

const AUDIT: [&str; 6] = ["audit", "-", "-f", "ndjson", "--as-of", "2026-11-21"];

/// Phones of one make, every seventh with an app that the default policy denies,
/// and one line that is cut off.
fn fleet() -> Vec<String> {
    let phone = fs::read_to_string("fixtures/first-look/compliant.json").unwrap();
    let phone: serde_json::Value = serde_json::from_str(&phone).unwrap();
    let line = |number: usize| {
        let mut phone = phone.clone();
        phone["device"]["id"] = format!("EXAMPLE-{number:03}").into();
        if number.is_multiple_of(7) {
            let app = serde_json::json!({"id": "com.zhiliaoapp.musically", "state": "installed"});
            phone["apps"].as_array_mut().unwrap().push(app);
        }
        let mut text = phone.to_string();
        if number == 11 {
            text.truncate(text.len() / 2);
        }
        text
    };
    (0..DEVICES).map(line).collect()
}

/// The lines without what depends on the cut, in an order of their own.
fn comparable(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text
        .lines()
        .map(|line| {
            let mut device: serde_json::Value = serde_json::from_str(line).unwrap();
            let fields = device.as_object_mut().unwrap();
            let source = fields.remove("source");
            fields.remove("line");
            if fields.get("id") == source.as_ref() {
                fields.remove("id");
            }
            device.to_string()
        })
        .collect();
    lines.sort();
    lines
}

/// A Python with Spark, where this run has one.
fn spark() -> Option<Command> {
    let required = std::env::var_os("DUTYPHONE_REQUIRE_SPARK").is_some();
    let found = outside::optional_program("java").and_then(|_| outside::optional_python("pyspark"));
    assert!(found.is_some() || !required, "Java or pyspark is missing");
    if found.is_none() {
        outside::say_skipped("Java or pyspark");
    }
    found
}

fn all_parts(folder: &Path) -> String {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let parts = files.filter(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with("part-")
    });
    parts
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

#[test]
fn parts_give_what_the_whole_gives() {
    let Some(mut spark) = spark() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let fleet = fleet();
    let inventories = folder.path().join("inventories");
    fs::create_dir(&inventories).unwrap();
    for (number, part) in fleet.chunks(17).enumerate() {
        let path = inventories.join(format!("{number}.ndjson"));
        fs::write(path, part.join("\n") + "\n").unwrap();
    }
    let args: Vec<String> = AUDIT.iter().map(|arg| (*arg).to_owned()).collect();
    let whole = cases::program(folder.path(), &args, fleet.join("\n").as_bytes());
    let whole = comparable(std::str::from_utf8(&whole.stdout).unwrap());

    let results = folder.path().join("results");
    let output = spark
        .arg("tests/it/spark_pipe.py")
        .args([&inventories, &results])
        .arg(env!("CARGO_BIN_EXE_dutyphone"))
        .args(AUDIT)
        .env("SPARK_LOCAL_IP", "127.0.0.1")
        .env("PYSPARK_SUBMIT_ARGS", "--master local[2] pyspark-shell")
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{messages}");

    let parts = comparable(&all_parts(&results));
    assert_eq!(whole.len(), DEVICES);
    assert_eq!(parts, whole);
    let count = |word: &str| parts.iter().filter(|line| line.contains(word)).count();
    assert_eq!(count("\"verdict\":\"non-compliant\""), 9);
    assert_eq!(count("\"verdict\":\"indeterminate\""), 1);
}
