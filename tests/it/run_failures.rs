//! What makes the exit code not 0 is a failure in every format for programs that has
//! a place for one, whatever devices are listed.

use crate::cases::{Case, case, folder, program};
use std::fs;
use std::path::{Path, PathBuf};

/// The audits among the cases, with what is listed of them left to this test.
fn audits() -> Vec<(PathBuf, Case)> {
    let folders = fs::read_dir(folder()).unwrap();
    let folders = folders.map(|entry| entry.unwrap().path());
    let cases = folders.filter(|path| path.is_dir());
    let cases = cases.map(|path| (path.clone(), case(&path)));
    let own_output = |case: &Case| {
        let own = ["-f", "--format", "-o", "--output", "--summary"];
        let mut args = case.args.iter();
        args.any(|arg| own.iter().any(|own| arg.starts_with(own)))
    };
    let found: Vec<_> = cases
        .filter(|(_, case)| case.args.first().is_some_and(|word| word == "audit"))
        .filter(|(_, case)| [1, 3].contains(&case.exit) && !own_output(case))
        .collect();
    assert!(found.len() > 30, "the cases were not found");
    found
}

/// The sum of two counts at the head of a JUnit file.
fn failures(junit: &str) -> usize {
    let head = junit
        .lines()
        .find(|line| line.contains("<testsuites"))
        .unwrap();
    let count = |name: &str| {
        let (_, rest) = head.split_once(&format!("{name}=\"")).unwrap();
        rest.split('"').next().unwrap().parse::<usize>().unwrap()
    };
    count("failures") + count("errors")
}

/// The formats in which a failing run looks like a passed one.
fn passed(place: &Path, case: &Case) -> Vec<String> {
    let read = |name: &str| fs::read_to_string(place.join(name)).unwrap();
    let sarif: serde_json::Value = serde_json::from_str(&read("sarif")).unwrap();
    let run = &sarif["runs"][0];
    let invocation = &run["invocations"][0];
    let is_error = |list: &serde_json::Value| {
        let mut list = list.as_array().unwrap().iter();
        let is_open = |one: &serde_json::Value| {
            let suppressions = one["suppressions"].as_array();
            suppressions.is_none_or(Vec::is_empty)
        };
        list.any(|one| one["level"] == "error" && is_open(one))
    };
    let successful = invocation["executionSuccessful"] == true;
    let told = is_error(&invocation["toolExecutionNotifications"]);
    // Findings are what a run is for; everything else is no success.
    let by_sarif = is_error(&run["results"]) || (!successful && (told || case.exit == 3));
    let shown = [
        ("junit", failures(&read("junit")) > 0),
        (
            "github",
            read("github")
                .lines()
                .any(|line| line.starts_with("::error")),
        ),
        ("sarif", by_sarif),
    ];
    let wrong = shown.iter().filter(|(_, shown)| !shown);
    wrong
        .map(|(format, _)| format!("{} ({format})", case.what))
        .collect()
}

#[test]
fn a_run_that_fails_looks_failed_to_every_program() {
    let mut wrong = Vec::new();
    for (folder, case) in audits() {
        let place = tempfile::tempdir().unwrap();
        let mut args = case.args.clone();
        for format in ["junit", "sarif", "github"] {
            let path = place.path().join(format).display().to_string();
            args.extend(["-o".to_owned(), format!("{format}={path}")]);
        }
        let stdin = fs::read(folder.join("stdin.txt")).unwrap_or_default();
        let output = program(&folder, &args, &stdin);
        assert_eq!(output.status.code(), Some(case.exit), "{}", case.what);
        wrong.extend(passed(place.path(), &case));
    }
    assert!(wrong.is_empty(), "they look passed:\n{}", wrong.join("\n"));
}

/// That an audit was asked not to fail is no property of the devices: a report of what
/// it found does not pass, and an edited result cannot make it pass.
#[test]
fn a_report_does_not_pass_what_the_audit_let_pass() {
    let place = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
        program(place.path(), &args, b"").status.code()
    };
    for (name, audit, report) in [("tiktok", 0, 1), ("compliant", 0, 0), ("empty-list", 3, 3)] {
        let phones = fs::read_dir(folder().join(name)).unwrap();
        let mut phones = phones.map(|entry| entry.unwrap().path());
        let is_phone = |path: &PathBuf| path.extension().is_some_and(|end| end == "json");
        let phone = phones.find(is_phone).unwrap();
        let day = ["--as-of", "2026-11-21", "--fail-on", "none", "-q"];
        let mut args = vec!["audit", phone.to_str().unwrap(), "-o", "json=result.json"];
        args.extend(day);
        assert_eq!(run(&args), Some(audit), "{name}");
        assert_eq!(
            run(&["report", "result.json", "-q"]),
            Some(report),
            "{name}"
        );
    }
}
