//! A device register in CSV, as other programs export one.

use super::circumstances::{Access, Ownership, Person, Use};
use super::digest::digest;
use super::facts::Facts;
use super::register::{Entry, HALF_AN_APPROVAL, Register, approved};
use super::register_cells::{swallows, unwrapped};
use super::register_headings::{self, COLUMNS, Headings};
use super::register_unread::Unread;
use super::register_words::{alias, meant, word};
use crate::catalogue::document::{Diagnostic, line_span};
use std::ops::Range;

/// Stands between the groups of a person who belongs to several, in CSV.
const AND: char = '+';

impl Register {
    /// Reads a CSV register whose first line names the columns.
    ///
    /// # Errors
    ///
    /// Every mistake of the file.
    pub fn read_csv(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let text = text.trim_start_matches('\u{feff}');
        let mut mistakes = Vec::new();
        let mut register = Self::default();
        register.digest = digest(text);
        let separator = register_headings::separator(text);
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let headings = match reader.headers() {
            Ok(headers) => columns(headers, text, &mut mistakes),
            Err(error) => {
                mistakes.push(Diagnostic::new(0..0, error.to_string()));
                return Err(mistakes);
            }
        };
        register.columns.clone_from(&headings.spelt);
        let mut unread = Unread::of(&headings);
        for record in reader.records() {
            match record {
                // Spreadsheets end with rows of which nothing is left.
                Ok(record) if record.iter().all(str::is_empty) => {}
                Ok(record) if swallows(&record, headings.count, separator) => {
                    let span = line_at(text, record.position());
                    let message = "a cell of this line holds other lines of the register";
                    mistakes.push(Diagnostic::new(span, message).hint(
                        "look for a quotation mark too many; each device needs a line of its own",
                    ));
                }
                Ok(record) => {
                    unread.see(&record);
                    register.add_record(&record, &headings, text, &mut mistakes);
                }
                Err(error) => {
                    let span = line_at(text, error.position());
                    mistakes.push(Diagnostic::new(span, csv_reason(&error)));
                }
            }
        }
        mistakes.extend(unread.mistakes(text));
        register.ignored = unread.into_names();
        if mistakes.is_empty() {
            Ok(register)
        } else {
            Err(mistakes)
        }
    }

    fn add_record(
        &mut self,
        record: &csv::StringRecord,
        headings: &Headings,
        text: &str,
        mistakes: &mut Vec<Diagnostic>,
    ) {
        let span = line_at(text, record.position());
        let filled = |place: &usize| {
            let cell = unwrapped(record.get(*place)?);
            (!cell.is_empty()).then_some(cell)
        };
        let cell = |name: &str| filled(headings.columns.get(name)?);
        let mut ids = headings.ids.iter().filter_map(filled);
        let id = ids.next();
        let mut wrong = |name: &str, value: &str, known: &[&str]| {
            let message = format!("unknown {name} `{value}`");
            let all = known.join("`, `");
            let hint = match meant(value, known) {
                Some(word) => format!("did you mean `{word}`? The words are `{all}`"),
                None => format!("expected one of `{all}`"),
            };
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
        let ownership = cell("ownership").map(alias).and_then(|text| {
            let spelt = (Ownership::ALL, Ownership::as_str as fn(_) -> _);
            word("ownership", text, spelt, &mut wrong)
        });
        let facts = Facts::registered(&persons, usage, access, ownership);
        let mut entry = Entry::new(id.unwrap_or_default(), facts);
        entry.other_ids = ids.map(str::to_owned).collect();
        match cell("managed") {
            None => {}
            Some(value) => match value.to_ascii_lowercase().as_str() {
                "yes" | "true" => entry.managed = true,
                "no" | "false" => {}
                _ => wrong("managed", value, &["yes", "no"]),
            },
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
        if id.is_none() {
            mistakes.push(Diagnostic::new(span, "the device has no id"));
        } else if let Some(mistake) = self.add(entry, span) {
            mistakes.push(mistake);
        }
    }
}

/// The line of a record, found by its first byte.
fn line_at(text: &str, position: Option<&csv::Position>) -> Range<usize> {
    let start = position.map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0));
    let before = text.get(start..).unwrap_or_default();
    // The position is that of the end of the line before, where that has two marks.
    let start = start + before.len() - before.trim_start_matches(['\r', '\n']).len();
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.find('\n').unwrap_or(rest.len());
    let line = rest.get(..length).unwrap_or_default();
    start..start + line.trim_end().len()
}

fn columns(names: &csv::StringRecord, text: &str, mistakes: &mut Vec<Diagnostic>) -> Headings {
    let headings = register_headings::read(names.iter());
    for name in &headings.doubled {
        let message = format!("column `{name}` is there twice");
        mistakes.push(Diagnostic::new(line_span(text, 1), message));
    }
    for (name, own) in &headings.alike {
        let message = format!("no column is called `{name}`; did you mean `{own}`?");
        mistakes.push(Diagnostic::new(line_span(text, 1), message).hint(
            "a fact under a heading that is not understood would be lost; leave the column out if \
             it is something else",
        ));
    }
    if headings.ids.is_empty() {
        mistakes.push(
            Diagnostic::new(line_span(text, 1), "the column `id` is missing").hint(format!(
                "the first line names the columns: `{}`",
                COLUMNS.join("`, `")
            )),
        );
    }
    headings
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
    fn what_offices_export_is_read() {
        let text = "Device ID;Serial number;Ownership;Use\r\nx-1;\"ABC\";Corporate;Dedicated\r\n";
        let register = Register::read_csv(text).unwrap();
        let known = register.find("abc").unwrap().facts.known();
        assert_eq!(known.ownership(), Some(Ownership::Issued));
        assert_eq!(known.usage(), Some(Use::Dedicated));
        assert_eq!(register.ignored, ["Device ID"]);
    }

    #[test]
    fn every_mistake_of_a_csv_is_told() {
        let csv = "id,usage,access\nabc,dedicated,intern\nabc,service,internal\n,service,none\n";
        let mistakes = Register::read_csv(csv).unwrap_err();
        let messages: Vec<&str> = mistakes.iter().map(|m| m.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "unknown access `intern`",
                "device `abc` is there twice",
                "the device has no id",
            ]
        );
    }
}
