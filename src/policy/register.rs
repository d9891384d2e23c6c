//! The organisation's device register: who holds a device, what it is for and
//! what it can reach.
//!
//! TOML for those who keep it by hand, [CSV](super::register_csv) for those who
//! export it from somewhere. Reading is strict, because a misspelt word could take a device
//! out of a measure's scope. What the register leaves out is read strictly.

use super::circumstances::{Access, Ownership, Person, Use};
use super::device_id::key;
use super::digest::digest;
use super::facts::Facts;
use super::register_cells::is_no_id;
use crate::catalogue::document::{Diagnostic, Fields, read_list};
use crate::inventory::OwnId;
use jiff::civil::Date;
use std::collections::HashMap;
use std::ops::Range;

/// The schema number of register files.
const SCHEMA: u64 = 1;

/// What the organisation says of its devices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    entries: Vec<Entry>,
    /// Places among the entries, by id.
    places: HashMap<String, usize>,
    /// The day on which it was true, where the file says so.
    pub date: Option<Date>,
    /// `sha256:` and the digest of the file's text; empty for none.
    pub digest: String,
    /// Columns of the file that are read: what each is, and how it is headed.
    pub columns: Vec<(&'static str, String)>,
    /// Columns of the file that are not read.
    pub ignored: Vec<String>,
}

/// What the register says of one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The device's id, as the register spells it.
    pub id: String,
    /// What else the register calls it: it may know both a serial and a UDID.
    pub other_ids: Vec<String>,
    /// What it says, and the strict assumptions for what it leaves out.
    pub facts: Facts,
    /// Whether it states that the organisation manages the device, so that
    /// this is no sign of access.
    pub managed: bool,
    /// A permission that somebody gave for this device.
    pub approval: Option<Approval>,
}

/// That somebody who may do so granted an exception of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The policy whose exception was granted.
    pub policy: String,
    /// Who granted it.
    pub by: String,
    /// When.
    pub on: Date,
}

impl Entry {
    /// A device of which these facts are stated.
    #[must_use]
    pub fn new(id: impl Into<String>, facts: Facts) -> Self {
        Self {
            id: id.into(),
            other_ids: Vec::new(),
            facts,
            managed: false,
            approval: None,
        }
    }
}

impl Register {
    /// A register of one device.
    #[must_use]
    pub fn of(entry: Entry) -> Self {
        Self {
            places: HashMap::from([(key(&entry.id), 0)]),
            entries: vec![entry],
            ..Self::default()
        }
    }

    /// What the register says of a device, if it is in there. Serials and UDIDs
    /// are compared as people type them.
    #[must_use]
    pub fn find(&self, device: &str) -> Option<&Entry> {
        self.entries.get(self.place(device)?)
    }

    /// The place of a device among the [entries](Self::entries).
    #[must_use]
    pub fn place(&self, device: &str) -> Option<usize> {
        self.places.get(&key(device)).copied()
    }

    /// All devices, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many devices are in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether no entry can be about any device: there is none, or their ids are what
    /// many phones have for a serial.
    #[must_use]
    pub fn names_no_device(&self) -> bool {
        let ids = |entry: &Entry| {
            let mut ids = std::iter::once(&entry.id).chain(&entry.other_ids);
            ids.any(|id| OwnId::of(id).is_some())
        };
        !self.entries.iter().any(ids)
    }

    /// Reads a TOML register.
    ///
    /// # Errors
    ///
    /// Every mistake of the file.
    pub fn read_toml(text: &str) -> Result<Self, Vec<Diagnostic>> {
        read_list(text, |fields| {
            fields.schema(SCHEMA);
            let mut register = Self {
                date: fields.date("date"),
                digest: digest(text),
                ..Self::default()
            };
            for mut fields in fields.tables("device") {
                let mut entry = Entry::new("", facts(&mut fields));
                entry.managed = fields.boolean("managed").unwrap_or_default();
                entry.approval = approval(&mut fields);
                if let Some(id) = fields.required_string("id", "\"R58N12ABCDE\"") {
                    let (log, span) = (fields.log(), id.span.clone());
                    id.value.clone_into(&mut entry.id);
                    if let Some(mistake) = register.add(entry, span) {
                        log.add(mistake);
                    }
                }
            }
            Some(register)
        })
    }

    pub(super) fn add(&mut self, entry: Entry, span: Range<usize>) -> Option<Diagnostic> {
        let place = self.entries.len();
        let mut twice = None;
        for id in std::iter::once(&entry.id).chain(&entry.other_ids) {
            if let Some(why) = is_no_id(id) {
                let message = format!("`{id}` is the id of no device: {why}");
                return Some(Diagnostic::new(span, message).hint(
                    "write it as the phone shows it; in a spreadsheet, format the column as text",
                ));
            }
            let before = self.places.insert(key(id), place);
            if before.is_some_and(|before| before != place) {
                twice = Some(format!("device `{id}` is there twice"));
            }
        }
        self.entries.push(entry);
        twice.map(|message| Diagnostic::new(span, message))
    }
}

/// An approval of which something is missing proves nothing.
pub(super) const HALF_AN_APPROVAL: &str =
    "an approval needs all three: `approval` (the policy), `approved-by` and `approved-on`";

pub(super) fn approved(policy: &str, by: &str, on: Date) -> Approval {
    Approval {
        policy: policy.to_owned(),
        by: by.to_owned(),
        on,
    }
}

fn facts(fields: &mut Fields<'_>) -> Facts {
    let mut persons = fields.words("persons", Person::ALL, Person::as_str);
    persons.extend(fields.word("person", Person::ALL, Person::as_str));
    Facts::registered(
        &persons,
        fields.word("use", Use::ALL, Use::as_str),
        fields.word("access", Access::ALL, Access::as_str),
        fields.word("ownership", Ownership::ALL, Ownership::as_str),
    )
}

fn approval(fields: &mut Fields<'_>) -> Option<Approval> {
    let keys = ["approval", "approved-by", "approved-on"];
    let there = keys.iter().filter(|key| fields.has(key)).count();
    let policy = fields.string("approval");
    let by = fields.string("approved-by");
    let on = fields.date("approved-on");
    if there % keys.len() != 0 {
        let mistake = Diagnostic::layout(fields.span(), HALF_AN_APPROVAL);
        fields.log().add(mistake);
    }
    Some(approved(policy?.value, by?.value, on?))
}
