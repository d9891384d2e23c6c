//! The organisation's device register: who holds a device, what it is for and
//! what it can reach.
//!
//! TOML for those who keep it by hand, CSV for those who export it from
//! somewhere. Reading is strict, because a misspelt word could take a device
//! out of a measure's scope. What the register leaves out is read strictly.

use super::circumstances::{Access, Ownership, Person, Use};
use super::digest::digest;
use super::facts::Facts;
use crate::catalogue::document::{Diagnostic, Fields, line_span, read_document};
use jiff::civil::Date;
use std::collections::HashMap;
use std::ops::Range;

/// The schema number of register files.
const SCHEMA: u64 = 1;

/// The columns of a CSV register; `id` must be there.
const COLUMNS: [&str; 9] = [
    "id",
    "person",
    "use",
    "access",
    "ownership",
    "managed",
    "approval",
    "approved-by",
    "approved-on",
];

/// Stands between the groups of a person who belongs to several, in CSV.
const AND: char = '+';

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
}

/// What the register says of one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The device's id, as the register spells it.
    pub id: String,
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
    /// are compared without regard to case, as people type them.
    #[must_use]
    pub fn entry(&self, device: &str) -> Option<&Entry> {
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

    /// Reads a TOML register.
    ///
    /// # Errors
    ///
    /// Every mistake of the file.
    pub fn read_toml(text: &str) -> Result<Self, Vec<Diagnostic>> {
        read_document(text, |fields| {
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

    /// Reads a CSV register whose first line names the columns.
    ///
    /// # Errors
    ///
    /// Every mistake of the file.
    pub fn read_csv(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut mistakes = Vec::new();
        let mut register = Self {
            digest: digest(text),
            ..Self::default()
        };
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let columns = match reader.headers() {
            Ok(headers) => columns(headers, text, &mut mistakes),
            Err(error) => {
                mistakes.push(Diagnostic::new(0..0, error.to_string()));
                return Err(mistakes);
            }
        };
        for record in reader.records() {
            match record {
                Ok(record) => register.add_record(&record, &columns, text, &mut mistakes),
                Err(error) => {
                    let line = error.position().map_or(1, csv::Position::line);
                    mistakes.push(Diagnostic::new(line_span(text, line), csv_reason(&error)));
                }
            }
        }
        if mistakes.is_empty() {
            Ok(register)
        } else {
            Err(mistakes)
        }
    }

    fn add_record(
        &mut self,
        record: &csv::StringRecord,
        columns: &HashMap<&'static str, usize>,
        text: &str,
        mistakes: &mut Vec<Diagnostic>,
    ) {
        let line = record.position().map_or(1, csv::Position::line);
        let span = line_span(text, line);
        let cell = |name: &str| {
            let place = columns.get(name)?;
            record.get(*place).filter(|cell| !cell.is_empty())
        };
        let mut wrong = |name: &str, value: &str, known: &[&str]| {
            let message = format!("unknown {name} `{value}`");
            let hint = format!("expected one of `{}`", known.join("`, `"));
            mistakes.push(Diagnostic::new(span.clone(), message).hint(hint));
        };
        let persons: Vec<Person> = cell("person")
            .into_iter()
            .flat_map(|text| text.split(AND).map(str::trim))
            .filter_map(|text| word("person", text, (Person::ALL, Person::as_str), &mut wrong))
            .collect();
        let usage =
            cell("use").and_then(|text| word("use", text, (Use::ALL, Use::as_str), &mut wrong));
        let access = cell("access")
            .and_then(|text| word("access", text, (Access::ALL, Access::as_str), &mut wrong));
        let ownership = cell("ownership").and_then(|text| {
            word(
                "ownership",
                text,
                (Ownership::ALL, Ownership::as_str),
                &mut wrong,
            )
        });
        let facts = Facts::registered(&persons, usage, access, ownership);
        let mut entry = Entry::new(cell("id").unwrap_or_default(), facts);
        match cell("managed") {
            Some("yes" | "true") => entry.managed = true,
            Some("no" | "false") | None => {}
            Some(value) => wrong("managed", value, &["yes", "no"]),
        }
        let parts = [cell("approval"), cell("approved-by"), cell("approved-on")];
        match parts {
            [None, None, None] => {}
            [Some(policy), Some(by), Some(on)] => match on.parse() {
                Ok(on) => entry.approval = Some(approved(policy, by, on)),
                Err(_) => wrong("approved-on", on, &["a date such as 2026-01-31"]),
            },
            _ => mistakes.push(Diagnostic::new(span.clone(), HALF_AN_APPROVAL)),
        }
        if cell("id").is_none() {
            mistakes.push(Diagnostic::new(span, "the device has no id"));
        } else if let Some(mistake) = self.add(entry, span) {
            mistakes.push(mistake);
        }
    }

    fn add(&mut self, entry: Entry, span: Range<usize>) -> Option<Diagnostic> {
        let place = self.entries.len();
        let message = format!("device `{}` is there twice", entry.id);
        let before = self.places.insert(key(&entry.id), place);
        self.entries.push(entry);
        before.map(|_| Diagnostic::new(span, message))
    }
}

/// An approval of which something is missing proves nothing.
const HALF_AN_APPROVAL: &str =
    "an approval needs all three: `approval` (the policy), `approved-by` and `approved-on`";

fn approved(policy: &str, by: &str, on: Date) -> Approval {
    Approval {
        policy: policy.to_owned(),
        by: by.to_owned(),
        on,
    }
}

/// The value that a word stands for; one that stands for none is a mistake.
fn word<T: Copy>(
    name: &str,
    text: &str,
    (all, spell): (&[T], fn(T) -> &'static str),
    wrong: &mut impl FnMut(&str, &str, &[&str]),
) -> Option<T> {
    let found = all.iter().copied().find(|value| spell(*value) == text);
    if found.is_none() {
        let known: Vec<&str> = all.iter().map(|value| spell(*value)).collect();
        wrong(name, text, &known);
    }
    found
}

fn key(device: &str) -> String {
    device.trim().to_ascii_uppercase()
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

fn columns(
    headers: &csv::StringRecord,
    text: &str,
    mistakes: &mut Vec<Diagnostic>,
) -> HashMap<&'static str, usize> {
    let mut columns = HashMap::new();
    let expected = COLUMNS.join("`, `");
    for (place, name) in headers.iter().enumerate() {
        match COLUMNS.iter().find(|column| **column == name) {
            Some(column) => {
                if columns.insert(*column, place).is_some() {
                    mistakes.push(Diagnostic::new(
                        line_span(text, 1),
                        format!("column `{name}` is there twice"),
                    ));
                }
            }
            None => mistakes.push(
                Diagnostic::new(line_span(text, 1), format!("unknown column `{name}`"))
                    .hint(format!("the columns are `{expected}`")),
            ),
        }
    }
    if !columns.contains_key("id") {
        mistakes.push(
            Diagnostic::new(line_span(text, 1), "the column `id` is missing")
                .hint(format!("the first line names the columns: `{expected}`")),
        );
    }
    columns
}

/// The reason without the position, which the span shows.
fn csv_reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("the line has {len} cells and the first line has {expected_len}"),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_and_toml_say_the_same() {
        let csv = "id,use,access\nabc, dedicated ,none\nDEF,,\n";
        let toml = "schema = 1\n[[device]]\nid = \"abc\"\nuse = \"dedicated\"\naccess = \"none\"\n[[device]]\nid = \"DEF\"\n";
        let csv = Register::read_csv(csv).unwrap();
        let toml = Register::read_toml(toml).unwrap();
        assert_eq!(csv.entries(), toml.entries());
        let register = csv;
        assert_eq!(register.entry("def").unwrap().facts, Facts::ASSUMED);
        let known = register.entry("ABC").unwrap().facts.known();
        assert_eq!(known.access(), Some(Access::None));
        assert_eq!(register.entry("other"), None);
    }

    #[test]
    fn a_person_may_be_in_several_groups_and_an_approval_is_whole_or_a_mistake() {
        let head = "id,person,managed,approval,approved-by,approved-on\n";
        let row = "A,minister+parliament,yes,au-pspf-2023,chief security officer,2026-01-31\n";
        let register = Register::read_csv(&format!("{head}{row}")).unwrap();
        let entry = register.entry("A").unwrap();
        assert!(entry.managed);
        assert_eq!(entry.facts.persons.value().iter().count(), 2);
        assert_eq!(entry.approval.as_ref().unwrap().policy, "au-pspf-2023");
        let half = Register::read_csv(&format!("{head}A,,,au-pspf-2023,,\n"));
        assert_eq!(half.unwrap_err()[0].message, HALF_AN_APPROVAL);
        let toml = "schema = 1\n[[device]]\nid = \"A\"\napproval = \"au-pspf-2023\"\n";
        assert_eq!(
            Register::read_toml(toml).unwrap_err()[0].message,
            HALF_AN_APPROVAL
        );
    }

    #[test]
    fn every_mistake_of_a_csv_is_told() {
        let csv = "id,usage,access\nabc,dedicated,intern\nabc,service,internal\n,service,none\n";
        let mistakes = Register::read_csv(csv).unwrap_err();
        let messages: Vec<&str> = mistakes.iter().map(|m| m.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "unknown column `usage`",
                "unknown access `intern`",
                "device `abc` is there twice",
                "the device has no id",
            ]
        );
    }
}
