//! What a file looks like that no reader knows: the gap calls it by its kind
//! and gives advice that fits it.

use super::claim::Claim;
use super::content::{self, Content};
use super::json::{self, Node};
use super::names_only::{NAMES, are_headings, cells, is_page, is_text};
use super::profile_list::is_profile;
use crate::inventory::{Gap, GapCode};

/// What to do with a table that no reader knows.
const MAP_IT: &str = "if it lists the apps of phones, describe its columns in a mapping: `dutyphone mapping init TABLE` proposes one for --mapping";

/// The line before the headings that tells Excel how the cells are parted.
const SEPARATOR: &[u8] = b"sep=";

/// How many lines of a table of two columns are looked at, and how long its cells are
/// at most, in bytes.
const PAIRS: usize = 20;
const SHORT_CELL: usize = 60;

/// How many keys are named.
const MAX_KEYS: usize = 8;

/// Files that are told by their keys, though their apps are not read: what to
/// call them, and keys that all have to be there.
const KINDS: [(&str, &[&str]); 20] = [
    (
        "a device of the Android Management API",
        &["applicationReports"],
    ),
    (
        "a device of the Android Management API",
        &["enterprise", "hardwareInfo"],
    ),
    (
        "a list of mobile devices from Google Workspace",
        &["mobiledevices"],
    ),
    (
        "a list of the apps of a device from Iru (Kandji)",
        &["device_id", "apps"],
    ),
    ("a host from Fleet", &["host"]),
    ("a host from Fleet", &["kind", "apiVersion", "spec"]),
    ("a list of hosts from Fleet", &["hosts"]),
    (
        "a list of software titles from Fleet, without devices",
        &["software_titles"],
    ),
    (
        "a list of mobile devices from Jamf",
        &["totalCount", "results"],
    ),
    (
        "a list of the software of a device from Meraki",
        &["deviceId", "identifier", "isManaged"],
    ),
    ("a message of a management server", &["acknowledge_event"]),
    (
        "a list of the software of a Mac from osquery",
        &["bundle_identifier", "path"],
    ),
    NAMES_IN_JSON,
    (NAMES, &["apps"]),
    (NAMES, &["installedApps"]),
    (NAMES, &["detectedApps"]),
    (NAMES, &["appName"]),
    (NAMES, &["adamId"]),
    (NAMES, &["trackId", "trackName"]),
    (NAMES, &["resultCount", "results"]),
];

/// Lists without a single id, in JSON and as a table.
const NAMES_IN_JSON: (&str, &[&str]) = (
    "a list of software found by Intune or Defender",
    &["@odata.context"],
);
const NAMES_IN_TABLE: (&str, &[&str]) = (
    "an app report from Intune",
    &["ApplicationName", "DeviceId"],
);

/// Texts that are told by the headings in their first line.
const TABLES: [(&str, &[&str]); 4] = [
    NAMES_IN_TABLE,
    ("an export from Workspace ONE", &["App Package ID"]),
    (
        "an export of apps from Zentral",
        &["source_module", "last_seen"],
    ),
    ("a table of installed apps", &["Bundle ID"]),
];

/// What the headings of a table say it is.
fn table_kind(headings: &str) -> Option<&'static str> {
    let known = TABLES
        .iter()
        .find(|(_, words)| words.iter().all(|word| headings.contains(word)))
        .map(|(name, _)| *name);
    let is_names = || are_headings(cells(headings));
    known.or_else(|| is_names().then_some(NAMES))
}

/// What to say of a file that holds no list that is known here. `None` when
/// nothing can be told but that it is unknown.
pub(crate) fn gap(bytes: &[u8]) -> Option<Gap> {
    match content::of(bytes) {
        Content::Json(text) => json::read(&text).values.first().map(|value| {
            let name = KINDS
                .iter()
                .find(|(_, keys)| fits(value, keys))
                .map(|(name, _)| *name);
            match name {
                Some(name) => named(name),
                None => shape(value),
            }
        }),
        Content::PropertyList(bytes) => xml(&bytes),
        Content::Text(bytes) => table(&bytes),
    }
}

/// Whether a file is of a kind that is told by its keys or headings.
pub(crate) fn is_known_kind(bytes: &[u8]) -> bool {
    match content::of(bytes) {
        Content::Json(text) => json::read(&text)
            .values
            .first()
            .is_some_and(|value| KINDS.iter().any(|(_, keys)| fits(value, keys))),
        Content::PropertyList(bytes) => {
            let is_marked = [&b"<mobile_device"[..], b"<app name="]
                .iter()
                .any(|mark| memchr::memmem::find(&bytes, mark).is_some());
            is_marked || is_page(&bytes)
        }
        Content::Text(bytes) => {
            let is_heading = |line: &&[u8]| !line.is_empty() && !line.starts_with(SEPARATOR);
            let first = bytes.split(|byte| *byte == b'\n').find(is_heading);
            let headings = String::from_utf8_lossy(first.unwrap_or_default());
            table_kind(&headings).is_some() || is_text(&bytes)
        }
    }
}

/// XML that is no property list, by the name of its outermost element.
fn xml(bytes: &[u8]) -> Option<Gap> {
    if is_page(bytes) {
        return Some(named(NAMES));
    }
    let name = bytes.split(|byte| *byte == b'<').find_map(|tag| {
        let length = tag.iter().take_while(|byte| is_name_byte(**byte)).count();
        std::str::from_utf8(tag.get(..length)?)
            .ok()
            .filter(|name| is_field_name(name))
    })?;
    match name {
        "plist" => is_profile(bytes).then(|| {
            Gap::new(
                GapCode::FileUnrecognised,
                "this is a configuration profile: what a management system wants on phones, not what is on one",
                "leave it out of the audit; web pages that it puts on the home screen are in an unencrypted backup of the phone",
            )
        }),
        "mobile_device" | "mobile_devices" => Some(named("a list of mobile devices from Jamf")),
        _ => Some(other(&format!("an XML file of {name}"))),
    }
}

/// A table, by its headings or by two lines with as many separators.
fn table(bytes: &[u8]) -> Option<Gap> {
    let mut lines = bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty() && !line.starts_with(SEPARATOR));
    let (first, second) = (lines.next()?, lines.next().unwrap_or_default());
    let headings = String::from_utf8_lossy(first);
    if let Some(name) = table_kind(&headings) {
        let mut gap = named(name);
        MAP_IT.clone_into(&mut gap.advice);
        return Some(gap);
    }
    if is_text(bytes) {
        return Some(named(NAMES));
    }
    let count = |line: &[u8], mark: u8| memchr::memchr_iter(mark, line).count();
    let columns = b",;\t|"
        .iter()
        .map(|mark| (count(first, *mark), count(second, *mark)))
        .filter(|(one, two)| *one >= 2 && one == two)
        .map(|(one, _)| one)
        .max()
        .or_else(|| is_of_pairs(bytes).then_some(1))?;
    Some(Gap::new(
        GapCode::FileUnrecognised,
        format!(
            "this is a table with {} columns, and none that is known here",
            columns + 1
        ),
        MAP_IT,
    ))
}

/// Whether each of the first lines has two short cells, and there are several: a table
/// of two columns.
fn is_of_pairs(bytes: &[u8]) -> bool {
    let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let lines = lines.filter(|line| !line.is_empty()).take(PAIRS);
    let lines: Vec<&[u8]> = lines.collect();
    let is_cell = |cell: &[u8]| (1..=SHORT_CELL).contains(&cell.trim_ascii().len());
    lines.len() > 1
        && b",;\t|".iter().any(|mark| {
            let cells = |line: &&[u8]| {
                let mut cells = line.split(|byte| byte == mark);
                cells.clone().count() == 2 && cells.all(is_cell)
            };
            lines.iter().all(cells)
        })
}

fn named(name: &str) -> Gap {
    let names_only = [NAMES_IN_JSON.0, NAMES_IN_TABLE.0, NAMES].contains(&name);
    let because = || format!("this is {name}, which holds names of apps and no ids");
    let gap = names_only
        .then(|| Claim::NamesOnly.gap(&because()))
        .flatten();
    gap.unwrap_or_else(|| unread_kind(name))
}

fn unread_kind(name: &str) -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        format!("this is {name}, in a form that is not read"),
        "save it again with all of its fields; or audit the phone itself or a backup of it",
    )
}

/// Whether an object, or the first object of an array, has these keys.
fn fits(value: &Node, keys: &[&str]) -> bool {
    let object = first_object(value);
    keys.iter().all(|key| object.has(key))
}

fn first_object(value: &Node) -> &Node {
    value.items().first().unwrap_or(value)
}

/// The kind of JSON, with the keys that look like names of fields. Other keys
/// may be data.
fn shape(value: &Node) -> Gap {
    let object = first_object(value);
    let keys: Vec<&str> = object
        .members()
        .iter()
        .map(|(key, _)| &**key)
        .filter(|key| is_field_name(key))
        .take(MAX_KEYS)
        .collect();
    let kind = match (value, keys.is_empty()) {
        (Node::Array(_), true) => "a JSON array".to_owned(),
        (Node::Array(_), false) => format!("a JSON array of objects with {}", keys.join(", ")),
        (Node::Object(_), false) => format!("a JSON object with {}", keys.join(", ")),
        _ => "JSON".to_owned(),
    };
    other(&kind)
}

fn other(kind: &str) -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        format!("this is {kind}, and no list of apps that is known here"),
        "give a saved inventory, a backup, a bug report, or the list of a supported tool",
    )
}

fn is_field_name(key: &str) -> bool {
    (1..=40).contains(&key.len())
        && key.starts_with(|first: char| first.is_ascii_alphabetic())
        && key.bytes().all(is_name_byte)
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-@".contains(&byte)
}
