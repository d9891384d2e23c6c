//! A measure as an organisation adopted it.

use super::level::Level;
use super::model::{Adoption, Policy, Rule};
use super::selectors::Selectors;
use super::terms::Adopt;
use crate::catalogue::Catalogue;

/// A term that does not fit the measure: a rule that it does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnknownRule {
    pub(super) rule: String,
    pub(super) known: Vec<String>,
}

/// The measure on the organisation's terms. Its id, issuer and digest stay: the
/// measure is the issuer's, and only the terms are not.
pub(super) fn apply(
    mut measure: Policy,
    terms: &Adopt,
    by: &str,
    catalogue: &Catalogue,
) -> Result<Policy, Vec<UnknownRule>> {
    let named = terms.levels.iter().map(|(rule, _)| rule).chain(&terms.off);
    let known: Vec<String> = measure.rules.iter().map(|rule| rule.id.clone()).collect();
    let unknown: Vec<UnknownRule> = named
        .filter(|rule| !known.contains(rule))
        .map(|rule| UnknownRule {
            rule: rule.clone(),
            known: known.clone(),
        })
        .collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let before = undecided(&measure, terms, by);
    measure.rules.retain(|rule| !terms.off.contains(&rule.id));
    let mut left_out = Vec::new();
    measure.rules.retain_mut(|rule| {
        let why = change(rule, terms);
        left_out.extend(why.map(|why| format!("`{}` does not judge: {why}", rule.id)));
        why.is_none()
    });
    if let Some(scope) = &terms.scope {
        measure.scope = scope.clone();
    }
    // The verdicts its tests expect hold for the measure as issued.
    measure.tests.clear();
    measure.adoption = Some(Adoption {
        by: by.to_owned(),
        decided_by: terms.decided_by.clone(),
        decided_on: terms.decided_on,
        terms: words(terms, left_out, catalogue),
    });
    measure.before_adoption = Some(Box::new(before));
    Ok(measure)
}

/// The measure as it stands before the day of the decision.
fn undecided(measure: &Policy, terms: &Adopt, by: &str) -> Policy {
    let mut before = measure.clone();
    before.tests.clear();
    before.adoption = Some(Adoption {
        by: by.to_owned(),
        decided_by: terms.decided_by.clone(),
        decided_on: terms.decided_on,
        terms: vec![format!(
            "until {} it judges as it was before, on none of these terms",
            terms.decided_on
        )],
    });
    before
}

/// Puts a rule on these terms. What the rule itself limits holds besides; the reason,
/// where nothing is left that both are for.
fn change(rule: &mut Rule, terms: &Adopt) -> Option<&'static str> {
    let level = terms.levels.iter().find(|(id, _)| *id == rule.id);
    if let Some((_, level)) = level {
        rule.level = *level;
    }
    if let (Some(own), Some(scope)) = (&rule.scope, &terms.scope) {
        let Some(both) = own.within(scope) else {
            return Some("it is for other devices");
        };
        rule.scope = Some(both);
    }
    if !terms.owners_allowed.is_empty() {
        let except = rule.except.get_or_insert_with(Selectors::default);
        except.owners.extend(&terms.owners_allowed);
    }
    let own = &mut rule.condition.profiles;
    if own.is_empty() {
        own.clone_from(&terms.profiles);
    } else if !terms.profiles.is_empty() {
        own.retain(|kind| terms.profiles.contains(kind));
        if own.is_empty() {
            return Some("it is for other profiles");
        }
    }
    rule.deadline = terms.deadline.or(rule.deadline);
    None
}

/// What differs from the measure as issued, one sentence each.
fn words(terms: &Adopt, left_out: Vec<String>, catalogue: &Catalogue) -> Vec<String> {
    let mut words = Vec::new();
    if terms.scope.is_some() {
        words.push("for other devices than the measure names".to_owned());
    }
    for (rule, level) in &terms.levels {
        words.push(format!("`{rule}` is {} here", described(*level)));
    }
    for rule in &terms.off {
        words.push(format!("`{rule}` is switched off"));
    }
    for owner in &terms.owners_allowed {
        if let Some(owner) = catalogue.owner(*owner) {
            words.push(format!("apps of {} are permitted", owner.name()));
        }
    }
    if !terms.profiles.is_empty() {
        let kinds: Vec<&str> = terms.profiles.iter().map(|kind| kind.as_str()).collect();
        words.push(format!(
            "only in profiles of the kind {}",
            kinds.join(" or ")
        ));
    }
    if let Some(deadline) = terms.deadline {
        words.push(format!("findings are warnings until {deadline}"));
    }
    if let Some(days) = terms.grace_days {
        words.push(format!("{days} days of grace"));
    }
    words.extend(left_out);
    words.extend(terms.reason.clone());
    words
}

const fn described(level: Level) -> &'static str {
    match level {
        Level::Deny => "a finding that breaks the policy",
        Level::Warn => "a warning",
        Level::Note => "a note",
    }
}
