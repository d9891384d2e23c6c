//! What changed between two audits.
//!
//! Two results are compared device by device and finding by finding. What is
//! not seen any more counts as fixed only where the newer audit saw
//! everything: a phone that was not fully read has not been mended.

mod compare;
mod json;
mod markdown;
mod model;
mod pairing;
mod text;

pub use model::{Change, Diff, Side};

use super::Layout;
use crate::inventory::words;
use std::io::{self, Write};

words! {
    /// The formats of a comparison.
    pub enum DiffFormat {
        /// For a person at a terminal.
        Text = "text",
        /// For a program.
        Json = "json",
        /// For a ticket.
        Markdown = "markdown",
    }
}

/// Writes a comparison in a format.
///
/// # Errors
///
/// Whatever `out` reports.
pub fn write(
    diff: &Diff,
    format: DiffFormat,
    layout: Layout,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        DiffFormat::Text => out.write_all(text::render(diff, layout).as_bytes()),
        DiffFormat::Json => json::write(diff, out),
        DiffFormat::Markdown => out.write_all(markdown::render(diff).as_bytes()),
    }
}
