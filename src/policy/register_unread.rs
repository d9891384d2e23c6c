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
    /// The facts whose words all cells so far are.
    may_be: Vec<&'static str>,
    /// Whether a cell holds a word that says enough.
    says_enough: bool,
}

impl Unread {
    /// Those of a file with these headings.
    pub(super) fn of(headings: &Headings) -> Self {
        let columns = headings.ignored.iter().map(|(place, name)| Column {
            place: *place,
            name: name.clone(),
            may_be: vec!["person", "use", "access", "ownership"],
            says_enough: false,
        });
        Self {
            columns: columns.collect(),
        }
    }

    /// Looks at the cells of a row.
    pub(super) fn see(&mut self, record: &csv::StringRecord) {
        for column in &mut self.columns {
            let cell = record.get(column.place).unwrap_or_default().trim();
            if cell.is_empty() || column.may_be.is_empty() {
                continue;
            }
            column.may_be.retain(|fact| is_word_of(fact, cell));
            column.says_enough |= !COMMON.iter().any(|word| word.eq_ignore_ascii_case(cell));
        }
    }

    /// A mistake for each column that is one of ours under another heading.
    pub(super) fn mistakes(&self, text: &str) -> Vec<Diagnostic> {
        let columns = self.columns.iter().filter(|column| column.says_enough);
        let found = columns.filter_map(|column| {
            let fact = column.may_be.first()?;
            let message = format!("the column `{}` holds words of `{fact}`", column.name);
            let hint = format!("call it `{fact}`, or leave it out if it is something else");
            Some(Diagnostic::new(line_span(text, 1), message).hint(hint))
        });
        found.collect()
    }

    /// How the columns are spelt.
    pub(super) fn into_names(self) -> Vec<String> {
        self.columns.into_iter().map(|column| column.name).collect()
    }
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
