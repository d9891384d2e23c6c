//! Prints a page from a template that is cut into parts, so that the devices of a
//! fleet come between them one after the other. The template escapes all that it is
//! given.
//!
//! A line `{# part NAME #}` begins a part; what stands before the first is `head`.

use super::document::{Device, Document, Glance};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use serde::Serialize;
use std::io::{self, Write};
use std::ops::ControlFlow;

/// A page that is being printed.
pub(super) struct Press<'o> {
    parts: Environment<'static>,
    /// What every part may use.
    page: Value,
    out: &'o mut dyn Write,
}

impl<'o> Press<'o> {
    pub(super) fn new(
        template: &'static str,
        page: Value,
        out: &'o mut dyn Write,
    ) -> io::Result<Self> {
        let parts = parts(template).map_err(io::Error::other)?;
        Ok(Self { parts, page, out })
    }

    /// Prints a part.
    pub(super) fn part(&mut self, name: &str) -> io::Result<()> {
        let page = self.page.clone();
        self.print(name, page).map_err(io::Error::other)
    }

    /// Prints a part that says one sentence, which is `text` there.
    pub(super) fn say(&mut self, name: &str, text: String) -> io::Result<()> {
        let page = context! { text, ..self.page.clone() };
        self.print(name, page).map_err(io::Error::other)
    }

    /// Prints a part for each wanted device, worst first, which is `device` there,
    /// with a `number` from 1; for `most` of them, so that a page stays one that can
    /// be opened. How many were left out.
    pub(super) fn each<T: Serialize>(
        &mut self,
        name: &str,
        document: &Document<'_>,
        most: usize,
        wanted: impl Fn(Glance) -> bool,
        tell: impl Fn(&Device<'_>) -> T,
    ) -> io::Result<usize> {
        let mut number = 0_usize;
        document.devices.worst_first(wanted, |device| {
            if number == most {
                return Ok(ControlFlow::Break(()));
            }
            number += 1;
            let device = Value::from(Serde(tell(device)));
            let page = context! { device, number, ..self.page.clone() };
            let printed = self.print(name, page).map_err(io::Error::other);
            printed.map(ControlFlow::Continue)
        })
    }

    fn print(&mut self, name: &str, page: Value) -> Result<(), minijinja::Error> {
        let part = self.parts.get_template(name)?;
        part.render_captured_to(page, &mut *self.out).map(|_| ())
    }
}

fn parts(template: &'static str) -> Result<Environment<'static>, minijinja::Error> {
    let mut parts = Environment::new();
    parts.set_auto_escape_callback(|_| AutoEscape::Html);
    // A line that holds only a block leaves no empty line behind.
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    syntax.keep_trailing_newline(true);
    parts.set_syntax(syntax.build()?);
    let mut pieces = template.split("{# part ");
    parts.add_template("head", pieces.next().unwrap_or_default())?;
    for (name, text) in pieces.filter_map(|piece| piece.split_once(" #}\n")) {
        parts.add_template(name, text)?;
    }
    Ok(parts)
}
