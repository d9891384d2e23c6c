//! The parameters of sentences that are told by a code.

use std::cell::Cell;

/// The parameters of a sentence, in the reader's words already.
#[derive(Debug)]
pub(crate) struct Details<'d> {
    values: &'d [(&'d str, String)],
    /// Whether one was asked for that is not there.
    lacks: Cell<bool>,
    /// What stands for one that is not there.
    gap: &'static str,
}

impl<'d> Details<'d> {
    pub(crate) const fn new(values: &'d [(&'d str, String)]) -> Self {
        Self {
            values,
            lacks: Cell::new(false),
            gap: "",
        }
    }

    /// No parameters: a sentence shows where they would stand.
    pub(crate) const fn left_open() -> Self {
        Self {
            values: &[],
            lacks: Cell::new(false),
            gap: "\u{2026}",
        }
    }

    /// A parameter that the sentence cannot do without.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_else(|| {
            self.lacks.set(true);
            self.gap
        })
    }

    /// A parameter that may be missing.
    pub(crate) fn find(&self, name: &str) -> Option<&str> {
        let mut values = self.values.iter();
        values
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether a sentence asked for something that is not there, as in results of
    /// earlier versions.
    pub(crate) fn lacks_something(&self) -> bool {
        self.lacks.get()
    }
}
