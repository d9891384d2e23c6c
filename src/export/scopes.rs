//! Whom the rules of a file are for. A list of ids is for everybody who gets it, so
//! the reader has to bring it to the right devices; and where rules of one file are
//! for different devices, no group is right for all of it.

use super::selection::{LeftOut, Omission};
use crate::policy::{Access, Ownership, Person, Policy, Rule, Scope, Use};

/// What is to be said of the devices that rules of one file are for.
pub(super) fn of_rules(rules: &[(&Policy, &Rule)]) -> Vec<LeftOut> {
    let mut scopes = rules.iter().map(|(policy, rule)| policy.scope_of(rule));
    let first = scopes.next();
    let is_one_group = scopes.all(|scope| Some(scope) == first);
    let mut found: Vec<LeftOut> = Vec::new();
    for (policy, rule) in rules {
        let scope = policy.scope_of(rule);
        if scope.is_empty() {
            continue;
        }
        let own = rule.scope.is_some() && !is_one_group;
        let of = if own {
            policy.full_id(rule)
        } else {
            policy.id.clone()
        };
        if found.iter().any(|known| known.of == of) {
            continue;
        }
        let whom = words(scope);
        let message = match (is_one_group, own) {
            (true, _) => {
                format!(
                    "it is for certain devices ({whom}): assign the file to that group yourself"
                )
            }
            (false, true) => format!(
                "it is for certain devices ({whom}), and other rules in the file are not: write \
                 it apart with `--rule {of}`, and assign each file to its group"
            ),
            (false, false) => format!(
                "it is for certain devices ({whom}), and other rules in the file are for others: \
                 write them apart with `--rule`, and assign each file to its group"
            ),
        };
        found.push(LeftOut {
            what: Omission::Scope,
            of,
            count: 1,
            message,
        });
    }
    found
}

/// A scope in the words of a policy file.
pub(super) fn words(scope: &Scope) -> String {
    fn list<T: Copy>(key: &str, words: &[T], word: fn(T) -> &'static str) -> Option<String> {
        let words: Vec<&str> = words.iter().map(|one| word(*one)).collect();
        (!words.is_empty()).then(|| format!("{key}: {}", words.join(" or ")))
    }
    let parts = [
        list("persons", &scope.persons, Person::as_str),
        list("use", &scope.usage, Use::as_str),
        list("access", &scope.access, Access::as_str),
        list("ownership", &scope.ownership, Ownership::as_str),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("; ")
}
