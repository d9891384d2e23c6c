//! What `cfgutil --format JSON get installedApps` of Apple Configurator
//! prints: its output by device, with the devices it could not ask under
//! `Errors`. A device is named by its ECID, the number of its chip.
//!
//! What `cfgutil` leaves out is not documented. Cut out of its answer, the
//! array of apps has lost the name of its device besides.

use super::claim::Claim;
use super::elsewhere;
use super::entry::{Entry, bundle_id};
use super::json::Node;
use super::list::{Answer, List, Refused};
use super::phone::Entries;
use crate::inventory::{Evidence, Gap, GapCode, Platform};
use crate::source::ios::field;

const SOURCE: &str = "ios/cfgutil";
const ID: &str = "bundleIdentifier";
const APPS: &str = "installedApps";
const ERRORS: &str = "Errors";

/// Reads the answer, or the array of apps in it.
pub(super) fn read(document: &Node) -> Option<Vec<Answer>> {
    if let Node::Array(rows) = document {
        let is_ours = |row: &&Node| row.text(ID).is_some() && row.has("bundleVersion");
        rows.iter().find(is_ours)?;
        return Some(vec![Answer::list(list(rows))]);
    }
    let output = document.get("Output")?;
    if document.text("Command") != Some("get") && !document.has("Devices") {
        return None;
    }
    let asked = document.get("Devices").map(Node::items).unwrap_or_default();
    let mut devices: Vec<&str> = asked.iter().filter_map(Node::as_text).collect();
    let errors = output.get(ERRORS).map(Node::members).unwrap_or_default();
    let named = output.members().iter().chain(errors);
    for name in named
        .map(|(name, _)| &**name)
        .filter(|name| *name != ERRORS)
    {
        if !devices.contains(&name) {
            devices.push(name);
        }
    }
    Some(
        devices
            .into_iter()
            .map(|name| device(output, name))
            .collect(),
    )
}

fn device(output: &Node, name: &str) -> Answer {
    let answer = output.get(name);
    let udid = answer
        .and_then(|answer| answer.get_any(&["UDID", "udid"]))
        .and_then(|udid| udid.as_text().and_then(field::udid));
    let id = udid.or_else(|| ecid(name));
    let rows = answer.and_then(|answer| Some((answer, answer.get(APPS)?)));
    if let Some((answer, apps @ Node::Array(rows))) = rows {
        let mut list = list(rows);
        list.names(id);
        list.gaps
            .extend(elsewhere::gap(answer, &[apps], &list.apps));
        return Answer::list(list);
    }
    // The text of the error is the tool's own; its shape is checked, for it may
    // hold the name of the device.
    let error = output.get(ERRORS).and_then(|errors| errors.get(name));
    let reason = error.and_then(message).and_then(field::code);
    let what = match reason {
        Some(reason) => format!("cfgutil could not list its apps: {reason}"),
        None => "cfgutil listed no apps for it".to_owned(),
    };
    Answer::Refused(Refused {
        id,
        platform: Some(Platform::Ios),
        gap: Gap::new(
            GapCode::AppListMissing,
            what,
            "unlock the device, tap Trust on it, and take the list again",
        ),
    })
}

/// The message of an error, which stands beside it or under the property that
/// was asked for.
fn message(error: &Node) -> Option<&str> {
    error.text("Message").or_else(|| {
        error
            .members()
            .iter()
            .find_map(|(_, inner)| inner.text("Message"))
    })
}

/// `0x` and hexadecimal digits.
fn ecid(name: &str) -> Option<String> {
    let digits = name.strip_prefix("0x")?;
    let fits = (1..=16).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    fits.then(|| format!("0x{}", digits.to_ascii_uppercase()))
}

fn list(rows: &[Node]) -> List {
    let mut entries = Entries::default();
    for row in rows {
        entries.push_row(row, ID, entry(row));
    }
    let mut list = entries.list(SOURCE, Evidence::InstallationProxy);
    list.claims(
        Claim::WholeIfVouched,
        "it is not documented whether cfgutil lists every app",
    );
    list
}

fn entry(row: &Node) -> Option<Entry> {
    let text = |name| row.text(name).and_then(field::text);
    Some(Entry {
        id: bundle_id(row.text(ID)?)?,
        name: text("itunesName").or_else(|| text("displayName")),
        version: text("bundleShortVersion").or_else(|| text("version")),
        ..Entry::default()
    })
}
