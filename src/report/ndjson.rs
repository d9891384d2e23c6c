//! JSON for streams: one device a line. Each line is the object that the JSON
//! result lists under `devices`.
//!
//! A line depends on its device alone, so a fleet may be cut anywhere, judged in
//! parts, and put together again.

use super::document::{Device, Document};
use super::json_writer;
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, mut out: &mut dyn Write) -> io::Result<()> {
    for device in &document.devices {
        line(device, &mut out)?;
    }
    Ok(())
}

/// Writes the line of one device, with the line feed.
///
/// # Errors
///
/// Whatever `out` reports.
pub fn line(device: &Device<'_>, out: &mut impl Write) -> io::Result<()> {
    json_writer::line(device, out)
}
