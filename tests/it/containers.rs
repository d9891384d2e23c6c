//! However phones are packed, the same phones come out, and nothing that was
//! damaged on the way is taken for whole.

use crate::packing::{
    Files, below, complete, gzip, inside, read, read_bytes, tar, told, unpacked, zip,
};
use dutyphone::inventory::Reading;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// What each fixture is made of, as far as files of it exist.
fn phones() -> Vec<(String, Files)> {
    let mut phones = Vec::new();
    for platform in ["android", "ios"] {
        let mut folders: Vec<PathBuf> = fs::read_dir(fixtures().join(platform))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_dir() && !path.join("index.json").exists())
            .collect();
        folders.sort();
        for folder in folders {
            let mut files = below(&folder);
            files.retain(|(name, _)| name != "expected.json");
            // A fixture of several files is a folder of its own.
            for part in ["report/", "androidqf/", "backup/"] {
                if files.iter().all(|(name, _)| name.starts_with(part)) {
                    for (name, _) in &mut files {
                        *name = name.strip_prefix(part).unwrap().to_owned();
                    }
                }
            }
            let name = folder.file_name().unwrap().to_str().unwrap();
            phones.push((name.to_owned(), files));
        }
    }
    assert!(phones.len() > 40, "the fixtures were not found");
    phones
}

/// Reads the same files in every way of packing, and makes sure that they give
/// the same. Folders that are empty are lost when files are packed.
fn packed(what: &str, files: &Files) -> Vec<Reading> {
    let root = unpacked(files);
    let (of_folder, ledger) = read(&[root.path().to_owned()]);
    assert!(
        ledger.devices + ledger.parts + ledger.set_aside.len() + ledger.not_read.len() > 0,
        "{what}"
    );
    let zip_inside = zip(&vec![("inner.zip".to_owned(), zip(files))]);
    let ways = [
        ("zip", zip(files)),
        ("zip in a zip", zip_inside),
        ("tar", tar(files)),
        ("tar.gz", gzip(&tar(files))),
    ];
    for (way, bytes) in ways {
        // Names decide nothing.
        let (readings, _) = read_bytes("packed.md", &bytes);
        assert_eq!(told(&readings), told(&of_folder), "{what} as {way}");
    }
    of_folder
}

#[test]
fn the_same_phone_comes_out_of_every_container() {
    for (name, files) in phones() {
        let of_folder = packed(&name, &inside("phone", &files));
        if let [(only, bytes)] = files.as_slice() {
            let (of_file, _) = read_bytes(only, bytes);
            assert_eq!(told(&of_file), told(&of_folder), "{name} as a file");
            let (of_gzip, _) = read_bytes(only, &gzip(bytes));
            assert_eq!(told(&of_gzip), told(&of_folder), "{name} as gzip");
        }
    }
}

#[test]
fn two_phones_come_out_of_every_container() {
    let phones = phones();
    let next = phones.iter().cycle().skip(1);
    for ((one, its_files), (other, other_files)) in phones.iter().zip(next) {
        let name = format!("{one} and {other}");
        let mut alone = told(&packed(&name, &inside("phone", its_files)));
        alone.extend(told(&packed(&name, &inside("phone", other_files))));
        alone.sort();
        let mut both = inside("one/phone", its_files);
        both.extend(inside("other/phone", other_files));
        assert_eq!(told(&packed(&name, &both)), alone, "{name}");
    }
}

/// Dumps one behind the other in one text: what is whole alone is whole there,
/// and what is not is not.
#[test]
fn two_dumps_come_out_of_one_text() {
    let dumps: Vec<(String, Vec<u8>)> = phones()
        .into_iter()
        .filter_map(|(name, files)| match files.as_slice() {
            [(file, bytes)] if file == "dump.txt" && !bytes.starts_with(b"\xff\xfe") => {
                Some((name, bytes.clone()))
            }
            _ => None,
        })
        .collect();
    assert!(dumps.len() > 3);
    for (one, first) in &dumps {
        for (other, second) in dumps.iter().filter(|(_, second)| second != first) {
            let (alone, _) = read_bytes("a", first);
            let (beside, _) = read_bytes("b", second);
            let (both, _) = read_bytes("both", &[first.as_slice(), second].concat());
            let wanted = complete(&alone) + complete(&beside);
            assert!(complete(&both) <= wanted, "{one} and {other}");
            if wanted == 2 {
                let mut told_alone = told(&alone);
                told_alone.extend(told(&beside));
                told_alone.sort();
                // What a text is of is told of all of it.
                let plain = |told: Vec<String>| -> Vec<String> {
                    let words = ["android/bugreport", "android/dumpsys-package"];
                    let plain = told.into_iter().map(|text| {
                        words
                            .iter()
                            .fold(text, |text, word| text.replace(word, "android/dumpsys"))
                    });
                    plain.collect()
                };
                let (mut found, mut wanted) = (plain(told(&both)), plain(told_alone));
                found.sort();
                wanted.sort();
                assert_eq!(found, wanted, "{one} and {other}");
            }
        }
    }
}

fn entries(zip: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).ok()?;
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).ok()?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).ok()?;
        entries.push((entry.name().to_owned(), bytes));
    }
    Some(entries)
}

/// A single bit that changes an entry's name, size or bytes is noticed.
#[test]
fn no_flipped_bit_in_a_zip_goes_unnoticed() {
    let first = fs::read(fixtures().join("first-look/tiktok-android.txt")).unwrap();
    let files: Files = vec![
        ("phones/a.txt".to_owned(), first),
        (
            "phones/b.json".to_owned(),
            fs::read(fixtures().join("first-look/compliant.json")).unwrap(),
        ),
        ("README.md".to_owned(), b"The phones of a test.\n".to_vec()),
    ];
    let whole = zip(&files);
    let (readings, _) = read_bytes("whole.zip", &whole);
    assert_eq!(complete(&readings), 2);
    let expected = entries(&whole);
    let mut flipped = whole.clone();
    for number in 0..1500 {
        let bit = number * (whole.len() * 8) / 1500 + number % 8;
        let (at, mask) = (bit / 8, 1 << (bit % 8));
        flipped[at] ^= mask;
        if entries(&flipped) != expected {
            let (readings, _) = read_bytes("flipped.zip", &flipped);
            let all = readings.len() == 2 && complete(&readings) == 2;
            assert!(!all, "bit {bit} of {}", whole.len() * 8);
        }
        flipped[at] ^= mask;
    }
}

/// Everything in an ordinary folder ends somewhere, and what holds no list is
/// told by its content.
#[test]
fn an_ordinary_folder_stays_auditable() {
    let inventory = fs::read(fixtures().join("first-look/compliant.json")).unwrap();
    let text = |text: &str| text.as_bytes().to_vec();
    let files: Files = [
        ("phone.json", inventory),
        ("README.md", text("# Phones\n\nRemove com.example.app where you see it.\n")),
        ("SHA256SUMS", text("0000  phone.json\n")),
        (".hidden", text("some words\n")),
        ("logo", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("own.toml", text("schema = 1\nid = \"own\"\n[[rule]]\nandroid = [\n  \"com.example.app\",\n]\n")),
        ("result.json", text("{ \"schema\": \"dutyphone/audit/1\", \"devices\": [ { \"id\": \"com.example.app\" } ] }")),
        ("package.json", text("{ \"name\": \"tool\", \"version\": \"1.2.3\" }")),
        (".git/HEAD", text("ref: refs/heads/main\n")),
        (".git/FETCH_HEAD", Vec::new()),
        (".git/objects/aa/bb", b"x\x9c\x01\x02\0\xff".to_vec()),
        (".git/refs/heads/main", text("0123456789\n")),
    ]
    .into_iter()
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .collect();
    let root = unpacked(&files);
    let (readings, ledger) = read(&[root.path().to_owned()]);
    assert_eq!(
        (readings.len(), complete(&readings)),
        (1, 1),
        "{readings:?}"
    );
    assert_eq!(ledger.devices + ledger.set_aside.len(), files.len());
    assert!(ledger.not_read.is_empty());
}

/// What cannot be read is not passed over, and a list in a form that nobody
/// knows is no prose.
#[test]
fn what_may_be_a_list_is_never_set_aside() {
    let sheet = zip(&vec![
        ("[Content_Types].xml".to_owned(), b"<Types/>".to_vec()),
        (
            "xl/sharedStrings.xml".to_owned(),
            b"<?xml version=\"1.0\"?><sst><si><t>com.example.one</t></si></sst>".to_vec(),
        ),
    ]);
    let noise: Vec<u8> = (0..200_u8).map(|n| n.wrapping_mul(97).max(1)).collect();
    let table: [(&str, &[u8]); 14] = [
        ("sheet.xlsx", &sheet),
        ("noise", &noise),
        (
            "quoted.eml",
            b"They wrote:\n> package:com.example.one\n> package:com.example.two\n",
        ),
        (
            "log.txt",
            b"10:00:01 $ pm list packages\n10:00:02 package:com.example.one\n",
        ),
        (
            "apps.yaml",
            b"apps:\n  - id: com.example.one\n  - id: com.example.two\n  - id: com.example.three\n",
        ),
        (
            "task.json",
            b"{\"stdout\": \"package:android\\npackage:com.example.one\"}",
        ),
        (
            "mail.txt",
            b"Here it is:\n{\n \"apps\": [\n  {\"id\": \"com.example.one\"}\n ]\n}\n",
        ),
        ("empty", b""),
        ("zeros", &[0; 100]),
        ("binary", b"\x01\x02\0\x03 some binary file"),
        ("encrypted", b"age-encryption.org/v1\n-> X25519 synthetic\n"),
        ("ids.md", b"Apps\n\ncom.example.one\ncom.example.two\n"),
        ("apps.json", b"{\"inventory\": [\"com.example.one.app\"]}"),
        ("broken.json", b"{\"inventory\": [\"com"),
    ];
    for (name, bytes) in table {
        let files: Files = vec![
            (name.to_owned(), bytes.to_vec()),
            (
                "compliant.json".to_owned(),
                fs::read(fixtures().join("first-look/compliant.json")).unwrap(),
            ),
        ];
        let root = unpacked(&files);
        let (readings, ledger) = read(&[root.path().to_owned()]);
        assert_eq!(readings.len(), 2, "{name}");
        assert_eq!(complete(&readings), 1, "{name}");
        assert!(ledger.set_aside.is_empty(), "{name}");
        let (readings, _) = read_bytes("all.zip", &zip(&files));
        assert_eq!(
            (readings.len(), complete(&readings)),
            (2, 1),
            "{name} in a zip"
        );
    }
}

/// What stands behind a dump is not of its phone, and not lost.
#[test]
fn what_stands_behind_a_dump_is_told() {
    let dump = fs::read(fixtures().join("first-look/tiktok-android.txt")).unwrap();
    let (alone, _) = read_bytes("dump.txt", &dump);
    assert_eq!((alone.len(), complete(&alone)), (1, 1));
    for behind in [
        "{\"schema\":\"dutyphone/inventory/1\",\"apps\":[]}\n",
        "com.example.one, \"1.0\", \"One\"\n",
    ] {
        let (readings, _) = read_bytes("both.txt", &[&dump, behind.as_bytes()].concat());
        let not_read = readings.iter().filter(|reading| reading.content.is_err());
        assert_eq!((readings.len(), not_read.count()), (2, 1), "{behind}");
    }
}

/// A folder in which everything was set aside shows no phone.
#[test]
fn nothing_to_judge_is_told() {
    let files: Files = vec![("notes.txt".to_owned(), b"some words\n".to_vec())];
    let root = unpacked(&files);
    let (readings, ledger) = read(&[root.path().to_owned()]);
    assert_eq!((readings.len(), ledger.set_aside.len()), (1, 1));
    let gap = &readings[0].content.as_ref().unwrap_err().gap;
    assert!(gap.message.contains("nothing to judge"), "{}", gap.message);
}

#[test]
fn a_backup_without_its_lists_is_one_damaged_backup() {
    let rest = "112233445566778899aabbccddeeff00112233";
    let files: Files = (0..40)
        .map(|number| {
            let name = format!("{number:02x}{rest}");
            (
                format!("00008110-00AA11BB22CC33DD/{number:02x}/{name}"),
                vec![1, 0, 2],
            )
        })
        .collect();
    let root = unpacked(&files);
    for path in [
        root.path().to_owned(),
        root.path().join("00008110-00AA11BB22CC33DD"),
    ] {
        let (readings, ledger) = read(&[path]);
        assert_eq!(readings.len(), 1);
        assert_eq!((complete(&readings), ledger.parts), (0, 40));
    }
    let (readings, ledger) = read_bytes("backup.zip", &zip(&files));
    assert_eq!(
        (readings.len(), complete(&readings), ledger.parts),
        (1, 0, 40)
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_loops_end() {
    let inventory = fs::read(fixtures().join("first-look/compliant.json")).unwrap();
    let root = unpacked(&vec![("site/phone.json".to_owned(), inventory)]);
    fs::create_dir(root.path().join("all")).unwrap();
    std::os::unix::fs::symlink("../site", root.path().join("all/site")).unwrap();
    std::os::unix::fs::symlink("..", root.path().join("site/up")).unwrap();
    let (readings, _) = read(&[root.path().join("all")]);
    assert_eq!(complete(&readings), 1);
}

/// Opening a pipe waits for whoever writes into it, and a device can yield
/// bytes for ever. Neither is opened, and each is told.
#[cfg(unix)]
#[test]
fn pipes_and_devices_hang_nothing() {
    let inventory = fs::read(fixtures().join("first-look/compliant.json")).unwrap();
    let root = unpacked(&vec![("phone.json".to_owned(), inventory)]);
    let pipe = root.path().join("pipe.json");
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, mode).unwrap();
    std::os::unix::fs::symlink("/dev/zero", root.path().join("zero.json")).unwrap();
    let (readings, ledger) = read(&[root.path().to_owned()]);
    assert_eq!((readings.len(), complete(&readings)), (3, 1));
    assert_eq!(ledger.devices, 1);
    let not_read: Vec<&str> = ledger
        .not_read
        .iter()
        .map(|entry| entry.gap.code.as_str())
        .collect();
    assert_eq!(not_read, ["file-unrecognised"; 2]);
    let (readings, _) = read(&[pipe]);
    let gap = &readings[0].content.as_ref().unwrap_err().gap;
    assert!(gap.message.contains("no ordinary file"), "{}", gap.message);
}
