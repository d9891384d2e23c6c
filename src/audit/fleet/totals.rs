//! Totals of a fleet, added up device by device without keeping the devices.
//!
//! A compliant device leaves only its entry in the
//! [deduplicator](super::deduplicate). Findings and gaps are kept until the end,
//! because a newer inventory of the same device may replace them.

use super::deduplicate::Deduplicator;
use crate::audit::judge::Judge;
use crate::audit::outcome::Summary;
use crate::audit::result::{DeviceResult, RuleFact};
use crate::audit::told::Told;
use crate::audit::verdict::Verdict;
use crate::catalogue::Country;
use crate::inventory::{Gap, GapCode};
use crate::policy::Level;
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// How many reasons, and how many of the oldest inventories, are kept in words.
const IN_WORDS: usize = 64;

/// A fleet that is being added up.
#[derive(Debug)]
pub struct Totals<'j> {
    pub(crate) judge: &'j Judge<'j>,
    pub(crate) deduplicator: Deduplicator,
    pub(crate) said: Said,
    pub(crate) rules: Names<Arc<RuleFact>>,
    pub(crate) apps: Names<Option<String>>,
    pub(crate) models: Names<()>,
    pub(crate) countries: Vec<Country>,
    /// What is told once for the run.
    pub(in crate::audit) told: Told,
    /// Of each result, in the order of the input.
    marks: Vec<Marks>,
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
    pub(crate) permit: Permit,
}

/// Whether something permits what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Permit {
    Open,
    Waived,
    Excepted,
}

impl Found {
    pub(crate) const NOWHERE: u16 = u16::MAX;
}

/// What is counted of every device, whatever was found on it.
#[derive(Debug, Clone, Copy)]
struct Marks {
    contradicted: bool,
    unregistered: bool,
    assumed: bool,
}

impl Marks {
    fn of(device: &DeviceResult) -> Self {
        Self {
            contradicted: device.is_contradicted(),
            unregistered: device.is_unregistered(),
            assumed: device.is_assumed(),
        }
    }
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

impl<'j> Totals<'j> {
    /// Nothing added up yet.
    #[must_use]
    pub fn new(judge: &'j Judge<'j>) -> Self {
        Self {
            judge,
            deduplicator: Deduplicator::default(),
            said: Said::default(),
            rules: Names::default(),
            apps: Names::default(),
            models: Names::default(),
            countries: Vec::new(),
            told: Told::default(),
            marks: Vec::new(),
            contradicted: Vec::new(),
            reasons: Vec::new(),
            oldest: BTreeMap::new(),
        }
    }

    /// How many devices there are by now.
    #[must_use]
    pub fn devices(&self) -> usize {
        self.deduplicator.devices()
    }

    /// Adds one result, in the order of the input.
    pub fn add(&mut self, device: &DeviceResult) {
        let place = self.deduplicator.add(device);
        let marks = Marks::of(device);
        self.marks.push(marks);
        self.told.add(device);
        if marks.contradicted && self.contradicted.len() < IN_WORDS {
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
            let permit = match (&finding.waived_by, &finding.permitted_by) {
                (Some(_), _) => Permit::Waived,
                (None, Some(_)) => Permit::Excepted,
                (None, None) => Permit::Open,
            };
            let country = finding.owner.as_ref().and_then(|owner| owner.country);
            let (rule, name) = (&finding.rule, &finding.name);
            let found = Found {
                rule: self.rules.number(&rule.id, || Arc::clone(rule)),
                app: self.apps.number(&finding.app, || name.clone()),
                country: country.map_or(Found::NOWHERE, |country| self.country(country)),
                level: finding.level,
                permit,
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

    /// The result for all devices together, and the counts.
    pub(crate) fn counts(&self, counting: &[Option<u8>]) -> (Verdict, Summary) {
        let (verdict, answers) = self.deduplicator.answer(counting);
        let mut summary = Summary {
            devices: answers.devices,
            non_compliant: answers.non_compliant,
            indeterminate: answers.indeterminate,
            compliant: answers.compliant,
            not_applicable: answers.not_applicable,
            ..Summary::default()
        };
        for (marks, counts) in self.marks.iter().zip(counting) {
            if counts.is_some() {
                summary.contradicted += usize::from(marks.contradicted);
                summary.unregistered += usize::from(marks.unregistered);
                summary.assumed += usize::from(marks.assumed);
            }
        }
        for (_, record) in self.counted(counting) {
            for found in record.findings {
                summary.findings += 1;
                summary.waived += usize::from(found.permit == Permit::Waived);
                summary.permitted += usize::from(found.permit == Permit::Excepted);
            }
        }
        (verdict, summary)
    }

    /// What there is to say of the inventories that count, each with the rank
    /// of its verdict.
    pub(crate) fn counted(
        &self,
        counting: &[Option<u8>],
    ) -> impl Iterator<Item = (u8, Record<'_>)> {
        let records = self.said.records();
        records.filter_map(|record| {
            let rank = counting.get(record.place as usize).copied().flatten();
            rank.map(|rank| (rank, record))
        })
    }
}
