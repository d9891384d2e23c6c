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

use dutyphone::inventory::{GapCode, Inventory, Locator, Reading, State, format};
use dutyphone::source::ios;
use std::fs;
use std::path::{Path, PathBuf};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The cases: every folder below `fixtures/ios` that holds a `backup`.
fn cases() -> Vec<PathBuf> {
    let mut cases = below(&fixtures().join("ios"));
    cases.retain(|path| path.join("backup").is_dir());
    cases
}

/// The lists of other tools: the one file beside `expected.json`.
fn imports() -> Vec<(PathBuf, PathBuf)> {
    let mut cases = below(&fixtures().join("ios"));
    cases.retain(|path| path.is_dir() && name(path).starts_with("import-"));
    let list = |case: &PathBuf| {
        let mut files = below(case);
        files.retain(|file| !file.ends_with("expected.json"));
        files.pop().unwrap()
    };
    cases
        .iter()
        .map(|case| (case.clone(), list(case)))
        .collect()
}

/// What a reading is compared by: the saved inventory, or why there is none.
fn written(reading: &Reading) -> String {
    match &reading.content {
        Ok(inventory) => format::to_json_pretty(inventory).unwrap() + "\n",
        Err(unread) => {
            let gap = &unread.gap;
            let reason = [gap.code.as_str(), &gap.message, &gap.advice];
            let json = serde_json::json!({ "id": unread.id, "unread": reason });
            serde_json::to_string_pretty(&json).unwrap() + "\n"
        }
    }
}

/// What the readings of one input are compared by, one after the other.
fn all_written(readings: &[Reading]) -> String {
    readings.iter().map(written).collect()
}

/// Every fixture there is, read.
fn readings() -> Vec<(PathBuf, Vec<Reading>)> {
    let backups = cases().into_iter().map(|case| {
        let reading = ios::read_backup(Locator::new(name(&case)), &case.join("backup"));
        (case, vec![reading])
    });
    let lists = imports().into_iter().map(|(case, list)| {
        let readings = ios::read_import(&Locator::new(name(&case)), &list, None);
        (case, readings.unwrap())
    });
    backups.chain(lists).collect()
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
fn every_fixture_gives_its_expected_inventory() {
    let bless = std::env::var_os("DUTYPHONE_BLESS").is_some();
    let mut wrong = Vec::new();
    for (case, readings) in readings() {
        let actual = all_written(&readings);
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
fn every_backup_is_recognised_as_one() {
    for case in cases() {
        let folder = case.join("backup");
        assert!(ios::is_backup(&folder), "{}", folder.display());
        assert_eq!(ios::backups_below(&case), [folder]);
    }
}

/// Fixtures carry "canary" in every personal field there is.
#[test]
fn nothing_personal_leaves_a_fixture() {
    for (case, readings) in readings() {
        let outputs = [format!("{readings:?}"), all_written(&readings)];
        for output in outputs {
            let lower = output.to_lowercase();
            for personal in ["canary", "777000111", "2001-02-03"] {
                let leak = lower.split_once(personal).map(|(_, rest)| rest);
                assert_eq!(leak, None, "{personal} in {}", case.display());
            }
        }
    }
}

#[test]
fn files_of_other_kinds_are_no_lists_of_apps() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let inventory = fixtures().join("ios/finder-ios17/expected.json");
    for content in [
        fs::read(inventory).unwrap(),
        fs::read(fixtures().join("ios/finder-ios17/backup/Info.plist")).unwrap(),
        fs::read(fixtures().join("ios/finder-ios17/backup/Manifest.plist")).unwrap(),
        b"{\"a\": [\"CFBundleIdentifier\"]}".to_vec(),
        b"[{\"CFBundleIdentifier\": 1}]".to_vec(),
        b"package:com.example.app\n".to_vec(),
        b"<html>CFBundleIdentifier</html>".to_vec(),
        Vec::new(),
    ] {
        fs::write(&path, &content).unwrap();
        let reading = ios::read_import(&Locator::new("x"), &path, None);
        assert_eq!(reading, None, "{}", String::from_utf8_lossy(&content));
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

/// Name, length, time of change and content of everything below a folder.
fn everything_in(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything_in(&path));
        } else {
            let changed = fs::metadata(&path).unwrap().modified().unwrap();
            let bytes = fs::read(&path).unwrap();
            found.push(format!("{} {changed:?} {bytes:?}", path.display()));
        }
    }
    found.sort();
    found
}

/// A backup whose `Manifest.db` has changes in a write-ahead log, as after a
/// backup program that was stopped.
fn backup_with_log() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["Info.plist", "Manifest.plist", "Status.plist"] {
        let source = fixtures().join("ios/finder-ios17/backup").join(name);
        fs::copy(source, folder.path().join(name)).unwrap();
    }
    let work = tempfile::tempdir().unwrap();
    let path = work.path().join("Manifest.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    database
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
             CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB);
             INSERT INTO Files VALUES ('a', 'AppDomain-no.example.early', '', 2, NULL);
             PRAGMA wal_checkpoint(TRUNCATE);
             INSERT INTO Files VALUES ('b', 'AppDomain-no.example.late', '', 2, NULL);",
        )
        .unwrap();
    for name in ["Manifest.db", "Manifest.db-wal"] {
        fs::copy(work.path().join(name), folder.path().join(name)).unwrap();
    }
    folder
}

#[test]
fn changes_in_a_write_ahead_log_are_read() {
    let folder = backup_with_log();
    assert!(
        fs::metadata(folder.path().join("Manifest.db-wal"))
            .unwrap()
            .len()
            > 0
    );
    let inventory = read(folder.path(), "x");
    for id in ["no.example.early", "no.example.late"] {
        let app = inventory.apps().iter().find(|app| app.id == id).unwrap();
        assert_eq!(app.state, State::Residue);
    }
}

#[test]
fn nothing_in_a_backup_is_changed_by_reading_it() {
    let with_log = backup_with_log();
    let mut folders: Vec<PathBuf> = cases().iter().map(|case| case.join("backup")).collect();
    folders.push(with_log.path().to_owned());
    for folder in folders {
        let before = everything_in(&folder);
        read(&folder, "x");
        assert!(everything_in(&folder) == before, "{}", folder.display());
    }
}

#[test]
fn only_backups_are_recognised_and_archived_ones_only_by_name() {
    let root = tempfile::tempdir().unwrap();
    let make = |name: &str, files: &[&str]| {
        let folder = root.path().join(name);
        fs::create_dir(&folder).unwrap();
        for file in files {
            fs::write(folder.join(file), "x").unwrap();
        }
        folder
    };
    let udid = "00008110-0000000000000017";
    let first = make(udid, &["Info.plist"]);
    let renamed = make("Anna's old phone", &["Manifest.plist", "Info.plist"]);
    let archived = make(&format!("{udid}-20261120-073000"), &["Manifest.plist"]);
    make("Some.app", &["Info.plist"]);
    make("empty", &[]);
    assert_eq!(ios::backups_below(root.path()), [first, renamed]);
    assert!(ios::is_backup(&archived));
    assert!(!ios::is_backup(root.path()));

    let unread = ios::read_backup(Locator::new("x"), root.path());
    let gap = unread.content.unwrap_err().gap;
    assert_eq!(gap.code, GapCode::FileUnrecognised);
    assert!(gap.advice.contains('2'), "{}", gap.advice);
}

#[test]
fn the_places_of_all_systems_are_known() {
    let path = |text: &str| PathBuf::from(text);
    let places = ios::default_places(
        Some(Path::new("/Users/a")),
        Some(Path::new("/AppData")),
        Some(Path::new("/Profile")),
    );
    let expected = [
        path("/Users/a/Library/Application Support/MobileSync/Backup"),
        path("/AppData/Apple Computer/MobileSync/Backup"),
        path("/Profile/Apple/MobileSync/Backup"),
    ];
    assert_eq!(places, expected);
    assert!(ios::default_places(Some(Path::new("")), None, None).is_empty());
}
