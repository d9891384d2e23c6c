//! Where every input ended, as the document tells it.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

type Text<'r> = Cow<'r, str>;

/// The account of all inputs: each is one of these.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs<'r> {
    /// Inputs of which a device was made.
    pub devices: usize,
    /// Inputs that are parts of these devices.
    pub parts: usize,
    /// The names of those that hold no list of apps.
    pub set_aside: Vec<Text<'r>>,
    /// Those that could not be read.
    pub not_read: Vec<NotRead<'r>>,
}

/// An input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotRead<'r> {
    /// Where it is.
    pub name: Text<'r>,
    /// The code of the gap.
    pub gap: Text<'r>,
}
