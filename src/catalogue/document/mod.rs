//! Strict reading of the project's TOML files, shared by catalogue and policy.
//!
//! serde stops at the first mistake of a file. A person who writes a policy
//! wants all of them at once, so the files are walked by hand: [`Fields`]
//! hands out values, remembers which keys were asked for, and reports every
//! other key, with a suggestion, when it is dropped. Each [`Diagnostic`] points
//! into the text; rendering it is the business of `cli/`.

mod compact;
pub(crate) mod diagnostic;
mod fields;
mod value;

pub use compact::{Compact, compact_all};
pub use diagnostic::{Diagnostic, Log};
pub use fields::{Fields, Text};

use std::ops::Range;
use toml::de::DeTable;
use value::Table;

/// How large a policy or catalogue file may be, in bytes.
pub const MAX_BYTES: usize = 4 << 20;

/// How large a list of devices may be, in bytes: a hundred thousand take a third
/// of it.
const MAX_LIST_BYTES: usize = 32 << 20;

/// Parses a whole file and hands its top level to `read`.
///
/// Syntax errors and the mistakes that `read` logs come back together, in the
/// order of the file. The value of `read` is only returned when there are none.
///
/// # Errors
///
/// Every mistake of the file.
pub fn read_document<T>(
    text: &str,
    read: impl FnOnce(&mut Fields<'_>) -> Option<T>,
) -> Result<T, Vec<Diagnostic>> {
    parse((text, MAX_BYTES), Log::default(), read).map(|(value, _)| value)
}

/// The same, of a file that may hold a row for each of many devices.
///
/// # Errors
///
/// Every mistake of the file.
pub fn read_list<T>(
    text: &str,
    read: impl FnOnce(&mut Fields<'_>) -> Option<T>,
) -> Result<T, Vec<Diagnostic>> {
    parse((text, MAX_LIST_BYTES), Log::default(), read).map(|(value, _)| value)
}

/// The same, with warnings: beside the value, or among the mistakes.
///
/// # Errors
///
/// Every mistake and every warning of the file.
pub fn check_document<T>(
    text: &str,
    read: impl FnOnce(&mut Fields<'_>) -> Option<T>,
) -> Result<(T, Vec<Diagnostic>), Vec<Diagnostic>> {
    parse((text, MAX_BYTES), Log::with_warnings(), read)
}

fn parse<T>(
    (text, most): (&str, usize),
    log: Log,
    read: impl FnOnce(&mut Fields<'_>) -> Option<T>,
) -> Result<(T, Vec<Diagnostic>), Vec<Diagnostic>> {
    if text.len() > most {
        let message = format!("the file is larger than {} MiB", most >> 20);
        log.add(Diagnostic::new(0..0, message).hint("split it, or take out what is not needed"));
        return Err(log.into_sorted(true));
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut parses = true;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        parses &= text.get(span.clone()).is_some_and(is_like_date);
        log.add(Diagnostic::new(span, error.message().replace('\n', ", ")));
    }
    let value = read(&mut Fields::new(
        Table::Toml(root.get_ref()),
        root.span(),
        &log,
    ));
    outcome(value, log.into_sorted(parses))
}

/// Hands the top level of a document in its compact form to `read`. It has been
/// read before without a mistake; places are not known.
///
/// # Errors
///
/// Every mistake of the document.
pub fn read_compact<T>(
    document: Compact<'_>,
    read: impl FnOnce(&mut Fields<'_>) -> Option<T>,
) -> Result<T, Vec<Diagnostic>> {
    let log = Log::default();
    let table = Table::Compact(document.table());
    let value = read(&mut Fields::new(table, 0..0, &log));
    outcome(value, log.into_sorted(true)).map(|(value, _)| value)
}

fn outcome<T>(
    value: Option<T>,
    found: Vec<Diagnostic>,
) -> Result<(T, Vec<Diagnostic>), Vec<Diagnostic>> {
    match (value, found) {
        (Some(value), found) if found.iter().all(|mistake| mistake.is_warning) => {
            Ok((value, found))
        }
        (None, found) if found.is_empty() => {
            Err(vec![Diagnostic::new(0..0, "the file could not be read")])
        }
        (_, found) => Err(found),
    }
}

/// Whether a part of TOML that does not parse is a date that does not exist,
/// such as 30 February. It is one wrong value: the tables around it are whole.
fn is_like_date(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_ascii_digit())
        && piece.contains('-')
        && piece
            .chars()
            .all(|c| c.is_ascii_digit() || "-:.+ TtZz".contains(c))
}

/// The 1-based line and column (in characters) of a byte offset.
#[must_use]
pub fn line_and_column(text: &str, span: &Range<usize>) -> (usize, usize) {
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let last_line = before.rsplit('\n').next().unwrap_or(before);
    (line, last_line.chars().count() + 1)
}

/// The bytes of a line, counted from 1, without its line feed.
#[must_use]
pub fn line_span(text: &str, line: u64) -> Range<usize> {
    let mut start = 0;
    for (number, piece) in (1..).zip(text.split_inclusive('\n')) {
        if number == line {
            return start..start + piece.trim_end_matches(['\r', '\n']).len();
        }
        start += piece.len();
    }
    start..start
}
