//! A rule of a policy that judged.

use super::words;
use crate::audit::Level;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

type Text<'r> = Cow<'r, str>;

/// A rule, whether it found something or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule<'r> {
    /// `policy/rule`.
    pub id: Text<'r>,
    /// The policy it belongs to.
    pub policy: Text<'r>,
    /// The level the policy gives it.
    #[serde(with = "words::known")]
    pub level: Level,
    /// Why, in our words.
    pub reason: Option<Text<'r>>,
    /// The reason in other languages, by the language's code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reasons: BTreeMap<Text<'r>, Text<'r>>,
    /// What the measure asks to be done, beyond removing the app.
    pub fix: Option<Text<'r>>,
    /// The same in other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fixes: BTreeMap<Text<'r>, Text<'r>>,
    /// The day until which it only warns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Text<'r>>,
}
