//! The allowed signers: the file of `--signers` and `--require-signed`.

use crate::source::container::bounded;
use crate::source::signature::AllowedSigners;
use anyhow::Context as _;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::path::Path;

/// The largest file, in bytes. A thousand keys take a tenth of it.
const LARGEST: u64 = 1 << 20;

/// The time at which a key has to be valid: the end of a day, or now.
pub(crate) fn at(day: Option<Date>, now: Timestamp) -> anyhow::Result<Timestamp> {
    Ok(match day {
        Some(day) => day.at(23, 59, 59, 0).to_zoned(TimeZone::UTC)?.timestamp(),
        None => now,
    })
}

/// Reads the file.
pub(crate) fn read(path: &Path) -> anyhow::Result<AllowedSigners> {
    let shown = path.display();
    let text = bounded::read_text(path, LARGEST)
        .with_context(|| format!("cannot read the allowed signers `{shown}`"))?;
    AllowedSigners::parse(&text)
        .map_err(anyhow::Error::msg)
        .with_context(|| format!("cannot use the allowed signers `{shown}`"))
}
