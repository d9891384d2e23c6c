//! An allow-list: what the one rule with `not-in` permits, id by id.
//!
//! Everything that is not on such a list disappears from phones. So it is made
//! only on request, of exactly one rule, and only whole.

use super::error::ExportError;
use super::rule::{key, spelt};
use super::select::{data, fact, sort};
use super::selection::{Matching, PolicyFact, Row, Selection, some};
use super::target::{Form, Target};
use super::wanted::Wanted;
use crate::catalogue::{AppId, Catalogue, Platform};
use crate::policy::{Listed, Policy, Rule, Selectors};

/// What the allow-list among the policies permits.
///
/// # Errors
///
/// When there is not exactly one, when the target cannot hold it, or when it
/// permits more than ids can say.
pub fn select_allowed(
    policies: &[Policy],
    catalogue: &Catalogue,
    wanted: &Wanted,
    (target, form): (Target, Form),
) -> Result<Selection, ExportError> {
    wanted.check(policies)?;
    if !target.allows(form) {
        let can = Target::ALL
            .iter()
            .filter(|one| one.forms().iter().any(|form| one.allows(*form)));
        let can: Vec<&str> = can.map(|one| one.as_str()).collect();
        let can = can.join(", ");
        return Err(ExportError::NoAllowList { target, form, can });
    }
    let lists = lists(policies, wanted)?;
    let platform = target.platform(form);
    let mut rows = Vec::new();
    for list in &lists {
        list.whole(target, platform)?;
        list.rows(catalogue, &mut rows);
    }
    // An app that two lists permit is in the file once.
    sort(&mut rows);
    let mut facts: Vec<PolicyFact> = lists.iter().map(|list| fact(list.policy)).collect();
    facts.dedup();
    Ok(Selection {
        level: wanted.level,
        allows: true,
        policies: facts,
        data: data(catalogue),
        rows,
        left_out: Vec::new(),
    })
}

/// A rule with `not-in`.
struct List<'p> {
    policy: &'p Policy,
    rule: &'p Rule,
    listed: &'p Selectors,
}

/// The wanted allow-lists that are in force: one, or several that share the apps
/// out by their origin, such as one for what was installed and one for what came
/// with the phone. What is on any of those may stay.
fn lists<'p>(policies: &'p [Policy], wanted: &Wanted) -> Result<Vec<List<'p>>, ExportError> {
    let in_force = policies.iter().filter(|one| one.is_in_force(wanted.as_of));
    let rules = in_force.flat_map(|policy| policy.rules.iter().map(move |rule| (policy, rule)));
    let lists: Vec<List<'p>> = rules
        .filter(|(policy, rule)| rule.level >= wanted.level && wanted.includes(policy, rule))
        .filter_map(|(policy, rule)| {
            let listed = rule.not_in.as_ref()?;
            Some(List {
                policy,
                rule,
                listed,
            })
        })
        .collect();
    let names: Vec<String> = lists.iter().map(List::name).collect();
    let by_origin = |list: &List<'_>| !list.rule.condition.origins.is_empty();
    let found = match lists.as_slice() {
        [] => format!(
            "none of the policies has one in force of the level {} or above",
            wanted.level
        ),
        [_] => return Ok(lists),
        all if all.iter().all(by_origin) => return Ok(lists),
        _ => format!(
            "there are several: choose one with `--rule` ({})",
            some(&names)
        ),
    };
    Err(ExportError::NotOneAllowList { found })
}

impl List<'_> {
    fn name(&self) -> String {
        self.policy.full_id(self.rule)
    }

    /// Refuses a list that permits what ids cannot say.
    fn whole(&self, target: Target, platform: Option<Platform>) -> Result<(), ExportError> {
        let of_target = |of: Platform| platform.is_none_or(|platform| platform == of);
        let prefixes = spelt(self.listed).filter(|(of, _, is_prefix)| *is_prefix && of_target(*of));
        let mut entries: Vec<String> = prefixes.map(|(_, id, _)| format!("`{id}*`")).collect();
        let developers = self.listed.developers.iter();
        entries.extend(developers.map(|name| format!("the developer `{name}`")));
        if entries.is_empty() {
            return Ok(());
        }
        Err(ExportError::AllowListNotWhole {
            rule: self.name(),
            target,
            entries: some(&entries),
        })
    }

    fn rows(&self, catalogue: &Catalogue, rows: &mut Vec<Row>) {
        let permitted = Listed::permitted(self.listed, catalogue);
        for app in catalogue.app_ids() {
            let key = key(app.platform(), app.id());
            if permitted.contains(catalogue.identify(&key).as_ref(), &key) {
                rows.push(self.known(&app, catalogue));
            }
        }
        for (platform, id, is_prefix) in spelt(self.listed) {
            if !is_prefix && catalogue.app_id(platform, id).is_none() {
                rows.push(self.row(platform, id));
            }
        }
    }

    fn known(&self, app: &AppId<'_>, catalogue: &Catalogue) -> Row {
        let family = catalogue.family(app.family());
        let name = app.name().or_else(|| family.map(|family| family.name()));
        Row {
            name: name.map(str::to_owned),
            id_confidence: Some(app.confidence()),
            checked: app.checked(),
            ..self.row(app.platform(), app.id())
        }
    }

    fn row(&self, platform: Platform, id: &str) -> Row {
        Row {
            platform,
            app_id: id.to_owned(),
            matching: Matching::Exact,
            name: None,
            owner: None,
            owner_country: None,
            level: self.rule.level,
            policy: self.policy.id.clone(),
            rule: self.name(),
            reason: self.rule.reason.clone(),
            id_confidence: None,
            owner_confidence: None,
            source: String::new(),
            checked: self.policy.checked,
            essential: false,
        }
    }
}
