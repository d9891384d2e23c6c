//! What stands behind a policy: where its measure can be read, and its published
//! exceptions.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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
}
