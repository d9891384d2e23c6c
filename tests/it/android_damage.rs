//! What damage to a whole dump does: each app's record is destroyed in every
//! way that disks, copies and forgers have, in every fixture that holds a
//! whole `dumpsys package`.
//!
//! The name of a destroyed app still stands in the dump's other lists, so no
//! such dump may count as completely read.

use dutyphone::inventory::{App, Locator, ProfileId};
use dutyphone::source::android;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The whole dumps among the fixtures: saved texts that count as complete.
fn whole_dumps() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found = Vec::new();
    let mut folders = vec![root.join("android"), root.join("first-look")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if is_complete(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn is_complete(path: &Path) -> bool {
    let reading = android::read_dump(Locator::new("dump.txt"), path);
    reading
        .content
        .is_ok_and(|inventory| inventory.coverage().complete().is_some())
}

/// The records of `Packages:` in a text of plain lines.
fn records(text: &[u8]) -> Vec<Range<usize>> {
    let header = memchr::memmem::find(text, b"\nPackages:\n").unwrap();
    let end = memchr::memmem::find(text, b"\nHidden system packages:\n").unwrap();
    let starts: Vec<usize> = memchr::memmem::find_iter(&text[header..end], b"\n  Package [")
        .map(|at| header + at + 1)
        .collect();
    let ends = starts.iter().copied().skip(1).chain([end]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(a, b)| a..b)
        .collect()
}

/// Bytes that no generator of random numbers was needed for.
fn noise(seed: usize, count: usize) -> Vec<u8> {
    let mut state = u32::try_from(seed % 0xffff_ffff).unwrap() | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    };
    (0..count).map(|_| next()).collect()
}

const WAYS: [&str; 6] = [
    "zeros",
    "spaces",
    "random",
    "deleted",
    "header swapped",
    "blank lines",
];

fn destroyed(text: &[u8], at: Range<usize>, way: &str) -> Vec<u8> {
    let mut damaged = text.to_vec();
    let length = at.len();
    let with = match way {
        "zeros" => vec![0; length],
        "spaces" => vec![b' '; length],
        "random" => noise(at.start, length),
        "deleted" => Vec::new(),
        "blank lines" => {
            let blank = |byte: &u8| if *byte == b'\n' { b'\n' } else { b' ' };
            text[at.clone()].iter().map(blank).collect()
        }
        _ => {
            let record = &text[at.clone()];
            let mut lines: Vec<&[u8]> = record.split_inclusive(|byte| *byte == b'\n').collect();
            lines.swap(0, 1);
            lines.concat()
        }
    };
    damaged.splice(at, with);
    damaged
}

fn is_taken_for_whole(text: &[u8], name: &str) -> bool {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    is_complete(&path)
}

#[test]
fn a_destroyed_record_is_always_noticed() {
    let (mut tried, mut unseen) = (0, Vec::new());
    let dumps = whole_dumps();
    assert!(dumps.len() >= 4, "{dumps:?}");
    for dump in dumps {
        let text = fs::read(&dump).unwrap();
        let Some(_) = memchr::memmem::find(&text, b"\nPackages:\n") else {
            continue; // In UTF-16 or indented: read, and not taken apart here.
        };
        for record in records(&text) {
            for way in WAYS {
                tried += 1;
                let damaged = destroyed(&text, record.clone(), way);
                if is_taken_for_whole(&damaged, "record.txt") {
                    unseen.push(format!("{} {way} at {}", dump.display(), record.start));
                }
            }
        }
    }
    assert!(tried > 300, "{tried}");
    assert!(
        unseen.is_empty(),
        "{} of {tried}: {unseen:#?}",
        unseen.len()
    );
}

/// Holes of four kilobytes, as a broken disk or a lost block leaves them. One
/// that touches a record is noticed; elsewhere nothing was lost.
#[test]
fn a_hole_in_the_list_is_always_noticed() {
    let mut unseen = Vec::new();
    for dump in whole_dumps() {
        let text = fs::read(&dump).unwrap();
        let Some(_) = memchr::memmem::find(&text, b"\nPackages:\n") else {
            continue;
        };
        let records = records(&text);
        for start in (0..text.len()).step_by(4096) {
            let hole = start..(start + 4096).min(text.len());
            let touches =
                |record: &Range<usize>| record.start < hole.end && hole.start < record.end;
            for way in ["zeros", "spaces", "random", "deleted"] {
                let damaged = destroyed(&text, hole.clone(), way);
                if records.iter().any(touches) && is_taken_for_whole(&damaged, "hole.txt") {
                    unseen.push(format!("{} {way} at {start}", dump.display()));
                }
            }
        }
    }
    assert!(unseen.is_empty(), "{unseen:#?}");
}

/// Two lines of different records swapped: each record then says something
/// that is not its own.
#[test]
fn swapped_lines_hide_no_record() {
    let mut unseen = Vec::new();
    for dump in whole_dumps() {
        let text = fs::read(&dump).unwrap();
        let Some(_) = memchr::memmem::find(&text, b"\nPackages:\n") else {
            continue;
        };
        let records = records(&text);
        for pair in records.windows(2) {
            let line_of = |record: &Range<usize>| {
                let length = memchr::memchr(b'\n', &text[record.clone()]).unwrap();
                record.start..record.start + length
            };
            let (one, other) = (line_of(&pair[0]), line_of(&pair[1]));
            let swapped = [
                &text[..one.start],
                &text[other.clone()],
                &text[one.end..other.start],
                &text[one.clone()],
                &text[other.end..],
            ]
            .concat();
            if is_taken_for_whole(&swapped, "swapped.txt") {
                unseen.push(format!("{} at {}", dump.display(), one.start));
            }
        }
    }
    assert!(unseen.is_empty(), "{unseen:#?}");
}

/// A dump that is cut anywhere is whole only where the cut is behind all that
/// tells of apps: nothing that the whole one shows may be missing.
#[test]
fn no_cut_of_a_dump_that_lost_an_app_is_complete() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cut.txt");
    let (mut unseen, mut tried) = (Vec::new(), 0);
    for dump in whole_dumps() {
        let text = fs::read(&dump).unwrap();
        let whole = shown(&dump);
        for cut in (1..text.len()).step_by(97) {
            tried += 1;
            fs::write(&path, &text[..cut]).unwrap();
            if is_complete(&path) && shown(&path) != whole {
                unseen.push(format!("{} at {cut}", dump.display()));
            }
        }
    }
    assert!(tried > 2000, "{tried}");
    assert!(unseen.is_empty(), "{unseen:#?}");
}

/// The apps and profiles that a dump shows.
fn shown(path: &Path) -> (Vec<App>, Vec<ProfileId>) {
    let reading = android::read_dump(Locator::new("dump.txt"), path);
    let inventory = reading.content.unwrap();
    let profiles = inventory.coverage().profiles().iter();
    let profiles = profiles.map(|profile| profile.id).collect();
    (inventory.apps().to_vec(), profiles)
}

/// A text with frames says where the output of each service ends.
#[test]
fn a_framed_dump_without_its_end_is_not_complete() {
    let mut tried = 0;
    for dump in whole_dumps() {
        let text = fs::read(&dump).unwrap();
        let Some(end) = memchr::memmem::find(&text, b"s was the duration of dumpsys package")
        else {
            continue;
        };
        let start = memchr::memmem::find(&text, b"\nHidden system packages:\n").unwrap();
        let lines = memchr::memchr_iter(b'\n', &text[start..end]);
        for cut in lines.map(|at| start + at + 1) {
            tried += 1;
            let name = dump.display();
            assert!(
                !is_taken_for_whole(&text[..cut], "framed.txt"),
                "{name} at {cut}"
            );
        }
    }
    assert!(tried > 100, "{tried}");
}
