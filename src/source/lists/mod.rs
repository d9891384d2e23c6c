//! Lists of apps that other tools took from a phone, saved as a file.
//!
//! One file for each tool, recognised by content:
//!
//! - [`installation_proxy`]: `ideviceinstaller` (XML, JSON), `pymobiledevice3`,
//!   `ios apps` of go-ios; [`ideviceinstaller`]: its plain table; [`tidevice`]:
//!   its plain lines, and those of go-ios; [`idb`];
//! - [`cfgutil`] of Apple Configurator and [`devicectl`] of Xcode;
//! - [`mdm_list`]: what a management system stores, and [`profile_list`];
//! - [`mvt_ios`] and [`mvt_android`]: what MVT wrote of a backup or a phone;
//! - [`app_manager`] and [`uad_ng`]: what these exported from an Android phone.
//!
//! - what management systems list of the phones they manage, see [`records`]:
//!   [`android_management`], [`fleet`], [`jamf`], [`google_directory`],
//!   [`webhook`]; also [`zentral`], [`simplemdm`], [`kandji`], [`meraki`], and
//!   [`intune`], which knows names only.
//!
//! Each reader takes the fields it names and no others; the files also hold
//! account numbers, paths and the names of developers. Each states how much of
//! the phone its list shows, see [`claim`]. What none of them knows is called
//! by its kind in [`unknown`].

mod android_management;
mod app_manager;
mod cfgutil;
mod claim;
mod content;
mod damage;
mod devicectl;
mod elsewhere;
mod entry;
mod fleet;
mod google_directory;
mod headed_ids;
mod idb;
mod ideviceinstaller;
mod installation_proxy;
mod intune;
mod items;
mod jamf;
mod json;
mod kandji;
mod list;
mod mapping;
mod mdm_list;
mod meraki;
mod moment;
mod mvt_android;
mod mvt_ios;
mod names_only;
mod package;
mod page;
mod phone;
mod profile_list;
pub(crate) mod record_lines;
mod records;
mod rows;
mod sheet;
mod simplemdm;
mod store;
mod table;
mod tidevice;
mod trouble;
mod uad_ng;
mod unknown;
mod webhook;
mod zentral;

use crate::inventory::{Gap, GapCode, Locator, Reading};
use crate::source::app_id::is_id;
use crate::source::ios::backup::read_lone_file;
use crate::source::ios::file;
use crate::source::ios::plist::{Pull, Token};
use crate::source::line_grammar::tells_of_apps;
use content::Content;
use json::Node;
use list::Answer;
use records::Sink;
use std::path::Path;

pub(crate) use claim::shows_system;
pub(crate) use entry::{Entry, Kind, bundle_id, channel_of_signer, merge};
pub use mapping::{MappedClaim, Mapping, MappingError, Misfit, propose};
pub(crate) use records::Aside;
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
const JSON: [JsonReader; 13] = [
    cfgutil::read,
    devicectl::read,
    installation_proxy::read_json,
    idb::read_array,
    mvt_ios::read,
    mvt_android::read,
    uad_ng::read,
    app_manager::read,
    simplemdm::read,
    kandji::read,
    meraki::read,
    intune::read_export,
    intune::read_graph,
];

/// Readers of plain text, the narrower grammar first.
const TEXT: [TextReader; 5] = [
    zentral::read,
    intune::read_table,
    app_manager::read_table,
    ideviceinstaller::read,
    tidevice::read,
];

/// Reads the lists in a file, recognised by its content, and hands on one
/// reading for each phone it speaks of. `vouched` is the reason for which the
/// user takes the lists for whole. What is no phone is counted in `aside`.
///
/// `false` means that the file holds no list that is known here; it may be
/// something else that can be audited. [`unknown`] says what it looks like.
pub(crate) fn read_into(
    locator: &Locator,
    bytes: &[u8],
    vouched: Option<&str>,
    each: &mut dyn FnMut(Reading),
    aside: &mut Aside,
) -> bool {
    let mut sink = Sink {
        locator,
        vouched,
        each,
        aside,
    };
    let (content, lead) = content::with_lead(bytes);
    let is_list = take_content(content, &mut sink);
    // What a program says of its work stands there; a list would be of another phone.
    if is_list && (tells_of_apps(&lead) || is_known_kind(&lead)) {
        let gap = damage::strangers(1);
        (sink.each)(Reading::unread(locator.clone(), None, gap));
    }
    if is_list && trouble::is_told(&lead) {
        (sink.each)(Reading::unread(locator.clone(), None, trouble::gap()));
    }
    is_list
}

/// Hands on what content says of phones. `false` means that it holds no known list.
fn take_content(content: Content<'_>, sink: &mut Sink<'_>) -> bool {
    let answers = match content {
        Content::Json(text) => {
            if records::read(&text, sink) {
                return true;
            }
            documents_of(json::read(&text))
        }
        Content::PropertyList(bytes) => {
            let answers = property_list(&bytes);
            if answers.is_none() {
                let reading = read_lone_file(sink.locator, &bytes);
                return reading.map(&mut *sink.each).is_some();
            }
            answers
        }
        Content::Text(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            TEXT.iter().find_map(|read| read(&text))
        }
    };
    let Some(mut answers) = answers else {
        return false;
    };
    mark_unclear(&mut answers);
    let several = answers.len() > 1;
    for (answer, number) in answers.into_iter().zip(1_u64..) {
        sink.take(answer, several.then_some(number));
    }
    true
}

/// Reads the lists in the file at a path; see [`read_into`].
#[must_use]
pub fn read_import(locator: &Locator, path: &Path, vouched: Option<&str>) -> Option<Vec<Reading>> {
    let mut readings = Vec::new();
    let bytes = file::read(path, LIMIT).ok()?;
    let mut each = |reading| readings.push(reading);
    let aside = &mut Aside::default();
    read_into(locator, &bytes, vouched, &mut each, aside).then_some(readings)
}

fn documents_of(mut found: json::Documents) -> Option<Vec<Answer>> {
    found.values.retain(|document| !is_log_line(document));
    let mut answers = if found.values.iter().any(idb::is_row) {
        idb::read_lines(&found.values)
    } else {
        answers_of(&found.values)?
    };
    if let Some(fault) = found.fault {
        add_gap(&mut answers, &damage::of_json(fault));
    }
    Some(answers)
}

fn answers_of(documents: &[Node]) -> Option<Vec<Answer>> {
    let mut answers = Vec::new();
    let mut strange = 0;
    for document in documents.iter().take(MAX_LISTS) {
        match JSON.iter().find_map(|read| read(document)) {
            Some(mut some) => {
                let rows = document.get_any(&["results", "data"]);
                let rows = rows.map_or(usize::MAX, |rows| rows.items().len());
                if let Some(gap) = page::gap(document, rows) {
                    add_gap(&mut some, &gap);
                }
                answers.extend(some);
            }
            None => strange += 1,
        }
    }
    strange += documents.len().saturating_sub(MAX_LISTS);
    if answers.is_empty() {
        return None;
    }
    if strange > 0 {
        add_gap(&mut answers, &damage::strangers(strange));
    }
    Some(answers)
}

/// A line that a program printed about itself, in JSON: go-ios does.
fn is_log_line(document: &Node) -> bool {
    document.has("level")
        && (document.has("msg") || document.has("message"))
        && !names_apps(document)
}

/// Whether a text somewhere in a document is the id of an app.
fn names_apps(document: &Node) -> bool {
    match document {
        Node::Text(text) => is_id(text),
        Node::Array(items) => items.iter().any(names_apps),
        Node::Object(members) => members.iter().any(|(_, member)| names_apps(member)),
        Node::Null | Node::Flag(_) | Node::Integer(_) => false,
    }
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
        Answer::Refused(_) | Answer::Aside(_) => false,
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
