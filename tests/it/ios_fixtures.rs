//! Every backup under `fixtures/ios/` is read and compared with its expected
//! inventory. A new case is a new folder: `backup/` and `expected.json`.
//!
//! `DUTYPHONE_BLESS=1` rewrites the expected files; read the difference before
//! you commit it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use dutyphone::inventory::{Inventory, Locator, saved};
use dutyphone::source::ios;
use std::fs;
use std::path::{Path, PathBuf};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The cases: every folder below `fixtures/ios` that holds a `backup`.
fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(fixtures().join("ios"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("backup").is_dir())
        .collect();
    cases.sort();
    cases
}

fn name(case: &Path) -> String {
    case.file_name().unwrap().to_str().unwrap().to_owned()
}

fn read(folder: &Path, place: &str) -> Inventory {
    ios::read_backup(Locator::new(place), folder)
        .content
        .unwrap_or_else(|unread| panic!("{place}: {unread:?}"))
}

#[test]
fn every_backup_gives_its_expected_inventory() {
    let bless = std::env::var_os("DUTYPHONE_BLESS").is_some();
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(!cases.is_empty(), "no case below fixtures/ios");
    for case in cases {
        let inventory = read(&case.join("backup"), &name(&case));
        let actual = saved::to_json_pretty(&inventory).unwrap() + "\n";
        let path = case.join("expected.json");
        if bless {
            fs::write(&path, &actual).unwrap();
        } else if fs::read_to_string(&path).ok().as_deref() != Some(&actual) {
            wrong.push(format!("{}:\n{actual}", path.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "these inventories differ from the expected ones (DUTYPHONE_BLESS=1 rewrites them):\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_fixture_is_recognised_as_a_backup_or_lacks_its_manifest() {
    for case in cases() {
        let folder = case.join("backup");
        assert!(ios::is_backup(&folder), "{}", folder.display());
        assert_eq!(ios::backups_below(&case), [folder]);
    }
}

/// Fixtures carry "canary" in every personal field there is.
#[test]
fn nothing_personal_leaves_a_backup() {
    for case in cases() {
        let folder = case.join("backup");
        let reading = ios::read_backup(Locator::new(name(&case)), &folder);
        let debug = format!("{reading:?}");
        let json = saved::to_json_pretty(&reading.content.unwrap()).unwrap();
        for output in [debug, json] {
            let lower = output.to_lowercase();
            for personal in ["canary", "777000111", "2001-02-03"] {
                let leak = lower.split_once(personal).map(|(_, rest)| rest);
                assert_eq!(leak, None, "{personal} in {}", case.display());
            }
        }
    }
}

#[test]
fn a_file_of_a_backup_stands_for_the_backup() {
    let folder = fixtures().join("ios/finder-ios17/backup");
    let whole = read(&folder, "x");
    for file in ["Info.plist", "Manifest.plist", "Status.plist"] {
        assert_eq!(read(&folder.join(file), "x"), whole);
    }
}

#[test]
fn the_demonstration_phone_is_complete() {
    let inventory = read(&fixtures().join("first-look/telegram-iphone"), "x");
    assert!(inventory.coverage().complete().is_some());
    assert_eq!(inventory.apps().len(), 12);
}
