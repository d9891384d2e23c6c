//! One file for each output format. A report turns an audit's result into
//! text; it cannot judge, and it opens no file.
//!
//! **Invariant:** text that came from a device reaches a person only through
//! [`harmless`].

pub mod harmless;
mod json;
pub mod layout;
pub mod ndjson;
mod text;
mod wording;

use crate::audit::AuditResult;
use std::io::{self, Write};

/// The formats, each a file of this folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a person at a terminal.
    Text,
    /// For a program.
    Json,
}

/// How the text report is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Columns of the reader's terminal.
    pub width: usize,
    /// Whether to write ANSI styles.
    pub colour: bool,
}

/// Writes a result in a format.
///
/// # Errors
///
/// Whatever `out` reports.
pub fn write(
    result: &AuditResult,
    format: Format,
    layout: Layout,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => out.write_all(text::render(result, layout).as_bytes()),
        Format::Json => json::write(result, out),
    }
}
