//! Totals of a fleet: what a summary says beyond the [counts](super::counts), added
//! up device by device without keeping the devices.
//!
//! A compliant device leaves nothing here. Findings and gaps are kept until the
//! end, because a newer inventory of the same device may replace them.

use super::counts::Counting;
use crate::audit::result::{DeviceResult, RuleFact};
use crate::catalogue::Country;
use crate::inventory::{Gap, GapCode};
use crate::policy::Level;
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// How many reasons, and how many of the oldest inventories, are kept in words.
const IN_WORDS: usize = 64;

/// A fleet that is being added up.
#[derive(Debug, Default)]
pub struct Totals {
    pub(crate) said: Said,
    pub(crate) rules: Names<Arc<RuleFact>>,
    pub(crate) apps: Names<Option<String>>,
    pub(crate) models: Names<()>,
    pub(crate) countries: Vec<Country>,
    /// Devices that show something else than their register entry.
    pub(crate) contradicted: Vec<(u32, Box<str>)>,
    pub(crate) reasons: Vec<(u32, Gap)>,
    /// The oldest inventories by date and place, with the device.
    pub(crate) oldest: BTreeMap<(Timestamp, u32), Box<str>>,
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
            findings: number(self.findings.len()),
            gaps: number(self.gaps.len()),
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
        let number = number(self.all.len());
        self.numbers.insert(name.to_owned(), number);
        self.all.push((name.to_owned(), more()));
        number
    }

    pub(crate) fn get(&self, number: u32) -> Option<&(String, T)> {
        self.all.get(number as usize)
    }
}

/// Four billion phones are more than there are people to carry them.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Totals {
    /// Adds the result at a place of the input; in the order of the input.
    pub fn add(&mut self, place: u32, device: &DeviceResult) {
        if self.contradicted.len() < IN_WORDS && device.is_contradicted() {
            self.contradicted.push((place, device.id.as_str().into()));
        }
        if let Some(time) = device.taken_at {
            self.keep_oldest((time, place), &device.id);
        }
        if !device.findings.is_empty() || !device.coverage.gaps().is_empty() {
            self.record(place, device);
        }
    }

    /// More than will be shown, because newer inventories of some of these
    /// devices may still come.
    fn keep_oldest(&mut self, key: (Timestamp, u32), id: &str) {
        let full = self.oldest.len() >= IN_WORDS;
        let last = self.oldest.last_key_value().map(|(last, _)| *last);
        if full && last.is_some_and(|last| last < key) {
            return;
        }
        self.oldest.insert(key, id.into());
        if full {
            self.oldest.pop_last();
        }
    }

    fn record(&mut self, place: u32, device: &DeviceResult) {
        let gaps = device.coverage.gaps();
        if let Some(gap) = gaps.first()
            && self.reasons.len() < IN_WORDS
        {
            self.reasons.push((place, gap.clone()));
        }
        self.said.gaps.extend(gaps.iter().map(|gap| gap.code));
        for finding in &device.findings {
            let country = finding.owner.as_ref().and_then(|owner| owner.country);
            let (rule, name) = (&finding.rule, &finding.name);
            let found = Found {
                rule: self.rules.number(&rule.id, || Arc::clone(rule)),
                app: self.apps.number(&finding.app, || name.clone()),
                country: country.map_or(Found::NOWHERE, |country| self.country(country)),
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

    fn country(&mut self, country: Country) -> u16 {
        let known = self.countries.iter().position(|known| *known == country);
        let place = known.unwrap_or_else(|| {
            self.countries.push(country);
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
