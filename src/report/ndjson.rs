//! JSON for streams: one device a line. Each line is the object that the JSON
//! result lists under `devices`.
//!
//! A line depends on its device alone, so a fleet may be cut anywhere, judged in
//! parts, and put together again.

use super::document::Document;
use super::json_writer;
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, mut out: &mut dyn Write) -> io::Result<()> {
    let devices = &document.devices;
    devices.each(|device| json_writer::line(device, &mut out))
}
