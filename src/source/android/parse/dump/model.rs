//! What a dump holds once it is parsed: slices of its text, and counts of what
//! made no sense.

use super::names::OtherLists;
use super::record::{Record, UserState};

/// What a dump holds.
#[derive(Debug, Clone, Default)]
pub struct Dump<'a> {
    /// The records of `Packages:`, in the order of the text.
    pub packages: Vec<Record<'a>>,
    /// The records of `Hidden system packages:`.
    pub hidden: Vec<Record<'a>>,
    /// The user lines of all records; each record knows its range.
    pub states: Vec<UserState<'a>>,
    /// Whether a `Packages:` section was there at all.
    pub has_section: bool,
    /// Whether something was printed after the records that only a dump that
    /// got past them prints: the title of a later section, or the line with
    /// which `dumpsys` ends.
    pub past_packages: bool,
    /// Whether the last line ended with a line feed, as all of them do.
    pub ends_with_newline: bool,
    /// Other lists of the same packages, in a whole dump.
    pub other: OtherLists<'a>,
    /// `fingerprint=` of "Database versions", where a full dump begins.
    pub fingerprint: Option<&'a [u8]>,
    /// The device's words when it gave up: a timeout or an exception.
    pub stopped: Option<Stopped<'a>>,
    /// What made no sense.
    pub trouble: Trouble,
    /// The first of the lines that have the shape of no line.
    pub odd: Vec<&'a [u8]>,
}

/// How many lines that make no sense are kept.
const MOST_ODD: usize = 100;

/// Why the device itself broke the dump off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped<'a> {
    /// `*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***`, after
    /// which `dumpsys` still exits with 0 (AOSP `cmds/dumpsys/dumpsys.cpp`).
    Timeout(&'a [u8]),
    /// `Exception occurred while dumping:` and the like (AOSP
    /// `core/java/android/os/Binder.java`, `doDump`), also with exit code 0.
    Failure(&'a [u8]),
}

/// Counts of lines that made no sense where they stood. Any of them means
/// that a package may have been lost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trouble {
    /// Lines that begin like a record and do not parse as one.
    pub bad_headers: usize,
    /// Records outside of the sections they belong in.
    pub strays: usize,
    /// Records that say twice what is said once: a header between is lost, or
    /// an app's own text imitates the dump.
    pub doubled: usize,
    /// Records that lack what every record has: their end is lost, or an
    /// app's own text imitates the dump.
    pub unfinished: usize,
    /// Records whose header names another package than their other lines.
    pub contradictions: usize,
    /// Lines inside of records that have the shape of no line.
    pub odd_lines: usize,
    /// Bytes inside of the list that no text holds: zeros, or what is left
    /// when an encoding breaks.
    pub no_text: usize,
    /// User lines before any record.
    pub orphans: usize,
    /// Records or user lines beyond the number that is read.
    pub beyond_cap: usize,
}

impl Trouble {
    /// Whether there was any.
    #[must_use]
    pub fn any(&self) -> bool {
        *self != Self::default()
    }
}

impl<'a> Dump<'a> {
    /// Counts a line that has the shape of none, and keeps the first of them.
    pub(super) fn odd_line(&mut self, line: &'a [u8]) {
        self.trouble.odd_lines += 1;
        if self.odd.len() < MOST_ODD {
            self.odd.push(line);
        }
    }

    /// What a record says about each user.
    #[must_use]
    pub fn states_of(&self, record: &Record<'a>) -> &[UserState<'a>] {
        self.states.get(record.states.clone()).unwrap_or_default()
    }
}
