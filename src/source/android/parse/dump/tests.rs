//! What the parser makes of dumps that are damaged, wrapped or hostile.

use super::record::UserState;
use super::{Dump, Stopped, parse};
use proptest::prelude::*;

const PLAIN: &str = "\
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
      installReason=0
      firstInstallTime=1970-01-01 01:00:00
    User 10: ceDataInode=0 installed=true hidden=false suspended=true enabled=0
    Suspend params:
      suspendingPackage=android dialogInfo=null

      installReason=1
  Package [com.example.notes] (4d5e6f):
    appId=10100
    pkg=Package{4d5e6f com.example.notes}
    codePath=/data/app/~~a==/com.example.notes-b==

    developerVerificationStatus=0
    versionCode=24 minSdk=26 targetSdk=34
    versionName=2.4 installed=false
    signatures=PackageSignatures{1 version:3, signatures:[3], past signatures:[]}
    pkgFlags=[ HAS_CODE ]
    User 0: ceDataInode=5 installed=true hidden=false suspended=false enabled=3
      lastDisabledCaller: com.android.settings
com.example.lib overlay paths:
    User 10: ceDataInode=0 installed=false hidden=false suspended=false enabled=0

Hidden system packages:
  Package [com.example.viewer] (7a8b9c):
    appId=10101
    pkg=Package{7a8b9c com.example.viewer}
    codePath=/product/app/Viewer
    versionCode=3 minSdk=26 targetSdk=34
    signatures=PackageSignatures{1 version:3, signatures:[4], past signatures:[]}
    pkgFlags=[ SYSTEM HAS_CODE ]
    User 0: ceDataInode=5 installed=true hidden=false enabled=0

Queries:
    User 0:
      [android]:
";

fn names<'a>(dump: &Dump<'a>) -> Vec<&'a str> {
    dump.packages.iter().map(|record| record.name).collect()
}

#[test]
fn a_plain_dump() {
    let dump = parse(PLAIN.as_bytes());
    assert_eq!(names(&dump), ["android", "com.example.notes"]);
    assert_eq!(dump.hidden.len(), 1);
    assert!(!dump.trouble.any(), "{:?}", dump.trouble);
    assert!(dump.has_section && dump.past_packages && dump.ends_with_newline);
    let notes = &dump.packages[1];
    let states = dump.states_of(notes);
    assert_eq!(states.len(), 2);
    assert!(states[0].installed && states[0].is_disabled());
    assert!(!states[1].installed && !states[1].has_data);
    let android = dump.states_of(&dump.packages[0]);
    assert!(android[1].suspended);
    assert_eq!(android[1].install_reason, Some(1));
}

#[test]
fn an_indented_dump_with_returns_is_the_same() {
    let wrapped = PLAIN.replace('\n', "\r\n   ");
    let wrapped = format!("   {wrapped}");
    let dump = parse(wrapped.as_bytes());
    assert_eq!(names(&dump), ["android", "com.example.notes"]);
    assert_eq!(dump.hidden.len(), 1);
    assert!(!dump.trouble.any(), "{:?}", dump.trouble);
    assert!(dump.past_packages);
}

#[test]
fn keys_of_a_user_line_are_found_by_name() {
    let text = b"Packages:\n  Package [a] (1):\n    User 0:  enabled=2 restricted=false installed=true alive=true\n";
    let dump = parse(text);
    assert!(dump.states[0].installed && dump.states[0].is_disabled());
    let message = b"Packages:\n  Package [a] (1):\n    User 0: installed=true hidden=false suspended=true dialogMessage=x installed=false enabled=0\n";
    assert!(parse(message).states[0].installed);
}

#[test]
fn a_lost_header_is_noticed() {
    let damaged = PLAIN.replace("  Package [com.example.notes] (4d5e6f):\n", "");
    assert!(parse(damaged.as_bytes()).trouble.doubled > 0);
    let damaged = PLAIN.replace("[com.example.notes] (", "[com.example.notes\u{0} (");
    let dump = parse(damaged.as_bytes());
    assert_eq!(dump.trouble.bad_headers, 1);
    // Its lines must not speak for the package before it.
    assert_eq!(dump.states_of(&dump.packages[0]).len(), 2);
}

#[test]
fn a_device_that_gives_up_is_heard() {
    let cut = PLAIN.find("    codePath=/data").unwrap();
    let (head, _) = PLAIN.split_at(cut);
    let timeout = format!("{head}\n*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n\n");
    assert!(matches!(
        parse(timeout.as_bytes()).stopped,
        Some(Stopped::Timeout(_))
    ));
    let failed = format!(
        "{head}\nException occurred while dumping:\njava.lang.NullPointerException: x\n\tat y\n"
    );
    assert!(matches!(
        parse(failed.as_bytes()).stopped,
        Some(Stopped::Failure(_))
    ));
}

#[test]
fn no_cut_before_the_next_section_looks_whole() {
    let end = PLAIN.find("Hidden system packages:").unwrap() + "Hidden system packages:".len();
    for cut in 0..end {
        assert!(
            !parse(&PLAIN.as_bytes()[..cut]).past_packages,
            "cut at {cut}"
        );
    }
}

#[test]
fn a_package_without_its_section_is_kept_and_told() {
    let stray = "Dexopt state:\n  Package [a.b] (1f):\n    User 0: installed=true\n";
    let text = format!("{PLAIN}{stray}");
    let dump = parse(text.as_bytes());
    assert!(names(&dump).contains(&"a.b"));
    assert_eq!(dump.trouble.strays, 1);
}

fn line() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>().prop_filter("a line", |b| *b != b'\n'), 0..60),
        "[ ]{0,9}(Package|Packages|User|pkg|installed|Hidden system packages)[ :=\\[\\]()a-z0-9]{0,20}"
            .prop_map(String::into_bytes),
        proptest::sample::select(vec![
            "Packages:",
            "  Packages:",
            "Hidden system packages:",
            "Queries:",
            "DUMP OF SERVICE user:",
            "    User 0: installed=false",
            "  Package [x",
            "    pkg=null",
            "\r",
            "",
        ])
        .prop_map(|line| line.as_bytes().to_vec()),
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let dump = parse(&bytes);
        for record in dump.packages.iter().chain(&dump.hidden) {
            let _ = dump.states_of(record);
        }
    }

    #[test]
    fn no_package_with_an_intact_header_is_lost(
        inserted in proptest::collection::vec((0_usize..40, line()), 0..12),
    ) {
        let mut lines: Vec<Vec<u8>> = PLAIN.lines().map(|l| l.as_bytes().to_vec()).collect();
        for (at, line) in inserted {
            lines.insert(at.min(lines.len()), line);
        }
        let text = lines.join(&b'\n');
        let dump = parse(&text);
        let found: Vec<&str> = dump.packages.iter().chain(&dump.hidden).map(|r| r.name).collect();
        for name in ["android", "com.example.notes", "com.example.viewer"] {
            prop_assert!(found.contains(&name), "{name} of {found:?}");
        }
    }

    #[test]
    fn a_cut_dump_has_every_package_before_the_cut(cut in 0_usize..2000) {
        let cut = cut.min(PLAIN.len());
        let dump = parse(&PLAIN.as_bytes()[..cut]);
        let (head, _) = PLAIN.split_at(cut);
        let expected = head.lines().filter(|l| l.starts_with("  Package [") && l.ends_with("):")).count();
        prop_assert_eq!(dump.packages.len() + dump.hidden.len(), expected);
    }
}

/// Of a key that comes twice in the line of a user, in either order, the value holds by
/// which more of the app is there, and the line is damage.
#[test]
fn a_key_that_says_two_things_hides_no_app() {
    let line =
        "User 0: ceDataInode=5 installed=true hidden=false suspended=false enabled=0 instant=false";
    let plain = UserState::parse(line.as_bytes()).unwrap();
    assert!(plain.is_whole);
    for (more, less) in [
        ("installed=true", "installed=false"),
        ("hidden=false", "hidden=true"),
        ("suspended=false", "suspended=true"),
        ("instant=false", "instant=true"),
        ("enabled=0", "enabled=3"),
        ("ceDataInode=5", "ceDataInode=0"),
    ] {
        for both in [
            format!("{more} {less}"),
            format!("{less} {more}"),
            format!("{less} {less} {more}"),
        ] {
            let line = line.replace(more, &both);
            let state = UserState::parse(line.as_bytes()).unwrap();
            let shown = UserState {
                is_whole: true,
                ..state.clone()
            };
            assert_eq!(format!("{shown:?}"), format!("{plain:?}"), "{both}");
            assert!(!state.is_whole, "{both}");
        }
        let said = format!("{line} dialogMessage=Paused {less}");
        let state = UserState::parse(said.as_bytes()).unwrap();
        assert_eq!(format!("{state:?}"), format!("{plain:?}"), "{said}");
        let twice = line.replace(more, &format!("{more} {more}"));
        assert!(
            UserState::parse(twice.as_bytes()).unwrap().is_whole,
            "{more}"
        );
    }
}
