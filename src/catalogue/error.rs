//! What is wrong with catalogue files, all of it at once.

use super::document::Diagnostic;
use std::ops::Range;

/// Mistakes in catalogue files.
#[derive(Debug, thiserror::Error)]
#[error("{} mistakes in the catalogue, the first in {}: {}", .mistakes.len(), first(.mistakes).0, first(.mistakes).1)]
pub struct CatalogueError {
    /// The file's name and the mistake, in the order of the files.
    pub mistakes: Vec<(String, Diagnostic)>,
}

fn first(mistakes: &[(String, Diagnostic)]) -> (&str, &str) {
    mistakes
        .first()
        .map_or(("no file", "none"), |(file, d)| (file, &d.message))
}

/// Collects mistakes while files are read and tied together.
#[derive(Debug, Default)]
pub(super) struct Mistakes(Vec<(String, Diagnostic)>);

impl Mistakes {
    pub(super) fn add(&mut self, file: &str, mistake: Diagnostic) {
        self.0.push((file.to_owned(), mistake));
    }

    pub(super) fn at(&mut self, file: &str, span: &Range<usize>, message: String) {
        self.add(file, Diagnostic::new(span.clone(), message));
    }

    pub(super) fn into_error(self) -> Option<CatalogueError> {
        let mistakes = self.0;
        (!mistakes.is_empty()).then_some(CatalogueError { mistakes })
    }
}
