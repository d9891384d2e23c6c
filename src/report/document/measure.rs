//! What stands behind a policy: where its measure can be read, its published
//! exceptions, on whose terms it was used, and what no rule of it can see.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Where a measure can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source<'r> {
    /// Who published it.
    pub publisher: Cow<'r, str>,
    /// Its title.
    pub title: Cow<'r, str>,
    /// Its address.
    pub url: Option<Cow<'r, str>>,
    /// When it was published.
    pub date: Option<Cow<'r, str>>,
}

/// A published exception of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception<'r> {
    /// Its id inside the policy.
    pub id: Cow<'r, str>,
    /// The exception, in our words.
    pub reason: Cow<'r, str>,
    /// The same in other languages, by the language's code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reasons: BTreeMap<Cow<'r, str>, Cow<'r, str>>,
    /// Whether it is a separate device, used only for what it permits.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dedicated: bool,
}

/// An organisation's own terms for a measure that somebody else issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption<'r> {
    /// The organisation.
    pub by: Cow<'r, str>,
    /// Who decided.
    pub decided_by: Cow<'r, str>,
    /// When.
    pub decided_on: Cow<'r, str>,
    /// What differs from the measure as issued, one sentence each.
    pub terms: Vec<Cow<'r, str>>,
}

/// Something that a measure names and no rule of it can see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotCovered<'r> {
    /// The policy.
    pub policy: Cow<'r, str>,
    /// What the measure names.
    pub name: Cow<'r, str>,
    /// The platform on which it cannot be seen; none for both.
    pub platform: Option<Cow<'r, str>>,
    /// Why not.
    pub why: Cow<'r, str>,
}
