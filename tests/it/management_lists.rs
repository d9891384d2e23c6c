//! Every list of a management system under `fixtures/lists/` is read and
//! compared with its expected answer. A new case is a new folder: the list, and
//! `expected.json`.
//!
//! `DUTYPHONE_BLESS=1` rewrites the expected files; read the difference before
//! you commit it.

use crate::cases::program;
use dutyphone::inventory::{GapCode, Reading, format};
use dutyphone::source::{self, Ledger, Options, Request, Vouch};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lists")
}

/// Each case with its list.
fn cases() -> Vec<(PathBuf, PathBuf)> {
    let below = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let mut cases: Vec<(PathBuf, PathBuf)> = below(&root())
        .into_iter()
        .filter(|path| path.is_dir())
        .map(|case| {
            let mut files = below(&case);
            files.retain(|file| !file.ends_with("expected.json"));
            assert_eq!(files.len(), 1, "{}", case.display());
            (case, files.remove(0))
        })
        .collect();
    cases.sort();
    assert!(cases.len() > 30, "the cases were not found");
    cases
}

fn name(case: &Path) -> &str {
    case.file_name().unwrap().to_str().unwrap()
}

/// Everything that is read of one path, and where the rest of it ended.
fn read(path: &Path, vouched: Option<&str>) -> (Vec<Reading>, Value) {
    let now = "2026-11-26T00:00:00Z".parse().unwrap();
    let mut options = Options::new(now, Duration::from_secs(1));
    options.assume_complete = vouched
        .map(|reason| Vouch::parse(&format!("{}={reason}", path.display())).unwrap())
        .into_iter()
        .collect();
    let ledger = Ledger::default();
    let mut readings = Vec::new();
    let requests = [Request::Path(path.to_owned())];
    source::read(&requests, &options, &ledger, &mut |reading| {
        readings.push(reading);
    });
    let aside = ledger.close().set_aside;
    let aside: Vec<String> = aside.into_iter().map(|entry| entry.what).collect();
    (readings, json!(aside))
}

fn written(reading: &Reading, path: &Path) -> Value {
    let value = match &reading.content {
        Ok(inventory) => serde_json::from_str(&format::to_json_pretty(inventory).unwrap()).unwrap(),
        Err(unread) => {
            let gap = &unread.gap;
            json!({ "id": unread.id, "unread": [gap.code.as_str(), gap.message, gap.advice] })
        }
    };
    // A place is told as it was given, which differs between computers.
    let text = serde_json::to_string(&value).unwrap();
    let folder = path.parent().unwrap().display().to_string();
    serde_json::from_str(&text.replace(&folder, "")).unwrap()
}

fn answer(path: &Path) -> String {
    let (readings, aside) = read(path, None);
    let readings: Vec<Value> = readings.iter().map(|r| written(r, path)).collect();
    let answer = json!({ "readings": readings, "set_aside": aside });
    serde_json::to_string_pretty(&answer).unwrap() + "\n"
}

#[test]
fn every_list_gives_its_expected_answer() {
    let bless = std::env::var_os("DUTYPHONE_BLESS").is_some();
    let mut wrong = Vec::new();
    for (case, list) in cases() {
        let actual = answer(&list);
        let path = case.join("expected.json");
        if bless {
            fs::write(&path, &actual).unwrap();
        } else if fs::read_to_string(&path).ok().as_deref() != Some(&actual) {
            wrong.push(format!("{}:\n{actual}", path.display()));
        }
        for personal in ["canary", "Canary"] {
            assert!(!actual.contains(personal), "{}", case.display());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a list says is never enough for a clean answer.
#[test]
fn no_list_is_clean_without_a_written_claim() {
    for (case, list) in cases() {
        let (readings, _) = read(&list, None);
        assert!(
            !readings.is_empty(),
            "{}: nothing came of it",
            case.display()
        );
        for reading in &readings {
            if let Ok(inventory) = &reading.content {
                let complete = inventory.coverage().complete();
                assert!(complete.is_none(), "{}", case.display());
            }
        }
        let list = list.strip_prefix(&case).unwrap().display().to_string();
        let args = [
            "audit",
            &list,
            "-p",
            "default",
            "--as-of",
            "2026-11-25",
            "-q",
        ];
        let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
        let exit = program(&case, &args, b"").status.code();
        assert!(matches!(exit, Some(1 | 3)), "{}: {exit:?}", case.display());
    }
}

/// The user's word lifts what the list cannot show, and no page, no damage, no
/// managed list, no unknown state.
#[test]
fn a_written_claim_lifts_what_nothing_shows() {
    let mut lifted = Vec::new();
    for (case, list) in cases() {
        let (before, _) = read(&list, None);
        let (after, _) = read(&list, Some("the vendor was asked"));
        for (before, after) in before.iter().zip(&after) {
            let (Ok(before), Ok(after)) = (&before.content, &after.content) else {
                continue;
            };
            let codes = |inventory: &dutyphone::inventory::Inventory| -> Vec<GapCode> {
                let gaps = inventory.coverage().gaps().iter();
                gaps.map(|gap| gap.code).collect()
            };
            let said = after.coverage().notes().iter();
            let said = said.filter(|note| note.code == "assumed-complete").count();
            let mut expected = codes(before);
            if said > 0 {
                expected.retain(|code| {
                    !matches!(code, GapCode::CoverageUndeclared | GapCode::ProfilesUnknown)
                });
            }
            assert_eq!(codes(after), expected, "{}", case.display());
            if after.coverage().complete().is_some() {
                assert_eq!(said, 1, "{}", case.display());
                lifted.push(name(&case).to_owned());
            }
        }
    }
    let part = ["cut", "page", "personal", "state", "narrowed", "lost"];
    // In a file of lines, those before a cut are whole.
    for case in lifted.iter().filter(|case| !case.contains("lines")) {
        assert!(!part.iter().any(|word| case.ends_with(word)), "{case}");
    }
    for case in ["android-management-one", "fleet-one", "jamf-one"] {
        assert!(lifted.iter().any(|one| one == case), "{case}: {lifted:?}");
    }
}

/// Wherever a list is cut, nothing of it is whole, vouched for or not.
#[test]
fn a_cut_list_is_never_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list");
    for (case, list) in cases() {
        // Whole lines and whole members stand before a cut.
        if case.to_string_lossy().contains("lines") || list.extension().unwrap() == "zip" {
            continue;
        }
        let bytes = fs::read(&list).unwrap();
        let end = bytes.trim_ascii_end().len();
        for length in (1..end.saturating_sub(16)).step_by(331) {
            fs::write(&path, &bytes[..length]).unwrap();
            for reading in read(&path, Some("it is whole")).0 {
                if let Ok(inventory) = reading.content {
                    let complete = inventory.coverage().complete();
                    assert!(complete.is_none(), "{} cut at {length}", case.display());
                }
            }
        }
    }
}
