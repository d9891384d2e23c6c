//! What an allow-list in a file cannot say: of its own rule, and of the other rules
//! of the policies, which an audit asks about the permitted apps, too.

use super::allow_list::List;
use super::left_out::{self, conditions};
use super::rule::{Ready, developer_key, key};
use super::scopes;
use super::selection::{LeftOut, Omission, Row, counted, some};
use super::wanted::Wanted;
use crate::catalogue::{Catalogue, Platform};
use crate::policy::{Level, Permitted, Policy, Proven, Rule};

/// What the rules of the lists say beside their lists.
pub(super) fn unsaid(
    lists: &[List<'_>],
    catalogue: &Catalogue,
    platform: Option<Platform>,
) -> Vec<LeftOut> {
    let rules: Vec<(&Policy, &Rule)> = lists.iter().map(|list| (list.policy, list.rule)).collect();
    let mut found = scopes::of_rules(&rules);
    let mut policies: Vec<&Policy> = lists.iter().map(|list| list.policy).collect();
    policies.dedup_by_key(|policy| &policy.id);
    for policy in policies {
        found.extend(left_out::of_measure(policy));
    }
    for list in lists {
        found.extend(condition(list));
        found.extend(developers(list, catalogue, platform));
    }
    found
}

fn condition(list: &List<'_>) -> Option<LeftOut> {
    let asked = &list.rule.condition;
    (!asked.is_empty()).then(|| LeftOut {
        what: Omission::Condition,
        of: list.name(),
        count: 1,
        message: format!(
            "it asks for {} of an app, and the file takes away whatever is not on it",
            conditions(list.rule)
        ),
    })
}

/// Developers of permitted owners: an app of theirs that nobody knows is permitted.
fn developers(
    list: &List<'_>,
    catalogue: &Catalogue,
    platform: Option<Platform>,
) -> Option<LeftOut> {
    let permitted: Vec<Permitted> = list
        .permitted()
        .map(|selectors| Permitted::new(selectors, catalogue))
        .collect();
    let names: Vec<String> = catalogue
        .developers()
        .filter(|(of, _, _)| platform.is_none_or(|platform| platform == *of))
        .filter(|(of, name, _)| {
            let key = developer_key(*of, name);
            let identity = catalogue.identify(&key);
            let app = Proven::of(catalogue, identity.as_ref(), key);
            permitted.iter().any(|list| list.contains(&app))
        })
        .map(|(_, name, _)| name.to_owned())
        .collect();
    (!names.is_empty()).then(|| LeftOut {
        what: Omission::Developer,
        of: list.name(),
        count: names.len(),
        message: format!(
            "it permits all apps of {} ({}), and the file only those whose ids are known",
            counted(names.len(), "developer", "developers"),
            some(&names)
        ),
    })
}

/// The other rules of the policies. An audit asks them about the apps on the list,
/// so `--rule`, which chooses the list, does not switch them off.
pub(super) struct Others<'a> {
    pub(super) policies: &'a [Policy],
    pub(super) lists: &'a [List<'a>],
    pub(super) catalogue: &'a Catalogue,
    pub(super) wanted: &'a Wanted,
    pub(super) platform: Option<Platform>,
}

/// What another rule makes of apps on the list.
struct Against {
    what: Omission,
    /// Before the number of the ids.
    text: String,
    /// Whether they are taken off the list.
    taken: bool,
}

impl Others<'_> {
    /// Takes from the list what another rule denies on the same devices, and tells
    /// what other rules make of the rest.
    pub(super) fn take_from(&self, rows: &mut Vec<Row>) -> Vec<LeftOut> {
        let mut found = Vec::new();
        let day = self.wanted.as_of;
        let in_force = self.policies.iter().filter(|one| one.is_in_force(day));
        let rules = in_force.flat_map(|policy| policy.rules.iter().map(move |rule| (policy, rule)));
        for (policy, rule) in rules {
            let name = policy.full_id(rule);
            let is_list = self.lists.iter().any(|list| list.name() == name);
            if is_list || rule.begins_later(day).is_some() {
                continue;
            }
            let asked = Asked::new(rule, self.catalogue, self.wanted);
            let hit = |row: &Row| asked.level(row);
            for low in [false, true] {
                let is_hit =
                    |row: &Row| hit(row).is_some_and(|level| (level < self.wanted.level) == low);
                let against = self.against(policy, rule, low);
                found.extend(self.told(&name, &against, rows.iter().filter(|row| is_hit(row))));
                if against.taken {
                    rows.retain(|row| !is_hit(row));
                }
            }
        }
        found
    }

    fn told<'r>(
        &self,
        name: &str,
        against: &Against,
        rows: impl Iterator<Item = &'r Row>,
    ) -> Option<LeftOut> {
        let of_target = |row: &&Row| self.platform.is_none_or(|of| of == row.platform);
        let ids: Vec<String> = rows
            .filter(of_target)
            .map(|row| row.app_id.clone())
            .collect();
        (!ids.is_empty()).then(|| LeftOut {
            what: against.what,
            of: name.to_owned(),
            count: ids.len(),
            message: format!(
                "{}: {} ({})",
                against.text,
                counted(ids.len(), "id", "ids"),
                some(&ids)
            ),
        })
    }

    fn against(&self, policy: &Policy, rule: &Rule, low: bool) -> Against {
        let scope = policy.scope_of(rule);
        let mut scopes = self
            .lists
            .iter()
            .map(|list| list.policy.scope_of(list.rule));
        let for_all = scope.is_empty() || scopes.all(|of_list| of_list == scope);
        let told = |what, text: String| Against {
            what,
            text,
            taken: false,
        };
        if low {
            let level = self.wanted.level;
            let text = format!("it finds below the level {level} what the list permits");
            told(Omission::LowerLevel, text)
        } else if !rule.condition.is_empty() {
            let asked = conditions(rule);
            let text = format!("it looks at more than the id ({asked}) of what the list permits");
            told(Omission::Condition, text)
        } else if !for_all {
            let text = format!(
                "on certain devices ({}) it denies what the list permits, so those need a list of \
                 their own",
                scopes::words(scope)
            );
            told(Omission::Scope, text)
        } else if rule.not_in.is_some() {
            let text = "it is a list of its own for the same devices, and lacks what the list \
                        permits";
            told(Omission::AllowList, text.to_owned())
        } else {
            Against {
                what: Omission::Denied,
                text: "it denies what the list permits, and so does the file".to_owned(),
                taken: true,
            }
        }
    }
}

/// Another rule, ready to be asked about the apps on the list.
struct Asked<'a> {
    rule: &'a Rule,
    catalogue: &'a Catalogue,
    ready: Ready<'a>,
    /// For another list: what is on it, and what it leaves alone.
    permitted: Vec<Permitted>,
}

impl<'a> Asked<'a> {
    fn new(rule: &'a Rule, catalogue: &'a Catalogue, wanted: &Wanted) -> Self {
        let selectors = rule.not_in.iter().chain(&rule.except);
        let permitted = selectors.filter(|_| rule.not_in.is_some());
        Self {
            rule,
            catalogue,
            ready: Ready::new(rule, catalogue, wanted.as_of),
            permitted: permitted
                .map(|selectors| Permitted::new(selectors, catalogue))
                .collect(),
        }
    }

    /// The level at which the rule finds an app on the list, if it does.
    fn level(&self, row: &Row) -> Option<Level> {
        let key = key(row.platform, &row.app_id);
        let rule = self.rule;
        if rule.not_in.is_some() {
            let identity = self.catalogue.identify(&key);
            let app = Proven::of(self.catalogue, identity.as_ref(), key);
            let permitted = self.permitted.iter().any(|list| list.contains(&app));
            return (!permitted).then_some(self.ready.level());
        }
        let names_none = rule.selectors.is_empty() && rule.all.is_none();
        if names_none && rule.web.hosts.is_empty() {
            // It asks only how an app came onto the device.
            let left_alone = self.ready.excepts(&key);
            return (!left_alone).then_some(self.ready.level());
        }
        self.ready.hit(&key).map(|hit| hit.level)
    }
}
