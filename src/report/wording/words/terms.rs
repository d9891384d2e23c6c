//! The closed words of a result, in the reader's words.

use crate::audit::{Basis, Confidence, Dimension, Instrument, Level, MatchKind, Relation, Status};
use crate::inventory::{Origin, ProfileKind, ProfileStatus, State};
use crate::report::document::Verdict;

/// The closed words in one language.
pub(crate) struct Terms {
    /// A verdict as a heading.
    pub(crate) verdict: fn(Verdict) -> &'static str,
    /// A verdict within a sentence.
    pub(crate) verdict_word: fn(Verdict) -> &'static str,
    pub(crate) level: fn(Level) -> &'static str,
    /// In place of a level where something permits the finding.
    pub(crate) permitted: &'static str,
    /// How a rule matched.
    pub(crate) matched: fn(MatchKind) -> &'static str,
    /// The state, when it is worth a word.
    pub(crate) state: fn(State) -> Option<&'static str>,
    /// The origin, when it is worth a word.
    pub(crate) origin: fn(Origin) -> Option<&'static str>,
    /// What ties an owner to a country.
    pub(crate) tie: fn(relation: Option<Relation>, country: &str) -> String,
    pub(crate) profile: fn(ProfileKind) -> &'static str,
    pub(crate) profile_status: fn(ProfileStatus) -> &'static str,
    pub(crate) confidence: fn(Confidence) -> &'static str,
    pub(crate) instrument: fn(Instrument) -> &'static str,
    pub(crate) status: fn(Status) -> &'static str,
    /// What a fact is about.
    pub(crate) dimension: fn(Dimension) -> &'static str,
    /// A value of a fact, where it has a word.
    pub(crate) value: fn(Dimension, value: &str) -> Option<&'static str>,
    /// What is assumed of a device, in a few words.
    pub(crate) assumption: fn(Dimension, value: &str) -> Option<&'static str>,
    /// A fact with the one who says so.
    pub(crate) fact: fn(what: &str, value: &str, from: Basis, of: Option<Dimension>) -> String,
    /// A fact that somebody states who is not known here.
    pub(crate) fact_by: fn(what: &str, value: &str, who: &str) -> String,
}
