//! Whom a rule addresses, in words for a help desk, and two sentences to say to
//! the person whose phone it is.

use crate::catalogue::Catalogue;
use crate::policy::{Access, Instrument, Level, Ownership, Person, Policy, Rule, Scope, Use};

/// How many apps a sentence names.
const NAMED: usize = 3;

/// Who holds the devices a rule is for, and which devices these are.
pub(super) fn addressed(scope: &Scope) -> String {
    let persons: Vec<&str> = scope.persons.iter().map(|person| group(*person)).collect();
    let whom = if persons.is_empty() {
        "everybody".to_owned()
    } else {
        either(&persons)
    };
    format!("{whom}; {}", devices(scope))
}

/// What to say to the person: who wants what, and what to do now.
pub(super) fn sentences(policy: &Policy, rule: &Rule, catalogue: &Catalogue) -> String {
    let who = policy.issuer.as_deref().unwrap_or("Your organisation");
    let verb = match (rule.level, policy.instrument) {
        (Level::Note, _) => "asks people to be careful with",
        (_, Some(Instrument::Ban)) => "forbids",
        (_, Some(Instrument::Recommendation)) => "advises against",
        (_, Some(Instrument::Warning)) => "warns of",
        (_, None) => "does not want",
    };
    let names = rule.selectors.families.iter();
    let names: Vec<&str> = names
        .filter_map(|place| catalogue.family(*place))
        .map(|family| family.name())
        .collect();
    let apps = match names.len() {
        1..=NAMED => names.join(" and "),
        _ => "apps of this kind".to_owned(),
    };
    let place = devices(policy.scope_of(rule));
    let first = format!("{who} {verb} {apps} on {place}.");
    let second = if rule.level == Level::Note {
        "Nothing has to be removed; mind what you share and which permissions the app has."
            .to_owned()
    } else {
        match policy.exceptions.first() {
            Some(way) => format!(
                "Please have the app removed from this phone; if your work needs it, tell us, \
                 because there is an exception: {}.",
                way.reason
            ),
            None => "Please have the app removed from this phone; if your work needs it, tell us \
                     before you install it again."
                .to_owned(),
        }
    };
    format!("\"{first} {second}\"")
}

/// Which devices a scope is for.
fn devices(scope: &Scope) -> String {
    let owned: Vec<&str> = scope.ownership.iter().map(|owned| whose(*owned)).collect();
    let mut text = if owned.is_empty() {
        "phones and tablets".to_owned()
    } else {
        either(&owned)
    };
    match scope.access.as_slice() {
        [Access::Internal] => text.push_str(" with access to internal systems"),
        [Access::None] => text.push_str(" without access to internal systems"),
        _ => {}
    }
    match scope.usage.as_slice() {
        [Use::Service] => text.push_str(", in daily service"),
        [Use::Dedicated] => text.push_str(", kept for one purpose"),
        _ => {}
    }
    text
}

const fn whose(ownership: Ownership) -> &'static str {
    match ownership {
        Ownership::Issued => "devices that the organisation gave out",
        Ownership::Enrolled => "private devices that the organisation enrolled",
        Ownership::Private => "private devices",
    }
}

const fn group(person: Person) -> &'static str {
    match person {
        Person::PublicEmployee => "public employees",
        Person::SecurityActPrivate => "private staff under a national security act",
        Person::Minister => "ministers",
        Person::StateSecretary => "state secretaries",
        Person::PoliticalAdviser => "political advisers",
        Person::SeniorOfficial => "senior officials",
        Person::ClearedStaff => "holders of a security clearance",
        Person::Military => "the armed forces",
        Person::Contractor => "staff of contractors",
        Person::CriticalInfrastructure => "staff of critical infrastructure",
        Person::Parliament => "members and staff of parliament",
    }
}

/// `a, b or c`.
fn either(words: &[&str]) -> String {
    match words {
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
        [] => String::new(),
    }
}
