//! A certificate for each device: one A4 page to print, to sign and to file.
//!
//! A device that is not compliant gets a page that says so plainly. The pages
//! hold no script and ask for nothing from anywhere. They are written one after
//! the other, so that a fleet is never held as a whole.

mod limits;
mod page;
mod room;
mod words;

use super::document::Document;
use super::escape::prose;
use super::wording::Words;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value};
use page::Page;
use std::io::{self, Write};

const HEAD: &str = include_str!("head.html");
const TAIL: &str = "</main>\n</body>\n</html>\n";

pub(super) fn write(document: &Document<'_>, say: &Words, out: &mut dyn Write) -> io::Result<()> {
    // Both are words of ours, with nothing to escape.
    let head = HEAD.replace("LANGUAGE", say.code);
    let head = head.replace("TITLE", say.certificate.title);
    out.write_all(head.as_bytes())?;
    pages(document, say, out)?;
    out.write_all(TAIL.as_bytes())
}

fn pages(document: &Document<'_>, say: &Words, mut out: &mut dyn Write) -> io::Result<()> {
    let mut engine = Environment::new();
    engine.set_auto_escape_callback(|_| AutoEscape::Html);
    // A line that holds only a block leaves no empty line behind.
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    syntax.keep_trailing_newline(true);
    engine.set_syntax(syntax.build().map_err(io::Error::other)?);
    let template = engine.template_from_str(include_str!("page.jinja"));
    let template = template.map_err(io::Error::other)?;
    let mut render = |page: Page| {
        let page = Value::from(Serde(page));
        let rendered = template.render_captured_to(page, &mut out);
        rendered.map(|_| ()).map_err(io::Error::other)
    };
    let devices = &document.devices;
    devices.each(|device| render(Page::of(say, document, device)))?;
    if document.devices.is_empty() {
        render(Page::of_nothing(say, prose(&document.tool)))?;
    }
    Ok(())
}
