//! Policies as configurations of other tools.
//!
//! Every folder under `fixtures/exports/cases/` is one run: `case.toml` as in
//! [`cases`](crate::cases), the file it must write (`expected.*`), and what it must
//! say (`stderr.txt`). Whatever is written has to pass a program of others, by
//! target: the scripts beside this file drive them.

use crate::cases::{case, compare, program};
use crate::outside;
use crate::reports::strings;
use dutyphone::audit::{Judge, Terms};
use dutyphone::catalogue::{AppKey, builtin, builtin_policies};
use dutyphone::export::{Matching, Wanted, select};
use dutyphone::policy::{self, Level, Policy, Tests};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exports")
}

/// All cases, each with its arguments and exit code.
fn cases() -> BTreeMap<PathBuf, crate::cases::Case> {
    let folders = fs::read_dir(fixtures().join("cases")).unwrap();
    let found: BTreeMap<PathBuf, crate::cases::Case> = folders
        .map(|entry| entry.unwrap().path())
        .map(|folder| (folder.clone(), case(&folder)))
        .collect();
    assert!(found.len() > 20, "the cases were not found");
    found
}

/// What stands behind a flag.
fn value<'c>(case: &'c crate::cases::Case, flag: &str) -> Option<&'c str> {
    let place = case.args.iter().position(|arg| arg == flag)?;
    case.args.get(place + 1).map(String::as_str)
}

/// How the file of a case is called.
fn expected(folder: &Path, case: &crate::cases::Case) -> PathBuf {
    let changes = value(case, "--changed-since").is_some();
    let ending = match (value(case, "--to").unwrap(), value(case, "-f")) {
        ("table", None) if changes => "md",
        ("table", None) => "csv",
        ("table", Some("ids")) => "txt",
        ("table", Some(form)) => form,
        ("apple-profile", _) => "mobileconfig",
        ("stix", Some("strict")) | ("apple-declaration" | "android-management" | "intune", _) => {
            "json"
        }
        ("stix", _) => "stix2",
        (other, _) => other,
    };
    folder.join(format!("expected.{ending}"))
}

#[test]
fn every_export_says_what_it_must() {
    let mut wrong = Vec::new();
    for (folder, case) in cases() {
        let output = program(&folder, &case.args, b"");
        if output.status.code() != Some(case.exit) {
            let said = String::from_utf8_lossy(&output.stderr);
            wrong.push(format!("{}: {:?}\n{said}", case.what, output.status.code()));
        }
        if case.exit == 0 {
            compare(&expected(&folder, &case), &output.stdout, &mut wrong);
        } else {
            assert!(output.stdout.is_empty(), "{}", folder.display());
        }
        compare(&folder.join("stderr.txt"), &output.stderr, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_target_has_a_case_in_each_form() {
    let shown: BTreeSet<(String, String)> = cases()
        .into_values()
        .filter(|case| case.exit == 0 && value(case, "--changed-since").is_none())
        .map(|case| {
            let to = value(&case, "--to").unwrap().to_owned();
            (to, value(&case, "-f").unwrap_or_default().to_owned())
        })
        .collect();
    for target in dutyphone::export::Target::ALL {
        for (place, form) in target.forms().iter().enumerate() {
            let form = if place == 0 { "" } else { form.as_str() };
            let wanted = (target.to_string(), form.to_owned());
            assert!(shown.contains(&wanted), "{wanted:?}");
        }
    }
}

/// The same bytes on every run.
#[test]
fn an_export_twice_is_the_same_file() {
    for target in dutyphone::export::Target::ALL {
        let args = strings(&["policy", "export", "-q", "--to", target.as_str()]);
        let [one, other] = [(), ()].map(|()| program(&fixtures(), &args, b""));
        assert_eq!(one.status.code(), Some(0), "{target}");
        assert!(
            one.stdout == other.stdout && one.stdout.len() > 1000,
            "{target}"
        );
    }
}

/// Runs a script beside this file on a file; nothing where a module is missing.
fn script(module: &str, name: &str, args: &[impl AsRef<OsStr>]) -> Option<String> {
    let python = outside::python(module)?;
    Some(runs(python, name, |python| {
        python.args(args);
    }))
}

/// Runs a script beside this file; it must find nothing to complain of.
fn runs(mut interpreter: Command, name: &str, arguments: impl FnOnce(&mut Command)) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/exports");
    interpreter.arg(path.join(name));
    arguments(&mut interpreter);
    let output = interpreter.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}\n{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// The expected files of a target that are wanted, where `every_export_says_what_it_must`
/// has compared them.
fn files(target: &str, form: Option<&str>) -> Vec<PathBuf> {
    let wanted = |case: &crate::cases::Case| {
        let to = value(case, "--to") == Some(target);
        let plain = case.exit == 0 && value(case, "--changed-since").is_none();
        to && plain && form.is_none_or(|form| value(case, "-f") == Some(form))
    };
    let cases = cases().into_iter().filter(|(_, case)| wanted(case));
    let found: Vec<PathBuf> = cases
        .map(|(folder, case)| expected(&folder, &case))
        .collect();
    assert!(!found.is_empty(), "{target}");
    found
}

/// An export of built-in policies, in a folder of its own.
fn exported(folder: &Path, name: &str, args: &[&str]) -> PathBuf {
    let path = folder.join(name);
    let mut all = strings(&["policy", "export", "-q", "-o"]);
    all.push(path.to_str().unwrap().to_owned());
    all.extend(strings(args));
    let output = program(folder, &all, b"");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    path
}

#[test]
fn profiles_are_property_lists() {
    let scratch = tempfile::tempdir().unwrap();
    let mut profiles = files("apple-profile", None);
    profiles.push(exported(
        scratch.path(),
        "real.mobileconfig",
        &["--to", "apple-profile"],
    ));
    for profile in &profiles {
        if let Some(xmllint) = outside::program("xmllint") {
            let checked = outside::command(&xmllint)
                .args(["--noout", "--nonet"])
                .arg(profile)
                .output();
            assert!(checked.unwrap().status.success(), "{}", profile.display());
        }
        if let Some(plistutil) = outside::program("plistutil") {
            let out = scratch.path().join("binary");
            let read = outside::command(&plistutil)
                .args(["-f", "bin", "-i"])
                .arg(profile)
                .arg("-o")
                .arg(&out)
                .output()
                .unwrap();
            assert!(read.status.success(), "{}", profile.display());
            assert!(fs::read(&out).unwrap().starts_with(b"bplist00"));
        }
    }
    script("plistlib", "apple_profile.py", &profiles);
}

#[test]
fn declarations_have_the_shape_of_apple_s_schema() {
    let all = files("apple-declaration", None);
    script("json", "apple_declaration.py", &all);
}

#[test]
fn android_policies_fit_the_discovery_document() {
    let scratch = tempfile::tempdir().unwrap();
    let mut all = files("android-management", None);
    all.push(exported(
        scratch.path(),
        "real.json",
        &["--to", "android-management", "-p", "no-nsm-2023"],
    ));
    script("googleapiclient", "android_management.py", &all);
}

/// Microsoft's own types of Graph know every property and word.
#[test]
fn intune_objects_are_of_the_types_of_graph() {
    let scratch = tempfile::tempdir().unwrap();
    let Some(node) = outside::node("typescript") else {
        return;
    };
    let mut all = files("intune", None);
    let large = ["--to", "intune", "-f", "compliance"];
    all.push(exported(scratch.path(), "large.json", &large));
    runs(node, "graph_types.js", |node| {
        node.arg(scratch.path()).args(all);
    });
}

/// Microsoft's language service finds no mistake in the queries.
#[test]
fn queries_are_read_by_the_language_service_of_kusto() {
    let scratch = tempfile::tempdir().unwrap();
    let Some(node) = outside::node("@kusto/language-service-next") else {
        return;
    };
    let mut all = files("kql", None);
    all.push(exported(scratch.path(), "large.kql", &["--to", "kql"]));
    runs(node, "kusto.js", |node| {
        node.args(all);
    });
}

#[test]
fn indicators_are_read_by_a_stix_library_and_a_validator() {
    let scratch = tempfile::tempdir().unwrap();
    let mut all = files("stix", None);
    all.push(exported(
        scratch.path(),
        "real.stix2",
        &["--to", "stix", "-p", "no-nsm-2023"],
    ));
    all.push(exported(
        scratch.path(),
        "real.json",
        &["--to", "stix", "-f", "strict", "-p", "no-nsm-2023"],
    ));
    script("stix2", "stix_library.py", &all);
    all.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    script("stix2validator", "stix_validator.py", &all);
}

/// MVT finds the app of an indicator on both platforms, and
/// finds nothing on a phone without it.
#[test]
fn mvt_finds_the_app() {
    let scratch = tempfile::tempdir().unwrap();
    let file = fixtures().join("cases/stix-mvt/expected.stix2");
    let Some(said) = script("mvt", "mvt_finds.py", &[&file, scratch.path()]) else {
        return;
    };
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines,
        ["android found", "android clean", "ios found", "ios clean"]
    );
}

/// What the audit of a fleet finds by ids and beginnings of ids.
fn found_by_audit(level: &str) -> BTreeSet<[String; 4]> {
    let folder = fixtures();
    let args = "audit -f json --policy ours.toml --catalogue facts.toml --as-of 2026-11-26";
    let mut args: Vec<String> = args.split(' ').map(str::to_owned).collect();
    args.push("fleet.ndjson".to_owned());
    let output = program(&folder, &args, b"");
    let result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found = BTreeSet::new();
    for device in result["devices"].as_array().unwrap() {
        for finding in device["findings"].as_array().unwrap() {
            let text = |key: &str| finding[key].as_str().unwrap().to_owned();
            let by_id = ["id", "prefix"].contains(&finding["match"].as_str().unwrap());
            // Rules that no list of ids can hold are named by the export.
            let left_out = ["ours/old-versions", "ours/approved"];
            let levels: &[&str] = if level == "deny" {
                &["deny"]
            } else {
                &["deny", "warn"]
            };
            let rule = text("rule");
            if by_id && !left_out.contains(&rule.as_str()) && levels.contains(&&*text("level")) {
                let device = device["id"].as_str().unwrap().to_owned();
                found.insert([device, text("app"), rule, text("level")]);
            }
        }
    }
    assert!(found.len() > 5, "{found:?}");
    found
}

/// A join in somebody else's engine gives what the program finds.
#[test]
fn joins_in_sqlite_and_duckdb_give_the_verdicts_of_the_program() {
    let scratch = tempfile::tempdir().unwrap();
    let fleet = fixtures().join("fleet.ndjson");
    for level in ["deny", "warn"] {
        let expected = found_by_audit(level);
        let export = |name: &str, to: &[&str]| {
            let ours = fixtures().join("ours.toml").display().to_string();
            let facts = fixtures().join("facts.toml").display().to_string();
            let mut args = vec!["-p", &ours, "--catalogue", &facts, "--as-of", "2026-11-26"];
            args.extend(["--level", level]);
            args.extend(to);
            exported(scratch.path(), name, &args)
        };
        let sql = export("denied.sql", &["--to", "sql"]);
        let csv = export("denied.csv", &["--to", "table"]);
        for (module, name, file) in [
            ("sqlite3", "join_sqlite.py", &sql),
            ("duckdb", "join_duckdb.py", &sql),
            ("duckdb", "join_table.py", &csv),
        ] {
            let Some(said) = script(module, name, &[file, &fleet]) else {
                continue;
            };
            let found: BTreeSet<[String; 4]> = serde_json::from_str(&said).unwrap();
            assert_eq!(found, expected, "{name} {level}");
        }
        script("sqlglot", "sql_dialects.py", &[&sql]);
    }
}

/// An audit tells an app once by a rule and by a part of that rule.
fn told_once(
    policies: &[Policy],
    found: &BTreeSet<(String, String, Level)>,
) -> BTreeSet<(String, String, Level)> {
    let parts = policies.iter().flat_map(|policy| {
        let rules = policy.rules.iter();
        rules.filter_map(|rule| {
            let whole = rule.part_of.as_ref()?;
            Some((policy.full_id(rule), format!("{}/{whole}", policy.id)))
        })
    });
    let wholes: BTreeMap<String, String> = parts.collect();
    let told = |(id, rule, level): &(String, String, Level)| {
        found.iter().any(|(of, by, as_grave)| {
            let is_part = wholes.get(by).is_some_and(|whole| whole == rule);
            is_part && of == id && as_grave >= level
        })
    };
    found.iter().filter(|one| !told(one)).cloned().collect()
}

/// Every built-in policy, asked for every known id: the rows are what an audit
/// finds, no more and no less.
#[test]
fn rows_are_what_an_audit_finds() {
    let catalogue = builtin();
    let day = jiff::civil::date(2026, 11, 26);
    for file in builtin_policies() {
        let names = [file.name.to_owned()];
        let fetch = |name: &str, _: Option<&str>| Ok(policy::builtin_document(name).unwrap());
        let policies: Vec<Policy> =
            policy::load(&names, &catalogue, &fetch, Tests::LeaveOut).unwrap();
        let wanted = Wanted {
            level: Level::Note,
            as_of: day,
            rules: Vec::new(),
        };
        let selection = select(&policies, &catalogue, &wanted).unwrap();
        let rows = selection.rows.iter();
        let exact = rows.filter(|row| row.matching == Matching::Exact);
        let rows: BTreeSet<(String, String, Level)> = exact
            .filter(|row| catalogue.app_id(row.platform, &row.app_id).is_some())
            .map(|row| {
                let id = format!("{} {}", row.platform, row.app_id);
                (id, row.rule.clone(), row.level)
            })
            .collect();
        let left_out: BTreeSet<&str> = selection
            .left_out
            .iter()
            .filter(|left| ["allow-list", "condition"].contains(&left.what.as_str()))
            .map(|left| left.of.as_str())
            .collect();
        let judge = Judge::new(&policies, &catalogue, Terms::on(day));
        let mut found = BTreeSet::new();
        for app in catalogue.app_ids() {
            let key = AppKey {
                platform: app.platform(),
                id: app.id(),
                store_id: None,
                developer: None,
                signer: None,
            };
            for (rule, level, _) in judge.rules_for(&key) {
                if !left_out.contains(rule.id.as_str()) {
                    let id = format!("{} {}", app.platform(), app.id());
                    found.insert((id, rule.id.clone(), level));
                }
            }
        }
        let found = told_once(&policies, &found);
        assert_eq!(rows, found, "{}", file.name);
    }
}
