//! A page of named fields, as `policy show` and `explain` print them.

use crate::report::escape::prose;
use crate::report::layout::{WIDTH, fill};

/// Text that grows field by field.
#[derive(Debug, Default)]
pub(crate) struct FieldList(String);

impl FieldList {
    /// The finished text.
    pub(crate) fn into_text(self) -> String {
        self.0
    }

    /// A line that opens a part: an id, and what it is called.
    pub(crate) fn head(&mut self, id: &str, title: Option<&str>) {
        let title = title.map(|title| format!(": {title}")).unwrap_or_default();
        self.0
            .push_str(&fill(&prose(&format!("{id}{title}")), WIDTH, "", "  "));
        self.0.push('\n');
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        self.0.push('\n');
    }

    /// A name and a text, wrapped; nothing when there is no text.
    pub(crate) fn field(&mut self, name: &str, value: Option<&str>) {
        let Some(value) = value else {
            return;
        };
        let first = format!("  {name:12}  ");
        let rest = " ".repeat(first.len());
        self.0.push_str(&fill(&prose(value), WIDTH, &first, &rest));
        self.0.push('\n');
    }

    /// A name and a list; nothing when it is empty.
    pub(crate) fn list<T: AsRef<str>>(&mut self, name: &str, items: &[T]) {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        if !items.is_empty() {
            self.field(name, Some(&items.join(", ")));
        }
    }

    /// Lines that stand as they are, indented, to be copied.
    pub(crate) fn verbatim(&mut self, text: &str) {
        for line in text.lines() {
            self.0.push_str(&format!("      {}\n", prose(line)));
        }
    }
}
