//! A notice to the person who holds a phone: what was found on it, which decision
//! that breaks and who made it, what to do step by step, by when, whom to ask, how
//! to ask for an exception, and what was *not* looked at.
//!
//! One page for each device that somebody has to do something about. It is written
//! for a reader who knows neither this program nor the words of security staff, in
//! the language of that reader and in the words of the authorities. A page names no app
//! that breaks nothing. The same pages are a format of their own, one after the other.

mod content;
mod format;
mod html;
mod mail;
mod markdown;
mod page;
mod steps;

pub use content::notice;
pub(super) use format::write;
pub use format::{Told, each};
pub use html::{DEFAULT_TEMPLATE, TemplateError, check, html};
pub use mail::mail;
pub use markdown::markdown;
pub use page::{Form, Item, Notice, Section, Sender};
