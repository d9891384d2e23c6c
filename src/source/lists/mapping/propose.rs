//! A first mapping for a table, from its headings and the words in it.
//!
//! It is a proposal: columns are told by what they are usually called, and
//! whatever is not sure stands in a comment. It claims nothing.

use super::super::json::{self, Node};
use super::super::sheet::{Row, Sheet, clean, separator};
use super::book;
use crate::inventory::visible::{is_treacherous, starts_command};
use crate::source::capped::Capped;
use crate::source::container::encoding::Plain;
use std::collections::BTreeSet;
use std::io::Read as _;

/// How many rows are looked at, and how many words are listed of a column.
const ROWS: usize = 10_000;
const WORDS: usize = 20;

/// What a column may be, and what it is usually called: letters and digits
/// only, the surest first.
const USUAL: [(&str, &[&str]); 11] = [
    (
        "device.id",
        &[
            "serialnumber",
            "serial",
            "udid",
            "deviceserialnumber",
            "deviceid",
            "uuid",
            "imei",
        ],
    ),
    (
        "device.platform",
        &[
            "platform",
            "osplatform",
            "operatingsystem",
            "os",
            "devicetype",
        ],
    ),
    ("device.model", &["model", "devicemodel"]),
    (
        "device.os-version",
        &["osversion", "operatingsystemversion"],
    ),
    (
        "device.ownership",
        &["ownership", "deviceownership", "ownertype", "owner"],
    ),
    (
        "app.id",
        &[
            "apppackageid",
            "packageid",
            "bundleid",
            "bundleidentifier",
            "packagename",
            "appidentifier",
            "applicationidentifier",
            "applicationid",
            "identifier",
            "package",
            "appid",
        ],
    ),
    (
        "app.name",
        &[
            "appname",
            "applicationname",
            "softwarename",
            "displayname",
            "app",
            "name",
        ],
    ),
    (
        "app.version",
        &[
            "appversion",
            "applicationversion",
            "softwareversion",
            "version",
        ],
    ),
    (
        "app.state",
        &[
            "appisinstalled",
            "appstatus",
            "installstatus",
            "status",
            "state",
            "isinstalled",
        ],
    ),
    ("app.managed", &["managed", "ismanaged"]),
    (
        "date.taken-at",
        &[
            "lastinventory",
            "lastseen",
            "lastsync",
            "lastcheckin",
            "lastreported",
            "lastupdated",
        ],
    ),
];

/// A table as far as it is looked at.
struct Sample {
    format: &'static str,
    separator: Option<u8>,
    rows: Option<String>,
    headings: Vec<String>,
    cells: Vec<Vec<String>>,
}

/// A mapping for a table; `None` when it has no headings that can be told.
#[must_use]
pub fn propose(bytes: &[u8]) -> Option<String> {
    let sample = sample(bytes)?;
    let mut taken = BTreeSet::new();
    let find = |role: &str, taken: &mut BTreeSet<usize>| {
        let (_, usual) = USUAL.iter().find(|(known, _)| *known == role)?;
        let place = usual.iter().find_map(|usual| {
            let mut headings = sample.headings.iter().enumerate();
            headings
                .find(|(place, heading)| !taken.contains(place) && folded(heading) == *usual)
                .map(|(place, _)| place)
        })?;
        taken.insert(place);
        Some(place)
    };
    let places: Vec<(&str, Option<usize>)> = USUAL
        .iter()
        .map(|(role, _)| (*role, find(role, &mut taken)))
        .collect();
    let unused: Vec<&str> = sample
        .headings
        .iter()
        .enumerate()
        .filter(|(place, _)| !taken.contains(place))
        .map(|(_, heading)| heading.as_str())
        .collect();
    Some(write(&sample, &places, &unused))
}

fn folded(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// The parts of a proposal, each a role and what stands where no column has it.
const OF_DEVICE: [(&str, &str); 4] = [
    (
        "device.platform",
        "platform-is = \"ios\"         # or \"android\": no column tells\n",
    ),
    ("device.model", ""),
    ("device.os-version", ""),
    ("device.ownership", ""),
];
const OF_APP: [(&str, &str); 5] = [
    (
        "app.id",
        "# No column looks like the ids of apps. With names alone nothing can be compliant.\n",
    ),
    ("app.name", ""),
    ("app.version", ""),
    ("app.state", ""),
    ("app.managed", ""),
];

const HEAD: &str = "\
# A first proposal, from the headings of the table: read every line, and correct it.
# `dutyphone mapping check THIS-FILE TABLE` says what it makes of the table.
schema = 1
name = \"our-list\"

[file]
";

const TAIL: &str = "
# What the list may claim. A claim needs `reason`, `by` and `checked`.
[coverage]
claim = \"unknown\"           # unknown | managed-only | user-apps | all-apps
";

fn write(sample: &Sample, places: &[(&str, Option<usize>)], unused: &[&str]) -> String {
    let of = |role: &str| {
        let found = places.iter().find(|(known, _)| *known == role)?;
        found.1
    };
    let key = |role: &str, otherwise: &str| {
        let name = role.split('.').nth(1).unwrap_or_default();
        match of(role).and_then(|place| sample.headings.get(place)) {
            Some(heading) => format!("{name} = {}\n", quoted(heading)),
            None => otherwise.to_owned(),
        }
    };
    let keys = |parts: &[(&str, &str)]| -> String {
        parts
            .iter()
            .map(|(role, otherwise)| key(role, otherwise))
            .collect()
    };
    let mut text = HEAD.to_owned();
    text += &format!("format = \"{}\"\n", sample.format);
    if let Some(mark) = sample.separator {
        text += &format!("delimiter = {}\n", quoted(&char::from(mark).to_string()));
    }
    if let Some(rows) = &sample.rows {
        text += &format!("rows = {}\n", quoted(rows));
    }
    text += "\n[device]\n";
    text += &key(
        "device.id",
        "# No column looks like the number of a device.\nid-is = \"the one phone of this table\"\n",
    );
    text += "id-kind = \"serial\"          # serial | udid | mdm (a number of the system's own)\n";
    text += &keys(&OF_DEVICE);
    text += &words(sample, &of);
    text += "\n[app]\n";
    text += &keys(&OF_APP);
    text += match of("date.taken-at") {
        Some(_) => "\n[date]\n",
        None => {
            "\n# When each phone reported; without it the list is undated:\n# [date]\n# taken-at = \"...\"\n"
        }
    };
    if of("date.taken-at").is_some() {
        text += &key("date.taken-at", "");
        text += "format = \"rfc3339\"          # rfc3339 | unix | unix-ms | a pattern such as \"%d.%m.%Y %H:%M\"\n";
    }
    text += TAIL;
    if !unused.is_empty() {
        let names: Vec<String> = unused.iter().map(|name| quoted(name)).collect();
        text += &format!("\n# Not used, and not read: {}\n", names.join(", "));
    }
    text
}

/// What the words of the columns with words seem to stand for.
fn words(sample: &Sample, of: &impl Fn(&str) -> Option<usize>) -> String {
    let columns: [(&str, &str, Guess); 3] = [
        ("device.platform", "platform", platform),
        ("app.state", "state", state),
        ("device.ownership", "ownership", ownership),
    ];
    let mut text = String::new();
    for (role, key, guess) in columns {
        let Some(place) = of(role) else {
            continue;
        };
        let cells = sample.cells.iter().filter_map(|row| row.get(place));
        let found: BTreeSet<&str> = cells
            .map(String::as_str)
            .filter(|w| !w.is_empty())
            .collect();
        let pairs: Vec<String> = found
            .into_iter()
            .take(WORDS)
            .map(|word| format!("{} = \"{}\"", quoted(word), guess(&word.to_lowercase())))
            .collect();
        text += &format!("{key} = {{ {} }}\n", pairs.join(", "));
    }
    if of("app.managed").is_some() {
        text += "yes = [\"true\", \"True\", \"Yes\", \"1\"]\n";
    }
    if text.is_empty() {
        return text;
    }
    format!("\n[words]                      # every word that may occur; others are gaps\n{text}")
}

type Guess = fn(&str) -> &'static str;

fn platform(word: &str) -> &'static str {
    if ["ios", "ipad", "iphone"]
        .iter()
        .any(|name| word.contains(name))
    {
        "ios"
    } else if word.contains("android") {
        "android"
    } else {
        "skip"
    }
}

fn state(word: &str) -> &'static str {
    match word {
        "true" | "yes" | "1" | "installed" | "managed" | "unmanaged" => "installed",
        _ => "absent",
    }
}

fn ownership(word: &str) -> &'static str {
    let is_company = ["corp", "company", "organi"]
        .iter()
        .any(|start| word.contains(start));
    if is_company { "company" } else { "personal" }
}

/// A text as TOML spells it.
/// A text in one line of TOML, in which nothing acts unseen.
fn quoted(text: &str) -> String {
    let letter = |(at, c): (usize, char)| match c {
        '"' | '\\' => format!("\\{c}"),
        _ if is_treacherous(c) || starts_command(text, at, c) => {
            format!("\\U{:08x}", u32::from(c))
        }
        _ => c.to_string(),
    };
    let letters: String = text.char_indices().map(letter).collect();
    format!("\"{letters}\"")
}

fn sample(bytes: &[u8]) -> Option<Sample> {
    if let Some(book) = book::open(bytes, None) {
        let sheet = book.sheets.into_iter().next()?;
        return Some(Sample {
            format: "xlsx",
            separator: None,
            rows: None,
            headings: sheet.headings,
            cells: sheet.rows,
        });
    }
    let mut text = String::new();
    Plain::new(bytes).read_to_string(&mut text).ok()?;
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with(['{', '[']) {
        return json_sample(text);
    }
    let mark = separator(text)?;
    let mut sheet = Sheet::with_separator(text, mark)?;
    let mut cells = Capped::new(ROWS);
    let mut row = Row::new();
    while sheet.next(&mut row) && cells.push(row.iter().map(clean).collect()) {}
    // A word in later rows is a gap for whoever uses the mapping.
    let (cells, _) = cells.into_parts();
    Some(Sample {
        format: "csv",
        separator: Some(mark),
        rows: None,
        headings: sheet.headings,
        cells,
    })
}

fn json_sample(text: &str) -> Option<Sample> {
    let found = json::read(text.as_bytes());
    let several = found.values.len() > 1;
    let first = found.values.first()?;
    let is_list = |node: &Node| matches!(node.items().first(), Some(Node::Object(_)));
    let (rows, pointer): (&[Node], _) = if several {
        (&found.values, None)
    } else if is_list(first) {
        (first.items(), None)
    } else {
        let (name, list) = first.members().iter().find(|(_, value)| is_list(value))?;
        (list.items(), Some(format!("/{name}")))
    };
    let headings: Vec<String> = rows
        .first()?
        .members()
        .iter()
        .map(|(name, _)| name.to_string())
        .collect();
    let cell = |row: &Node, name: &String| match row.get(name) {
        Some(Node::Text(text)) => text.to_string(),
        Some(Node::Flag(flag)) => flag.to_string(),
        _ => String::new(),
    };
    let cells = rows.iter().take(ROWS);
    let cells = cells.map(|row| headings.iter().map(|name| cell(row, name)).collect());
    Some(Sample {
        format: if several { "ndjson" } else { "json" },
        separator: None,
        rows: pointer,
        cells: cells.collect(),
        headings,
    })
}
