//! Binary property lists: what other writers write is read, and a byte that is lost
//! or added is noticed.
//!
//! `property_lists.py` writes with Python's `plistlib`, `plistutil` with libplist;
//! the files of the fixtures are the third writer's.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::outside;
use dutyphone::source::ios::plist::{Fault, Pull, Token};
use plist::Value;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every token of a file, to its end.
fn tokens(bytes: &[u8]) -> Result<Vec<String>, Fault> {
    let mut pull = Pull::new(bytes)?;
    let (mut tokens, mut depth) = (Vec::new(), 0);
    loop {
        let token = pull.token()?;
        match token {
            Token::Dict | Token::Array => depth += 1,
            Token::End => depth -= 1,
            _ => {}
        }
        tokens.push(format!("{token:?}"));
        if depth == 0 {
            return pull.finish().map(|()| tokens);
        }
    }
}

/// The binary property lists below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(&path));
        } else if fs::read(&path).unwrap().starts_with(b"bplist00") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[track_caller]
fn all_are_read(paths: &[PathBuf]) {
    for path in paths {
        let read = tokens(&fs::read(path).unwrap());
        assert!(read.is_ok(), "{}: {:?}", path.display(), read.err());
    }
}

#[test]
fn files_of_backups_are_read() {
    let mut paths = below(&root().join("fixtures"));
    paths.retain(|path| {
        let path = path.to_string_lossy();
        !["hostile", "damaged", "truncated"]
            .iter()
            .any(|bad| path.contains(bad))
    });
    assert!(paths.len() > 40, "{}", paths.len());
    all_are_read(&paths);
}

#[test]
fn what_python_and_libplist_write_is_read() {
    let Some(mut python) = outside::python("plistlib") else {
        return;
    };
    let scratch = tempfile::tempdir().unwrap();
    let script = root().join("tests/it/property_lists.py");
    let made = python.arg(script).arg(scratch.path()).status().unwrap();
    assert!(made.success());
    let paths = below(scratch.path());
    assert!(paths.len() >= 20, "{}", paths.len());
    all_are_read(&paths);
    let Some(plistutil) = outside::program("plistutil") else {
        return;
    };
    for path in &paths {
        let again = path.with_extension("libplist");
        let mut plistutil = outside::command(&plistutil);
        plistutil.args(["-f", "bin", "-i"]).arg(path);
        let made = plistutil.arg("-o").arg(&again).status().unwrap();
        assert!(made.success(), "{}", path.display());
        all_are_read(&[again]);
    }
}

/// A file of these objects, with offsets of one byte and room before some of them.
fn made(objects: &[&[u8]], room: &[usize], outermost: u64) -> Vec<u8> {
    let mut file = b"bplist00".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        file.extend(room.iter().filter(|place| **place == number).map(|_| 0x0f));
        offsets.push(u8::try_from(file.len()).unwrap());
        file.extend_from_slice(object);
    }
    let table = file.len() as u64;
    file.extend_from_slice(&offsets);
    file.extend_from_slice(&[0, 0, 0, 0, 0, 0, 1, 1]);
    for number in [objects.len() as u64, outermost, table] {
        file.extend_from_slice(&number.to_be_bytes());
    }
    file
}

#[test]
fn every_byte_belongs_to_one_object() {
    let dict: &[u8] = &[0xd1, 1, 2];
    let good: &[&[u8]] = &[dict, b"\x51a", b"\x09"];
    // Apple writes a flag and a container for every use, and refers to one.
    let flags: &[&[u8]] = &[dict, b"\x51a", b"\x09", b"\x09", b"\xa0"];
    let text: &[&[u8]] = &[dict, b"\x51a", b"\x09", b"\x51b"];
    let long: &[&[u8]] = &[dict, b"\x5f\x20\x01a", b"\x09"];
    let null: &[&[u8]] = &[dict, b"\x51a", b"\x00"];
    let two = b"\x51a\x09";
    let cases: [(&str, Vec<u8>, bool); 9] = [
        ("good", made(good, &[], 0), true),
        ("flags", made(flags, &[], 0), true),
        (
            "outermost last",
            made(&[b"\x51a", b"\x09", &[0xd1, 0, 1]], &[], 2),
            true,
        ),
        ("text of nothing", made(text, &[], 0), false),
        ("room before", made(good, &[0], 0), false),
        ("room between", made(good, &[2], 0), false),
        ("two in one", made(&[dict, two, b"\x09"], &[], 0), false),
        ("length of no whole number", made(long, &[], 0), false),
        ("null", made(null, &[], 0), false),
    ];
    for (what, file, is_good) in cases {
        assert_eq!(tokens(&file).is_ok(), is_good, "{what}");
    }
    let mut behind = made(good, &[], 0);
    behind.splice(8 + 6..8 + 6, *b"\x09");
    assert!(tokens(&table_moved(behind, 1)).is_err());
}

/// Values of every kind, with texts that come again.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        "[a-c]{0,3}".prop_map(Value::String),
        "\\PC{0,20}".prop_map(Value::String),
        any::<i64>().prop_map(|number| Value::Integer(number.into())),
        any::<u64>().prop_map(|number| Value::Uid(plist::Uid::new(number))),
        any::<bool>().prop_map(Value::Boolean),
        any::<f64>().prop_map(Value::Real),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(Value::Data),
    ];
    leaf.prop_recursive(4, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::Array),
            prop::collection::vec(("[a-c]{1,3}", inner), 0..8)
                .prop_map(|entries| Value::Dictionary(entries.into_iter().collect())),
        ]
    })
}

fn written(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.to_writer_binary(&mut bytes).unwrap();
    bytes
}

/// A file with the trailer that fits `bytes` again, as far as the place of the table
/// goes: the damage that leaves all the rest as it was.
fn table_moved(mut bytes: Vec<u8>, by: i64) -> Vec<u8> {
    let at = bytes.len() - 8;
    let place = u64::from_be_bytes(bytes[at..].try_into().unwrap());
    let moved = place.checked_add_signed(by).unwrap_or(place);
    bytes[at..].copy_from_slice(&moved.to_be_bytes());
    bytes
}

fn is_noticed(good: &[u8], bad: &[u8]) -> bool {
    let (good, bad) = (tokens(good), tokens(bad));
    bad.is_err() || good == bad
}

/// Whoever adds a byte and mends the place of the table as well mostly leaves room
/// between two objects. Where the bytes of one happen to spell another of the right
/// length, the file is a whole one that says something else, and no reader can tell.
#[test]
fn a_mended_table_hides_no_room() {
    let texts = ["example.one", "example.two"].map(|text| Value::String(text.to_owned()));
    let good = written(&Value::Array(texts.to_vec()));
    let table = usize::try_from(u64::from_be_bytes(
        good[good.len() - 8..].try_into().unwrap(),
    ));
    for at in 0..table.unwrap() {
        for byte in [0, 0x09, b'x'] {
            let mut bad = good.clone();
            bad.insert(at, byte);
            assert!(is_noticed(&good, &table_moved(bad, 1)), "{at} {byte}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn what_the_crate_writes_is_read(value in value()) {
        prop_assert!(tokens(&written(&value)).is_ok());
    }

    #[test]
    fn a_byte_that_is_added_is_noticed(value in value(), at in any::<prop::sample::Index>(), byte: u8) {
        let good = written(&value);
        let mut bad = good.clone();
        bad.insert(at.index(good.len() + 1), byte);
        prop_assert!(is_noticed(&good, &bad));
    }

    #[test]
    fn bytes_that_are_lost_are_noticed(value in value(), at in any::<prop::sample::Index>(), count in 1..20_usize) {
        let good = written(&value);
        let mut bad = good.clone();
        let from = at.index(good.len());
        bad.drain(from..(from + count).min(good.len()));
        prop_assert!(is_noticed(&good, &bad));
    }
}
