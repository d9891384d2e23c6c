//! Who was judged by what: how each policy stands to a device, and by which
//! facts.
//!
//! A device outside every scope was not judged, and must not look as if it had
//! passed. So a policy's standing is data of its own: judged; not applicable,
//! by these facts; or unknown, because a fact that decides is missing.

use super::organisation;
use super::standing::Standing;
use super::subject::Subject;
use crate::inventory::words;
use crate::policy::{Basis, Dimension, Policy, Reach};
use jiff::civil::Date;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactUsed {
    /// What it is about.
    pub fact: Dimension,
    /// What is held to be so, in the words of the register.
    pub value: String,
    /// Who says so.
    pub from: Basis,
}

/// How one policy stands to one device.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        self.state == Applies::NotApplicable && self.is_assumed()
    }

    /// Whether an assumption decided.
    #[must_use]
    pub fn is_assumed(&self) -> bool {
        self.facts.iter().any(|fact| fact.from == Basis::Assumed)
    }
}

/// How each policy stands to a device. `complete` is whether everything on it
/// was seen: otherwise it may still show what its register entry denies.
pub(super) fn of(
    subjects: &[Subject<'_>],
    standing: &Standing<'_>,
    day: Date,
    complete: bool,
) -> Vec<Applicability> {
    let subjects = subjects.iter();
    let stand = subjects.map(|subject| one(*subject, standing, day, complete));
    stand.collect()
}

/// How policies stand to a device of which nothing was read.
pub(super) fn unread(subjects: &[Subject<'_>]) -> Vec<Applicability> {
    let unknown = subjects.iter().map(|subject| Applicability {
        policy: subject.policy.id.clone(),
        rule: subject.rule.map(|_| subject.name()),
        state: Applies::Unknown,
        facts: Vec::new(),
        inside: false,
    });
    unknown.collect()
}

fn one(subject: Subject<'_>, standing: &Standing<'_>, day: Date, complete: bool) -> Applicability {
    let policy = subject.policy;
    let reach = subject.scope().reach(standing.facts);
    let inside = reach == Reach::Inside;
    let (state, decided) = match reach {
        Reach::Inside => (Applies::Judged, asked(subject)),
        Reach::HolderNotStated => (Applies::NotApplicable, vec![Dimension::Person]),
        Reach::Unknown(facts) => (Applies::Unknown, facts),
        Reach::Outside(facts) if is_excepted(policy, standing, day, &facts) => {
            (Applies::Judged, asked(subject))
        }
        // Nothing on a phone shows who holds it; the rest it may still show.
        Reach::Outside(facts) if !complete && !facts.contains(&Dimension::Person) => {
            (Applies::Unknown, facts)
        }
        Reach::Outside(facts) => (Applies::NotApplicable, facts),
    };
    let facts = decided.into_iter().map(|fact| {
        let (value, from) = standing.facts.word(fact);
        FactUsed { fact, value, from }
    });
    Applicability {
        policy: policy.id.clone(),
        rule: subject.rule.map(|_| subject.name()),
        state,
        facts: facts.collect(),
        inside,
    }
}

/// The facts that a policy asks for, in its scope and its exceptions.
fn asked(subject: Subject<'_>) -> Vec<Dimension> {
    let exceptions = subject.policy.exceptions.iter();
    let conditions = exceptions.map(|exception| &exception.conditions);
    let scopes = std::iter::once(subject.scope()).chain(conditions);
    let mut facts: Vec<Dimension> = scopes.flat_map(|scope| scope.dimensions()).collect();
    facts.sort();
    facts.dedup();
    facts
}

/// Whether the policy speaks of this device although its scope leaves it out:
/// an exception describes the very facts by which it is outside.
fn is_excepted(policy: &Policy, standing: &Standing<'_>, day: Date, outside: &[Dimension]) -> bool {
    policy.exceptions.iter().any(|exception| {
        let described: Vec<Dimension> = exception.conditions.dimensions().collect();
        organisation::holds(policy, exception, standing, day)
            && outside.iter().all(|fact| described.contains(fact))
    })
}
