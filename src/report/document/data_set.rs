//! What a result tells of the facts that were used.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A version of the facts about apps and owners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataSet<'r> {
    /// What it is called: `built-in`, or the path of an overlay.
    pub name: Cow<'r, str>,
    /// Its version.
    pub version: Option<Cow<'r, str>>,
    /// The day of that version, or of its newest row.
    pub date: Option<Cow<'r, str>>,
    /// `sha256:` and the digest of its files.
    pub digest: Cow<'r, str>,
    /// How many of its rows gave way to a later data set.
    pub overridden: u32,
}
