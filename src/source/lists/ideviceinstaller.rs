//! The plain table of `ideviceinstaller -l` (and `list` from version 1.2 on):
//! `id, "version", "name"` below a line of headings; before version 1.1.1,
//! `id - name version`.

use super::claim::Claim;
use super::entry::{Entry, bundle_id};
use super::list::Answer;
use super::phone::Entries;
use super::table;
use crate::inventory::Evidence;
use crate::source::ios::field;

const SOURCE: &str = "ios/ideviceinstaller";
const HEADINGS: &str = "CFBundleIdentifier, CFBundleVersion, CFBundleDisplayName";

/// From how many apps on a list may stand among other words.
const ENOUGH: usize = 3;

/// Whether a line is one app.
pub(super) fn is_row(line: &str) -> bool {
    row(line).is_some()
}

/// Reads the table. Lines that are no app and no heading count as odd.
pub(super) fn read(text: &str) -> Option<Vec<Answer>> {
    let mut entries = Entries::default();
    let mut has_headings = false;
    let (mut total, mut words) = (None, 0);
    for line in table::lines(text) {
        let is_heading = line.starts_with(HEADINGS);
        has_headings |= is_heading;
        if let Some(count) = announced(line) {
            total = Some(count);
        } else if let Some(entry) = row(line) {
            entries.push(Some(entry));
        } else if !is_heading && !table::is_noise(line, !entries.entries.is_empty()) {
            entries.odd += 1;
        } else if !is_heading && !table::has_prompt(line) {
            words += 1;
        }
    }
    // Instructions hold an example of ours, with its headings.
    let count = entries.entries.len();
    if count < ENOUGH && entries.odd + words > count {
        return None;
    }
    // Another text may hold a line or two that look like ours.
    if !has_headings && entries.odd > entries.entries.len() {
        return None;
    }
    if !has_headings && entries.entries.is_empty() {
        return None;
    }
    let mut list = entries.list(SOURCE, Evidence::InstallationProxy);
    let is_short = total.is_some_and(|total| total > entries.entries.len());
    list.gaps.extend(is_short.then(table::too_short));
    list.claims(
        Claim::WholeIfVouched,
        "the table does not say which kinds of apps were asked for",
    );
    Some(vec![Answer::list(list)])
}

/// `Total: 12 apps`, the first line before version 1.1.1.
fn announced(line: &str) -> Option<usize> {
    line.strip_prefix("Total: ")?
        .strip_suffix(" apps")?
        .parse()
        .ok()
}

fn row(line: &str) -> Option<Entry> {
    let line = line.trim_end();
    if let Some((id, rest)) = line.split_once(", \"") {
        let (_, name) = rest.strip_suffix('"')?.split_once("\", \"")?;
        return entry(id, name, None);
    }
    let (id, rest) = line.split_once(" - ")?;
    let (name, version) = rest.rsplit_once(' ')?;
    table::is_version(version).then(|| entry(id, name, Some(version)))?
}

/// The version of the new table is a build number, which no person sees.
fn entry(id: &str, name: &str, version: Option<&str>) -> Option<Entry> {
    table::is_id(id).then(|| bundle_id(id))?.map(|id| Entry {
        id,
        name: field::text(name),
        version: version.and_then(field::text),
        ..Entry::default()
    })
}
