//! What lies beside a phone, in the same folder, archive or text: a phone that is
//! read, a list that was not, or something that holds no list. A new case is an
//! entry in a file below `fixtures/beside/` and needs no Rust.

use crate::packing::{self, Files, complete, read, read_bytes, unpacked, zip};
use base64::Engine as _;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What it shows.
    what: String,
    /// How many phones are read whole, and how many readings are not.
    whole: usize,
    other: usize,
    /// An app that has to be found, whatever else is.
    finds: Option<String>,
    /// The ways in which they are read: a folder, a zip file of it.
    #[serde(default = "both")]
    ways: Vec<Way>,
    files: BTreeMap<String, Content>,
}

#[derive(serde::Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "kebab-case")]
enum Way {
    Folder,
    Zip,
}

fn both() -> Vec<Way> {
    vec![Way::Folder, Way::Zip]
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    Parts(Vec<Content>),
    Made(Made),
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Made {
    /// What a file below `fixtures/` holds.
    File(PathBuf),
    Zip(BTreeMap<String, Content>),
    Tar(BTreeMap<String, Content>),
    Gzip(Box<Content>),
    /// A compound file (OLE2) with a directory of these names, at most three.
    Compound(Vec<String>),
    /// In lines, as mail has it.
    Base64(Box<Content>),
    /// The bytes of these pairs of digits.
    Hex(String),
    /// So many zeros.
    Zeros(usize),
    /// In an archive, a link to that path.
    Link(String),
    /// The same with zeros from one byte to another, as broken copies have them.
    Zeroed {
        of: Box<Content>,
        from: usize,
        to: usize,
    },
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn files(named: &BTreeMap<String, Content>) -> Files {
    let file = |(name, content): (&String, &Content)| (name.clone(), bytes(content));
    named.iter().map(file).collect()
}

fn bytes(content: &Content) -> Vec<u8> {
    let made = match content {
        Content::Text(text) => return text.clone().into_bytes(),
        Content::Parts(parts) => return parts.iter().flat_map(bytes).collect(),
        Content::Made(made) => made,
    };
    match made {
        Made::File(path) => fs::read(fixtures().join(path)).unwrap(),
        Made::Zip(inner) => zipped(inner),
        Made::Tar(inner) => tarred(inner),
        Made::Link(path) => path.clone().into_bytes(),
        Made::Zeroed { of, from, to } => {
            let mut bytes = bytes(of);
            bytes[*from..*to].fill(0);
            bytes
        }
        Made::Compound(names) => compound(names),
        Made::Gzip(inner) => packing::gzip(&bytes(inner)),
        Made::Base64(inner) => {
            let text = base64::engine::general_purpose::STANDARD.encode(bytes(inner));
            let lines: Vec<&[u8]> = text.as_bytes().chunks(76).collect();
            [lines.join(&b'\n'), b"\n".to_vec()].concat()
        }
        Made::Hex(digits) => {
            let digits: Vec<u8> = digits.bytes().filter(u8::is_ascii_hexdigit).collect();
            let pair =
                |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
            digits.chunks(2).map(pair).collect()
        }
        Made::Zeros(count) => vec![0; *count],
    }
}

/// A header, the table of chains, and a directory of one sector.
fn compound(names: &[String]) -> Vec<u8> {
    let mut bytes = vec![0; 3 * 512];
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    (bytes[30], bytes[48]) = (9, 1);
    bytes[516..520].copy_from_slice(b"\xfe\xff\xff\xff");
    let root = "Root Entry".to_owned();
    for (place, name) in std::iter::once(&root).chain(names).enumerate() {
        let entry = &mut bytes[1024 + 128 * place..][..128];
        let letters: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..letters.len()].copy_from_slice(&letters);
        entry[64] = u8::try_from(letters.len() + 2).unwrap();
        entry[66] = if place == 0 { 5 } else { 2 };
    }
    bytes
}

fn zipped(named: &BTreeMap<String, Content>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in named {
        if let Content::Made(Made::Link(path)) = content {
            zip.add_symlink(name, path, options).unwrap();
        } else {
            zip.start_file(name, options).unwrap();
            zip.write_all(&bytes(content)).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

fn tarred(named: &BTreeMap<String, Content>) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, content) in named {
        let mut header = tar::Header::new_gnu();
        header.set_mode(0o644);
        header.set_size(0);
        if let Content::Made(Made::Link(path)) = content {
            header.set_entry_type(tar::EntryType::Symlink);
            tar.append_link(&mut header, name, path).unwrap();
        } else {
            let content = bytes(content);
            header.set_size(content.len() as u64);
            tar.append_data(&mut header, name, content.as_slice())
                .unwrap();
        }
    }
    tar.into_inner().unwrap()
}

#[test]
fn what_lies_beside_a_phone_ends_where_it_must() {
    let mut wrong = Vec::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(fixtures().join("beside"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let cases: Cases = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for case in cases.case {
            let files = files(&case.files);
            for way in &case.ways {
                let (readings, ledger) = match way {
                    Way::Folder => {
                        let root = unpacked(&files);
                        read(&[root.path().to_owned()])
                    }
                    Way::Zip => read_bytes("all.zip", &zip(&files)),
                };
                let whole = complete(&readings);
                let finds = case.finds.as_ref().is_none_or(|id| {
                    let apps = readings.iter().flat_map(|reading| &reading.content);
                    apps.flat_map(dutyphone::inventory::Inventory::apps)
                        .any(|app| app.id == *id)
                });
                let found = (whole, readings.len() - whole);
                if found != (case.whole, case.other) || !finds {
                    let aside = &ledger.set_aside;
                    wrong.push(format!("{}: {}, {way:?}: wanted {} whole and {} other, found {found:?}, finds {finds}\naside: {aside:?}\n{:?}", path.display(), case.what, case.whole, case.other, packing::told(&readings)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A job that runs every night into the folder of its phones finds its own reports
/// there the next time.
#[test]
fn reports_beside_phones_change_nothing() {
    let phone = fs::read(fixtures().join("first-look/tiktok-android.txt")).unwrap();
    let clean = fs::read(fixtures().join("first-look/compliant.json")).unwrap();
    for (name, bytes, exit) in [("dump.txt", phone, 1), ("phone.json", clean, 0)] {
        let root = unpacked(&vec![(name.to_owned(), bytes)]);
        let reports = tempfile::tempdir().unwrap();
        let audit = |outputs: &[String]| {
            let plain = ["audit", ".", "--as-of", "2026-11-26"].map(str::to_owned);
            let args = [plain.as_slice(), outputs].concat();
            let output = crate::cases::program(root.path(), &args, b"");
            let told = String::from_utf8_lossy(&output.stdout);
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(exit), "{told}{said}");
        };
        let names = [
            ("xlsx", "r.xlsx"),
            ("json", "r.json"),
            ("ndjson", "r.ndjson"),
            ("csv", "r.csv"),
            ("html", "r.html"),
            ("markdown", "r.md"),
            ("sarif", "r.sarif"),
            ("junit", "r.xml"),
        ];
        let path = |file: &str| reports.path().join(file);
        let output = |(format, file): (&str, &str)| {
            let value = format!("{format}={}", path(file).display());
            ["-o".to_owned(), value]
        };
        audit(names.map(output).as_flattened());
        for (_, file) in names {
            fs::copy(path(file), root.path().join(file)).unwrap();
        }
        audit(&[]);
    }
}
