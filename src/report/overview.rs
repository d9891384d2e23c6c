//! What a page says of a fleet in the place of its devices: which apps and rules were
//! found most, and what limits the answers, by how many devices. It is added up in one
//! walk; no device is kept.

use super::document::{Applicability, Device, Verdict, applicability, exception, waiver};
use super::fact_code::FactCode;
use super::facts;
use super::wording::Words;
use crate::audit::fleet::deduplicate::LEFT_OUT;
use crate::audit::{DeviceLimits, Level, Permission};
use crate::inventory::GapCode;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many lines a list has.
const LISTED: usize = 50;

/// How many different limits are told apart. A result that has more is no honest one.
const KINDS: usize = 10_000;

/// How many countries are told apart. There are no more; a result that names more is
/// no honest one, and the others are counted together.
const COUNTRIES: usize = 1000;

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
    apps_seen: AppsSeen,
    countries: Countries,
}

/// Devices by the countries of the owners of what was found: by code, with the English
/// names.
#[derive(Default)]
struct Countries {
    devices: BTreeMap<String, (Option<String>, usize)>,
    /// How often a country was named that is not told apart any more.
    further: usize,
}

impl Countries {
    fn add(&mut self, device: &Device<'_>) {
        let open = device.findings.iter().filter(|one| one.is_open());
        let named = open.filter_map(|one| {
            let code = one.owner_country.as_deref()?;
            Some((code, one.owner_country_name.as_deref()))
        });
        for (country, name) in named.collect::<BTreeMap<_, _>>() {
            if let Some((_, devices)) = self.devices.get_mut(country) {
                *devices += 1;
            } else if self.devices.len() < COUNTRIES {
                let known = (name.map(str::to_owned), 1);
                self.devices.insert(country.to_owned(), known);
            } else {
                self.further += 1;
            }
        }
    }
}

/// Apps on all devices, those with a known owner, and how many devices have any.
#[derive(Debug, Clone, Copy, Default)]
struct AppsSeen {
    apps: usize,
    known: usize,
    devices: usize,
}

impl AppsSeen {
    fn add(&mut self, device: &Device<'_>) {
        self.apps += device.apps.total;
        self.known += device.apps.owner_known;
        self.devices += usize::from(device.apps.total > 0);
    }
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
    Told(FactCode, String),
    /// What permits a finding.
    Permitted(String),
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
        self.add_limits(limits(words, device), 1);
        self.apps_seen.add(device);
        self.countries.add(device);
    }

    /// Adds what limits the answers for so many devices of an audit that were not kept.
    pub(super) fn add_shared(&mut self, words: &Words, shared: &DeviceLimits, devices: usize) {
        let stands: Vec<Applicability<'_>> =
            shared.applicability.iter().map(applicability).collect();
        let mut limits = of_stands(words, shared.is_outside, &stands);
        let remarks = shared.remarks.iter();
        limits.extend(remarks.map(|(level, code)| remark(*level, code.as_str())));
        limits.extend(shared.notes.iter().map(|code| note(code)));
        let permissions = shared.permissions.iter();
        limits.extend(permissions.map(|permission| {
            permitted(match permission {
                Permission::Waiver(by) => words.waiver(&waiver(by)),
                Permission::Exception(way) => words.permitted(&exception(way)),
            })
        }));
        self.add_limits(limits, devices);
    }

    /// Adds devices whose limits are not told apart.
    pub(super) fn add_further(&mut self, devices: usize) {
        self.further += devices;
    }

    fn add_limits(&mut self, limits: BTreeSet<Limit>, devices: usize) {
        for limit in limits {
            let is_full = self.limits.len() >= KINDS;
            match self.limits.get_mut(&limit) {
                Some(known) => *known += devices,
                None if is_full => self.further += devices,
                None => {
                    self.limits.insert(limit, devices);
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

    /// The countries of the owners: codes, English names, and on how many devices.
    pub(super) fn countries(&self) -> First<(&str, Option<&str>, usize)> {
        let all = self.countries.devices.iter();
        let all = all.map(|(code, (name, devices))| (&**code, name.as_deref(), *devices));
        let mut first = first(all, |(_, _, devices)| Reverse(*devices));
        first.more += self.countries.further;
        first
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

    /// The codes of remarks and notes, the gravest first, and of how many devices. That
    /// others of the same device were left out is counted elsewhere.
    pub(super) fn codes(&self) -> First<(&str, usize)> {
        let all = self.limits.iter().filter_map(|(limit, devices)| {
            let (Limit::Remark(_, code) | Limit::Note(code)) = limit else {
                return None;
            };
            (code != LEFT_OUT).then_some((&**code, *devices))
        });
        first(all, |_| ())
    }

    /// What limits the answers and has no code: labels and sentences, and for how many
    /// devices.
    pub(super) fn sentences(&self, words: &Words) -> First<(String, usize)> {
        let all = self.limits.iter().filter_map(|(limit, devices)| {
            let sentence = match limit {
                // Said once, behind the lists; the counts say of how many.
                Limit::Told(FactCode::Assumed, _) => return None,
                Limit::Told(code, sentence) => {
                    format!("{}: {sentence}", (words.labels.fact)(*code))
                }
                Limit::Permitted(sentence) => sentence.clone(),
                _ => return None,
            };
            Some((sentence, *devices))
        });
        let mut first = first(all, |(_, devices)| Reverse(*devices));
        first.more += self.further;
        first
    }

    /// What limits the answers: a label, what it is, and of how many devices.
    pub(super) fn limits(&self, words: &Words) -> First<(&'static str, Cow<'_, str>, usize)> {
        let all = self.limits.iter().map(|(limit, devices)| {
            let (label, what) = match limit {
                Limit::NotRead(code) => {
                    let todo = format!("{}: {}", words.labels.todo, words.gap_step(code));
                    let what = Cow::Owned(format!("{code}; {todo}"));
                    return (words.gap_label(code), what, *devices);
                }
                Limit::Remark(level, code) => (words.level(level.0), code),
                Limit::Told(code, sentence) => ((words.labels.fact)(*code), sentence),
                Limit::Permitted(sentence) => (words.terms.permitted, sentence),
                Limit::Note(code) => ((words.labels.fact)(FactCode::Note), code),
            };
            (label, Cow::Borrowed(&**what), *devices)
        });
        let seen = self.apps_seen;
        let apps = (seen.apps > 0).then(|| {
            let told = (words.device.apps_and_owners)(seen.apps, seen.known);
            let label = (words.labels.fact)(FactCode::Apps);
            (label, Cow::Owned(told), seen.devices)
        });
        let mut first = first(apps.into_iter().chain(all), |_| ());
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
    let outside = device.verdict == Verdict::NotApplicable;
    let mut limits = of_stands(words, outside, &device.applicability);
    let gaps = device.coverage.gaps.iter();
    limits.extend(gaps.map(|gap| Limit::NotRead(gap.code.to_string())));
    let remarks = device.remarks.iter();
    limits.extend(remarks.map(|one| remark(one.level, &one.code)));
    let notes = device.coverage.notes.iter();
    limits.extend(notes.map(|one| note(&one.code)));
    let findings = device.findings.iter();
    let permissions = findings.filter_map(|finding| words.permission(finding));
    limits.extend(permissions.map(permitted));
    limits
}

/// What was assumed, and which policies did not judge and why.
fn of_stands(words: &Words, outside: bool, stands: &[Applicability<'_>]) -> BTreeSet<Limit> {
    let assumed = facts::assumed_in(words, stands).into_iter();
    let assumed = assumed.map(|told| Limit::Told(FactCode::Assumed, told));
    let standings = words.standings_of(outside, stands).into_iter();
    let standings = standings.map(|told| Limit::Told(FactCode::Applicability, told));
    assumed.chain(standings).collect()
}

fn remark(level: Level, code: &str) -> Limit {
    Limit::Remark(Reverse(level), code.to_owned())
}

fn permitted(sentence: String) -> Limit {
    Limit::Permitted(sentence)
}

fn note(code: &str) -> Limit {
    Limit::Note(code.to_owned())
}
