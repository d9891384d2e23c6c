//! JSON for programs: the document itself, `dutyphone/audit/1`.
//!
//! Arrays are never null, everything is sorted, and device text keeps its true
//! characters: what would act unseen is spelt as an escape of JSON.

use super::document::Document;
use super::json_writer;
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    json_writer::pretty(document, out)
}
