//! Totals of a fleet: what a summary says beyond the [counts](super::counts), added
//! up device by device without keeping the devices.
//!
//! A compliant device leaves nothing here. Findings and gaps are kept until the
//! end, because a newer inventory of the same device may replace them.

use super::by_day::shown_time;
use super::counts::Counting;
use super::limits::FleetLimits;
use super::small;
use crate::audit::applicability::Applicability;
use crate::audit::result::{DeviceResult, RuleFact};
use crate::audit::verdict::Verdict;
use crate::catalogue::Country;
use crate::inventory::{Gap, GapCode};
use crate::policy::Level;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// How many reasons, and how many of the oldest inventories, are kept in words.
const IN_WORDS: usize = 64;

/// A fleet that is being added up.
#[derive(Debug, Default)]
pub struct Totals {
    pub(crate) said: Said,
    pub(crate) limits: FleetLimits,
    pub(crate) rules: Names<Arc<RuleFact>>,
    pub(crate) apps: Names<Option<String>>,
    pub(crate) models: Names<()>,
    /// With their names.
    pub(crate) countries: Vec<(Country, Option<String>)>,
    /// Devices that show something else than their register entry, by the rank of their
    /// verdict, id and place.
    pub(crate) contradicted: BTreeSet<(u8, Box<str>, u32)>,
    /// Devices without a verdict by id and place, and why.
    pub(crate) reasons: BTreeMap<(Box<str>, u32), Reason>,
    /// The oldest inventories by date, id and place.
    pub(crate) oldest: BTreeSet<(Timestamp, Box<str>, u32)>,
}

/// Why a device has no verdict: what was not read first, or how the policies stand to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Something was not read.
    Gap(Gap),
    /// Not every policy judged it.
    Standing(Arc<[Applicability]>),
}

/// What there is to say of devices, one behind the other in the order of the
/// input. Half of a large fleet may be in here, so nothing is allocated for a
/// single device.
#[derive(Debug, Default)]
pub(crate) struct Said {
    devices: Vec<Ends>,
    ids: String,
    findings: Vec<Found>,
    gaps: Vec<GapCode>,
}

/// Where what belongs to a device ends.
#[derive(Debug, Clone, Copy, Default)]
struct Ends {
    /// The place of its result in the input.
    place: u32,
    model: u32,
    id: usize,
    findings: u32,
    gaps: u32,
}

/// What there is to say of a device.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'s> {
    /// The place of its result in the input.
    pub(crate) place: u32,
    pub(crate) id: &'s str,
    pub(crate) model: u32,
    pub(crate) findings: &'s [Found],
    pub(crate) gaps: &'s [GapCode],
}

impl Said {
    /// Everything, in the order of the input.
    pub(crate) fn records(&self) -> impl Iterator<Item = Record<'_>> {
        let starts = std::iter::once(Ends::default()).chain(self.devices.iter().copied());
        starts.zip(&self.devices).map(|(start, end)| {
            let (findings, gaps) = (start.findings as usize, start.gaps as usize);
            let (last, end_of_gaps) = (end.findings as usize, end.gaps as usize);
            Record {
                place: end.place,
                id: self.ids.get(start.id..end.id).unwrap_or_default(),
                model: end.model,
                findings: self.findings.get(findings..last).unwrap_or_default(),
                gaps: self.gaps.get(gaps..end_of_gaps).unwrap_or_default(),
            }
        })
    }

    /// Notes whose the findings and gaps are that were added last.
    fn end(&mut self, place: u32, id: &str, model: u32) {
        self.ids.push_str(id);
        self.devices.push(Ends {
            place,
            model,
            id: self.ids.len(),
            findings: small(self.findings.len()),
            gaps: small(self.gaps.len()),
        });
    }
}

/// A finding, with names as numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) rule: u32,
    pub(crate) app: u32,
    pub(crate) country: u16,
    pub(crate) level: Level,
    /// Whether nothing permits it.
    pub(crate) open: bool,
}

impl Found {
    pub(crate) const NOWHERE: u16 = u16::MAX;
}

/// Numbers for names, in the order in which they came.
#[derive(Debug)]
pub(crate) struct Names<T> {
    numbers: HashMap<String, u32>,
    pub(crate) all: Vec<(String, T)>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            all: Vec::new(),
        }
    }
}

impl<T> Names<T> {
    fn number(&mut self, name: &str, more: impl FnOnce() -> T) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = small(self.all.len());
        self.numbers.insert(name.to_owned(), number);
        self.all.push((name.to_owned(), more()));
        number
    }

    pub(crate) fn get(&self, number: u32) -> Option<&(String, T)> {
        self.all.get(number as usize)
    }
}

impl Totals {
    /// Adds the result at a place of the input; in the order of the input.
    pub fn add(&mut self, place: u32, device: &DeviceResult) {
        self.limits.add(device);
        let id = || Box::<str>::from(device.id.as_str());
        if device.is_contradicted() {
            let key = (device.verdict.rank(), id(), place);
            self.contradicted.insert(key);
            if self.contradicted.len() > IN_WORDS {
                self.contradicted.pop_last();
            }
        }
        if device.verdict == Verdict::Indeterminate {
            self.keep_reason(place, device);
        }
        if let Some(time) = shown_time(device) {
            self.keep_oldest(time, &device.id, place);
        }
        if !device.findings.is_empty() || !device.coverage.gaps().is_empty() {
            self.record(place, device);
        }
    }

    /// More than will be shown, because newer inventories of some of these
    /// devices may still come.
    fn keep_oldest(&mut self, time: Timestamp, id: &str, place: u32) {
        let full = self.oldest.len() >= IN_WORDS;
        let is_later =
            |(last, of, at): &(Timestamp, Box<str>, u32)| (*last, &**of, *at) < (time, id, place);
        if full && self.oldest.last().is_some_and(is_later) {
            return;
        }
        self.oldest.insert((time, id.into(), place));
        if full {
            self.oldest.pop_last();
        }
    }

    fn keep_reason(&mut self, place: u32, device: &DeviceResult) {
        let full = self.reasons.len() >= IN_WORDS;
        let last = self.reasons.last_key_value();
        if full && last.is_some_and(|((of, at), _)| (&**of, *at) < (&*device.id, place)) {
            return;
        }
        // As reports list them.
        let gaps = device.coverage.gaps().iter();
        let first = gaps.min_by_key(|gap| (gap.profile, gap.code.as_str(), &gap.message));
        let stands = &device.applicability;
        let reason = first.map_or_else(
            || Reason::Standing(Arc::clone(stands)),
            |gap| Reason::Gap(gap.clone()),
        );
        self.reasons
            .insert((device.id.as_str().into(), place), reason);
        if full {
            self.reasons.pop_last();
        }
    }

    fn record(&mut self, place: u32, device: &DeviceResult) {
        let gaps = device.coverage.gaps();
        self.said.gaps.extend(gaps.iter().map(|gap| gap.code));
        for finding in &device.findings {
            let owner = finding.owner.as_ref();
            let country =
                owner.and_then(|owner| Some((owner.country?, owner.country_name.as_ref())));
            let (rule, name) = (&finding.rule, &finding.name);
            let found = Found {
                rule: self.rules.number(&rule.id, || Arc::clone(rule)),
                app: self.apps.number(&finding.app, || name.clone()),
                country: country.map_or(Found::NOWHERE, |(country, name)| {
                    self.country(country, name)
                }),
                level: finding.level,
                open: finding.is_open(),
            };
            self.said.findings.push(found);
        }
        let names = [&device.maker, &device.model];
        let model: Vec<&str> = names.iter().filter_map(|name| name.as_deref()).collect();
        let model = self.models.number(&model.join(" "), || ());
        self.said.end(place, &device.id, model);
    }

    fn country(&mut self, country: Country, name: Option<&String>) -> u16 {
        let known = self.countries.iter();
        let known = known
            .map(|(known, _)| known)
            .position(|known| *known == country);
        let place = known.unwrap_or_else(|| {
            self.countries.push((country, name.cloned()));
            self.countries.len() - 1
        });
        u16::try_from(place).unwrap_or(Found::NOWHERE)
    }

    /// What there is to say of the inventories that count, each with the rank
    /// of its verdict.
    pub(crate) fn counted(&self, counting: &Counting) -> impl Iterator<Item = (u8, Record<'_>)> {
        let records = self.said.records();
        records.filter_map(|record| {
            let rank = counting.rank(record.place);
            rank.map(|rank| (rank, record))
        })
    }
}
