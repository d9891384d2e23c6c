//! A list as its parser hands it on, before anybody has judged what it can
//! claim.

use super::entry::Entry;
use super::tool::Tool;
use crate::source::ios::file::FileFault;

/// How far into a file the first app must begin for it to be a list of apps.
const HEAD: usize = 1 << 20;

/// A list as far as it could be read.
#[derive(Debug)]
pub(super) struct List {
    pub(super) tool: Tool,
    pub(super) udid: Option<String>,
    pub(super) entries: Vec<Entry>,
    /// Entries without a bundle id.
    pub(super) odd_entries: usize,
    pub(super) fault: Option<FileFault>,
    /// How many phones the file speaks of.
    pub(super) devices: usize,
}

/// Whether one of these words stands in the head of a file.
pub(super) fn mentions(bytes: &[u8], words: &[&str]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    words
        .iter()
        .any(|word| memchr::memmem::find(head, word.as_bytes()).is_some())
}
