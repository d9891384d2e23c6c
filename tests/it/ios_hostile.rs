//! Property lists that were made to hang, crash or mislead their reader.
//!
//! The small ones are files in `fixtures/hostile/plist/`, with what each must
//! give in `expected.json` there; a new case is a new file.
//! `DUTYPHONE_BLESS=1` rewrites the expectation. The large ones are built here.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use dutyphone::inventory::{Evidence, GapCode, Inventory, Locator};
use dutyphone::source::ios::plist::{Data, Fault, Pull, Token};
use dutyphone::source::ios::read_backup;
use plist::Value;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// A good backup without its `Info.plist`.
fn backup() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["Manifest.plist", "Status.plist"] {
        let good = fixtures().join("ios/finder-ios17/backup").join(name);
        fs::copy(good, folder.path().join(name)).unwrap();
    }
    folder
}

fn read(folder: &Path) -> Inventory {
    read_backup(Locator::new("hostile"), folder)
        .content
        .unwrap()
}

fn read_with_info(info: &[u8]) -> Inventory {
    let folder = backup();
    fs::write(folder.path().join("Info.plist"), info).unwrap();
    read(folder.path())
}

/// What a hostile file gave: the apps it names, and what is said of it.
#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Outcome {
    apps: Vec<String>,
    gaps: Vec<String>,
    notes: Vec<String>,
}

impl Outcome {
    fn of(inventory: &Inventory) -> Self {
        let by_info = [Evidence::InstalledApplications, Evidence::ItunesMetadata];
        let coverage = inventory.coverage();
        Self {
            apps: inventory
                .apps()
                .iter()
                .filter(|app| by_info.iter().any(|by| app.evidence.contains(by)))
                .map(|app| app.id.escape_debug().to_string())
                .collect(),
            gaps: coverage.gaps().iter().map(|g| g.message.clone()).collect(),
            notes: coverage.notes().iter().map(|n| n.message.clone()).collect(),
        }
    }
}

#[test]
fn every_hostile_file_gives_its_expected_outcome() {
    let folder = fixtures().join("hostile/plist");
    let mut outcomes = BTreeMap::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "plist") {
            let inventory = read_with_info(&fs::read(&path).unwrap());
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            outcomes.insert(name, Outcome::of(&inventory));
        }
    }
    let path = folder.join("expected.json");
    if std::env::var_os("DUTYPHONE_BLESS").is_some() {
        let json = serde_json::to_string_pretty(&outcomes).unwrap() + "\n";
        fs::write(&path, json).unwrap();
    }
    let expected: BTreeMap<String, Outcome> =
        serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(outcomes, expected, "DUTYPHONE_BLESS=1 rewrites them");
}

/// The gap that a large input must give.
#[track_caller]
fn assert_gap(info: &[u8], code: GapCode) {
    let inventory = read_with_info(info);
    let codes: Vec<GapCode> = inventory.coverage().gaps().iter().map(|g| g.code).collect();
    assert!(codes.contains(&code), "{codes:?}");
}

fn xml(body: &str) -> Vec<u8> {
    format!("<plist version=\"1.0\"><dict><key>a</key>{body}</dict></plist>").into_bytes()
}

/// A binary property list with offsets of four and references of `ref_size`.
fn binary(objects: &[Vec<u8>], ref_size: u8) -> Vec<u8> {
    let mut file = b"bplist00".to_vec();
    let mut offsets = Vec::new();
    for object in objects {
        offsets.push(u32::try_from(file.len()).unwrap());
        file.extend_from_slice(object);
    }
    let table = file.len() as u64;
    for offset in &offsets {
        file.extend_from_slice(&offset.to_be_bytes());
    }
    file.extend_from_slice(&[0, 0, 0, 0, 0, 0, 4, ref_size]);
    for number in [objects.len() as u64, 0, table] {
        file.extend_from_slice(&number.to_be_bytes());
    }
    file
}

/// A dictionary whose one value is object 2; references of four bytes.
fn root() -> Vec<Vec<u8>> {
    vec![vec![0xD1, 0, 0, 0, 1, 0, 0, 0, 2], b"\x51a".to_vec()]
}

/// The head of an array of `count` items.
fn array(count: u32) -> Vec<u8> {
    let mut head = vec![0xAF, 0x12];
    head.extend_from_slice(&count.to_be_bytes());
    head
}

#[test]
fn deep_nesting_is_refused_in_both_formats() {
    let depth = 200_000;
    let text = "<array>".repeat(depth) + &"</array>".repeat(depth);
    assert_gap(&xml(&text), GapCode::TooLarge);

    let mut objects = root();
    for next in 3..20_003_u32 {
        let mut item = vec![0xA1];
        item.extend_from_slice(&next.to_be_bytes());
        objects.push(item);
    }
    objects.push(b"\x51x".to_vec());
    assert_gap(&binary(&objects, 4), GapCode::TooLarge);
}

#[test]
fn endless_values_are_refused_in_both_formats() {
    let text = "<array>".to_owned() + &"<true/>".repeat(2_100_000) + "</array>";
    assert_gap(&xml(&text), GapCode::TooLarge);

    // One array that names the same short text over and over, twice.
    let mut objects = root();
    let mut outer = array(2);
    outer.extend_from_slice(&[0, 0, 0, 3, 0, 0, 0, 3]);
    let mut inner = array(1_100_000);
    inner.extend_from_slice(&[0, 0, 0, 1].repeat(1_100_000));
    objects.extend([outer, inner]);
    assert_gap(&binary(&objects, 4), GapCode::TooLarge);
}

#[test]
fn the_same_long_text_over_and_over_is_refused() {
    let mut objects = root();
    let mut outer = array(100_000);
    outer.extend_from_slice(&[0, 0, 0, 3].repeat(100_000));
    let mut long = vec![0x5F, 0x12];
    long.extend_from_slice(&100_000_u32.to_be_bytes());
    long.extend_from_slice(&[b'x'].repeat(100_000));
    objects.extend([outer, long]);
    assert_gap(&binary(&objects, 4), GapCode::TooLarge);
}

#[test]
fn a_million_objects_that_are_there_are_refused() {
    let mut objects = root();
    objects.resize(1_100_000, vec![0x09]);
    assert_gap(&binary(&objects, 4), GapCode::TooLarge);
}

#[test]
fn oversized_files_are_not_even_read() {
    let folder = backup();
    let file = fs::File::create(folder.path().join("Info.plist")).unwrap();
    file.set_len(300 << 20).unwrap();
    let inventory = read(folder.path());
    let gap = inventory.coverage().gaps().first().unwrap();
    assert_eq!(gap.code, GapCode::TooLarge);
}

#[test]
fn oversized_metadata_costs_only_its_own_app() {
    let mut entry = plist::Dictionary::new();
    entry.insert(
        "iTunesMetadata".to_owned(),
        Value::Data(vec![b' '; 17 << 20]),
    );
    let mut store = plist::Dictionary::new();
    store.insert("no.example.app".to_owned(), Value::Dictionary(entry));
    let mut info = plist::Dictionary::new();
    info.insert("Applications".to_owned(), Value::Dictionary(store));
    let installed = vec![Value::String("no.example.app".to_owned())];
    info.insert("Installed Applications".to_owned(), Value::Array(installed));
    // Of the same phone as the rest of the backup, and of no earlier day.
    let udid = Value::String("00008110-0000000000000017".to_owned());
    info.insert("Unique Identifier".to_owned(), udid);
    let day = std::time::UNIX_EPOCH + std::time::Duration::from_hours(498_656);
    let date = Value::Date(day.into());
    info.insert("Last Backup Date".to_owned(), date);
    let mut bytes = Vec::new();
    Value::Dictionary(info)
        .to_writer_binary(&mut bytes)
        .unwrap();
    let inventory = read_with_info(&bytes);
    assert!(inventory.coverage().complete().is_some());
    assert!(
        inventory
            .coverage()
            .notes()
            .iter()
            .any(|note| note.code == "store-metadata-unreadable")
    );
}

/// Each nested file has a cap of its own; it follows the size, so that many
/// of them cannot add up to hours.
#[test]
fn many_small_bombs_cost_no_more_than_their_size() {
    let bomb = fs::read(fixtures().join("hostile/plist/binary-billion-laughs.plist")).unwrap();
    let entry: plist::Dictionary = [("iTunesMetadata".to_owned(), Value::Data(bomb))]
        .into_iter()
        .collect();
    let store: plist::Dictionary = (0..2_000)
        .map(|number| {
            (
                format!("no.example.app{number}"),
                Value::Dictionary(entry.clone()),
            )
        })
        .collect();
    let info: plist::Dictionary = [("Applications".to_owned(), Value::Dictionary(store))]
        .into_iter()
        .collect();
    let mut bytes = Vec::new();
    Value::Dictionary(info).to_writer_xml(&mut bytes).unwrap();
    let inventory = read_with_info(&bytes);
    let notes = inventory.coverage().notes();
    assert!(
        notes
            .iter()
            .any(|note| note.message.contains("unreadable: 2000"))
    );
}

#[test]
fn what_is_no_ordinary_file_is_not_waited_for() {
    let folder = backup();
    fs::create_dir(folder.path().join("Info.plist")).unwrap();
    let inventory = read(folder.path());
    let gap = inventory.coverage().gaps().first().unwrap();
    assert_eq!(gap.message, "Info.plist is not an ordinary file");
}

#[cfg(unix)]
#[test]
fn a_socket_or_a_link_in_a_circle_is_no_backup_file() {
    let folder = backup();
    let path = folder.path().join("Info.plist");
    let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    assert!(read(folder.path()).coverage().complete().is_none());
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("Info.plist", &path).unwrap();
    assert!(read(folder.path()).coverage().complete().is_none());
}

/// Every token, with what the formats spell differently made alike.
fn tokens(bytes: &[u8]) -> Result<Vec<String>, Fault> {
    let mut pull = Pull::new(bytes)?;
    let mut depth = 0;
    let mut tokens = Vec::new();
    loop {
        let token = pull.token()?;
        match &token {
            Token::Dict | Token::Array => depth += 1,
            Token::End => depth -= 1,
            _ => {}
        }
        tokens.push(match token {
            Token::Key(text) | Token::Text(text) => format!("text {text:?}"),
            Token::Data(data) => format!("data {:?}", data.decode(1 << 20)?),
            other => format!("{other:?}"),
        });
        if depth == 0 {
            pull.finish()?;
            return Ok(tokens);
        }
    }
}

/// Values as the crate `plist` writes them, which is how Apple does.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        "\\PC{0,30}".prop_map(Value::String),
        any::<i64>().prop_map(|number| Value::Integer(number.into())),
        any::<bool>().prop_map(Value::Boolean),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(Value::Data),
        (0..2_000_000_000_u64).prop_map(|seconds| {
            let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
            Value::Date(time.into())
        }),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec(("\\PC{1,12}", inner), 0..6)
                .prop_map(|entries| Value::Dictionary(entries.into_iter().collect())),
        ]
    })
}

fn written(value: &Value) -> (Vec<u8>, Vec<u8>) {
    let (mut xml, mut binary) = (Vec::new(), Vec::new());
    value.to_writer_xml(&mut xml).unwrap();
    value.to_writer_binary(&mut binary).unwrap();
    (xml, binary)
}

/// A good file with a few bytes replaced, inserted or cut away.
fn damaged(good: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let edit = (
        any::<prop::sample::Index>(),
        0..20_usize,
        prop::collection::vec(any::<u8>(), 0..20),
    );
    prop::collection::vec(edit, 1..6).prop_map(move |edits| {
        let mut bytes = good.clone();
        for (at, cut, insert) in edits {
            let start = at.index(bytes.len() + 1);
            let end = (start + cut).min(bytes.len());
            bytes.splice(start..end, insert);
        }
        bytes
    })
}

fn good(name: &str) -> Vec<u8> {
    fs::read(fixtures().join("ios").join(name)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn both_formats_tell_the_same(value in value()) {
        let value = Value::Array(vec![value]);
        let (xml, binary) = written(&value);
        let by_xml = tokens(&xml);
        prop_assert!(by_xml.is_ok(), "{by_xml:?}");
        prop_assert_eq!(by_xml, tokens(&binary));
    }

    #[test]
    fn any_bytes_come_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = tokens(&bytes);
        let _ = tokens(&[b"bplist00", &bytes[..]].concat());
        let _ = tokens(&[b"<plist><dict>", &bytes[..]].concat());
        let _ = Data::Bytes(bytes).decode(10);
    }

    #[test]
    fn damaged_files_come_to_an_end(
        xml in damaged(good("finder-ios17/backup/Info.plist")),
        binary in damaged(good("finder-ios26/backup/Info.plist")),
    ) {
        for bytes in [xml, binary] {
            let _ = tokens(&bytes);
            let _ = read_with_info(&bytes);
        }
    }

    #[test]
    fn a_file_cut_short_is_never_complete(cut in any::<prop::sample::Index>(), is_xml: bool) {
        let name = if is_xml { "finder-ios17" } else { "finder-ios26" };
        let mut bytes = good(&format!("{name}/backup/Info.plist"));
        let whole = bytes.trim_ascii_end().len();
        bytes.truncate(cut.index(whole));
        // Without `</plist>` everything has still been read.
        let is_known = bytes.trim_ascii_end().ends_with(b"</dict>");
        prop_assert!(is_known || read_with_info(&bytes).coverage().complete().is_none());
    }
}
