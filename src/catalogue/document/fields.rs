//! The keys of one TOML table, handed out one by one.

use super::diagnostic::{Diagnostic, Log, nearest, suggest};
use super::value::{Table, Value};
use jiff::civil::Date;
use std::ops::Range;

/// A string and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'t> {
    /// The string.
    pub value: &'t str,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// The keys of one table. Dropping it reports the keys nobody asked for.
#[derive(Debug)]
pub struct Fields<'t> {
    table: Table<'t>,
    span: Range<usize>,
    asked: Vec<&'static str>,
    /// Whether all other keys were handed out as names.
    free: bool,
    log: &'t Log,
}

impl<'t> Fields<'t> {
    pub(super) fn new(table: Table<'t>, span: Range<usize>, log: &'t Log) -> Self {
        Self {
            table,
            span,
            // No table of ours has more keys by much, and there are thousands of
            // tables to read before the program can start.
            asked: Vec::with_capacity(16),
            free: false,
            log,
        }
    }

    /// Where the table stands: its header, or the braces of an inline table.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Where mistakes go that only the caller can see.
    #[must_use]
    pub fn log(&self) -> &'t Log {
        self.log
    }

    /// Notes a mistake about a value, with a suggestion drawn from `known`.
    pub fn unknown_value<'c>(
        &self,
        what: &str,
        text: &Text<'_>,
        known: impl IntoIterator<Item = &'c str> + Clone,
    ) {
        let mut mistake = Diagnostic::new(
            text.span.clone(),
            format!("unknown {what} `{}`", text.value),
        );
        if self.log.may_suggest() {
            mistake.hint = suggest(text.value, known);
        }
        self.log.add(mistake);
    }

    /// The same for names of which there are too many to list: `otherwise` is the
    /// hint when no known name is near.
    pub fn unknown_name<'c>(
        &self,
        what: &str,
        text: &Text<'_>,
        known: impl IntoIterator<Item = &'c str>,
        otherwise: String,
    ) {
        let near = self
            .log
            .may_suggest()
            .then(|| nearest(text.value, known))
            .flatten();
        let hint = near.map_or(otherwise, |name| format!("did you mean `{name}`?"));
        let message = format!("unknown {what} `{}`", text.value);
        self.log
            .add(Diagnostic::new(text.span.clone(), message).hint(hint));
    }

    /// Whether a key is written, of whatever type its value is.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// Where the value of a key stands, or else the table.
    #[must_use]
    pub fn span_of(&self, key: &str) -> Range<usize> {
        self.table.get(key).map_or(self.span(), Value::span)
    }

    fn get(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.asked.push(key);
        self.table.get(key)
    }

    fn wrong_type(&self, key: &str, value: Value<'_>, wanted: &str) {
        let found = value.type_str();
        self.log.add(Diagnostic::new(
            value.span(),
            format!("`{key}` must be {wanted}, not {found}"),
        ));
    }

    /// Notes a missing key, and shows by example what to write.
    pub fn require(&self, key: &str, example: &str) {
        if self.table.get(key).is_none() {
            self.log.add(
                Diagnostic::layout(self.span.clone(), format!("`{key}` is missing"))
                    .hint(format!("add `{key} = {example}`")),
            );
        }
    }

    /// The schema number, which must be the one this version reads.
    pub fn schema(&mut self, known: u64) {
        self.require("schema", &known.to_string());
        if let Some(found) = self.integer("schema")
            && found != known
        {
            self.log.add(Diagnostic::new(
                self.table.get("schema").map_or(0..0, Value::span),
                format!("schema {found} is unknown; this version reads schema {known}"),
            ));
        }
    }

    /// A string that may be absent. An empty one is a mistake.
    pub fn string(&mut self, key: &'static str) -> Option<Text<'t>> {
        let value = self.get(key)?;
        let Some(text) = value.as_str() else {
            self.wrong_type(key, value, "a string");
            return None;
        };
        if text.trim().is_empty() {
            self.log
                .add(Diagnostic::new(value.span(), format!("`{key}` is empty")));
            return None;
        }
        Some(Text {
            value: text,
            span: value.span(),
        })
    }

    /// A string that must be there.
    pub fn required_string(&mut self, key: &'static str, example: &str) -> Option<Text<'t>> {
        self.require(key, example);
        self.string(key)
    }

    /// An id that must be there. Ids are joined by `/` in reports and typed on
    /// command lines, so they are lower-case letters, digits and hyphens.
    pub fn required_id(&mut self, key: &'static str, example: &str) -> Option<Text<'t>> {
        let id = self.required_string(key, example)?;
        let good = id
            .value
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !good {
            let message = format!("`{}` cannot be an id", id.value);
            self.log.add(
                Diagnostic::new(id.span.clone(), message)
                    .hint("use lower-case letters, digits and hyphens"),
            );
        }
        good.then_some(id)
    }

    /// A string that must be one of a few words.
    pub fn word<T: Copy>(
        &mut self,
        key: &'static str,
        all: &'static [T],
        spell: fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.string(key)?;
        let found = all.iter().copied().find(|word| spell(*word) == text.value);
        if found.is_none() {
            self.unknown_value(key, &text, all.iter().map(|word| spell(*word)));
        }
        found
    }

    /// Every key nobody asked for yet, with its string: for tables whose keys are
    /// names that the file itself gives.
    pub fn remaining_strings(&mut self) -> Vec<(String, Text<'t>)> {
        let mut found = Vec::new();
        for (name, _, value) in self.table.entries() {
            if self.asked.contains(&name) {
                continue;
            }
            self.free = true;
            match value.as_str() {
                Some(text) => found.push((
                    name.to_owned(),
                    Text {
                        value: text,
                        span: value.span(),
                    },
                )),
                None => self.wrong_type(name, value, "a string"),
            }
        }
        found
    }

    /// An array of strings; absent is the same as empty.
    pub fn strings(&mut self, key: &'static str) -> Vec<Text<'t>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(array) = value.as_array() else {
            self.wrong_type(key, value, "an array of strings");
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(array.size_hint().0);
        for item in array {
            match item.as_str() {
                Some(text) if !text.trim().is_empty() => texts.push(Text {
                    value: text,
                    span: item.span(),
                }),
                Some(_) => self.log.add(Diagnostic::new(
                    item.span(),
                    format!("`{key}` holds an empty string"),
                )),
                None => self.wrong_type(key, item, "an array of strings"),
            }
        }
        texts
    }

    /// An array of strings, each one of a few words; absent is the same as
    /// empty, and a single string stands for an array of one.
    pub fn words<T: Copy>(
        &mut self,
        key: &'static str,
        all: &'static [T],
        spell: fn(T) -> &'static str,
    ) -> Vec<T> {
        let single = self.table.get(key).is_some_and(|v| v.as_str().is_some());
        let texts = if single {
            self.string(key).into_iter().collect()
        } else {
            self.strings(key)
        };
        texts
            .iter()
            .filter_map(|text| {
                let found = all.iter().copied().find(|word| spell(*word) == text.value);
                if found.is_none() {
                    self.unknown_value(key, text, all.iter().map(|word| spell(*word)));
                }
                found
            })
            .collect()
    }

    /// An array of strings that must hold at least one.
    pub fn required_strings(&mut self, key: &'static str, example: &str) -> Vec<Text<'t>> {
        self.require(key, example);
        if let Some(value) = self.table.get(key)
            && value
                .as_array()
                .is_some_and(|mut array| array.next().is_none())
        {
            let mistake = Diagnostic::new(value.span(), format!("`{key}` is empty"));
            self.log
                .add(mistake.hint(format!("for example `{key} = {example}`")));
        }
        self.strings(key)
    }

    /// A date without a time. TOML's own dates, or the same in quotes.
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        let value = self.get(key)?;
        let Some(text) = value.as_date_text() else {
            self.wrong_type(key, value, "a date such as 2023-03-21");
            return None;
        };
        // Ten characters: anything longer carries a time or a zone.
        let date = (text.len() == 10).then(|| text.parse().ok()).flatten();
        // A TOML date that does not exist has been reported with its reason.
        if date.is_none() && !self.log.is_at(&value.span()) {
            self.log.add(
                Diagnostic::new(value.span(), format!("`{key}` is no date"))
                    .hint("write year-month-day, for example 2023-03-21"),
            );
        }
        date
    }

    /// A whole number that is not negative.
    pub fn integer(&mut self, key: &'static str) -> Option<u64> {
        let value = self.get(key)?;
        let number = value.as_integer();
        if number.is_none() {
            self.wrong_type(key, value, "a whole number");
        }
        number
    }

    /// A number, whole or not.
    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        let value = self.get(key)?;
        let number = value.as_number();
        if number.is_none() {
            self.wrong_type(key, value, "a number");
        }
        number
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        let found = value.as_bool();
        if found.is_none() {
            self.wrong_type(key, value, "true or false");
        }
        found
    }

    /// A table that may be absent.
    pub fn table(&mut self, key: &'static str) -> Option<Fields<'t>> {
        let value = self.get(key)?;
        let Some(table) = value.as_table() else {
            self.wrong_type(key, value, "a table");
            return None;
        };
        Some(Fields::new(table, value.span(), self.log))
    }

    /// An array of tables, written `[[key]]`; absent is the same as empty.
    pub fn tables(&mut self, key: &'static str) -> Vec<Fields<'t>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(array) = value.as_array() else {
            self.wrong_type(key, value, &format!("an array of tables: `[[{key}]]`"));
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(array.size_hint().0);
        for item in array {
            match item.as_table() {
                Some(table) => tables.push(Fields::new(table, item.span(), self.log)),
                None => self.wrong_type(key, item, &format!("an array of tables: `[[{key}]]`")),
            }
        }
        tables
    }
}

impl Drop for Fields<'_> {
    fn drop(&mut self) {
        if self.free {
            return;
        }
        for (name, span) in self.table.keys() {
            if !self.asked.contains(&name) {
                let mut mistake = Diagnostic::layout(span, format!("unknown key `{name}`"));
                if self.log.may_suggest() {
                    mistake.hint = suggest(name, self.asked.iter().copied());
                }
                self.log.add(mistake);
            }
        }
    }
}
