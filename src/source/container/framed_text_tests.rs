//! Texts with one command, several, and damage between them.

use super::*;
use crate::source::android::command_output::End;
use proptest::prelude::*;

/// Hands out a few bytes at a time, as a slow disk or an inflater does.
struct Slowly<'a>(&'a [u8], usize);

impl Read for Slowly<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.1.min(buffer.len());
        self.0.read(&mut buffer[..count])
    }
}

const FRAMED: &str = "== dumpstate: 2026-11-21 10:12:00\nBuild fingerprint: 'a/b/c:14/D/1:user/r'\n\
    ------ SYSTEM PROPERTIES (getprop) ------\n[a]: [b]\n------ 0.1s was the duration of 'SYSTEM PROPERTIES' ------\n\
    DUMP OF SERVICE CRITICAL package:\nPackages:\n  Package [a] (1):\n\
    --------- 0.1s was the duration of dumpsys package, ending at: 2026-11-21 10:12:00\n\
    DUMP OF SERVICE wifi:\nPackages:\n\
    DUMP OF SERVICE user:\r\n  UserInfo{0:xxx:13}\r\n";

fn parts(text: &Text) -> [Option<&[u8]>; 4] {
    let recording = text.recordings.first().unwrap_or(&text.facts);
    [
        &recording.properties,
        &recording.dump,
        &recording.users_verbose,
        &recording.owners,
    ]
    .map(|part| part.as_ref().map(|part| part.bytes.as_slice()))
}

#[test]
fn each_part_goes_to_its_place() {
    let text = read(FRAMED.as_bytes(), 1 << 20).unwrap();
    let [properties, dump, users, owners] = parts(&text);
    assert_eq!(
        properties,
        Some(&b"[ro.build.fingerprint]: [a/b/c:14/D/1:user/r]\n------ SYSTEM PROPERTIES (getprop) ------\n[a]: [b]\n"[..])
    );
    assert!(dump.unwrap().ends_with(b"ending at: 2026-11-21 10:12:00\n"));
    assert_eq!(
        users,
        Some(&b"DUMP OF SERVICE user:\r\n  UserInfo{0:xxx:13}\r\n"[..])
    );
    assert_eq!(owners, None);
    assert!(text.is_framed && text.is_report && text.recordings.len() == 1);
}

#[test]
fn a_text_that_is_too_long_cuts_only_the_open_part() {
    let cut = read(FRAMED.as_bytes(), FRAMED.len() as u64 - 3).unwrap();
    assert_eq!(cut.recordings[0].dump.as_ref().unwrap().end, End::Unmarked);
}

/// The checksum behind a text is of all of it.
#[test]
fn damage_behind_a_text_cuts_every_part() {
    let whole = read(FRAMED.as_bytes().chain(Broken), 1 << 20).unwrap();
    let dump = whole.recordings[0].dump.as_ref().unwrap();
    assert!(matches!(dump.end, End::Short(_)));
}

const PLAIN: &str = "Database versions:\n  Internal:\nPackages:\n  Package [a] (1):\n\
    Hidden system packages:\n";

/// Of each phone, the bytes of its dump.
fn dumps(text: &str) -> Vec<String> {
    let text = read(text.as_bytes(), 1 << 20).unwrap();
    let dumps = text
        .recordings
        .into_iter()
        .filter_map(|recording| recording.dump);
    dumps
        .map(|part| String::from_utf8(part.bytes).unwrap())
        .collect()
}

#[test]
fn several_phones_are_told_apart() {
    let other = PLAIN.replace("[a]", "[b]");
    assert_eq!(dumps(&format!("{PLAIN}{other}")), [PLAIN, &other]);
    // The same recording twice is one phone.
    assert_eq!(dumps(&format!("{PLAIN}{PLAIN}")), [PLAIN]);
    let framed = FRAMED.replace("[a]", "[c]");
    assert_eq!(dumps(&format!("{PLAIN}{FRAMED}")).len(), 2);
    assert_eq!(dumps(&format!("{FRAMED}{framed}")).len(), 2);
    assert_eq!(dumps(&format!("{FRAMED}{other}")).len(), 2);
}

#[test]
fn lists_and_facts_are_found_outside_of_frames() {
    let text =
        "$ pm list packages\npackage:a\npackage:b\n$ pm list users\nUsers:\n\tUserInfo{0:x:13}\n";
    let text = read(text.as_bytes(), 1 << 20).unwrap();
    assert_eq!((text.recordings.len(), text.lists.len()), (0, 1));
    assert_eq!(text.lists[0].bytes, b"package:a\npackage:b\n");
    assert!(text.facts.users_verbose.is_some());
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("invalid checksum"))
    }
}

proptest! {
    #[test]
    fn pieces_do_not_matter(
        size in 1_usize..90,
        at in 0_usize..400,
        noise in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        let mut bytes = FRAMED.as_bytes().to_vec();
        let at = at.min(bytes.len());
        bytes.splice(at..at, noise);
        let at_once = read(bytes.as_slice(), 1 << 20).unwrap();
        let slowly = read(Slowly(&bytes, size), 1 << 20).unwrap();
        prop_assert_eq!(parts(&at_once), parts(&slowly));
    }
}
