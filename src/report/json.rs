//! JSON for programs: the document itself, `dutyphone/audit/1`.
//!
//! Arrays are never null, everything is sorted, and device text keeps its true
//! characters, because JSON escapes them.

use super::document::Document;
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    out.write_all(b"\n")
}
