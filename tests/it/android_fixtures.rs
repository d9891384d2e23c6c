//! What each recorded phone becomes: every folder of `fixtures/android` is
//! read, and the inventory compared with its `expected.json`.
//!
//! A new case is a new folder. `DUTYPHONE_BLESS=1` writes the expectations
//! anew; what it wrote is for reading, not for trusting.

use crate::packing;
use dutyphone::inventory::{GapCode, IdKind, Inventory, Locator, Reading, format};
use dutyphone::source::android::{self, End, Listing, Part, Recording};
use serde_json::Value;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[test]
fn every_folder_gives_its_expected_inventory() {
    let bless = std::env::var_os("DUTYPHONE_BLESS").is_some();
    let mut wrong = Vec::new();
    let folders = folders();
    assert!(!folders.is_empty());
    for folder in folders {
        let inventory = read(&folder);
        let json = format::to_json_pretty(&inventory).unwrap() + "\n";
        let expected = folder.join("expected.json");
        if bless {
            fs::write(&expected, &json).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != json {
            wrong.push(format!("{}:\n{json}", folder.display()));
        }
        let again = format::parse(&json).unwrap();
        let again = format::to_json_pretty(&again).unwrap() + "\n";
        if inventory.taken_at.is_some() {
            assert_eq!(again, json);
        } else {
            // A saved inventory says of itself that it is of any age.
            assert!(again.contains("list-undated"), "{again}");
            let again = format::parse(&again).unwrap();
            let dated = format::parse(&json).unwrap();
            assert_eq!(again.apps(), dated.apps());
            assert_eq!(again.coverage(), dated.coverage());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Names of users are people's names. Every fixture has some; none may be in
/// what is made of it.
#[test]
fn no_name_of_a_user_is_kept() {
    for folder in folders() {
        let json = format::to_json_line(&read(&folder)).unwrap();
        assert!(!json.contains("Personal Name"), "{}", folder.display());
    }
}

/// The README's first steps rest on these two files.
#[test]
fn first_look_is_what_the_readme_says() {
    let read = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/first-look");
        let reading = android::read_dump(Locator::new(name), &folder.join(name));
        reading.content.unwrap()
    };
    let whole = read("tiktok-android.txt");
    assert!(whole.coverage().complete().is_some());
    let cut = read("not-fully-read.txt");
    assert!(cut.coverage().complete().is_none());
    let has = |inventory: &Inventory| {
        let mut apps = inventory.apps().iter();
        apps.any(|app| app.id == "com.zhiliaoapp.musically" && app.is_present())
    };
    assert!(has(&whole) && !has(&cut));
}

/// An encrypted collection is named as such, not called damaged.
#[test]
fn an_encrypted_collection_is_named() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("collection.zip.age");
    fs::write(&path, "age-encryption.org/v1\n-> X25519 synthetic\n").unwrap();
    let (readings, _) = packing::read(&[path]);
    let gap = readings
        .into_iter()
        .next()
        .unwrap()
        .content
        .unwrap_err()
        .gap;
    assert_eq!(gap.code, GapCode::FileUnreadable);
    assert!(gap.message.contains("encrypted"));
}

/// However a report is damaged, reading it ends, and a report that lost its
/// end is no report.
#[test]
fn damaged_reports_are_survived() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/android");
    let whole = fs::read(zipped(&root.join("bug-report-zip/report"))).unwrap();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("damaged.zip");
    let complete = || packing::complete(&packing::read(std::slice::from_ref(&path)).0);
    for at in (0..whole.len()).step_by(61) {
        fs::write(&path, &whole[..at]).unwrap();
        assert_eq!(complete(), 0, "cut at {at}");
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        fs::write(&path, damaged).unwrap();
        let _ = complete();
    }
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/android");
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

fn read(folder: &Path) -> Inventory {
    let mut inventory = if folder.join("index.json").exists() {
        android::assemble(&play(folder), "android/adb", "adb-serial")
    } else {
        read_saved(folder)
    };
    // A new version of the program is no new expectation.
    "dutyphone".clone_into(&mut inventory.tool);
    inventory
}

fn read_saved(folder: &Path) -> Inventory {
    let reading = if folder.join("dump.txt").exists() {
        android::read_dump(Locator::new("saved/dump.txt"), &folder.join("dump.txt"))
    } else if folder.join("list.txt").exists() {
        android::read_pm_list(Locator::new("saved/list.txt"), &folder.join("list.txt"))
    } else if folder.join("report").exists() {
        only(&zipped(&folder.join("report")), "saved/report.zip")
    } else {
        let collection = folder.join("androidqf");
        let locator = Locator::new("saved/collection");
        let of_zip = only(&zipped(&collection), "saved/collection");
        assert_eq!(android::read_androidqf(locator, &collection), of_zip);
        of_zip
    };
    reading.content.unwrap()
}

/// Reads the only phone at a path, as if it lay at another place.
fn only(path: &Path, place: &str) -> Reading {
    let (mut readings, _) = packing::read(&[path.to_owned()]);
    assert_eq!(readings.len(), 1);
    let mut reading = readings.pop().unwrap();
    reading.locator = Locator::new(place);
    if let Ok(inventory) = &mut reading.content
        && inventory.device.id_kind == IdKind::Place
    {
        place.clone_into(&mut inventory.device.id);
    }
    reading
}

/// Zips a folder, with its name as a prefix, into the build folder.
fn zipped(folder: &Path) -> PathBuf {
    let case = folder.parent().unwrap().file_name().unwrap();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(case);
    // Tests run side by side, so each writes a file of its own.
    let thread = format!(
        "{}-{:?}.zip",
        std::process::id(),
        std::thread::current().id()
    );
    let path = path.with_extension(thread.replace(['(', ')'], "-"));
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let mut entries: Vec<PathBuf> = fs::read_dir(next)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        entries.sort();
        for entry in entries {
            if entry.is_dir() {
                folders.push(entry);
                continue;
            }
            let name = entry.strip_prefix(folder).unwrap().to_str().unwrap();
            let options = SimpleFileOptions::default();
            zip.start_file(format!("prefix/{name}"), options).unwrap();
            zip.write_all(&fs::read(&entry).unwrap()).unwrap();
        }
    }
    zip.finish().unwrap();
    path
}

/// Answers the commands that a live collection runs, from the folder's index.
fn play(folder: &Path) -> Recording {
    let index = fs::read(folder.join("index.json")).unwrap();
    let index: Value = serde_json::from_slice(&index).unwrap();
    let device = Device {
        folder,
        commands: &index["commands"],
    };
    let first = |commands: &[&str]| commands.iter().find_map(|command| device.run(command));
    let mut clock = device.run("date +%s");
    if let (Some(clock), Some(zone)) = (&mut clock, device.run("date +%z")) {
        clock.bytes.extend(zone.bytes);
    }
    Recording {
        properties: device.run("getprop"),
        clock,
        users: device.run("pm list users"),
        users_verbose: first(&["cmd user list -v --all", "dumpsys user"]),
        current_user: device.run("am get-current-user"),
        owners: first(&[
            "cmd device_policy list-owners",
            "dumpsys -t 20 device_policy",
        ]),
        dump: device.run("dumpsys -t 60 package packages"),
        listings: device.listings(),
        key_sets: device.run("dumpsys -t 60 package keysets"),
        modules: device.run("pm list packages --apex-only"),
        web_apps: device.web_apps(),
        checkin: None,
    }
}

struct Device<'a> {
    folder: &'a Path,
    commands: &'a Value,
}

impl Device<'_> {
    /// The output of a command, when the folder has one.
    fn run(&self, command: &str) -> Option<Part> {
        let entry = self.commands.get(command)?;
        let file = |key: &str| {
            let name = entry.get(key)?.as_str()?;
            Some(fs::read(self.folder.join(name)).unwrap())
        };
        let mut bytes = file("stderr").unwrap_or_default();
        match entry.as_str() {
            Some(name) => bytes.extend(fs::read(self.folder.join(name)).unwrap()),
            None => bytes.extend(file("stdout").unwrap_or_default()),
        }
        let exit = entry["exit"].as_i64().unwrap_or(0);
        let mut end = End::Exit(i32::try_from(exit).unwrap());
        for key in ["close_after", "hang_after", "drop_after"] {
            if let Some(count) = entry["behaviour"][key].as_u64() {
                bytes.truncate(usize::try_from(count).unwrap());
                end = End::Cut("the phone stopped answering".to_owned());
            }
        }
        Some(Part { bytes, end })
    }

    fn web_apps(&self) -> Vec<Part> {
        let commands = self.commands.as_object().unwrap().keys();
        let of_one = commands.filter(|command| command.contains(".webapk."));
        of_one.filter_map(|command| self.run(command)).collect()
    }

    fn listings(&self) -> Vec<Listing> {
        let mut listings = Vec::new();
        for command in self.commands.as_object().unwrap().keys() {
            let Some((flags, user)) = command
                .strip_prefix("pm list packages ")
                .and_then(|rest| rest.rsplit_once("--user "))
            else {
                continue;
            };
            if flags.trim() == "-u" {
                continue;
            }
            let known = format!("pm list packages -u --user {user}");
            listings.push(Listing {
                user: user.parse().unwrap(),
                installed: self.run(command).unwrap(),
                known: self.run(&known),
            });
        }
        listings
    }
}
