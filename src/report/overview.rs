//! What a page says of a fleet in the place of its devices: which apps and rules were
//! found most, and what limits the answers, by how many devices. It is added up in one
//! walk; no device is kept.

use super::document::Device;
use super::fact_code::FactCode;
use super::facts;
use super::wording::Words;
use crate::audit::Level;
use crate::inventory::GapCode;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many lines a list has.
const LISTED: usize = 50;

/// How many different limits are told apart. A result that has more is no honest one.
const KINDS: usize = 10_000;

/// How many of the worst devices are named.
pub(super) const WORST: usize = 20;

/// What was found, by devices.
#[derive(Default)]
pub(super) struct Overview {
    /// By id, with the name.
    apps: BTreeMap<String, (Option<String>, Sum)>,
    rules: BTreeMap<String, Sum>,
    limits: BTreeMap<Limit, usize>,
    /// How often something limits that is not told apart any more.
    further: usize,
}

/// At which level something was found at most, and on how many devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) level: Level,
    pub(super) devices: usize,
}

/// The first lines of a list, and how many more there are.
#[derive(Debug)]
pub(super) struct First<T> {
    pub(super) lines: Vec<T>,
    pub(super) more: usize,
}

/// Something that limits the answer for a device, in the order in which it is listed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Limit {
    /// A part that was not read, by its code.
    NotRead(String),
    /// A remark, by its code.
    Remark(Reverse<Level>, String),
    /// A sentence.
    Told(&'static str, String),
    /// A note, by its code.
    Note(String),
}

impl Overview {
    /// Adds a device.
    pub(super) fn add(&mut self, words: &Words, device: &Device<'_>) {
        let (mut apps, mut rules) = (BTreeMap::new(), BTreeMap::new());
        for finding in device.findings.iter().filter(|one| one.is_open()) {
            let name = finding.name.as_deref();
            let name = name.filter(|name| !name.trim().is_empty());
            let level = finding.level;
            let app = apps.entry(&*finding.app).or_insert((level, name));
            *app = (app.0.max(level), app.1.or(name));
            let rule = rules.entry(&*finding.rule).or_insert(level);
            *rule = level.max(*rule);
        }
        for (app, (level, name)) in apps {
            let known = self.apps.entry(app.to_owned());
            let (known, sum) = known.or_insert_with(|| (None, Sum { level, devices: 0 }));
            if known.is_none() {
                *known = name.map(str::to_owned);
            }
            sum.count(level);
        }
        for (rule, level) in rules {
            let sum = self.rules.entry(rule.to_owned());
            sum.or_insert(Sum { level, devices: 0 }).count(level);
        }
        for limit in limits(words, device) {
            let is_full = self.limits.len() >= KINDS;
            match self.limits.get_mut(&limit) {
                Some(devices) => *devices += 1,
                None if is_full => self.further += 1,
                None => {
                    self.limits.insert(limit, 1);
                }
            }
        }
    }

    /// The apps that nothing permits: id, name, and how much of it was found.
    pub(super) fn apps(&self) -> First<(&str, Option<&str>, Sum)> {
        let all = self.apps.iter();
        let all = all.map(|(app, (name, sum))| (&**app, name.as_deref(), *sum));
        first(all, |(_, _, sum)| sum.weight())
    }

    /// The rules that found what nothing permits.
    pub(super) fn rules(&self) -> First<(&str, Sum)> {
        let all = self.rules.iter().map(|(rule, sum)| (&**rule, *sum));
        first(all, |(_, sum)| sum.weight())
    }

    /// The same rules, those first that found something on most devices.
    pub(super) fn most_common_rules(&self) -> First<(&str, Sum)> {
        let all = self.rules.iter().map(|(rule, sum)| (&**rule, *sum));
        first(all, |(_, sum)| (Reverse(sum.devices), Reverse(sum.level)))
    }

    /// Why devices were not fully read: codes, the most common first, and of how many
    /// devices.
    pub(super) fn not_read(&self) -> First<(&str, usize)> {
        let all = self.limits.iter().filter_map(|(limit, devices)| {
            let Limit::NotRead(code) = limit else {
                return None;
            };
            Some((&**code, *devices))
        });
        first(all, |(code, devices)| {
            let known = GapCode::parse(code);
            (Reverse(*devices), known.is_none(), known)
        })
    }

    /// The codes of remarks and notes, the gravest first, and of how many devices.
    pub(super) fn codes(&self) -> First<(&str, usize)> {
        let all = self.limits.iter().filter_map(|(limit, devices)| {
            let (Limit::Remark(_, code) | Limit::Note(code)) = limit else {
                return None;
            };
            Some((&**code, *devices))
        });
        first(all, |_| ())
    }

    /// What limits the answers and has no code: labels and sentences, and for how many
    /// devices.
    pub(super) fn sentences(&self) -> First<(String, usize)> {
        let all = self.limits.iter().filter_map(|(limit, devices)| {
            let Limit::Told(label, sentence) = limit else {
                return None;
            };
            Some((format!("{label}: {sentence}"), *devices))
        });
        let mut first = first(all, |(_, devices)| Reverse(*devices));
        first.more += self.further;
        first
    }

    /// What limits the answers: a label, what it is, and of how many devices.
    pub(super) fn limits(&self, words: &Words) -> First<(&'static str, &str, usize)> {
        let all = self.limits.iter().map(|(limit, devices)| {
            let (label, what) = match limit {
                Limit::NotRead(code) => (words.gap_label(code), code),
                Limit::Remark(level, code) => (words.level(level.0), code),
                Limit::Told(label, sentence) => (*label, sentence),
                Limit::Note(code) => ((words.labels.fact)(FactCode::Note), code),
            };
            (label, &**what, *devices)
        });
        let mut first = first(all, |_| ());
        first.more += self.further;
        first
    }
}

impl<T> Default for First<T> {
    fn default() -> Self {
        Self {
            lines: Vec::new(),
            more: 0,
        }
    }
}

impl<T> First<T> {
    /// Adds a line, if there are not so many yet; otherwise it is one more.
    pub(super) fn add(&mut self, most: usize, line: impl FnOnce() -> T) {
        if self.lines.len() < most {
            self.lines.push(line());
        } else {
            self.more += 1;
        }
    }

    /// So many of the lines; the others are more.
    pub(super) fn cut(mut self, most: usize) -> Self {
        self.more += self.lines.len().saturating_sub(most);
        self.lines.truncate(most);
        self
    }
}

impl Sum {
    fn count(&mut self, level: Level) {
        self.level = self.level.max(level);
        self.devices += 1;
    }

    /// The gravest first, then the most common.
    fn weight(self) -> impl Ord {
        (Reverse(self.level), Reverse(self.devices))
    }
}

fn first<T, K: Ord>(all: impl Iterator<Item = T>, weight: impl Fn(&T) -> K) -> First<T> {
    let mut lines: Vec<T> = all.collect();
    lines.sort_by_key(weight);
    let more = lines.len().saturating_sub(LISTED);
    lines.truncate(LISTED);
    First { lines, more }
}

/// What limits the answer for a device, each of it once.
fn limits(words: &Words, device: &Device<'_>) -> BTreeSet<Limit> {
    let gaps = device.coverage.gaps.iter();
    let mut limits: BTreeSet<Limit> = gaps
        .map(|gap| Limit::NotRead(gap.code.to_string()))
        .collect();
    let remarks = device.remarks.iter();
    limits.extend(remarks.map(|one| Limit::Remark(Reverse(one.level), one.code.to_string())));
    let told = |code| move |sentence| Limit::Told((words.labels.fact)(code), sentence);
    let assumed = facts::assumed(words, device).into_iter();
    limits.extend(assumed.map(told(FactCode::Assumed)));
    let standings = words.standings(device).into_iter();
    limits.extend(standings.map(told(FactCode::Applicability)));
    let notes = device.coverage.notes.iter();
    limits.extend(notes.map(|note| Limit::Note(note.code.to_string())));
    limits
}
