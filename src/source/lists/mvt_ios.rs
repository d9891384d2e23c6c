//! What MVT writes of a backup: `applications.json`, the apps with store
//! metadata, and `backup_info.json`, fields of `Info.plist` with its list of
//! installed apps.
//!
//! The first leaves out whatever the store does not know, so it is a part. The
//! second is the list of the backup, without the files that show whether that
//! backup was finished.

use super::claim::Claim;
use super::entry::{Entry, bundle_id};
use super::json::Node;
use super::list::Answer;
use super::phone::Entries;
use super::store;
use crate::inventory::Evidence;
use crate::source::ios::field;

const ID: &str = "bundleId";
const STORE_ID: &str = "softwareVersionBundleId";
const INSTALLED: &str = "Installed Applications";

/// Reads either file.
pub(super) fn read(document: &Node) -> Option<Vec<Answer>> {
    match document {
        Node::Array(rows) => applications(rows),
        Node::Object(_) => backup_info(document),
        _ => None,
    }
}

fn applications(rows: &[Node]) -> Option<Vec<Answer>> {
    let is_ours = |row: &&Node| {
        row.get_any(&[ID, STORE_ID]).is_some() && (row.has("sourceApp") || row.has("isodate"))
    };
    rows.iter().find(is_ours)?;
    let mut entries = Entries::default();
    for row in rows {
        entries.push_row(row, ID, entry(row));
    }
    let mut list = entries.list("ios/mvt-applications", Evidence::ItunesMetadata);
    list.claims(
        Claim::Part,
        "applications.json of MVT holds only apps with store metadata",
    );
    Some(vec![Answer::list(list)])
}

fn entry(row: &Node) -> Option<Entry> {
    let id = row.get_any(&[ID, STORE_ID])?.as_text()?;
    Some(Entry {
        id: bundle_id(id)?,
        name: row.text("name").and_then(field::text),
        metadata: Some(store::metadata(row)),
        ..Entry::default()
    })
}

fn backup_info(document: &Node) -> Option<Vec<Answer>> {
    let Some(Node::Array(ids)) = document.get(INSTALLED) else {
        return None;
    };
    let mut entries = Entries::default();
    for id in ids {
        entries.push(id.as_text().and_then(bundle_id).map(|id| Entry {
            id,
            ..Entry::default()
        }));
    }
    let mut list = entries.list("ios/mvt-backup-info", Evidence::InstalledApplications);
    let udid = document.get_any(&["Unique Identifier", "Target Identifier"]);
    list.names(udid.and_then(Node::as_text).and_then(field::udid));
    list.device.model = document.text("Product Type").and_then(field::code);
    list.device.os_version = document.text("Product Version").and_then(field::code);
    list.claims(
        Claim::WholeIfVouched,
        "backup_info.json of MVT does not show whether the backup was finished and its files agree",
    );
    Some(vec![Answer::list(list)])
}
