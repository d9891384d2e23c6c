//! From policies to the rows they select.
//!
//! Owners, countries and kinds of products are resolved to the ids that the
//! catalogue knows today. What cannot be resolved is told in
//! [`left_out`](super::left_out).

use super::error::ExportError;
use super::left_out;
use super::rule::{Hit, Ready, begins, developer_key, key};
use super::scopes;
use super::selection::{
    DataFact, LeftOut, Matching, Omission, PolicyFact, Row, Selection, counted, some,
};
use super::told_once::told_once;
use super::wanted::Wanted;
use crate::catalogue::{AppId, Catalogue, Platform};
use crate::policy::{Level, Policy, Rule};
use std::collections::BTreeSet;

/// The rows that policies select.
///
/// # Errors
///
/// When a wanted rule does not exist.
pub fn select(
    policies: &[Policy],
    catalogue: &Catalogue,
    wanted: &Wanted,
) -> Result<Selection, ExportError> {
    wanted.check(policies)?;
    let mut selection = Selection {
        level: wanted.level,
        allows: false,
        policies: Vec::new(),
        data: data(catalogue),
        rows: Vec::new(),
        left_out: Vec::new(),
    };
    let mut written: Vec<(&Policy, &Rule)> = Vec::new();
    for policy in policies {
        let wanted_rules = policy.rules.iter();
        let rules: Vec<&Rule> = wanted_rules
            .filter(|rule| wanted.includes(policy, rule))
            .collect();
        if rules.is_empty() {
            continue;
        }
        selection.policies.push(fact(policy));
        if !policy.is_in_force(wanted.as_of) {
            let left_out = left_out::not_in_force(policy, wanted.as_of);
            selection.left_out.push(left_out);
            continue;
        }
        let mut rows = Vec::new();
        for rule in rules {
            let found = one_rule(policy, rule, catalogue, wanted, &mut selection.left_out);
            if !found.is_empty() {
                written.push((policy, rule));
            }
            rows.extend(found);
        }
        if !rows.is_empty() {
            selection.left_out.extend(left_out::of_measure(policy));
        }
        told_once(policy, &mut rows);
        selection.rows.extend(rows);
    }
    selection.left_out.extend(scopes::of_rules(&written));
    sort(&mut selection.rows);
    Ok(selection)
}

/// Sorts rows, and keeps each once.
pub(super) fn sort(rows: &mut Vec<Row>) {
    rows.sort_by(|a, b| place(a).cmp(&place(b)));
    rows.dedup_by(|a, b| place(a) == place(b));
}

/// What makes a row this row.
pub(super) fn place(row: &Row) -> (Platform, &str, Matching, &str) {
    (row.platform, &row.app_id, row.matching, &row.rule)
}

pub(super) fn fact(policy: &Policy) -> PolicyFact {
    PolicyFact {
        id: policy.id.clone(),
        digest: policy.digest.clone(),
        title: policy.title.clone().unwrap_or_else(|| policy.id.clone()),
        from: policy.effective.or(policy.issued),
        checked: policy.checked,
    }
}

pub(super) fn data(catalogue: &Catalogue) -> Vec<DataFact> {
    let sets = catalogue.data_sets();
    sets.map(|set| DataFact {
        name: set.name.to_owned(),
        version: set.version.map(str::to_owned),
        date: set.date,
        digest: set.digest.to_owned(),
    })
    .collect()
}

/// The rows of a rule; what of it is not among them is added to what is left out.
fn one_rule(
    policy: &Policy,
    rule: &Rule,
    catalogue: &Catalogue,
    wanted: &Wanted,
    left_out: &mut Vec<LeftOut>,
) -> Vec<Row> {
    let ready = Ready::new(rule, catalogue, wanted.as_of);
    if let Some(whole) = left_out::whole_rule(policy, rule, &ready, wanted) {
        left_out.push(whole);
        return Vec::new();
    }
    let mut rows = Collector {
        policy,
        rule,
        catalogue,
        ready: &ready,
        level: wanted.level,
        rows: Vec::new(),
        lower: Vec::new(),
    };
    rows.known_ids();
    rows.spelt_ids();
    rows.developers();
    rows.exceptions();
    let (found, lower) = (rows.rows, rows.lower);
    if !lower.is_empty() {
        let what = counted(lower.len(), "id or developer is", "ids or developers are");
        left_out.push(LeftOut {
            what: Omission::LowerLevel,
            of: policy.full_id(rule),
            count: lower.len(),
            message: format!(
                "{what} below the level {} here, since the owner is disputed or not sure, or a \
                 deadline is not over ({})",
                wanted.level,
                some(&lower)
            ),
        });
    }
    if !found.is_empty() {
        let more = left_out::of_rule(policy, rule, &ready, catalogue);
        left_out.extend(more);
    }
    found
}

/// The rows of one rule, and what is below the wanted level.
struct Collector<'a> {
    policy: &'a Policy,
    rule: &'a Rule,
    catalogue: &'a Catalogue,
    ready: &'a Ready<'a>,
    level: Level,
    rows: Vec<Row>,
    lower: Vec<String>,
}

impl Collector<'_> {
    /// Ids that the catalogue knows.
    fn known_ids(&mut self) {
        for app in self.catalogue.app_ids() {
            let Some(hit) = self.ready.hit(&key(app.platform(), app.id())) else {
                continue;
            };
            let row = Row {
                level: hit.level,
                ..self.of_app(&app, &hit)
            };
            self.add(row);
        }
    }

    fn of_app(&self, app: &AppId<'_>, hit: &Hit) -> Row {
        let family = self.catalogue.family(app.family());
        let owner = app.owner().or_else(|| family.map(|family| family.owner()));
        let name = app.name().or_else(|| family.map(|family| family.name()));
        let sources: Vec<String> = app.sources().map(|source| source.to_string()).collect();
        let kind = |wanted: &str| {
            family.is_some_and(|family| family.categories().any(|kind| kind == wanted))
        };
        Row {
            name: name.map(str::to_owned),
            id_confidence: Some(app.confidence()),
            source: sources.join("; "),
            checked: app.checked(),
            essential: ESSENTIAL_KINDS.into_iter().any(kind) || is_system(app.id()),
            ..self.row(app.platform(), app.id(), Matching::Exact, owner, hit)
        }
    }

    /// Ids that the rule spells and the catalogue does not know, and beginnings
    /// of ids.
    fn spelt_ids(&mut self) {
        let ready = self.ready;
        for (platform, id, is_prefix) in ready.spelt() {
            if is_prefix && !ready.combines() {
                let hit = Hit {
                    level: ready.level(),
                    reached: None,
                };
                self.add(self.row(platform, id, Matching::Prefix, None, &hit));
            } else if !is_prefix && self.catalogue.app_id(platform, id).is_none() {
                let Some(hit) = ready.hit(&key(platform, id)) else {
                    continue;
                };
                self.add(self.row(platform, id, Matching::Exact, None, &hit));
            }
        }
    }

    /// Developers: those that the rule names, and those of the owners that it
    /// reaches.
    fn developers(&mut self) {
        let ready = self.ready;
        let named = ready.selectors().developers.iter().flat_map(|name| {
            let platforms = [Platform::Android, Platform::Ios];
            platforms.map(|platform| (platform, name.as_str()))
        });
        let known = self.catalogue.developers();
        let all: BTreeSet<(Platform, &str)> = known
            .map(|(platform, name, _)| (platform, name))
            .chain(named)
            .collect();
        for (platform, name) in all {
            let key = developer_key(platform, name);
            let Some(hit) = ready.hit(&key) else {
                continue;
            };
            let owner = self.catalogue.identify(&key).map(|found| found.owner);
            self.add(self.row(platform, name, Matching::Developer, owner, &hit));
        }
    }

    /// What the rule leaves alone of what its prefixes and developers select.
    fn exceptions(&mut self) {
        let prefixes: Vec<(Platform, String)> = self
            .rows
            .iter()
            .filter(|row| row.matching == Matching::Prefix)
            .map(|row| (row.platform, row.app_id.clone()))
            .collect();
        if prefixes.is_empty() {
            return;
        }
        let below = |platform: Platform, id: &str| {
            let mut prefixes = prefixes.iter();
            prefixes.any(|(of, prefix)| *of == platform && begins(platform, id, prefix))
        };
        let mut found: BTreeSet<(Platform, &str, Matching)> = BTreeSet::new();
        for app in self.catalogue.app_ids() {
            let (platform, id) = (app.platform(), app.id());
            if below(platform, id) && self.ready.excepts(&key(platform, id)) {
                found.insert((platform, id, Matching::Except));
            }
        }
        for (platform, id, is_prefix) in self.ready.spelt_exceptions() {
            if is_prefix {
                found.insert((platform, id, Matching::ExceptPrefix));
            } else if below(platform, id) {
                found.insert((platform, id, Matching::Except));
            }
        }
        let hit = Hit {
            level: self.ready.level(),
            reached: None,
        };
        for (platform, id, matching) in found {
            self.add(self.row(platform, id, matching, None, &hit));
        }
    }

    fn row(
        &self,
        platform: Platform,
        id: &str,
        matching: Matching,
        owner: Option<usize>,
        hit: &Hit,
    ) -> Row {
        let sources = self.policy.sources.iter();
        let sources: Vec<&str> = sources
            .filter(|source| self.rule.sources.contains(&source.id))
            .map(|source| source.title.as_str())
            .collect();
        Row {
            platform,
            app_id: id.to_owned(),
            matching,
            name: None,
            owner: owner
                .and_then(|owner| self.catalogue.owner(owner))
                .map(|owner| owner.name().to_owned()),
            owner_country: owner.and_then(|owner| self.ready.country(owner, hit)),
            level: hit.level,
            policy: self.policy.id.clone(),
            rule: self.policy.full_id(self.rule),
            reason: self.rule.reason.clone(),
            id_confidence: None,
            owner_confidence: hit.reached.map(|reached| reached.confidence),
            source: sources.join("; "),
            checked: self.policy.checked,
            essential: is_system(id),
        }
    }

    fn add(&mut self, row: Row) {
        if row.level >= self.level {
            self.rows.push(row);
        } else {
            self.lower.push(row.app_id);
        }
    }
}

/// Kinds of products without which a phone cannot be used or managed.
const ESSENTIAL_KINDS: [&str; 2] = ["company-portal", "launcher"];

/// The platforms' own parts.
fn is_system(id: &str) -> bool {
    let id = id.to_ascii_lowercase();
    ["com.apple.", "com.android."]
        .into_iter()
        .any(|own| id.starts_with(own))
}
