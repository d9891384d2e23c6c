//! Privately owned phones: what `--minimal` keeps, what it never lets through, and
//! that such an inventory cannot pose as a whole list.

use crate::cases::program;
use dutyphone::audit::{Judge, Organisation, Terms};
use dutyphone::catalogue;
use dutyphone::inventory::{App, Coverage, Device, Inventory, Platform, ProfileId};
use dutyphone::policy::{self, Register};
use jiff::civil::date;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    path.join(name).to_str().unwrap().to_owned()
}

fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
    let output = program(folder, &args, b"");
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn result(folder: &Path, args: &[&str]) -> Value {
    let mut all = vec!["audit", "-q", "-f", "json", "--as-of", "2026-11-26"];
    all.extend(args);
    let (_, stdout, stderr) = run(folder, &all);
    assert_ne!(stdout, "", "{stderr}");
    serde_json::from_str(&stdout).unwrap()
}

/// A folder with the inventories of the first look, whole and minimal.
fn collected(policy: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let phones = fixture("first-look");
    run(folder.path(), &["collect", &phones, "-o", "whole/"]);
    let mut args = vec!["collect", &phones, "--minimal", "-o", "minimal/"];
    args.extend(policy);
    let (code, _, stderr) = run(folder.path(), &args);
    assert_eq!(code, Some(3), "{stderr}");
    assert!(stderr.contains("only these can"), "{stderr}");
    folder
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some()).collect()
}

/// What a result says of each device, without where it was read.
fn verdicts(result: &Value) -> BTreeSet<String> {
    let devices = result["devices"].as_array().unwrap().iter();
    let told = devices.map(|device| {
        let findings = device["findings"].as_array().unwrap().iter();
        let findings: Vec<String> = findings
            .map(|finding| {
                format!(
                    "{} {} {}",
                    finding["rule"], finding["app"], finding["level"]
                )
            })
            .collect();
        let gaps = device["coverage"]["gaps"].as_array().unwrap().iter();
        let gaps: Vec<&Value> = gaps.map(|gap| &gap["code"]).collect();
        let (id, verdict, apps) = (&device["id"], &device["verdict"], &device["apps"]);
        format!("{id} {verdict} {apps} {findings:?} {gaps:?}")
    });
    told.collect()
}

#[test]
fn the_same_policies_give_the_same_answer() {
    for policy in [&[][..], &["-p", "be-nsc-2023"], &["--jurisdiction", "NL"]] {
        let folder = collected(policy);
        let audit = |of: &str| {
            let mut args = vec![of];
            args.extend(policy);
            verdicts(&result(folder.path(), &args))
        };
        assert_eq!(audit("whole"), audit("minimal"), "{policy:?}");
        let mut args = vec!["whole", "--minimal"];
        args.extend(policy);
        let at_once = result(folder.path(), &args);
        assert_eq!(verdicts(&at_once), audit("whole"), "{policy:?}");
    }
}

/// Changed policies, other ones, other facts and a doubtful register: each could
/// name an app that was not kept.
#[test]
fn nothing_else_ever_finds_such_an_inventory_clean() {
    let folder = collected(&["-p", "no-nsm-2023"]);
    let here = folder.path();
    let own = |rule: &str| {
        format!("schema = 1\nid = \"own\"\n[[rule]]\nid = \"a\"\nandroid = [\"{rule}\"]\n")
    };
    fs::write(here.join("own.toml"), own("org.example.nobody.has")).unwrap();
    let (code, _, stderr) = run(
        here,
        &[
            "collect",
            "whole",
            "--minimal",
            "-p",
            "own.toml",
            "-o",
            "own/",
        ],
    );
    assert_eq!(code, Some(3), "{stderr}");
    let clean = result(here, &["own", "-p", "own.toml"]);
    assert_eq!(clean["summary"]["compliant"], 3, "{clean}");
    fs::write(here.join("own.toml"), own("org.example.nobody.has.it")).unwrap();
    fs::write(
        here.join("facts.toml"),
        "schema = 1\n[data-set]\nname = \"ours\"\nversion = \"1\"\ndate = 2026-11-01\n",
    )
    .unwrap();
    let register = "id,use,access\nEXAMPLE-COMPLIANT,dedicated,none\n";
    fs::write(here.join("register.csv"), register).unwrap();
    for (args, why) in [
        (&["own", "-p", "own.toml"][..], "own was changed since"),
        (&["minimal", "-p", "own.toml"], "it was not taken for own"),
        (&["minimal"], "it was not taken for no-pm-2023"),
        (
            &["minimal", "-p", "no-nsm-2023", "--register", "register.csv"],
            "the register calls it a separate device",
        ),
    ] {
        let answer = result(here, args);
        let devices = answer["devices"].as_array().unwrap();
        let device = devices.iter().find(|one| one["id"] == "EXAMPLE-COMPLIANT");
        let device = device.unwrap();
        assert_eq!(device["verdict"], "indeterminate", "{args:?}");
        let gap = device["coverage"]["gaps"][0]["message"].as_str().unwrap();
        assert!(gap.contains(why), "{gap}");
    }
}

/// What somebody does to a file.
type Cut = fn(&mut Value);

#[test]
fn what_is_cut_out_of_the_file_does_not_make_it_whole() {
    let folder = collected(&[]);
    let path = folder.path().join("minimal/EXAMPLE-COMPLIANT.json");
    let whole: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let cuts: [(&str, Cut); 4] = [
        ("the selection", |file| {
            file.as_object_mut().unwrap().remove("selection");
        }),
        ("the gap and the selection", |file| {
            file.as_object_mut().unwrap().remove("selection");
            file["coverage"]["gaps"] = Value::Array(Vec::new());
            file["coverage"]["complete"] = true.into();
        }),
        ("a policy", |file| {
            file["selection"]["policies"][0]["id"] = "another".into();
        }),
        ("a rule", |file| {
            file["selection"]["policies"][0]["rules"] = Value::Array(Vec::new());
        }),
    ];
    for (what, cut) in cuts {
        let mut file = whole.clone();
        cut(&mut file);
        fs::write(&path, file.to_string()).unwrap();
        let answer = result(folder.path(), &["minimal/EXAMPLE-COMPLIANT.json"]);
        assert_eq!(answer["summary"]["indeterminate"], 1, "without {what}");
    }
    // The gap alone comes back.
    let mut file = whole;
    file["coverage"]["gaps"] = Value::Array(Vec::new());
    file["coverage"]["complete"] = true.into();
    file["coverage"]["notes"] = Value::Array(Vec::new());
    fs::write(&path, file.to_string()).unwrap();
    let path = "minimal/EXAMPLE-COMPLIANT.json";
    let other = result(folder.path(), &[path, "-p", "be-nsc-2023"]);
    assert_eq!(other["summary"]["indeterminate"], 1);
    let same = result(folder.path(), &[path]);
    assert_eq!(same["summary"]["compliant"], 1);
    assert!(same.to_string().contains("minimal-inventory"));
}

/// The ids that are on the phones of the first look and that no rule matches.
fn others(folder: &Path) -> BTreeSet<String> {
    let ids = |of: &str| -> BTreeSet<String> {
        let texts = files(&folder.join(of)).into_iter().map(|path| {
            let text = fs::read_to_string(path).unwrap();
            serde_json::from_str::<Value>(&text).unwrap()
        });
        texts
            .flat_map(|file| file["apps"].as_array().unwrap().clone())
            .map(|app| app["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut others: BTreeSet<String> = ids("whole").difference(&ids("minimal")).cloned().collect();
    // Also the name of the platform, and what installed an app that is kept.
    others.remove("android");
    others.remove("com.android.vending");
    assert!(others.len() > 20, "{others:?}");
    others
}

#[test]
fn no_other_app_and_no_time_gets_out_and_every_output_says_so() {
    let folder = collected(&[]);
    let others = others(folder.path());
    let clean = |text: &str, name: &str| {
        let named = others.iter().find(|id| {
            let mut words = text.split(|c: char| !(c.is_alphanumeric() || "._-".contains(c)));
            words.any(|word| word.trim_end_matches('.') == **id)
        });
        assert_eq!(named, None, "{name}");
        assert!(!text.contains("first_installed"), "{name}");
        assert!(!text.contains("com.example.weather"), "{name}");
        assert!(text.to_lowercase().contains("minimal"), "{name}");
    };
    for path in files(&folder.path().join("minimal")) {
        clean(
            &fs::read_to_string(&path).unwrap(),
            &path.display().to_string(),
        );
    }
    for format in dutyphone::report::Format::ALL {
        let format = format.as_str();
        if format == "xlsx" {
            continue;
        }
        let (_, stdout, _) = run(
            folder.path(),
            &["audit", &fixture("first-look"), "--minimal", "-f", format],
        );
        clean(&stdout, format);
    }
    let summary = &["audit", "minimal", "--summary"];
    clean(&run(folder.path(), summary).1, "summary");
    let redacted = &["collect", "minimal", "--redact", "--minimal"];
    clean(&run(folder.path(), redacted).1, "redacted");
}

#[test]
fn a_minimal_inventory_stays_one() {
    let folder = collected(&["-p", "no-nsm-2023"]);
    let here = folder.path();
    run(here, &["collect", "minimal", "-o", "again/"]);
    run(here, &["collect", "minimal", "--minimal", "-o", "other/"]);
    run(here, &["collect", "minimal", "--redact", "-o", "redacted/"]);
    for place in ["again", "other", "redacted"] {
        let same = result(here, &[place, "-p", "no-nsm-2023"]);
        assert_eq!(same["summary"]["compliant"], 1, "{place}");
        let others = result(here, &[place]);
        assert_eq!(others["summary"]["compliant"], 0, "{place}");
    }
    // A list of approved apps needs all of them.
    let args = &["policy", "init", "--allow-list", "--from", "minimal"];
    let (code, stdout, stderr) = run(here, args);
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
    let args = &["collect", "minimal", "-p", "no-nsm-2023"];
    let (code, _, stderr) = run(here, args);
    assert_eq!(code, Some(2), "{stderr}");
}

/// Minimal inventories are counted, wherever they stand among whole ones.
#[test]
fn minimal_inventories_are_counted_beside_whole_ones() {
    let folder = collected(&[]);
    let names = [
        "whole/00008130-000000000000F157.json",
        "minimal/EXAMPLE-COMPLIANT.json",
        "whole/_tiktok.json",
    ];
    let whole = files(&folder.path().join("whole")).into_iter();
    let mut tiktok = whole.filter(|path| path.to_string_lossy().contains("tiktok-android"));
    fs::copy(tiktok.next().unwrap(), folder.path().join(names[2])).unwrap();
    let count = |paths: &[&str]| {
        let result = result(folder.path(), paths);
        assert_eq!(result["summary"]["devices"], paths.len());
        let remarks = result["remarks"].as_array().unwrap().iter();
        let mut told = remarks.filter(|remark| remark["code"] == "minimal-inventories");
        told.next().map(|remark| remark["details"]["count"].clone())
    };
    assert_eq!(count(&names), Some("1".into()));
    assert_eq!(count(&[names[1]]), Some("1".into()));
    assert_eq!(count(&[names[0], names[2]]), None);
}

/// Of the web pages of a private phone, only those that a rule names are kept.
#[test]
fn no_other_web_page_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let page = |host: &str| json!({ "host": host, "profile": 0 });
    let phone = json!({
        "schema": "dutyphone/inventory/1",
        "taken_at": "2026-11-20T08:00:00Z",
        "tool": "synthetic",
        "source": "fixture",
        "device": { "platform": "ios", "id": "EXAMPLE-PAGES", "os_version": "17" },
        "coverage": {
            "complete": true,
            "profiles": [{ "id": 0, "kind": "owner", "status": "complete" }],
            "gaps": [],
        },
        "apps": [{ "id": "com.apple.Preferences", "origin": "preinstalled" }],
        "web_pages": { "complete": true, "pages": [page("named.example"), page("bank.example")] },
    });
    let rules =
        "schema = 1\nid = \"own\"\n[[rule]]\nid = \"pages\"\nweb-host = [\"named.example\"]\n";
    fs::write(folder.path().join("phone.json"), phone.to_string()).unwrap();
    fs::write(folder.path().join("own.toml"), rules).unwrap();
    let args = [
        "collect",
        "phone.json",
        "--minimal",
        "-p",
        "own.toml",
        "-o",
        "kept.json",
    ];
    let (code, _, stderr) = run(folder.path(), &args);
    assert_eq!(code, Some(0), "{stderr}");
    let kept = fs::read_to_string(folder.path().join("kept.json")).unwrap();
    assert!(kept.contains("named.example"), "{kept}");
    assert!(!kept.contains("bank.example"), "{kept}");
    let answer = result(folder.path(), &["kept.json", "-p", "own.toml"]);
    assert_eq!(answer["summary"]["non_compliant"], 1);
}

/// With a register more is kept: what may contradict it. The rest of the run knows it,
/// also where the register calls the phone a separate device.
#[test]
fn a_register_judges_what_was_kept_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let phone = fixture("first-look/compliant.json");
    let mut args = vec![phone.as_str(), "-p", "no-nsm-2023", "--minimal"];
    assert_eq!(result(folder.path(), &args)["summary"]["compliant"], 1);
    args.extend(["--register", "devices.toml"]);
    for facts in ["", "use = \"dedicated\"\naccess = \"none\"\n"] {
        let register = format!("schema = 1\n[[device]]\nid = \"EXAMPLE-COMPLIANT\"\n{facts}");
        fs::write(folder.path().join("devices.toml"), register).unwrap();
        let minimal = verdicts(&result(folder.path(), &args));
        let whole: Vec<&str> = args
            .iter()
            .copied()
            .filter(|arg| *arg != "--minimal")
            .collect();
        assert_eq!(minimal, verdicts(&result(folder.path(), &whole)), "{facts}");
    }
}

/// What may contradict a register is kept where there is one, and nothing else is.
#[test]
fn a_register_keeps_no_app_that_cannot_contradict_it() {
    let catalogue = catalogue::builtin();
    let mut agents = catalogue.app_ids().filter(|app| {
        let product = catalogue.family(app.family()).unwrap();
        app.platform() == Platform::Android && product.categories().any(|c| c == "company-portal")
    });
    let ids = [agents.next().unwrap().id(), "org.example.diary"];
    let apps = ids.map(|id| App::new(id, ProfileId::OWNER));
    let rules = "schema = 1\nid = \"ours\"\n[[rule]]\nid = \"a\"\napps = [\"tiktok\"]\n";
    let policies = [policy::read(rules, &catalogue).unwrap()];
    for (register, kept) in [(None, &[][..]), (Some("schema = 1\n"), &ids[..1])] {
        let register = register.map(|text| Register::read_toml(text).unwrap());
        let judge = Judge::new(&policies, &catalogue, Terms::on(date(2026, 11, 21)));
        let judge = judge.for_organisation(Organisation {
            register,
            ..Organisation::default()
        });
        let device = Device::new(Platform::Android, "EXAMPLE-0310");
        let coverage = Coverage::new(Vec::new(), Vec::new(), Vec::new());
        let inventory = Inventory::new(device, "test", None, coverage, apps.to_vec());
        let minimal = judge.minimal(inventory);
        let found: Vec<&str> = minimal.apps().iter().map(|app| app.id.as_str()).collect();
        assert_eq!(found, kept);
    }
}
