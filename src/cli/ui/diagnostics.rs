//! Renders the mistakes of a policy file inside its text, as compilers do.

use super::messages::Messages;
use crate::catalogue::document::Diagnostic;
use crate::inventory::visible::{is_treacherous, starts_command};
use crate::policy::Document;
use crate::report::escape::prose;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// Whether lines of a file may be shown: only of one that calls itself ours. A
/// file that was named by mistake may hold anything, a key for example.
pub(crate) fn may_quote(text: &str) -> bool {
    text.lines().any(|line| {
        let rest = line.trim_start().strip_prefix("schema");
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    })
}

/// Prints what is wrong with a file to stderr. Of one that does not call itself ours
/// no line is shown: `what` says what it is not, such as a policy.
pub(crate) fn print(document: &Document, mistakes: &[Diagnostic], what: &str, messages: Messages) {
    if document.text.is_empty() || may_quote(&document.text) {
        Messages::raw(&render(document, mistakes, messages.colours_stderr()));
    } else {
        messages.error(&anyhow::anyhow!(
            "cannot read `{}`: it holds no line `schema = 1`, so it is no {what}",
            document.name
        ));
    }
}

/// How many mistakes of one file are drawn. Whoever has mended those sees the
/// others.
const DRAWN: usize = 200;

/// The mistakes of one file, each with file, line, caret and hint.
pub(crate) fn render(document: &Document, mistakes: &[Diagnostic], colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    // The text is drawn as it stands, so what could act on a terminal is
    // replaced by something of the same length in bytes.
    let source = visible(&document.text);
    let path = prose(&document.name);
    let mut text = String::new();
    let mut lines = Lines::default();
    for mistake in mistakes.iter().take(DRAWN) {
        let message = prose(&mistake.message);
        let line = lines.around(&source, mistake);
        let snippet = Snippet::source(line.text)
            .path(path.as_str())
            .line_start(line.number)
            .annotation(AnnotationKind::Primary.span(line.span));
        let level = if mistake.is_warning {
            Level::WARNING
        } else {
            Level::ERROR
        };
        let mut group = level.primary_title(message.as_str()).element(snippet);
        let hint = mistake.hint.as_deref().map(prose);
        if let Some(hint) = &hint {
            group = group.element(Level::HELP.message(hint.as_str()));
        }
        text.push_str(&renderer.render(&[group]));
        text.push_str("\n\n");
    }
    if let Some(more @ 1..) = mistakes.len().checked_sub(DRAWN) {
        text.push_str(&format!("{path}: and {more} more\n\n"));
    }
    text
}

/// The line of a mistake, and where in it the mistake stands.
struct Line<'s> {
    text: &'s str,
    number: usize,
    span: std::ops::Range<usize>,
}

/// Counts lines up to a place; the next place is usually behind it.
#[derive(Default)]
struct Lines {
    place: usize,
    before: usize,
}

impl Lines {
    /// Tables span many lines; their first one is enough to find them.
    fn around<'s>(&mut self, source: &'s str, mistake: &Diagnostic) -> Line<'s> {
        let start = mistake.span.start.min(source.len());
        let end = mistake.span.end.clamp(start, source.len());
        let (before, after) = source.split_at_checked(start).unwrap_or((source, ""));
        let first = before.rfind('\n').map_or(0, |at| at + 1);
        let last = after.find('\n').map_or(source.len(), |at| start + at);
        if first < self.place {
            (self.place, self.before) = (0, 0);
        }
        let passed = source.get(self.place..first).unwrap_or_default();
        self.before += passed.matches('\n').count();
        self.place = first;
        Line {
            text: source.get(first..last).unwrap_or_default(),
            number: self.before + 1,
            span: start - first..end.min(last) - first,
        }
    }
}

/// Control characters other than line feeds and tabs become question marks, and so does
/// what starts a command of a build service. Bytes keep their places, because spans
/// count in bytes.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let acts = is_treacherous(c) && !matches!(c, '\n' | '\t');
        if !acts && !starts_command(text, at, c) {
            shown.push(c);
        } else {
            shown.extend(std::iter::repeat_n('?', c.len_utf8()));
        }
    }
    shown
}
