//! All words that people read in a report, sentence by sentence. A format asks
//! for a sentence with its arguments and puts no words together itself, so that
//! another language needs another folder like `en` and nothing else: a language
//! that lacks a sentence does not compile.
//!
//! Formats for programs are always in English. What comes from the device is made
//! visible here already; each format still escapes its own signs. Unknown words
//! from newer versions are printed verbatim.

mod countries;
mod device;
mod en;
mod explained;
mod finding;
mod language;
mod nb;
mod nl;
mod nn;
mod number;
mod policy;
mod run;
mod shared;
mod sums;
mod terms;
mod told;
mod words;

pub(super) use device::{about, described, fleet_place, has_own_id, own_id};
pub(crate) use explained::explained;
pub(super) use finding::owner_matters;
pub use language::Language;
pub(super) use policy::PolicyStand;
pub(super) use run::limits;
pub(super) use terms::day;
pub(super) use told::Said;
pub(crate) use words::{
    Besides, CertificatePage, ChartWords, DiffTotals, HtmlWords, Words, notice,
};

/// The words of formats for programs.
pub(super) const EN: &Words = Language::En.words();
