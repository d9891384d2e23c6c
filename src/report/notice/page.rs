//! What a notice is made of, before any format lays it out, and what an
//! organisation adds to it.

use serde::Serialize;

/// A notice for the holder of one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The device's id, as the report names it.
    pub device: String,
    /// The language's code.
    pub language: &'static str,
    /// The title.
    pub subject: String,
    /// The salutation.
    pub hello: String,
    /// The first sentence.
    pub opening: String,
    /// What follows.
    pub sections: Vec<Section>,
}

/// A part of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// Sentences before the list.
    pub paragraphs: Vec<String>,
    /// The list.
    pub items: Vec<Item>,
    /// Sentences after the list.
    pub after: Vec<String>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// What it is.
    pub text: String,
    /// Steps below it, in their order.
    pub steps: Vec<String>,
}

impl Section {
    pub(super) fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            paragraphs: Vec::new(),
            items: Vec::new(),
            after: Vec::new(),
        }
    }
}

/// How an organisation writes its notices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// What it adds to each.
    pub sender: Sender,
    /// Its own page, a template of HTML; none is the built-in one.
    pub template: Option<String>,
}

/// What an organisation adds to its notices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sender {
    /// Whom to ask, as the organisation writes it: a name, a number, an address.
    pub contact: Option<String>,
    /// The last day for what is to be done, where the organisation sets one.
    pub deadline: Option<jiff::civil::Date>,
}
