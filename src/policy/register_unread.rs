//! Columns of a register in CSV that are not read.
//!
//! Most are the office's own. One whose cells hold the words of a fact is that fact
//! under a heading that nobody understands: to leave it out would lose it.

use super::circumstances::{Access, Ownership, Person, Use};
use super::register_headings::Headings;
use crate::catalogue::document::{Diagnostic, line_span};

/// Words that say little by themselves: many columns hold a "none".
const COMMON: [&str; 3] = ["none", "internal", "service"];

/// Columns that are not read, with what their cells may be.
#[derive(Debug)]
pub(super) struct Unread {
    columns: Vec<Column>,
}

#[derive(Debug)]
struct Column {
    place: usize,
    name: String,
    has_heading: bool,
    cells: Cells,
}

/// What the cells of a column are so far.
#[derive(Debug)]
struct Cells {
    any: bool,
    /// The facts whose words all of them are.
    may_be: Vec<&'static str>,
    /// Whether one of them holds a word that says enough.
    says_enough: bool,
    /// Whether all of them look like ids of devices.
    may_be_ids: bool,
}

impl Unread {
    /// Those of a file with these headings.
    pub(super) fn of(headings: &Headings) -> Self {
        let columns = headings.ignored.iter().map(|(place, name)| Column {
            place: *place,
            name: match name.as_str() {
                "" => format!("column {} (without a heading)", place + 1),
                name => name.to_owned(),
            },
            has_heading: !name.is_empty(),
            cells: Cells {
                any: false,
                may_be: vec!["person", "use", "access", "ownership"],
                says_enough: false,
                may_be_ids: true,
            },
        });
        Self {
            columns: columns.collect(),
        }
    }

    /// Looks at the cells of a row.
    pub(super) fn see(&mut self, record: &csv::StringRecord) {
        for column in &mut self.columns {
            let cell = record.get(column.place).unwrap_or_default().trim();
            if cell.is_empty() {
                continue;
            }
            let cells = &mut column.cells;
            cells.any = true;
            cells.may_be_ids &= is_like_id(cell);
            cells.may_be.retain(|fact| is_word_of(fact, cell));
            // Without a heading nothing says that a word means something else.
            let is_common = COMMON.iter().any(|word| word.eq_ignore_ascii_case(cell));
            cells.says_enough |= !(is_common && column.has_heading);
        }
    }

    /// A mistake for each column that is one of ours under another heading.
    pub(super) fn mistakes(&self, text: &str) -> Vec<Diagnostic> {
        let columns = self
            .columns
            .iter()
            .filter(|column| column.cells.says_enough);
        let found = columns.filter_map(|column| {
            if column.cells.may_be_ids && !column.has_heading {
                let message = format!("{} holds what looks like ids of devices", column.name);
                let hint = "call it `id`, or leave it out if it is something else";
                return Some(Diagnostic::new(line_span(text, 1), message).hint(hint));
            }
            let fact = column.cells.may_be.first()?;
            let name = if column.has_heading {
                format!("the column `{}`", column.name)
            } else {
                column.name.clone()
            };
            let message = format!("{name} holds words of `{fact}`");
            let hint = format!("call it `{fact}`, or leave it out if it is something else");
            Some(Diagnostic::new(line_span(text, 1), message).hint(hint))
        });
        found.collect()
    }

    /// How the columns are spelt.
    pub(super) fn into_names(self) -> Vec<String> {
        let columns = self.columns.into_iter();
        // Spreadsheets leave empty columns at the right.
        let columns = columns.filter(|column| column.has_heading || column.cells.any);
        columns.map(|column| column.name).collect()
    }
}

/// Whether a cell looks like a serial or UDID: letters and digits in one word.
fn is_like_id(cell: &str) -> bool {
    let cell = cell.replacen('-', "", usize::from(cell.len() > 20));
    let has = |kind: fn(&u8) -> bool| cell.as_bytes().iter().any(kind);
    cell.len() >= 8
        && cell.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
}

fn is_word_of(fact: &str, cell: &str) -> bool {
    fn any<T: Copy>(all: &[T], spell: fn(T) -> &'static str, cell: &str) -> bool {
        all.iter()
            .any(|word| spell(*word).eq_ignore_ascii_case(cell))
    }
    match fact {
        "person" => cell
            .split('+')
            .all(|one| any(Person::ALL, Person::as_str, one.trim())),
        "use" => any(Use::ALL, Use::as_str, cell),
        "access" => any(Access::ALL, Access::as_str, cell),
        _ => any(Ownership::ALL, Ownership::as_str, cell),
    }
}

#[cfg(test)]
mod tests {
    use crate::policy::Register;

    /// A register; what of it is told as not read, or the mistake.
    type Case<'c> = (&'c str, Result<&'c [&'c str], &'c str>);

    #[test]
    fn a_column_without_a_heading_is_told_or_a_mistake() {
        let table: [Case<'_>; 7] = [
            ("id,use,\nR2BBBB11,service,\n", Ok(&[])),
            (
                "id,use,\nR2BBBB11,service,at home\n",
                Ok(&["column 3 (without a heading)"]),
            ),
            (
                "id,,use,\nR2BBBB11,B204,service,x\n",
                Ok(&[
                    "column 2 (without a heading)",
                    "column 4 (without a heading)",
                ]),
            ),
            ("id,use,\nR2BBBB11,,minister\n", Err("words of `person`")),
            ("id,use,\nR2BBBB11,,none\n", Err("words of `access`")),
            ("id,use,\nR2BBBB11,,R3CCCC22\n", Err("ids of devices")),
            ("id,Room\nR2BBBB11,none\n", Ok(&["Room"])),
        ];
        for (text, expected) in table {
            match (Register::read_csv(text), expected) {
                (Ok(register), Ok(names)) => assert_eq!(register.ignored, names, "{text}"),
                (Err(mistakes), Err(said)) => {
                    assert!(mistakes[0].message.contains(said), "{text}: {mistakes:?}");
                }
                (found, _) => panic!("{text}: {found:?}"),
            }
        }
    }
}
