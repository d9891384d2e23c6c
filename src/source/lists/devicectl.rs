//! What Xcode's `devicectl device info apps --json-output` writes.
//!
//! Without options it lists only apps that a developer put there, and even
//! `--include-removable-apps` does not add those of the store; only
//! `--include-all-apps` and `--include-default-apps` do. The answer says which
//! options were given. Its device identifier is a number of its own and not the
//! UDID, which may stand behind `--device`.

use super::claim::{Claim, shows_everything};
use super::elsewhere;
use super::entry::{Entry, Kind, bundle_id};
use super::json::Node;
use super::list::{Answer, List, Refused};
use super::phone::Entries;
use crate::inventory::{Channel, Evidence, Gap, GapCode, Platform};
use crate::source::ios::field;

const SOURCE: &str = "ios/devicectl";
const COMMAND: &str = "devicectl.device.info.apps";
const ID: &str = "bundleIdentifier";

const CUT_OUT: &str =
    "the array of apps was cut out of the answer, without the options it was taken with";

/// Reads the answer, or the array of apps in it.
pub(super) fn read(document: &Node) -> Option<Vec<Answer>> {
    let is_ours = |row: &&Node| row.text(ID).is_some() && row.has("builtByDeveloper");
    if let Node::Array(rows) = document {
        rows.iter().find(is_ours)?;
        return Some(vec![Answer::list(list_of(None, rows, Some(CUT_OUT)))]);
    }
    let info = document.get("info")?;
    if info.text("commandType") != Some(COMMAND) {
        return None;
    }
    let arguments: Vec<&str> = info
        .get("arguments")
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_text)
        .collect();
    let udid = arguments
        .iter()
        .skip_while(|word| !matches!(**word, "--device" | "-d"))
        .nth(1)
        .and_then(|word| field::udid(word));
    let Some(result @ Node::Object(_)) = document.get("result") else {
        return Some(vec![Answer::Refused(Refused {
            id: udid,
            platform: Some(Platform::Ios),
            gap: Gap::new(
                GapCode::AppListMissing,
                "devicectl listed no apps",
                "unlock the device, turn on its Developer Mode, and take the list again with --include-all-apps",
            ),
        })]);
    };
    let apps = result.get("apps");
    let rows = apps.map(Node::items).unwrap_or_default();
    let narrowed = narrowed(info, result, &arguments, rows);
    let mut list = list_of(udid, rows, narrowed);
    let read: Vec<&Node> = apps.into_iter().collect();
    list.gaps.extend(elsewhere::gap(result, &read, &list.apps));
    Some(vec![Answer::list(list)])
}

/// Why the answer cannot hold every app, when it cannot.
fn narrowed(info: &Node, result: &Node, arguments: &[&str], rows: &[Node]) -> Option<&'static str> {
    let given = |option: &str| {
        arguments.iter().any(|word| {
            word.strip_prefix(option)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
        })
    };
    let one = result
        .text("matchingBundleIdentifier")
        .is_some_and(|id| !id.is_empty());
    if info.text("outcome") != Some("success") {
        Some("devicectl did not report success")
    } else if one || given("--bundle-id") {
        Some("devicectl was asked for one app")
    } else if !result.is_set("defaultAppsIncluded") && !given("--include-all-apps") {
        Some("devicectl was not asked for all apps, and leaves out those of the store then")
    } else if !rows
        .iter()
        .any(|row| row.get("builtByDeveloper") == Some(&Node::Flag(false)))
    {
        Some("devicectl listed only apps that a developer put there")
    } else {
        None
    }
}

fn list_of(udid: Option<String>, rows: &[Node], narrowed: Option<&str>) -> List {
    let mut entries = Entries::default();
    for row in rows {
        entries.push_row(row, ID, entry(row));
    }
    let mut list = entries.list(SOURCE, Evidence::InstallationProxy);
    list.names(udid);
    if let Some(because) = narrowed {
        list.claims(Claim::Part, because);
    } else if shows_everything(Platform::Ios, &list.apps) {
        list.claims(Claim::Proven, "");
    } else {
        list.claims(
            Claim::WholeIfVouched,
            "devicectl was asked for all apps, and the system's are not among them",
        );
    }
    list
}

fn entry(row: &Node) -> Option<Entry> {
    let kind = match (row.get("defaultApp"), row.get("internalApp")) {
        (Some(Node::Flag(false)), Some(Node::Flag(false))) => Kind::User,
        (Some(Node::Flag(_)), _) | (_, Some(Node::Flag(_))) => Kind::System,
        _ => Kind::Unstated,
    };
    Some(Entry {
        id: bundle_id(row.text(ID)?)?,
        name: row.text("name").and_then(field::text),
        version: row.text("version").and_then(field::text),
        kind,
        channel: row.is_set("builtByDeveloper").then_some(Channel::Sideload),
        ..Entry::default()
    })
}
