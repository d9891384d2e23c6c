//! What `idb list-apps --json` prints: one app a line, with `install_type`
//! for the types of the installation proxy. Lines have no end that shows
//! whether some are missing; an array has.

use super::claim::Claim;
use super::entry::{Entry, Kind, bundle_id};
use super::json::Node;
use super::list::{Answer, List};
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

/// Reads an array of apps.
pub(super) fn read_array(document: &Node) -> Option<Vec<Answer>> {
    let rows = document.items();
    rows.iter().find(|row| is_row(row))?;
    Some(vec![Answer::list(list(rows))])
}

/// Reads the lines.
pub(super) fn read_lines(rows: &[Node]) -> Vec<Answer> {
    let mut list = list(rows);
    if list.claim == Claim::Proven {
        list.claims(
            Claim::WholeIfVouched,
            "the lines do not show where the list ends, so some may be missing",
        );
    }
    vec![Answer::list(list)]
}

fn list(rows: &[Node]) -> List {
    let mut entries = Entries::default();
    for row in rows {
        entries.push_row(row, ID, entry(row));
    }
    entries.typed_list(SOURCE, Evidence::InstallationProxy)
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
