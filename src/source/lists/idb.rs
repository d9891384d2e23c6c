//! What `idb list-apps --json` prints: one app a line, with `install_type`
//! for the types of the installation proxy.

use super::entry::{Entry, Kind, bundle_id};
use super::json::Node;
use super::list::Answer;
use super::phone::Entries;
use crate::inventory::Evidence;
use crate::source::ios::field;

const SOURCE: &str = "ios/idb";
const ID: &str = "bundle_id";
const TYPE: &str = "install_type";

/// Whether a document is one app.
pub(super) fn is_row(document: &Node) -> bool {
    document.text(ID).is_some() && document.has(TYPE)
}

/// Reads the lines, or one array of them.
pub(super) fn read(rows: &[Node]) -> Option<Vec<Answer>> {
    rows.iter().find(|row| is_row(row))?;
    let mut entries = Entries::default();
    for row in rows {
        entries.push(entry(row));
    }
    let list = entries.typed_list(SOURCE, Evidence::InstallationProxy);
    Some(vec![Answer::list(list)])
}

fn entry(row: &Node) -> Option<Entry> {
    // `user_development` and the like are the user's, too.
    let kind = row.text(TYPE).map_or(Kind::Unstated, |word| {
        if word.starts_with("user") {
            Kind::User
        } else {
            Kind::of(word)
        }
    });
    Some(Entry {
        id: bundle_id(row.text(ID)?)?,
        name: row.text("name").and_then(field::text),
        kind,
        ..Entry::default()
    })
}
