//! A device register in CSV, as other programs export one.

use super::circumstances::{Access, Ownership, Person, Use};
use super::digest::digest;
use super::facts::Facts;
use super::register::{Entry, HALF_AN_APPROVAL, Register, approved};
use crate::catalogue::document::{Diagnostic, line_span};
use std::collections::HashMap;

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

impl Register {
    /// Reads a CSV register whose first line names the columns.
    ///
    /// # Errors
    ///
    /// Every mistake of the file.
    pub fn read_csv(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut mistakes = Vec::new();
        let mut register = Self::default();
        register.digest = digest(text);
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
        assert_eq!(register.find("def").unwrap().facts, Facts::ASSUMED);
        let known = register.find("ABC").unwrap().facts.known();
        assert_eq!(known.access(), Some(Access::None));
        assert_eq!(register.find("other"), None);
    }

    #[test]
    fn a_person_may_be_in_several_groups_and_an_approval_is_whole_or_a_mistake() {
        let head = "id,person,managed,approval,approved-by,approved-on\n";
        let row = "A,minister+parliament,yes,au-pspf-2023,chief security officer,2026-01-31\n";
        let register = Register::read_csv(&format!("{head}{row}")).unwrap();
        let entry = register.find("A").unwrap();
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
