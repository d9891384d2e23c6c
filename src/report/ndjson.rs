//! JSON for streams: one device a line. Each line is the object that the JSON
//! result lists under `devices`.
//!
//! A line depends on its device alone, so a fleet may be cut anywhere, judged in
//! parts, and put together again.

use super::document::{Device, Document};
use crate::audit::DeviceResult;
use std::io::{self, Write};

/// One device's line, without the line feed.
///
/// # Errors
///
/// Only if serialisation fails, which these types do not.
pub fn line(device: &DeviceResult) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&Device::of(device))
}

pub(super) fn write(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    for device in &document.devices {
        serde_json::to_writer(&mut *out, device)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
