//! Reading the mapping and the table that the user named.

use crate::source::Mapping;
use anyhow::Context as _;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::io::Read as _;
use std::path::Path;

/// The largest mapping and the largest table, in bytes.
const LARGEST_MAPPING: u64 = 1 << 20;
const LARGEST_TABLE: u64 = 32 << 20;

/// Reads a mapping, and refuses one with a mistake.
pub(crate) fn load(path: &Path, now: Timestamp) -> anyhow::Result<Mapping> {
    let bytes = read(path, LARGEST_MAPPING)?;
    let shown = path.display();
    let text = String::from_utf8(bytes)
        .with_context(|| format!("the mapping `{shown}` is not in UTF-8; save it as UTF-8"))?;
    let today = now.to_zoned(TimeZone::UTC).date();
    Mapping::read(&text, today).with_context(|| format!("the mapping `{shown}` has mistakes"))
}

/// Reads a table.
pub(crate) fn table(path: &Path) -> anyhow::Result<Vec<u8>> {
    read(path, LARGEST_TABLE)
}

fn read(path: &Path, limit: u64) -> anyhow::Result<Vec<u8>> {
    let shown = path.display();
    let file = std::fs::File::open(path).with_context(|| format!("cannot read `{shown}`"))?;
    let mut bytes = Vec::new();
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read `{shown}`"))?;
    anyhow::ensure!(
        bytes.len() as u64 <= limit,
        "`{shown}` is larger than {} MiB; give one part of it",
        limit >> 20
    );
    Ok(bytes)
}
