//! Lists of apps that other tools took from a phone, saved as a file.
//!
//! One file for each tool, recognised by content:
//!
//! - [`installation_proxy`]: `ideviceinstaller` (XML, JSON), `pymobiledevice3`,
//!   `ios apps` of go-ios; [`ideviceinstaller`]: its plain table; [`tidevice`]:
//!   its plain lines, and those of go-ios; [`idb`];
//! - [`cfgutil`] of Apple Configurator and [`devicectl`] of Xcode;
//! - [`mdm_list`]: what a management system stores;
//! - [`mvt_ios`] and [`mvt_android`]: what MVT wrote of a backup or a phone;
//! - [`app_manager`] and [`uad_ng`]: what these exported from an Android phone.
//!
//! Each reader takes the fields it names and no others; the files also hold
//! account numbers, paths and the names of developers. Each states how much of
//! the phone its list shows, see [`claim`]. What none of them knows is called
//! by its kind in [`unknown`].

mod app_manager;
mod cfgutil;
mod claim;
mod content;
mod damage;
mod devicectl;
mod entry;
mod idb;
mod ideviceinstaller;
mod installation_proxy;
mod json;
mod list;
mod mdm_list;
mod mvt_android;
mod mvt_ios;
mod package;
mod page;
mod phone;
mod store;
mod table;
mod tidevice;
mod uad_ng;
mod unknown;

use crate::inventory::{Gap, GapCode, Locator, Reading};
use crate::source::ios::backup::read_lone_file;
use crate::source::ios::file;
use crate::source::ios::plist::{Pull, Token};
use content::Content;
use json::Node;
use list::Answer;
use std::path::Path;

pub(crate) use claim::shows_system;
pub(crate) use entry::{Entry, Kind, bundle_id, channel_of_signer, merge};
pub(crate) use unknown::{gap as unknown, is_known_kind};

/// The largest list that is read, in bytes. Those of full phones hold a few
/// megabytes.
pub(crate) const LIMIT: u64 = 32 << 20;

/// The most lists that are taken from one file.
const MAX_LISTS: usize = 10_000;

/// What a file says of the phones in it; `None` when it is another tool's.
type JsonReader = fn(&Node) -> Option<Vec<Answer>>;
type TextReader = fn(&str) -> Option<Vec<Answer>>;

/// Readers of one JSON document. No two of them take the same.
const JSON: [JsonReader; 8] = [
    cfgutil::read,
    devicectl::read,
    installation_proxy::read_json,
    idb::read_array,
    mvt_ios::read,
    mvt_android::read,
    uad_ng::read,
    app_manager::read,
];

/// Readers of plain text, the narrower grammar first.
const TEXT: [TextReader; 3] = [
    app_manager::read_table,
    ideviceinstaller::read,
    tidevice::read,
];

/// Reads the lists in a file, recognised by its content: one reading for each
/// phone it speaks of. `vouched` is the reason for which the user takes the
/// lists for whole.
///
/// `None` means that the file holds no list that is known here; it may be
/// something else that can be audited. [`unknown`] says what it looks like.
pub(crate) fn read_all(
    locator: &Locator,
    bytes: &[u8],
    vouched: Option<&str>,
) -> Option<Vec<Reading>> {
    let mut answers = match content::of(bytes) {
        Content::Json(documents) => documents_of(documents)?,
        Content::PropertyList(bytes) => match property_list(&bytes) {
            Some(answers) => answers,
            None => return read_lone_file(locator, &bytes).map(|reading| vec![reading]),
        },
        Content::Text(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            TEXT.iter().find_map(|read| read(&text))?
        }
    };
    mark_unclear(&mut answers);
    let several = answers.len() > 1;
    let readings = answers.into_iter().zip(1_u64..).map(|(answer, number)| {
        let number = several.then_some(number);
        answer.reading(locator, number, vouched)
    });
    Some(readings.collect())
}

/// Reads the lists in the file at a path; see [`read_all`].
#[must_use]
pub fn read_import(locator: &Locator, path: &Path, vouched: Option<&str>) -> Option<Vec<Reading>> {
    read_all(locator, &file::read(path, LIMIT).ok()?, vouched)
}

fn documents_of(mut found: json::Documents) -> Option<Vec<Answer>> {
    found.values.retain(|document| !is_log_line(document));
    let mut answers = if found.values.iter().any(idb::is_row) {
        idb::read_lines(&found.values)
    } else {
        let mut answers = Vec::new();
        let mut strange = 0;
        for document in found.values.iter().take(MAX_LISTS) {
            match JSON.iter().find_map(|read| read(document)) {
                Some(mut some) => {
                    if let Some(gap) = page::gap(document) {
                        add_gap(&mut some, &gap);
                    }
                    answers.extend(some);
                }
                None => strange += 1,
            }
        }
        strange += found.values.len().saturating_sub(MAX_LISTS);
        if answers.is_empty() {
            return None;
        }
        if strange > 0 {
            add_gap(&mut answers, &strangers(strange));
        }
        answers
    };
    if let Some(fault) = found.fault {
        add_gap(&mut answers, &damage::of_json(fault));
    }
    Some(answers)
}

/// A line that a program printed about itself, in JSON: go-ios does.
fn is_log_line(document: &Node) -> bool {
    document.has("level") && (document.has("msg") || document.has("message"))
}

fn strangers(count: usize) -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        format!("parts of the file that are no list of apps: {count}"),
        "save the list into a file of its own",
    )
}

fn property_list(bytes: &[u8]) -> Option<Vec<Answer>> {
    let mut pull = Pull::new(bytes).ok()?;
    match pull.token().ok()? {
        Token::Array => installation_proxy::read_array(pull),
        Token::Dict => mdm_list::read_dict(pull),
        _ => None,
    }
}

fn add_gap(answers: &mut [Answer], gap: &Gap) {
    for answer in answers {
        if let Answer::List(list) = answer {
            list.gaps.push(gap.clone());
        }
    }
}

/// Several lists that name no device may be of one phone or of several.
fn mark_unclear(answers: &mut [Answer]) {
    let is_unnamed = |answer: &&Answer| match answer {
        Answer::List(list) => list.device.id.is_empty(),
        Answer::Refused(_) => false,
    };
    if answers.iter().filter(is_unnamed).count() > 1 {
        let gap = Gap::new(
            GapCode::DevicesMixed,
            "the file holds several lists and does not say of which phone each is",
            "save the list of each phone into a file of its own",
        );
        add_gap(answers, &gap);
    }
}
