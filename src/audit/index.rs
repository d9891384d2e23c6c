//! Policies compiled into an index for matching.
//!
//! Everything that depends on rules and catalogue alone is computed once: which
//! rules name a product, directly or by its category, and which rules reach an
//! owner, by name or by country. Matching an app is then a few lookups, and costs
//! the same with three rules or a hundred thousand.

use super::id_table::IdTable;
use super::measure::{self, Measure};
use super::names::Names;
use super::result::{Remark, RuleFact};
use super::spellings::Spellings;
use super::subject::Subject;
use super::{calendar, data, disclosure};
use crate::catalogue::{AppKey, Catalogue, Clue, PrefixMap};
use crate::inventory::{IdHash, Platform};
use crate::policy::{
    IdPattern, Listed, Permitted, Policy, Reached, Rule, Selectors, driven_by_ids, driver,
    fold_case, reach,
};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

/// A rule with what reports need to know of it.
#[derive(Debug)]
pub(super) struct Compiled<'p> {
    pub(super) fact: Arc<RuleFact>,
    pub(super) policy: &'p Policy,
    /// The place of what it belongs to among the subjects.
    pub(super) subject: usize,
    pub(super) rule: &'p Rule,
    /// What the rule leaves alone.
    pub(super) except: Option<Permitted>,
}

/// A rule that reaches an owner.
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnerRule {
    pub(super) rule: usize,
    pub(super) reached: Reached,
}

/// Rules by what they select. Rules are numbered by their place in `rules`.
#[derive(Debug)]
pub(super) struct Index<'p> {
    pub(super) rules: Vec<Compiled<'p>>,
    /// The policies that judge.
    pub(super) policies: Vec<&'p Policy>,
    /// The same policies, and rules with a scope of their own.
    pub(super) subjects: Vec<Subject<'p>>,
    pub(super) measures: Vec<Arc<Measure>>,
    pub(super) by_family: HashMap<usize, Vec<usize>>,
    /// Rules that select owners, by name or by country.
    of_owners: Vec<usize>,
    /// Which of them reach an owner, worked out when the owner is met: a phone
    /// has the apps of a few.
    by_owner: Vec<OnceLock<Vec<OwnerRule>>>,
    pub(super) by_id: IdTable<'p>,
    pub(super) by_prefix: HashMap<Platform, PrefixMap<Vec<usize>>>,
    pub(super) by_developer: HashMap<String, Vec<usize>>,
    /// Rules that name countries, for hints.
    pub(super) by_country: Vec<usize>,
    /// Rules that name no app, and ask only how it came onto the device.
    pub(super) of_any_app: Vec<usize>,
    /// Rules about web pages on the home screen.
    pub(super) of_web_pages: Vec<usize>,
    /// Whether any rule is for some kinds of profile alone.
    pub(super) asks_for_profiles: bool,
    /// Allow-lists: a rule and what it permits.
    pub(super) allow_lists: Vec<(usize, Permitted)>,
    /// Apps that show access to an organisation's systems: those the catalogue
    /// says so of, and those that the exceptions of the policies name.
    pub(super) access_shown_by: Vec<Listed>,
    /// Apps by which an organisation manages a device. They give no access of
    /// their own.
    pub(super) agents: Listed,
    /// The catalogue by names, made when a list gives names only.
    names: OnceLock<Names>,
    /// Android ids without regard to case, made when one is met.
    spellings: OnceLock<Spellings>,
    /// What is to be said of the measures themselves on this day.
    pub(super) remarks: Vec<Remark>,
}

/// The category of apps that give access to an organisation's systems: mail,
/// chat, files, private networks, remote and virtual desktops.
const ACCESS: &str = "organisation-access";

/// The category of apps by which an organisation manages a device.
const AGENT: &str = "company-portal";

impl<'p> Index<'p> {
    pub(super) fn new(policies: &'p [Policy], catalogue: &Catalogue, as_of: Date) -> Self {
        let mut index = Self {
            rules: Vec::new(),
            policies: Vec::new(),
            subjects: Vec::new(),
            measures: Vec::new(),
            by_family: HashMap::new(),
            of_owners: Vec::new(),
            by_owner: vec![OnceLock::new(); catalogue.owner_count()],
            by_id: IdTable::default(),
            by_prefix: HashMap::new(),
            by_developer: HashMap::new(),
            by_country: Vec::new(),
            of_any_app: Vec::new(),
            of_web_pages: Vec::new(),
            asks_for_profiles: false,
            allow_lists: Vec::new(),
            access_shown_by: vec![Listed::category(ACCESS, catalogue)],
            agents: Listed::category(AGENT, catalogue),
            names: OnceLock::new(),
            spellings: OnceLock::new(),
            remarks: Vec::new(),
        };
        index.remarks.extend(data::remarks(catalogue, as_of));
        for policy in policies {
            index.remarks.extend(calendar::remark(policy, as_of));
            if !policy.is_in_force(as_of) {
                continue;
            }
            for exception in &policy.exceptions {
                if !exception.contradicted_by.is_empty() {
                    let listed = Listed::new(&exception.contradicted_by, catalogue);
                    index.access_shown_by.push(listed);
                }
            }
            // A policy that only bundles others judges nothing itself.
            if policy.rules.is_empty() {
                continue;
            }
            index.remarks.extend(disclosure::remarks(policy));
            index.policies.push(policy);
            let measure = Arc::new(measure::of(policy));
            index.measures.push(Arc::clone(&measure));
            for rule in &policy.rules {
                match rule.begins_later(as_of) {
                    Some(from) => {
                        let id = policy.full_id(rule);
                        index.remarks.push(calendar::not_yet(&id, from));
                    }
                    None => index.add(policy, rule, &measure, catalogue),
                }
            }
        }
        index.by_id = index.exact_ids();
        index
    }

    fn add(
        &mut self,
        policy: &'p Policy,
        rule: &'p Rule,
        measure: &Arc<Measure>,
        catalogue: &Catalogue,
    ) {
        let number = self.rules.len();
        self.asks_for_profiles |= !rule.condition.profiles.is_empty();
        let subject = self.subject(Subject::of(policy, rule));
        self.rules.push(Compiled {
            fact: Arc::new(RuleFact {
                id: policy.full_id(rule),
                measure: Arc::clone(measure),
                level: rule.level,
                reason: rule.reason.clone(),
                fix: rule.fix.clone(),
            }),
            policy,
            subject,
            rule,
            except: rule
                .except
                .as_ref()
                .map(|except| Permitted::new(except, catalogue)),
        });
        if let Some(permitted) = &rule.not_in {
            let permitted = Permitted::new(permitted, catalogue);
            self.allow_lists.push((number, permitted));
        }
        let selectors = match &rule.all {
            Some(all) => &driver(all),
            None => &rule.selectors,
        };
        let of_pages = !rule.web.hosts.is_empty();
        if of_pages {
            self.of_web_pages.push(number);
        }
        if selectors.is_empty() && rule.not_in.is_none() && !of_pages {
            self.of_any_app.push(number);
        }
        for family in families(selectors, catalogue) {
            self.by_family.entry(family).or_default().push(number);
        }
        if !selectors.owners.is_empty() || !selectors.countries.is_empty() {
            self.of_owners.push(number);
        }
        if !selectors.countries.is_empty() {
            self.by_country.push(number);
        }
        self.add_prefixes(Platform::Android, &selectors.android, number);
        self.add_prefixes(Platform::Ios, &selectors.ios, number);
        for developer in &selectors.developers {
            let rules = self.by_developer.entry(developer.clone()).or_default();
            rules.push(number);
        }
    }

    /// The place of a subject, which is added when it is new.
    fn subject(&mut self, subject: Subject<'p>) -> usize {
        let known = self.subjects.iter().rposition(|known| known.is(subject));
        known.unwrap_or_else(|| {
            self.subjects.push(subject);
            self.subjects.len() - 1
        })
    }

    fn add_prefixes(&mut self, platform: Platform, patterns: &[IdPattern], number: usize) {
        for pattern in patterns {
            if let IdPattern::Prefix(prefix) = pattern {
                let map = self.by_prefix.entry(platform).or_default();
                map.entry(&fold_case(platform, prefix), Vec::new)
                    .push(number);
            }
        }
    }

    /// The exact ids that drive the rules.
    fn exact_ids(&self) -> IdTable<'p> {
        let rules = self.rules.iter().enumerate();
        let ids = rules.flat_map(|(number, compiled)| {
            let rule = compiled.rule;
            let driven = rule.all.as_ref().is_none_or(driven_by_ids);
            let selectors = rule.all.as_ref().unwrap_or(&rule.selectors);
            let android = selectors.android.iter().map(|id| (Platform::Android, id));
            let ios = selectors.ios.iter().map(|id| (Platform::Ios, id));
            let patterns = android.chain(ios).filter(move |_| driven);
            patterns.filter_map(move |(platform, pattern)| match pattern {
                IdPattern::Exact(id) => Some((platform, id.as_str(), number)),
                IdPattern::Prefix(_) => None,
            })
        });
        ids.collect()
    }
}

impl Index<'_> {
    /// The catalogue by names.
    pub(super) fn names(&self, catalogue: &Catalogue) -> &Names {
        self.names.get_or_init(|| Names::new(catalogue))
    }

    /// Android ids that rules and catalogue know, without regard to case.
    pub(super) fn spellings(&self, catalogue: &Catalogue) -> &Spellings {
        self.spellings.get_or_init(|| {
            let prefixes = self.by_prefix.get(&Platform::Android);
            let prefixes = prefixes.into_iter().flat_map(PrefixMap::prefixes);
            Spellings::new(
                android_ids(catalogue).chain(self.by_id.android_ids()),
                catalogue.android_beginnings().chain(prefixes),
            )
        })
    }

    /// Whether a rule or the catalogue knows exactly this Android id.
    pub(super) fn knows_android(&self, catalogue: &Catalogue, id: &str) -> bool {
        let android = Platform::Android;
        catalogue.app_id(android, id).is_some() || self.by_id.rules(android, id).next().is_some()
    }

    /// The rules that reach an owner.
    pub(super) fn of_owner(&self, owner: usize, catalogue: &Catalogue) -> &[OwnerRule] {
        let reach_it = || {
            let rules = self.of_owners.iter();
            rules
                .filter_map(|number| {
                    let reached = reach(self.rules.get(*number)?.rule, owner, catalogue)?;
                    let rule = *number;
                    Some(OwnerRule { rule, reached })
                })
                .collect()
        };
        let known = self.by_owner.get(owner);
        known.map_or(&[], |known| known.get_or_init(reach_it))
    }

    /// Whether a rule may be about an app that neither rules nor catalogue
    /// recognise: because of how it came onto the device, or because it is on no
    /// list. `hash` is that of its id.
    #[inline]
    pub(super) fn concerns_unrecognised(&self, key: &AppKey<'_>, hash: IdHash) -> bool {
        let mut lists = self.allow_lists.iter();
        !self.of_any_app.is_empty()
            || lists.any(|(_, permitted)| !permitted.contains_unknown(key, hash))
    }

    /// Everything by which rules recognise an app beside what the catalogue
    /// knows of it. An allow-list recognises none, and is not in here.
    pub(super) fn clues(&self) -> impl Iterator<Item = Clue<'_>> {
        let ids = self.by_id.ids().map(Clue::Id);
        let prefixes = self.by_prefix.values().flat_map(PrefixMap::prefixes);
        let developers = self.by_developer.keys().map(|name| Clue::Developer(name));
        let lists = self.access_shown_by.iter().chain([&self.agents]);
        let lists = lists.flat_map(Listed::clues);
        ids.chain(prefixes.map(Clue::Prefix))
            .chain(developers)
            .chain(lists)
    }
}

fn android_ids(catalogue: &Catalogue) -> impl Iterator<Item = &str> {
    let ids = catalogue.app_ids();
    ids.filter(|app| app.platform() == Platform::Android)
        .map(|app| app.id())
}

fn families(selectors: &Selectors, catalogue: &Catalogue) -> BTreeSet<usize> {
    let kinds = selectors.categories.iter();
    let of_kind = kinds.flat_map(|kind| catalogue.families_of_kind(kind));
    selectors.families.iter().copied().chain(of_kind).collect()
}
