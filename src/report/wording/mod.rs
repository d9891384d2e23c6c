//! All words that people read in a report, sentence by sentence. A format asks
//! for a sentence with its arguments and puts no words together itself, so that
//! another language needs another room like this one and nothing else.
//!
//! What comes from the device is made visible here already; each format still
//! escapes its own signs. Unknown words from newer versions are printed verbatim.

mod device;
mod finding;
pub(super) mod labels;
mod policy;
mod run;
mod terms;

pub(super) use device::{
    about, apps, fleet_place, in_profile, not_read, provenance, seen, standing, standings,
};
pub(super) use finding::{
    app, circumstances, confidence, doubts, owner_matters, permission, reason, weaker,
};
pub(super) use policy::{
    authority, issued_and_adopted, measure, not_covered, not_seen_by_rules, organisation,
    references,
};
pub(super) use run::{
    assumed, assumptions, basis, counts, data, data_set, file_of_organisation, headline, inputs,
    inputs_not_read, last_line, left_out, limits, set_aside,
};
pub(super) use terms::{country, day, state, verdict};

/// `1 phone`, `2 phones`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// How many devices.
pub(super) fn devices(number: usize) -> String {
    count(number, "device", "devices")
}
