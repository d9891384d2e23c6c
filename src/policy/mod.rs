//! Published measures, as rules.
//!
//! A policy file says who issued what, when, for which devices, and which apps
//! it names. Reading one is strict: an unknown key, app, owner or word is a
//! mistake with a place and a hint, because a rule that silently selects
//! nothing would call phones clean. The format reference is
//! `policies/README.md`.

mod adopt;
mod apply;
mod bases;
mod circumstances;
mod combination;
mod condition;
mod device_id;
mod digest;
mod facts;
mod fold;
mod horizon;
mod id_set;
mod level;
mod lint;
mod lint_hosts;
mod lint_ids;
mod lint_patterns;
mod listed;
mod load;
mod measure_keys;
mod model;
mod proven;
mod reach;
mod read;
mod register;
mod register_cells;
mod register_csv;
mod register_headings;
mod register_unread;
mod register_words;
mod rule_keys;
mod scope;
mod scope_keys;
mod selector_keys;
mod selectors;
mod terms;
mod test_case;
mod waivers;
mod web_hosts;

pub use circumstances::{Access, Ownership, Person, Use};
pub use combination::{driven_by_ids, driver, fits_all};
pub use condition::{Condition, VersionLimit};
pub use device_id::key as device_key;
pub use facts::{Basis, Dimension, Fact, Facts, Known, KnownFacts, Persons, Witness};
pub use fold::{fold_case, folded};
pub use level::Level;
pub use lint::matched_by;
pub use listed::{Listed, Permitted};
pub use load::{
    Document, Fetch, PolicyError, Warnings, builtin_document, builtin_names, load, load_checked,
};
pub use model::{
    Adoption, CountryOptions, Exception, Hints, Instrument, NotCovered, Policy, Preinstalled, Rule,
    Source, Status,
};
pub use proven::Proven;
pub use reach::{Reached, reach};
pub use read::{Tests, read, read_builtin};
pub use register::{Approval, Entry, Register};
pub use scope::{Reach, Scope};
pub use selectors::{IdPattern, Selectors};
pub use terms::Adopt;
pub use test_case::{ExpectedVerdict, PolicyTest};
pub use waivers::{Found, Waiver, WaiverFile, read_waivers};
pub use web_hosts::WebHosts;
