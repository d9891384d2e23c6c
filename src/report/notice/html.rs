//! A notice as a page to print or to send, by the template beside this file or by
//! one of the organisation.

use super::page::Notice;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

/// The built-in template, to begin one's own with.
pub const DEFAULT_TEMPLATE: &str = include_str!("html.jinja");

/// What is wrong with a template.
#[derive(Debug, thiserror::Error)]
#[error("not a template: {0}")]
pub struct TemplateError(#[from] minijinja::Error);

/// One notice as an HTML page. The template gets the fields of [`Notice`] and
/// everything in them is escaped.
///
/// # Errors
///
/// A mistake in the template, with its line.
pub fn html(notice: &Notice, template: &str) -> Result<String, TemplateError> {
    let engine = engine()?;
    let template = engine.template_from_str(template)?;
    Ok(template.render(Value::from(Serde(notice)))?)
}

/// Looks whether a text is a template at all, before any device is read for it.
///
/// # Errors
///
/// A mistake in how it is written, with its line. A field that no notice has is
/// found when a notice is written.
pub fn check(template: &str) -> Result<(), TemplateError> {
    engine()?.template_from_str(template)?;
    Ok(())
}

fn engine() -> Result<Environment<'static>, TemplateError> {
    let mut engine = Environment::new();
    engine.set_auto_escape_callback(|_| AutoEscape::Html);
    // A misspelt field is a mistake, and not an empty place in a letter.
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    // A line that holds only a block leaves no empty line behind.
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    engine.set_syntax(syntax.build()?);
    Ok(engine)
}
