//! Draws the mistakes of a policy file into its text, as compilers do.

use crate::catalogue::document::Diagnostic;
use crate::policy::Document;
use crate::report::escape::prose;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// All mistakes of one file, each with file, line, caret and hint.
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
    for mistake in mistakes {
        let message = prose(&mistake.message);
        let start = mistake.span.start.min(source.len());
        let end = mistake.span.end.clamp(start, source.len());
        let snippet = Snippet::source(source.as_str())
            .path(path.as_str())
            .annotation(AnnotationKind::Primary.span(first_line(&source, start, end)));
        let mut group = Level::ERROR
            .primary_title(message.as_str())
            .element(snippet);
        let hint = mistake.hint.as_deref().map(prose);
        if let Some(hint) = &hint {
            group = group.element(Level::HELP.message(hint.as_str()));
        }
        text.push_str(&renderer.render(&[group]));
        text.push_str("\n\n");
    }
    text
}

/// Tables span many lines; their first one is enough to find them.
fn first_line(source: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let line = source.get(start..end).and_then(|text| text.find('\n'));
    start..line.map_or(end, |length| start + length)
}

/// Control characters other than line feeds and tabs become question marks.
/// Bytes keep their places, because spans count in bytes.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c.to_string(),
            c if prose(c.encode_utf8(&mut [0; 4])).starts_with("\\u{") => "?".repeat(c.len_utf8()),
            c => c.to_string(),
        })
        .collect()
}
