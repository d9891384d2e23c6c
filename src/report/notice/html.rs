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
#[error("the template cannot be used: {0}")]
pub struct TemplateError(#[from] minijinja::Error);

/// One notice as an HTML page. The template gets the fields of [`Notice`] and
/// everything in them is escaped.
///
/// # Errors
///
/// A mistake in the template, with its line.
pub fn html(notice: &Notice, template: &str) -> Result<String, TemplateError> {
    let mut engine = Environment::new();
    engine.set_auto_escape_callback(|_| AutoEscape::Html);
    // A misspelt field is a mistake, and not an empty place in a letter.
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    // A line that holds only a block leaves no empty line behind.
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    engine.set_syntax(syntax.build()?);
    let template = engine.template_from_str(template)?;
    Ok(template.render(Value::from(Serde(notice)))?)
}
