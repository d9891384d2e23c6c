//! What changed between two audits.
//!
//! Two results are compared device by device and finding by finding. What is
//! not seen any more counts as fixed only where the newer audit saw
//! everything: a phone that was not fully read has not been mended.
//!
//! Neither side is held as a whole. What is kept of each device lies aside, both
//! sides are walked through in the order of ids, and what came of each device lies
//! aside until all that got worse before it is told.

mod changes;
mod compare;
mod held;
mod identity;
mod json;
mod lean;
mod markdown;
mod model;
mod outcome;
mod pairing;
mod sentences;
mod side;
mod text;

pub use model::Change;
pub use outcome::Diff;
pub use side::Side;

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
    layout: Layout<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        DiffFormat::Text => text::write(diff, layout, out),
        DiffFormat::Json => json::write(diff, out),
        DiffFormat::Markdown => markdown::write(diff, layout.language, out),
    }
}
