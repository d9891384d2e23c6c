//! What holds for every recording: it is survived, and an app is either in the
//! inventory or the inventory says that something is missing.

use super::assemble;
use crate::inventory::Inventory;
use crate::source::android::command_output::{End, Listing, Part, Recording};
use proptest::prelude::*;

const DUMP: &str = "\
Database versions:
  Internal:
    sdkVersion=34 databaseVersion=3

Key Set Manager:
  [android]
      Signing KeySets: 1
  [com.example.notes]
      Signing KeySets: 2

Packages:
  Package [android] (1a2b3c):
    appId=1000
    pkg=Package{1a2b3c android}
    codePath=/system/framework
    versionCode=34 minSdk=34 targetSdk=34
    versionName=14
    signatures=PackageSignatures{1 version:3, signatures:[2], past signatures:[]}
    pkgFlags=[ SYSTEM HAS_CODE ]
    User 0: ceDataInode=1 installed=true hidden=false suspended=false enabled=0
    User 10: ceDataInode=1 installed=true hidden=false suspended=false enabled=0
  Package [com.example.notes] (4d5e6f):
    appId=10100
    pkg=Package{4d5e6f com.example.notes}
    codePath=/data/app/~~a==/com.example.notes-b==
    versionCode=24 minSdk=26 targetSdk=34
    versionName=2.4
    signatures=PackageSignatures{1 version:3, signatures:[3], past signatures:[]}
    pkgFlags=[ HAS_CODE ]
    User 0: ceDataInode=5 installed=true hidden=false suspended=false enabled=0
    User 10: ceDataInode=0 installed=false hidden=false suspended=false enabled=0

Queries:
";
const USERS: &str =
    "Users:\n\tUserInfo{0:Personal Name:4c13} running\n\tUserInfo{10:Work: x:1030} running\n";
const OWNER_LIST: &str = "package:/system/framework/framework-res.apk=android uid:1000\npackage:/data/app/~~a==/com.example.notes-b==/base.apk=com.example.notes uid:10100\n";
const WORK_LIST: &str = "package:/system/framework/framework-res.apk=android uid:1001000\n";

fn part(text: impl Into<Vec<u8>>, end: End) -> Part {
    Part {
        bytes: text.into(),
        end,
    }
}

fn done(text: impl Into<Vec<u8>>) -> Part {
    part(text, End::Exit(0))
}

fn live(dump: impl Into<Vec<u8>>) -> Recording {
    let listing = |user, text: &str| Listing {
        user,
        installed: done(text),
        known: None,
    };
    Recording {
        users: Some(done(USERS)),
        dump: Some(done(dump)),
        listings: vec![listing(0, OWNER_LIST), listing(10, WORK_LIST)],
        ..Recording::default()
    }
}

fn saved(dump: impl Into<Vec<u8>>) -> Recording {
    Recording {
        dump: Some(part(dump, End::Unmarked)),
        ..Recording::default()
    }
}

fn is_complete(inventory: &Inventory) -> bool {
    inventory.coverage().complete().is_some()
}

fn has_notes(inventory: &Inventory) -> bool {
    let mut apps = inventory.apps().iter();
    apps.any(|app| app.id == "com.example.notes" && app.profile.0 == 0 && app.is_present())
}

#[test]
fn the_example_is_complete() {
    for recording in [live(DUMP), saved(DUMP)] {
        let inventory = assemble(&recording, "test", "test");
        assert!(is_complete(&inventory), "{:?}", inventory.coverage());
        assert!(has_notes(&inventory));
    }
}

#[test]
fn every_missing_part_of_a_live_recording_is_a_gap() {
    let changes: [fn(&mut Recording); 6] = [
        |recording| recording.dump = None,
        |recording| recording.users = None,
        |recording| recording.listings.clear(),
        |recording| drop(recording.listings.pop()),
        |recording| recording.listings[0].installed.end = End::Cut("x".to_owned()),
        |recording| recording.dump.as_mut().unwrap().end = End::Cut("x".to_owned()),
    ];
    for (number, change) in changes.iter().enumerate() {
        let mut recording = live(DUMP);
        change(&mut recording);
        let inventory = assemble(&recording, "test", "test");
        assert!(!is_complete(&inventory), "change {number}");
    }
}

#[test]
fn a_list_that_is_refused_to_everybody_checks_nothing() {
    let words = "java.lang.SecurityException: Shell does not have permission to access user";
    let mut recording = live(DUMP);
    recording.listings[1].installed = part(words, End::Exit(255));
    assert!(is_complete(&assemble(&recording, "test", "test")));
    recording.listings[0].installed = part(words, End::Exit(255));
    assert!(!is_complete(&assemble(&recording, "test", "test")));
}

fn noise() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>().prop_filter("a line", |b| *b != b'\n'), 0..40),
        proptest::sample::select(vec![
            "Packages:",
            "Hidden system packages:",
            "Queries:",
            "Dexopt state:",
            "    User 0: installed=false",
            "    User 0: installed=true instant=true",
            "    User 0: installed=true hidden=true",
            "    pkg=null",
            "    static library:",
            "    pkgFlags=[ SYSTEM ]",
            "    codePath=/product/overlay/x",
            "    codePath=/system/apex/x.apex",
            "  Package [com.example.other] (1):",
            "  Package [com.example.notes] (1):",
            "  Package [",
            "DUMP OF SERVICE user:",
            "",
        ])
        .prop_map(|line| line.as_bytes().to_vec()),
    ]
}

fn with_noise(text: &str, noise: Vec<(usize, Vec<u8>)>) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = text.lines().map(|line| line.as_bytes().to_vec()).collect();
    for (at, line) in noise {
        lines.insert(at.min(lines.len()), line);
    }
    let mut bytes = lines.join(&b'\n');
    bytes.push(b'\n');
    bytes
}

proptest! {
    #[test]
    fn an_app_is_listed_or_something_is_missing(
        lines in proptest::collection::vec((0_usize..40, noise()), 0..6),
    ) {
        let dump = with_noise(DUMP, lines);
        for recording in [live(dump.clone()), saved(dump)] {
            let inventory = assemble(&recording, "test", "test");
            prop_assert!(has_notes(&inventory) || !is_complete(&inventory));
        }
    }

    #[test]
    fn a_lost_line_is_noticed_or_harmless(lost in 0_usize..34) {
        let lines: Vec<&str> = DUMP.lines().enumerate().filter(|(at, _)| *at != lost).map(|(_, line)| line).collect();
        let dump = lines.join("\n") + "\n";
        for recording in [live(dump.clone()), saved(dump)] {
            let inventory = assemble(&recording, "test", "test");
            prop_assert!(has_notes(&inventory) || !is_complete(&inventory));
        }
    }

    #[test]
    fn any_bytes_are_survived_and_never_complete(
        parts in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..300), 8),
    ) {
        let mut parts = parts.into_iter().map(done);
        let recording = Recording {
            properties: parts.next(),
            clock: parts.next(),
            users: parts.next(),
            users_verbose: parts.next(),
            owners: parts.next(),
            dump: parts.next(),
            listings: vec![Listing { user: 0, installed: parts.next().unwrap(), known: parts.next() }],
            ..Recording::default()
        };
        prop_assert!(!is_complete(&assemble(&recording, "test", "test")));
    }
}
