//! One file for each output format. A report turns an audit's result into
//! text; it cannot judge, and it opens no file that has a name.
//!
//! A result becomes a [`Document`] first, and every format renders that
//! document alone. So a saved result, read back, gives the same bytes.
//!
//! **Invariant:** text that came from a device reaches a person only through
//! [`escape`].

mod annotations;
mod authorities;
mod by_app;
mod certificate;
mod change;
mod charts;
mod csv;
pub mod diff;
pub mod document;
pub mod escape;
mod fact_code;
mod facts;
mod gather;
mod github;
mod html;
mod json;
mod json_writer;
mod junit;
pub mod layout;
mod limits;
mod markdown;
mod ndjson;
pub mod notice;
mod overview;
mod panel;
mod press;
pub mod redact;
mod run_failures;
mod sarif;
mod spool;
mod summary;
mod text;
mod wording;
mod xlsx;

pub use document::Document;
pub use gather::{DeviceLine, DeviceLines};
pub use layout::{Csv, Layout};
pub use panel::{Panel, panel};
pub use spool::IN_MEMORY;
pub use summary::summary;
pub use wording::Language;
pub(crate) use wording::explained;

use crate::inventory::words;
use std::io::{self, Write};

words! {
    /// The formats, each a file of this folder.
    pub enum Format {
        /// For a person at a terminal.
        Text = "text",
        /// For a program.
        Json = "json",
        /// For a stream: one device a line.
        Ndjson = "ndjson",
        /// For code scanning services.
        Sarif = "sarif",
        /// For build servers.
        Junit = "junit",
        /// Annotations of a GitHub workflow.
        Github = "github",
        /// For a spreadsheet.
        Csv = "csv",
        /// For a spreadsheet, with types, filters and a sheet for each matter.
        Xlsx = "xlsx",
        /// For a ticket or the summary page of a build.
        Markdown = "markdown",
        /// For a manager: one page to send, to open on a phone, to print.
        Html = "html",
        /// To print, to sign and to file: one page for each device.
        Certificate = "certificate",
        /// For the people who hold the phones: what each has to do.
        Notice = "notice",
    }
}

impl Format {
    /// Whether the format can be an overview of a fleet, in the place of a section for
    /// each device.
    #[must_use]
    pub const fn has_overview(self) -> bool {
        matches!(self, Self::Text) || self.is_page()
    }

    /// Whether it is a page, of which the audit itself makes an overview, too. For text
    /// it has a summary, which needs no devices.
    #[must_use]
    pub const fn is_page(self) -> bool {
        matches!(self, Self::Html | Self::Markdown)
    }

    /// Whether the format has a place for the digest of each inventory.
    #[must_use]
    pub const fn names_digests(self) -> bool {
        matches!(self, Self::Json | Self::Ndjson | Self::Certificate)
    }
}

/// Writes a document in a format.
///
/// # Errors
///
/// Whatever `out` reports.
pub fn write(
    document: &Document<'_>,
    format: Format,
    layout: Layout<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text if layout.overview => summary::write(document, layout, out),
        Format::Text => text::write(document, layout, out),
        Format::Json => json::write(document, out),
        Format::Ndjson => ndjson::write(document, out),
        Format::Sarif => sarif::write(document, out),
        Format::Junit => junit::write(document, out),
        Format::Github => github::write(document, out),
        Format::Csv => csv::write(document, layout.csv, out),
        Format::Xlsx => xlsx::write(document, out),
        Format::Html => html::write(document, layout, out),
        Format::Certificate => certificate::write(document, layout.language.words(), out),
        Format::Notice => notice::write(document, layout, out),
        Format::Markdown => markdown::write(document, layout, out),
    }
}
