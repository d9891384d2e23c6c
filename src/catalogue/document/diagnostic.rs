//! One mistake in a file: where it is, what it is, and how to mend it.

use std::cell::{Cell, RefCell};
use std::ops::Range;

/// One mistake in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The bytes it concerns.
    pub span: Range<usize>,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What to write instead, when that can be told.
    pub hint: Option<String>,
    /// Whether the file can be used all the same.
    pub is_warning: bool,
    /// Whether it is about which keys stand in which table. In a file that does
    /// not parse that cannot be told.
    pub(super) is_about_layout: bool,
}

impl Diagnostic {
    /// A mistake without a hint.
    #[must_use]
    pub fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            hint: None,
            is_warning: false,
            is_about_layout: false,
        }
    }

    /// Something that is probably not meant: the file can be used, and would
    /// not do what its writer expects.
    #[must_use]
    pub fn warning(span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            is_warning: true,
            ..Self::new(span, message)
        }
    }

    /// A mistake about which keys stand in which table: one too few, or one
    /// too many.
    #[must_use]
    pub fn layout(span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            is_about_layout: true,
            ..Self::new(span, message)
        }
    }

    /// The same mistake, with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Collects the mistakes of one file while it is read.
#[derive(Debug, Default)]
pub struct Log {
    found: RefCell<Vec<Diagnostic>>,
    /// How many suggestions were looked for.
    suggestions: Cell<usize>,
    /// Whether anybody wants warnings.
    lints: bool,
}

/// How many suggestions are looked for in one file: each compares a word with
/// every known name.
const SUGGESTIONS: usize = 50;

impl Log {
    /// A log that takes warnings, too.
    pub(super) fn with_warnings() -> Self {
        Self {
            lints: true,
            ..Self::default()
        }
    }

    /// Whether anybody wants warnings, which cost time to find.
    #[must_use]
    pub fn lints(&self) -> bool {
        self.lints
    }

    /// Notes a mistake.
    pub fn add(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// Whether there is still time to look for a suggestion; asking counts.
    #[must_use]
    pub fn may_suggest(&self) -> bool {
        let count = self.suggestions.get();
        self.suggestions.set(count + 1);
        count < SUGGESTIONS
    }

    /// Whether there is a mistake already at exactly this place.
    #[must_use]
    pub fn is_at(&self, span: &Range<usize>) -> bool {
        self.found.borrow().iter().any(|known| known.span == *span)
    }

    /// How many mistakes there are so far, without warnings.
    #[must_use]
    pub fn len(&self) -> usize {
        let found = self.found.borrow();
        found.iter().filter(|mistake| !mistake.is_warning).count()
    }

    /// Whether there is no mistake so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All mistakes, in the order of the file.
    #[must_use]
    pub(super) fn into_sorted(self, parses: bool) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        found.retain(|mistake| parses || !mistake.is_about_layout);
        found.sort_by(|a, b| (a.span.start, &a.message).cmp(&(b.span.start, &b.message)));
        found.dedup();
        found
    }
}

/// The candidate that is most like `word`, if one is so like it that it may be
/// what was meant. Among thousands of names one looks alike by chance: what is
/// more slips off than one letter in three is another name.
pub(crate) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, candidate)| {
            let letters = word.chars().count().max(candidate.chars().count());
            let begun = word.len() > 3 && candidate.starts_with(word);
            let slips = || strsim::osa_distance(word, candidate) <= (letters / 3).max(1);
            *likeness > 0.8 && (begun || slips())
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// Suggests the nearest candidate, or lists them when they are few.
pub(super) fn suggest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str> + Clone,
) -> Option<String> {
    if let Some(found) = nearest(word, candidates.clone()) {
        return Some(format!("did you mean `{found}`?"));
    }
    let all: Vec<&str> = candidates.into_iter().collect();
    let few = !all.is_empty() && all.len() <= 16;
    few.then(|| format!("expected one of `{}`", all.join("`, `")))
}
