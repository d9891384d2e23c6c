//! What a result rests on: how each policy stands to a device, by which facts,
//! and the organisation's files that were used.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

type Text<'r> = Cow<'r, str>;

/// How one policy stands to one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicability<'r> {
    /// The policy's id.
    pub policy: Text<'r>,
    /// `policy/rule`, for a rule that is for other devices than the rest of its
    /// policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Text<'r>>,
    /// `judged`, `not-applicable` or `unknown`.
    pub state: Text<'r>,
    /// The facts that decided.
    #[serde(default)]
    pub facts: Vec<FactUsed<'r>>,
}

/// A fact that decided, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactUsed<'r> {
    /// What it is about.
    pub fact: Text<'r>,
    /// What is held to be so.
    pub value: Text<'r>,
    /// `register`, `device` or `assumed`.
    pub from: Text<'r>,
}

impl Applicability<'_> {
    /// Whether it judged.
    #[must_use]
    pub fn is_judged(&self) -> bool {
        self.state == "judged"
    }

    /// The policy, or the rule.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.rule.as_deref().unwrap_or(&self.policy)
    }

    /// Whether it is to be told why it did not judge.
    #[must_use]
    pub fn is_told(&self) -> bool {
        !self.is_judged() && !self.facts.is_empty()
    }

    /// Whether an assumption decided.
    #[must_use]
    pub fn is_assumed(&self) -> bool {
        self.facts.iter().any(|fact| fact.from == "assumed")
    }

    /// Whether the policy is for a narrow group and nobody states who holds
    /// the device; that is told once for the run.
    #[must_use]
    pub fn holder_not_stated(&self) -> bool {
        let mut facts = self.facts.iter();
        self.state == "not-applicable"
            && facts.any(|fact| fact.fact == "person" && fact.from == "assumed")
    }
}

/// The organisation's files that were used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence<'r> {
    /// The device register.
    pub register: Option<File<'r>>,
    /// The waivers.
    pub waivers: Option<File<'r>>,
    /// Devices of the register that are not among the results.
    #[serde(default)]
    pub registered_not_read: Vec<Text<'r>>,
    /// The fingerprint of the key that signs what is written now. It is not part
    /// of the result.
    #[serde(skip)]
    pub signed_with: Option<String>,
}

/// A file of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File<'r> {
    /// `sha256:` and the digest of its text.
    pub digest: Text<'r>,
    /// The day on which it was true, where it says so.
    pub date: Option<Text<'r>>,
    /// How many devices or waivers it holds.
    pub entries: usize,
}
