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
use dutyphone::source::{self, Options, Request, Vouch, ios};
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
        fs::read(fixtures().join("ios/finder-ios17/backup/Status.plist")).unwrap(),
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

/// A folder below `root` that passes for a backup.
fn make(root: &Path, name: &str, files: &[&str]) -> PathBuf {
    let folder = root.join(name);
    fs::create_dir(&folder).unwrap();
    for file in files {
        fs::write(folder.join(file), "x").unwrap();
    }
    folder
}

#[test]
fn only_backups_are_recognised() {
    let root = tempfile::tempdir().unwrap();
    let first = make(root.path(), "00008110-0000000000000017", &["Info.plist"]);
    let renamed = make(
        root.path(),
        "Anna's old phone",
        &["Manifest.plist", "Info.plist"],
    );
    make(root.path(), "Some.app", &["Info.plist"]);
    make(root.path(), "empty", &[]);
    assert_eq!(ios::backups_below(root.path()), [first, renamed]);
    assert!(!ios::is_backup(root.path()));

    let unread = ios::read_backup(Locator::new("x"), root.path());
    let gap = unread.content.unwrap_err().gap;
    assert_eq!(gap.code, GapCode::FileUnrecognised);
    assert!(gap.advice.contains('2'), "{}", gap.advice);
}

#[test]
fn archived_copies_are_read_whatever_lies_beside_them() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    let device = "00008110-0000000000000017";
    let own = make(root, device, &["Manifest.plist"]);
    let old = make(
        root,
        &format!("{device}-20261119-073000"),
        &["Manifest.plist"],
    );
    assert_eq!(ios::backups_below(root), [own, old]);
}

/// Everything that is read of one path.
fn read_path(path: &Path, vouched: Option<&str>) -> Vec<Reading> {
    let now = "2026-11-26T00:00:00Z".parse().unwrap();
    let mut options = Options::new(now, std::time::Duration::from_secs(1));
    options.assume_complete = vouched
        .map(|reason| Vouch::parse(&format!("{}={reason}", path.display())).unwrap())
        .into_iter()
        .collect();
    let mut readings = Vec::new();
    source::read(
        &[Request::Path(path.to_owned())],
        &options,
        &source::Ledger::default(),
        &mut |reading| readings.push(reading),
    );
    readings
}

/// What nobody reads is called by what it is.
#[test]
fn answers_that_are_not_read_are_named() {
    let folder = fixtures().join("ios/unread");
    let mut said = std::collections::BTreeMap::new();
    for path in below(&folder) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name == "expected.json" {
            continue;
        }
        let [reading] = read_path(&path, None).try_into().unwrap();
        let gap = reading.content.unwrap_err().gap;
        said.insert(name, [gap.code.to_string(), gap.message, gap.advice]);
    }
    let text = serde_json::to_string_pretty(&said).unwrap() + "\n";
    let path = folder.join("expected.json");
    if std::env::var_os("DUTYPHONE_BLESS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

/// The user's word lifts the claim that nobody can tell from a list, and says
/// so; damage, parts and managed apps stay what they are.
#[test]
fn the_users_word_lifts_one_claim_and_no_other() {
    let mut lifted = 0;
    for (case, list) in imports() {
        let unlifted: Vec<GapCode> = gap_codes(&read_path(&list, None));
        let readings = read_path(&list, Some("all apps were asked for"));
        let left: Vec<GapCode> = gap_codes(&readings);
        let mut expected = unlifted;
        expected.retain(|code| *code != GapCode::CoverageUndeclared);
        assert_eq!(left, expected, "{}", case.display());
        for inventory in readings.iter().filter_map(|r| r.content.as_ref().ok()) {
            let notes = inventory.coverage().notes();
            let said = notes.iter().any(|note| note.code == "assumed-complete");
            lifted += usize::from(said);
            assert!(
                !said
                    || notes
                        .iter()
                        .any(|n| n.message.contains("all apps were asked for"))
            );
        }
    }
    assert!(lifted > 10, "{lifted}");
}

/// A list that was cut anywhere is not whole, whatever it shows.
#[test]
fn no_list_that_was_cut_is_complete() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list");
    let mut cuts = 0;
    for (case, list) in imports() {
        let bytes = fs::read(&list).unwrap();
        let end = bytes.trim_ascii_end().len();
        for length in (1..end.saturating_sub(16)).step_by(97) {
            fs::write(&path, &bytes[..length]).unwrap();
            for reading in read_path(&path, None) {
                let Ok(inventory) = reading.content else {
                    continue;
                };
                let complete = inventory.coverage().complete();
                assert!(complete.is_none(), "{} cut at {length}", case.display());
                cuts += 1;
            }
        }
    }
    assert!(cuts > 300, "{cuts}");
}

fn gap_codes(readings: &[Reading]) -> Vec<GapCode> {
    let gaps = readings.iter().flat_map(|reading| match &reading.content {
        Ok(inventory) => inventory.coverage().gaps().to_vec(),
        Err(unread) => vec![unread.gap.clone()],
    });
    gaps.map(|gap| gap.code).collect()
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
