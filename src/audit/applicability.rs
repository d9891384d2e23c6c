//! Who was judged by what: how each policy stands to a device, and by which
//! facts.
//!
//! A device outside every scope was not judged, and must not look as if it had
//! passed. So a policy's standing is data of its own: judged; not applicable,
//! by these facts; or unknown, because a fact that decides is missing.

use crate::inventory::words;
use crate::policy::{Basis, Dimension};

words! {
    /// How a policy stands to a device.
    pub enum Applies {
        /// It judged the device.
        Judged = "judged",
        /// It is not for this device.
        NotApplicable = "not-applicable",
        /// It could not be told whether it is.
        Unknown = "unknown",
    }
}

/// A fact that decided, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FactUsed {
    /// What it is about.
    pub fact: Dimension,
    /// What is held to be so, in the words of the register.
    pub value: String,
    /// Who says so.
    pub from: Basis,
}

/// How one policy stands to one device.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Applicability {
    /// The policy's id.
    pub policy: String,
    /// `policy/rule`, for a rule with a scope of its own.
    pub rule: Option<String>,
    /// How it stands to the device.
    pub state: Applies,
    /// The facts that decided; for a judged device all that the policy asks
    /// for.
    pub facts: Vec<FactUsed>,
    /// Whether the scope itself holds the device; an exception is also for
    /// devices that the scope leaves out.
    pub(super) inside: bool,
}

impl Applicability {
    /// Whether the policy is for a narrow group and nobody states who holds
    /// the device.
    #[must_use]
    pub fn holder_not_stated(&self) -> bool {
        let assumed =
            |fact: &FactUsed| fact.fact == Dimension::Person && fact.from == Basis::Assumed;
        self.state == Applies::NotApplicable && self.facts.iter().any(assumed)
    }

    /// Whether an assumption decided.
    #[must_use]
    pub fn is_assumed(&self) -> bool {
        self.facts.iter().any(|fact| fact.from == Basis::Assumed)
    }
}
