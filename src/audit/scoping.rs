//! Decides whether a policy applies to a device, from the facts about the device.

use super::applicability::{Applicability, Applies, FactUsed};
use super::organisation;
use super::standing::Standing;
use super::subject::Subject;
use crate::policy::{Dimension, Policy, Reach, Scope};
use jiff::civil::Date;

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
        // The rule is for other devices than the rest of its policy, and the
        // assumption that makes the policy judge this one is that it is not one
        // of those.
        Reach::Unknown(facts)
            if subject.rule.is_some()
                && policy.scope.reach(standing.facts) == Reach::Inside
                && facts
                    .iter()
                    .all(|fact| policy.scope.dimensions().any(|own| own == *fact)) =>
        {
            (Applies::NotApplicable, facts)
        }
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
    let mut facts: Vec<Dimension> = scopes.flat_map(Scope::dimensions).collect();
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
