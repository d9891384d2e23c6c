//! The ledger of inputs: where every input ended.
//!
//! Everything the user named, and everything found in it, ends in exactly one of
//! four entries: a device; a part of a named device; set aside, because its content
//! shows that it holds no list of apps; not read, which is a gap.

use super::coverage::Gap;

/// An input that holds no list of apps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Its path, as the user finds it again.
    pub name: String,
    /// What it is, for example `a picture`.
    pub what: String,
}

/// An input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRead {
    /// Its path, as the user finds it again.
    pub name: String,
    /// Why.
    pub gap: Gap,
}

/// The account of all inputs of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InputLedger {
    /// Inputs of which a device was made.
    pub devices: usize,
    /// Inputs that are part of a device, such as the files of a backup.
    pub parts: usize,
    /// Inputs that hold no list of apps, in the order in which they were found.
    pub set_aside: Vec<SetAside>,
    /// Inputs that could not be read.
    pub not_read: Vec<NotRead>,
}
