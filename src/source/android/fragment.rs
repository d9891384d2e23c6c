//! Files with the output of commands, before and after it is known which of
//! them are of one phone.

use crate::inventory::{Locator, Reading};
use crate::source::container::text::Text;

/// One file with the output of commands.
#[derive(Debug)]
pub(crate) struct Fragment {
    /// Where it lies.
    pub(crate) locator: Locator,
    /// What it holds.
    pub(crate) text: Text,
}

/// What became of some fragments.
#[derive(Debug, Default)]
pub(crate) struct Grouped {
    /// The phones.
    pub(crate) readings: Vec<Reading>,
    /// How many files were parts of these.
    pub(crate) parts: usize,
    /// Files that tell something of a phone, and nothing of its apps.
    pub(crate) other: Vec<Locator>,
}
