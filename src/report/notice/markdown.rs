//! A notice in Markdown, for a ticket or a chat.

use super::super::escape::markdown as escape;
use super::page::{Notice, Section};

/// One notice as a Markdown document.
#[must_use]
pub fn markdown(notice: &Notice) -> String {
    let mut text = format!(
        "# {}\n\n{}\n\n{}\n",
        escape(&notice.subject),
        escape(&notice.hello),
        escape(&notice.opening)
    );
    for part in &notice.sections {
        section(part, &mut text);
    }
    text
}

fn section(part: &Section, text: &mut String) {
    text.push_str(&format!("\n## {}\n", escape(&part.title)));
    for paragraph in &part.paragraphs {
        text.push_str(&format!("\n{}\n", escape(paragraph)));
    }
    if !part.items.is_empty() {
        text.push('\n');
    }
    for item in &part.items {
        text.push_str(&format!("- {}\n", escape(&item.text)));
        for (number, step) in item.steps.iter().enumerate() {
            text.push_str(&format!("  {}. {}\n", number + 1, escape(step)));
        }
    }
    for paragraph in &part.after {
        text.push_str(&format!("\n{}\n", escape(paragraph)));
    }
}
