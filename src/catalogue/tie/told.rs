//! Data sets as input, and their description in results.

use crate::catalogue::entries::Entries;
use jiff::civil::Date;

/// One data set as it was read, before it is tied to the others.
#[derive(Debug)]
pub(in crate::catalogue) struct ReadSet<'f> {
    /// What it is called.
    pub(in crate::catalogue) name: &'f str,
    pub(in crate::catalogue) digest: String,
    /// The name of each file and its rows.
    pub(in crate::catalogue) files: Vec<(&'f str, Entries)>,
}

/// The description of a data set in results.
#[derive(Debug)]
pub(super) struct Told<'f> {
    pub(super) name: &'f str,
    pub(super) digest: String,
    pub(super) version: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) rows: u32,
    pub(super) overridden: u32,
}
