//! The summary of a fleet as plain data, and how it is made from the totals.

use super::counts::{Counting, Counts};
use super::limits::DeviceLimits;
use super::totals::{Found, Reason, Record, Totals};
use crate::audit::outcome::AuditResult;
use crate::audit::result::{AppCounts, RuleFact};
use crate::catalogue::Country;
use crate::inventory::GapCode;
use crate::policy::Level;
use jiff::Timestamp;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The summary of a fleet. Lists begin with what weighs most and are cut; the
/// counts beside them are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FleetSummary {
    /// The run, with no device listed.
    pub run: AuditResult,
    /// Inventories that do not count, because there is a newer one of the same
    /// device.
    pub omitted: usize,
    /// Rules that found something, by devices.
    pub rules: Vec<RuleCount>,
    /// Apps that were found, by level and devices.
    pub apps: Vec<AppCount>,
    /// Countries of the owners of apps that were found, by devices.
    pub countries: Vec<(Country, Option<String>, usize)>,
    /// Devices that break the policy, those with most findings first.
    pub worst: Vec<BadDevice>,
    /// Why devices were not fully read, by devices.
    pub gaps: Vec<(GapCode, usize)>,
    /// Devices that were not fully read and show no violation.
    pub unread: Vec<UnreadDevice>,
    /// Devices that show something else than their register entry.
    pub contradicted: Vec<String>,
    /// The oldest inventories.
    pub oldest: Vec<(Timestamp, String)>,
    /// What limits the answers, and for how many devices.
    pub limits: Vec<(DeviceLimits, usize)>,
    /// How many devices have other limits, which are not told apart.
    pub further_limits: usize,
    /// How many of what was found, and of its reasons, the lists leave out.
    pub more: More,
    /// The apps of all devices that count.
    pub apps_seen: AppCounts,
}

/// How many lines are left out of lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct More {
    /// Of the rules.
    pub rules: usize,
    /// Of the apps.
    pub apps: usize,
    /// Of the countries.
    pub countries: usize,
    /// Of the reasons why devices were not fully read.
    pub gaps: usize,
}

/// A rule and how much it found that nothing permits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCount {
    /// The rule.
    pub rule: Arc<RuleFact>,
    /// Devices on which it found something.
    pub devices: usize,
}

/// An app and how often it was found and nothing permits it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppCount {
    /// The most serious level it was found at.
    pub level: Level,
    /// Its id, as the first device spells it.
    pub app: String,
    /// Its name.
    pub name: Option<String>,
    /// Devices on which it was found.
    pub devices: usize,
}

/// A device that breaks the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadDevice {
    /// Its id.
    pub id: String,
    /// Maker and model.
    pub about: String,
    /// Findings that nothing permits: deny, warn, note.
    pub levels: [usize; 3],
    /// What was found at the most serious level: names, else ids.
    pub apps: Vec<String>,
}

/// A device that was not fully read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadDevice {
    /// Its id, or where it was read from.
    pub id: String,
    /// The first reason.
    pub reason: Reason,
}

/// How many of what was found are named.
const NAMED: usize = 5;

/// How many devices are compared at a time to find the worst.
const MANY: usize = 64;

/// A device that breaks the policy: how much was found at each level, and the rest.
type Bad<'s> = (Reverse<[usize; 3]>, Record<'s>);

/// How many of what is only worth a look are named.
const MENTIONED: usize = 2;

impl Totals {
    /// The summary of a fleet with these counts. `missing` are the devices of the
    /// register that were never read.
    #[must_use]
    pub fn summary(&self, counts: &Counts<'_>, missing: Vec<String>) -> FleetSummary {
        let counting = counts.counting();
        let mut sums = Sums::of(self.counted(&counting).map(|(_, record)| record));
        // Devices that are in doubt beside others, too.
        for (_, doubt) in counting.doubts() {
            *sums.gaps.entry(doubt.code).or_default() += 1;
        }
        let left = |all: usize| all.saturating_sub(NAMED);
        let more = More {
            rules: left(sums.rules.len()),
            apps: left(sums.apps.len()),
            countries: left(sums.countries.len()),
            gaps: left(sums.gaps.len()),
        };
        let limiting = self.limits.counted(&counting);
        FleetSummary {
            run: counts.result(&counting, missing),
            omitted: counting.omitted(),
            rules: self.top_rules(&sums),
            apps: self.top_apps(&sums),
            countries: self.top_countries(&sums),
            worst: self.worst(&counting),
            gaps: most(sums.gaps.into_iter()),
            unread: self.unread(&counting),
            contradicted: self.contradicted(&counting),
            oldest: self.oldest(&counting),
            more,
            limits: limiting.kinds,
            further_limits: limiting.further,
            apps_seen: limiting.apps,
        }
    }

    fn top_rules(&self, sums: &Sums) -> Vec<RuleCount> {
        let rules = sums.rules.iter().filter_map(|(rule, (level, devices))| {
            let (_, rule) = self.rules.get(*rule)?;
            Some((rule, *level, *devices))
        });
        let mut rules: Vec<_> = rules.collect();
        rules.sort_by_key(|(rule, level, devices)| (Reverse(*devices), Reverse(*level), &rule.id));
        let named = rules.into_iter().map(|(rule, _, devices)| RuleCount {
            rule: Arc::clone(rule),
            devices,
        });
        named.take(NAMED).collect()
    }

    fn top_countries(&self, sums: &Sums) -> Vec<(Country, Option<String>, usize)> {
        let known = sums.countries.iter().filter_map(|(place, devices)| {
            let known = self.countries.get(usize::from(*place))?;
            Some((known, *devices))
        });
        let named = most(known).into_iter();
        named
            .map(|((country, name), devices)| (*country, name.clone(), devices))
            .collect()
    }

    fn top_apps(&self, sums: &Sums) -> Vec<AppCount> {
        let apps = sums.apps.iter().filter_map(|(app, (level, devices))| {
            let (app, name) = self.apps.get(*app)?;
            Some((app, name, *level, *devices))
        });
        let mut apps: Vec<_> = apps.collect();
        apps.sort_by_key(|(app, _, level, devices)| (Reverse(*level), Reverse(*devices), *app));
        let named = apps.into_iter().take(NAMED);
        named
            .map(|(app, name, level, devices)| AppCount {
                level,
                app: app.clone(),
                name: name.clone(),
                devices,
            })
            .collect()
    }

    fn worst(&self, counting: &Counting) -> Vec<BadDevice> {
        let order = |a: &Bad<'_>, b: &Bad<'_>| (a.0, a.1.id).cmp(&(b.0, b.1.id));
        let mut bad: Vec<Bad<'_>> = Vec::with_capacity(MANY);
        for (_, record) in self.counted(counting).filter(|(rank, _)| *rank == 0) {
            bad.push((Reverse(levels(&record)), record));
            // Few are kept at a time: a fleet may be all bad.
            if bad.len() == MANY {
                bad.sort_by(order);
                bad.truncate(NAMED);
            }
        }
        bad.sort_by(order);
        bad.truncate(NAMED);
        let named = bad.into_iter().map(|(levels, record)| BadDevice {
            id: record.id.to_string(),
            about: self
                .models
                .get(record.model)
                .map_or_else(String::new, |m| m.0.clone()),
            levels: levels.0,
            apps: self.worst_apps(&record),
        });
        named.collect()
    }

    /// What was found on a device at the most serious level.
    fn worst_apps(&self, record: &Record<'_>) -> Vec<String> {
        let top = open(record).map(|found| found.level).max();
        let mut names = Vec::new();
        for found in open(record).filter(|found| Some(found.level) == top) {
            if let Some((app, name)) = self.apps.get(found.app) {
                let name = name.as_ref().unwrap_or(app);
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
        }
        names
    }

    fn unread(&self, counting: &Counting) -> Vec<UnreadDevice> {
        let reasons = self.reasons.iter();
        let unread = reasons.filter(|((_, place), _)| counting.counts(*place));
        let said = unread.map(|((id, _), reason)| UnreadDevice {
            id: id.to_string(),
            reason: reason.clone(),
        });
        said.take(MENTIONED).collect()
    }

    fn contradicted(&self, counting: &Counting) -> Vec<String> {
        let known = self.contradicted.iter();
        let known = known.filter(|(_, _, place)| counting.counts(*place));
        let known = known.map(|(_, id, _)| id.to_string());
        known.take(MENTIONED).collect()
    }

    fn oldest(&self, counting: &Counting) -> Vec<(Timestamp, String)> {
        let old = self.oldest.iter();
        let old = old.filter(|(_, _, place)| counting.counts(*place));
        let old = old.map(|(time, id, _)| (*time, id.to_string()));
        old.take(MENTIONED).collect()
    }
}

fn open<'s>(record: &Record<'s>) -> impl Iterator<Item = &'s Found> + use<'s> {
    record.findings.iter().filter(|found| found.open)
}

/// How many findings there are at each level: deny, warn, note.
fn levels(record: &Record<'_>) -> [usize; 3] {
    let count = |level| open(record).filter(|found| found.level == level).count();
    [count(Level::Deny), count(Level::Warn), count(Level::Note)]
}

/// The largest counts, and what has them.
fn most<T: Ord>(counts: impl Iterator<Item = (T, usize)>) -> Vec<(T, usize)> {
    let mut counts: Vec<(T, usize)> = counts.collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(NAMED);
    counts
}

/// Devices by rule, app, country and reason; each counts once for each.
#[derive(Default)]
struct Sums {
    rules: BTreeMap<u32, (Level, usize)>,
    apps: BTreeMap<u32, (Level, usize)>,
    countries: BTreeMap<u16, usize>,
    gaps: BTreeMap<GapCode, usize>,
}

impl Sums {
    fn of<'s>(records: impl Iterator<Item = Record<'s>>) -> Self {
        let mut sums = Self::default();
        for record in records {
            let record = &record;
            let highest = |number: fn(&Found) -> u32| {
                let mut levels: BTreeMap<u32, Level> = BTreeMap::new();
                for found in open(record) {
                    let level = levels.entry(number(found)).or_insert(found.level);
                    *level = (*level).max(found.level);
                }
                levels
            };
            let add = |sums: &mut BTreeMap<u32, (Level, usize)>, levels: BTreeMap<u32, Level>| {
                for (number, level) in levels {
                    let sum = sums.entry(number).or_insert((level, 0));
                    *sum = (sum.0.max(level), sum.1 + 1);
                }
            };
            add(&mut sums.rules, highest(|found| found.rule));
            add(&mut sums.apps, highest(|found| found.app));
            let countries = open(record).map(|found| found.country);
            for country in countries
                .filter(|c| *c != Found::NOWHERE)
                .collect::<BTreeSet<_>>()
            {
                *sums.countries.entry(country).or_default() += 1;
            }
            for code in record.gaps.iter().collect::<BTreeSet<_>>() {
                *sums.gaps.entry(*code).or_default() += 1;
            }
        }
        sums
    }
}
