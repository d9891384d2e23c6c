//! The organisation's device register: who holds a device, what it is for and
//! what it can reach.
//!
//! TOML for those who keep it by hand, CSV for those who export it from
//! somewhere. Reading is strict, because a misspelt word could take a device
//! out of a measure's scope. What the register leaves out is read strictly.

use super::scope::{Access, Facts, Ownership, Person, Use};
use crate::catalogue::document::{Diagnostic, Fields, line_span, read_document};
use std::collections::HashMap;
use std::ops::Range;

/// The schema number of register files.
const SCHEMA: u64 = 1;

/// The columns of a CSV register; `id` must be there.
const COLUMNS: [&str; 5] = ["id", "person", "use", "access", "ownership"];

/// What the organisation says of its devices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    devices: HashMap<String, Facts>,
}

impl Register {
    /// A register of one device.
    #[must_use]
    pub fn of(device: &str, facts: Facts) -> Self {
        Self {
            devices: HashMap::from([(key(device), facts)]),
        }
    }

    /// What the register says of a device, if it is in there. Serials and UDIDs
    /// are compared without regard to case, as people type them.
    #[must_use]
    pub fn facts(&self, device: &str) -> Option<Facts> {
        self.devices.get(&key(device)).copied()
    }

    /// How many devices are in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.devices.len()
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.devices.is_empty()
    }

    /// Reads a TOML register.
    ///
    /// # Errors
    ///
    /// Every mistake of the file.
    pub fn read_toml(text: &str) -> Result<Self, Vec<Diagnostic>> {
        read_document(text, |fields| {
            fields.schema(SCHEMA);
            let mut register = Self::default();
            for mut entry in fields.tables("device") {
                let facts = facts(&mut entry);
                if let Some(id) = entry.required_string("id", "\"R58N12ABCDE\"") {
                    let (log, span) = (entry.log(), id.span.clone());
                    if let Some(mistake) = register.add(id.value, facts, span) {
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
        let mut register = Self::default();
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
        let mut facts = Facts::STRICTEST;
        let mut wrong = |name: &str, value: &str, known: Vec<&str>| {
            let message = format!("unknown {name} `{value}`");
            let hint = format!("expected one of `{}`", known.join("`, `"));
            mistakes.push(Diagnostic::new(span.clone(), message).hint(hint));
        };
        if let Some(value) = cell("person") {
            facts.person = Person::parse(value);
            if facts.person.is_none() {
                wrong("person", value, words(Person::ALL, Person::as_str));
            }
        }
        if let Some(value) = cell("use") {
            facts.usage = Use::parse(value);
            if facts.usage.is_none() {
                wrong("use", value, words(Use::ALL, Use::as_str));
            }
        }
        if let Some(value) = cell("access") {
            facts.access = Access::parse(value);
            if facts.access.is_none() {
                wrong("access", value, words(Access::ALL, Access::as_str));
            }
        }
        if let Some(value) = cell("ownership") {
            facts.ownership = Ownership::parse(value);
            if facts.ownership.is_none() {
                wrong("ownership", value, words(Ownership::ALL, Ownership::as_str));
            }
        }
        match cell("id") {
            Some(id) => mistakes.extend(self.add(id, facts, span)),
            None => mistakes.push(Diagnostic::new(span, "the device has no id")),
        }
    }

    fn add(&mut self, id: &str, facts: Facts, span: Range<usize>) -> Option<Diagnostic> {
        let before = self.devices.insert(key(id), facts);
        before.map(|_| Diagnostic::new(span, format!("device `{id}` is there twice")))
    }
}

fn key(device: &str) -> String {
    device.trim().to_ascii_uppercase()
}

fn facts(fields: &mut Fields<'_>) -> Facts {
    let strictest = Facts::STRICTEST;
    Facts {
        person: fields.word("person", Person::ALL, Person::as_str),
        usage: fields
            .word("use", Use::ALL, Use::as_str)
            .or(strictest.usage),
        access: fields
            .word("access", Access::ALL, Access::as_str)
            .or(strictest.access),
        ownership: fields.word("ownership", Ownership::ALL, Ownership::as_str),
    }
}

fn words<T: Copy>(all: &[T], spell: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|word| spell(*word)).collect()
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
        let (csv, toml) = (Register::read_csv(csv), Register::read_toml(toml));
        assert_eq!(csv, toml);
        let register = csv.unwrap();
        assert_eq!(register.facts("def"), Some(Facts::STRICTEST));
        assert_eq!(register.facts("ABC").unwrap().access, Some(Access::None));
        assert_eq!(register.facts("other"), None);
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
