//! The plain lines of `tidevice applist` and of `ios apps --list` (go-ios):
//! id, name and version, parted by spaces.

use super::claim::Claim;
use super::entry::{Entry, bundle_id};
use super::list::Answer;
use super::phone::Entries;
use super::table;
use crate::inventory::Evidence;
use crate::source::ios::field;

const SOURCE: &str = "ios/tidevice";

/// Whether a line is one app.
pub(super) fn is_row(line: &str) -> bool {
    row(line).is_some()
}

/// Reads the lines. Most must be apps; the others count as odd.
pub(super) fn read(text: &str) -> Option<Vec<Answer>> {
    let mut entries = Entries::default();
    for line in table::lines(text) {
        if let Some(entry) = row(line) {
            entries.push(Some(entry));
        } else if !table::is_noise(line, !entries.entries.is_empty()) {
            entries.odd += 1;
        }
    }
    if entries.entries.is_empty() || entries.odd >= entries.entries.len() {
        return None;
    }
    let mut list = entries.list(SOURCE, Evidence::InstallationProxy);
    list.claims(
        Claim::WholeIfVouched,
        "the lines do not say which kinds of apps were asked for",
    );
    Some(vec![Answer::list(list)])
}

fn row(line: &str) -> Option<Entry> {
    let line = line.trim_end();
    let (id, rest) = line.split_once(' ')?;
    let (name, version) = rest.rsplit_once(' ')?;
    let fits = table::is_id(id) && !name.trim().is_empty() && table::is_version(version);
    fits.then(|| bundle_id(id))?.map(|id| Entry {
        id,
        name: field::text(name),
        version: field::text(version),
        ..Entry::default()
    })
}
