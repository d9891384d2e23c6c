//! The terms on which an organisation adopts a measure.

use super::level::Level;
use super::scope::Scope;
use crate::inventory::ProfileKind;
use jiff::civil::Date;

/// The terms on which a measure is adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopt {
    /// The measure: a built-in policy, or a path.
    pub policy: String,
    /// Who decided.
    pub decided_by: String,
    /// When.
    pub decided_on: Date,
    /// Which devices it is for, instead of those of the measure.
    pub scope: Option<Scope>,
    /// Levels of rules that differ from the measure, by the rule's id.
    pub levels: Vec<(String, Level)>,
    /// Rules that are switched off, by id.
    pub off: Vec<String>,
    /// Owners whose apps are permitted, as places in the catalogue.
    pub owners_allowed: Vec<usize>,
    /// The day by which what is found must be gone.
    pub deadline: Option<Date>,
    /// How many days a finding may stay after it is first seen on a device, in
    /// the words of the organisation; told, and for people to watch.
    pub grace_days: Option<u32>,
    /// The kinds of profile it is limited to.
    pub profiles: Vec<ProfileKind>,
    /// Why the terms differ.
    pub reason: Option<String>,
}
