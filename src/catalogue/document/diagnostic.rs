//! One mistake in a file: where it is, what it is, and how to mend it.

use std::cell::RefCell;
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
            is_about_layout: false,
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
}

impl Log {
    /// Notes a mistake.
    pub fn add(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// Whether there is a mistake already at exactly this place.
    #[must_use]
    pub fn is_at(&self, span: &Range<usize>) -> bool {
        self.found.borrow().iter().any(|known| known.span == *span)
    }

    /// How many mistakes there are so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.borrow().len()
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
pub(super) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, candidate)| {
            let letters = word.chars().count().max(candidate.chars().count());
            *likeness > 0.8 && strsim::osa_distance(word, candidate) <= (letters / 3).max(1)
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
