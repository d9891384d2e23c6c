//! Texts with one command, several, and damage between them.

use super::*;
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
    let recording = &text.recording;
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
    assert!(text.is_framed && text.is_report && text.has_packages());
}

#[test]
fn a_broken_end_cuts_only_the_open_part() {
    let cut = read(FRAMED.as_bytes(), FRAMED.len() as u64 - 3).unwrap();
    assert_eq!(cut.recording.dump.unwrap().end, End::Unmarked);
    let at = FRAMED.find("ending at").unwrap() as u64;
    let cut = read(FRAMED.as_bytes().take(at).chain(Broken), 1 << 20).unwrap();
    assert!(matches!(cut.recording.dump.unwrap().end, End::Cut(_)));
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
