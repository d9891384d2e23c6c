//! What of a policy no list of ids can say, counted and named.

use super::rule::Ready;
use super::selection::{LeftOut, Omission, counted, some};
use super::wanted::Wanted;
use crate::catalogue::Catalogue;
use crate::policy::{Hints, Policy, Preinstalled, Rule, reach};
use jiff::civil::Date;

/// A measure that does not judge on a day.
pub(super) fn not_in_force(policy: &Policy, day: Date) -> LeftOut {
    let from = policy.effective.or(policy.issued);
    let when = match (from.filter(|from| *from > day), policy.expires) {
        (Some(from), _) => format!("begins on {from}"),
        (None, Some(to)) => format!("ended on {to}"),
        (None, None) => "is not in force".to_owned(),
    };
    LeftOut {
        what: Omission::NotInForce,
        of: policy.id.clone(),
        count: policy.rules.len(),
        message: format!("the measure {when} and judges nothing on {day}"),
    }
}

/// Why nothing of a rule can be in the file, if so.
pub(super) fn whole_rule(
    policy: &Policy,
    rule: &Rule,
    ready: &Ready<'_>,
    wanted: &Wanted,
) -> Option<LeftOut> {
    let (what, message) = if let Some(later) = begins_later(rule, wanted) {
        later
    } else if rule.not_in.is_some() {
        let message = "it is an allow-list and forbids everything else, which a block list cannot \
                       say; see `--allow-list`";
        (Omission::AllowList, message.to_owned())
    } else if rule.selectors.is_empty() && rule.all.is_none() && !rule.web.hosts.is_empty() {
        (Omission::WebHost, web_pages(rule))
    } else if !rule.condition.is_empty() {
        let message = format!(
            "it asks for {} of an app, and a list of ids would take every installation of it",
            conditions(rule)
        );
        (Omission::Condition, message)
    } else {
        too_low(rule, ready, wanted)?
    };
    Some(LeftOut {
        what,
        of: policy.full_id(rule),
        count: 1,
        message,
    })
}

/// A rule that does not judge yet.
pub(super) fn begins_later(rule: &Rule, wanted: &Wanted) -> Option<(Omission, String)> {
    let from = rule.begins_later(wanted.as_of)?;
    let message = format!("the rule begins on {from} and judges nothing before");
    Some((Omission::NotInForce, message))
}

/// A rule whose findings are all below the wanted level.
pub(super) fn too_low(
    rule: &Rule,
    ready: &Ready<'_>,
    wanted: &Wanted,
) -> Option<(Omission, String)> {
    if ready.level() >= wanted.level {
        return None;
    }
    let message = if rule.level < wanted.level {
        let level = rule.level;
        format!("it is of the level {level}; `--level {level}` includes it")
    } else {
        let until = rule.deadline;
        let until = until.map_or_else(String::new, |day| day.to_string());
        format!("its findings are warnings until {until}; export again after that day")
    };
    Some((Omission::LowerLevel, message))
}

fn web_pages(rule: &Rule) -> String {
    let hosts = counted(rule.web.hosts.len(), "host", "hosts");
    format!(
        "web pages on {hosts} ({}) have no id: block them in the browser or the network",
        some(&rule.web.hosts)
    )
}

/// What a rule asks of an app beyond which one it is.
pub(super) fn conditions(rule: &Rule) -> String {
    let condition = &rule.condition;
    let asked = [
        ("the way it came", !condition.channels.is_empty()),
        ("its origin", !condition.origins.is_empty()),
        ("its installer", !condition.installers.is_empty()),
        ("its version", condition.version.is_some()),
        ("its profile", !condition.profiles.is_empty()),
    ];
    let asked: Vec<&str> = asked
        .into_iter()
        .filter_map(|(what, is)| is.then_some(what))
        .collect();
    asked.join(" and ")
}

/// What a rule finds on phones and no list of ids holds.
pub(super) fn of_rule(
    policy: &Policy,
    rule: &Rule,
    ready: &Ready<'_>,
    catalogue: &Catalogue,
) -> Vec<LeftOut> {
    let mut found = Vec::new();
    let mut add = |what, count, message| {
        let of = policy.full_id(rule);
        found.push(LeftOut {
            what,
            of,
            count,
            message,
        });
    };
    if !rule.web.hosts.is_empty() {
        add(Omission::WebHost, rule.web.hosts.len(), web_pages(rule));
    }
    let combines = ready.combines();
    if combines {
        let prefixes = ready.spelt().filter(|(_, _, is_prefix)| *is_prefix).count();
        let message = "it combines selectors: known ids that fit are in the file, and an app that \
                       nobody knows yet is not"
            .to_owned();
        add(Omission::Combination, prefixes.max(1), message);
    }
    let namespaces: Vec<String> = catalogue
        .namespaces()
        .filter(|(_, _, owner)| !combines && reach(rule, *owner, catalogue).is_some())
        .map(|(_, prefix, _)| format!("{prefix}*"))
        .collect();
    if !namespaces.is_empty() {
        let what = counted(namespaces.len(), "beginning", "beginnings");
        let message = format!(
            "{what} of ids by which owners are recognised ({}): a new app that begins so is a \
             warning in an audit and not in the file",
            some(&namespaces)
        );
        add(Omission::Namespace, namespaces.len(), message);
    }
    // Of such an app nothing is known that a combination could fit.
    let hints = !combines && rule.countries.hints != Hints::Ignore;
    if hints && !ready.selectors().countries.is_empty() {
        let message = "a bare country namespace is only a hint and never exported".to_owned();
        add(Omission::Hint, 1, message);
    }
    if rule.countries.preinstalled == Preinstalled::Ignore {
        let message = "it leaves apps alone that came with the phone; the file cannot tell them \
                       apart";
        add(Omission::Preinstalled, 1, message.to_owned());
    }
    found
}

/// What a measure says of exceptions and of apps without ids.
pub(super) fn of_measure(policy: &Policy) -> Vec<LeftOut> {
    let mut found = Vec::new();
    let mut add = |what, count, message| {
        let of = policy.id.clone();
        found.push(LeftOut {
            what,
            of,
            count,
            message,
        });
    };
    let exceptions: Vec<String> = policy.exceptions.iter().map(|e| e.id.clone()).collect();
    if !exceptions.is_empty() {
        let message = format!(
            "it has published exceptions ({}): keep devices that use one out of the group",
            some(&exceptions)
        );
        add(Omission::Exception, exceptions.len(), message);
    }
    let names: Vec<String> = policy
        .not_covered
        .iter()
        .map(|entry| match entry.platform {
            Some(platform) => format!("{} on {platform}", entry.name),
            None => entry.name.clone(),
        })
        .collect();
    if !names.is_empty() {
        let message = format!("it names what no id is known of: {}", some(&names));
        add(Omission::NotCovered, names.len(), message);
    }
    found
}
