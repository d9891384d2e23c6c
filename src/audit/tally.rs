//! Adds a fleet up, device by device, without keeping the devices.
//!
//! A device that breaks nothing leaves its key, a date and a rank; only what
//! was found, and what could not be read, is kept until the end, because a
//! newer inventory of the same device may still come and take its place.

use super::judge::Judge;
use super::newest::{self, Standing};
use super::result::{DeviceResult, RuleFact, Summary};
use super::verdict::Verdict;
use crate::catalogue::Country;
use crate::inventory::{Gap, GapCode};
use crate::policy::Level;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

/// How many reasons, and how many of the oldest inventories, are kept in words.
const IN_WORDS: usize = 64;

/// A fleet that is being added up.
#[derive(Debug)]
pub struct Tally<'j> {
    pub(super) judge: &'j Judge<'j>,
    /// Two, because a device that is taken for another one would be lost.
    hashers: [RandomState; 2],
    /// The last inventory of each device.
    devices: HashMap<[u64; 2], u32>,
    /// What could not be read and names no device.
    nameless: usize,
    pub(super) entries: Vec<Entry>,
    pub(super) records: Vec<Record>,
    pub(super) rules: Names<Arc<RuleFact>>,
    pub(super) apps: Names<Option<String>>,
    pub(super) models: Names<()>,
    pub(super) countries: Vec<Country>,
    /// Waivers that permitted something.
    pub(super) waivers: BTreeSet<String>,
    pub(super) reasons: Vec<(u32, Gap)>,
    /// The oldest inventories by date and place, with the device.
    pub(super) oldest: BTreeMap<(Timestamp, u32), Box<str>>,
    proof: Option<Verdict>,
}

/// One inventory, or one attempt.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) taken_at: Option<Timestamp>,
    pub(super) rank: u8,
    /// The inventory of the same device before.
    before: Option<u32>,
    /// What there is to say of it.
    pub(super) record: Option<u32>,
}

/// What there is to say of a device.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) id: Box<str>,
    pub(super) model: u32,
    pub(super) findings: Box<[Found]>,
    pub(super) gaps: Box<[GapCode]>,
}

/// A finding, with names as numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) rule: u32,
    pub(super) app: u32,
    pub(super) country: u16,
    pub(super) level: Level,
    pub(super) permit: Permit,
}

/// Whether something permits what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Permit {
    Open,
    Waived,
    Excepted,
}

impl Found {
    pub(super) const NOWHERE: u16 = u16::MAX;
}

/// Numbers for names, in the order in which they came.
#[derive(Debug)]
pub(super) struct Names<T> {
    numbers: HashMap<String, u32>,
    pub(super) all: Vec<(String, T)>,
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

    pub(super) fn get(&self, number: u32) -> Option<&(String, T)> {
        self.all.get(number as usize)
    }
}

/// Four billion phones are more than there are people to carry them.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl<'j> Tally<'j> {
    /// Nothing added up yet.
    #[must_use]
    pub fn new(judge: &'j Judge<'j>) -> Self {
        Self {
            judge,
            hashers: [RandomState::new(), RandomState::new()],
            devices: HashMap::new(),
            nameless: 0,
            entries: Vec::new(),
            records: Vec::new(),
            rules: Names::default(),
            apps: Names::default(),
            models: Names::default(),
            countries: Vec::new(),
            waivers: BTreeSet::new(),
            reasons: Vec::new(),
            oldest: BTreeMap::new(),
            proof: None,
        }
    }

    /// How many devices there are by now.
    #[must_use]
    pub fn devices(&self) -> usize {
        self.devices.len() + self.nameless
    }

    /// Adds one answer, in the order of the input.
    pub fn add(&mut self, device: &DeviceResult) {
        let place = number(self.entries.len());
        // What could not be read and carries no id of its own is no device
        // that could come again.
        let before = device.platform.and_then(|platform| {
            let key = (platform, device.id.as_str());
            let hash = self.hashers.each_ref().map(|hasher| hasher.hash_one(key));
            self.devices.insert(hash, place)
        });
        self.nameless += usize::from(device.platform.is_none());
        if let Verdict::Compliant(_) = device.verdict {
            self.proof = Some(device.verdict);
        }
        if let Some(time) = device.taken_at {
            self.keep_oldest((time, place), &device.id);
        }
        let something = !device.findings.is_empty() || !device.coverage.gaps().is_empty();
        let record = something.then(|| number(self.records.len()));
        if let Some(record) = record {
            self.record(record, device);
        }
        self.entries.push(Entry {
            taken_at: device.taken_at,
            rank: device.verdict.rank(),
            before,
            record,
        });
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

    fn record(&mut self, number: u32, device: &DeviceResult) {
        let gaps = device.coverage.gaps();
        if let Some(gap) = gaps.first()
            && self.reasons.len() < IN_WORDS
        {
            self.reasons.push((number, gap.clone()));
        }
        let names = [&device.maker, &device.model];
        let model: Vec<&str> = names.iter().filter_map(|name| name.as_deref()).collect();
        let findings = device.findings.iter().map(|finding| {
            let permit = match (&finding.waived_by, &finding.permitted_by) {
                (Some(waiver), _) => {
                    self.waivers.insert(waiver.id.clone());
                    Permit::Waived
                }
                (None, Some(_)) => Permit::Excepted,
                (None, None) => Permit::Open,
            };
            let country = finding.owner.as_ref().and_then(|owner| owner.country);
            let place = |country| {
                let known = self.countries.iter().position(|known| *known == country);
                let place = known.unwrap_or_else(|| {
                    self.countries.push(country);
                    self.countries.len() - 1
                });
                u16::try_from(place).unwrap_or(Found::NOWHERE)
            };
            Found {
                rule: self
                    .rules
                    .number(&finding.rule.id, || Arc::clone(&finding.rule)),
                app: self.apps.number(&finding.app, || finding.name.clone()),
                country: country.map_or(Found::NOWHERE, place),
                level: finding.level,
                permit,
            }
        });
        let findings = findings.collect();
        self.records.push(Record {
            id: device.id.as_str().into(),
            model: self.models.number(&model.join(" "), || ()),
            findings,
            gaps: gaps.iter().map(|gap| gap.code).collect(),
        });
    }

    /// Whether each inventory counts, in the order of the input.
    #[must_use]
    pub fn counting(&self) -> Vec<bool> {
        let mut counting = vec![true; self.entries.len()];
        let twice = self.devices.values().filter(|last| {
            let entry = self.entries.get(**last as usize);
            entry.is_some_and(|entry| entry.before.is_some())
        });
        for last in twice {
            let places: Vec<u32> = self.same_device(*last).collect();
            let all: Vec<Standing> = places
                .iter()
                .rev()
                .filter_map(|p| self.standing(*p))
                .collect();
            let chosen = newest::counts(&all);
            for (number, place) in places.iter().rev().enumerate() {
                if let Some(counts) = counting.get_mut(*place as usize) {
                    *counts = number == chosen;
                }
            }
        }
        counting
    }

    /// All inventories of a device, the last one first.
    fn same_device(&self, last: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(last), |place| {
            self.entries.get(*place as usize)?.before
        })
    }

    fn standing(&self, place: u32) -> Option<Standing> {
        let entry = self.entries.get(place as usize)?;
        Some(Standing {
            taken_at: entry.taken_at,
            rank: entry.rank,
        })
    }

    /// The answer for all devices together, and the counts.
    #[must_use]
    pub fn summary(&self, counting: &[bool]) -> (Verdict, Summary) {
        let mut summary = Summary::default();
        for (entry, _) in self
            .entries
            .iter()
            .zip(counting)
            .filter(|(_, counts)| **counts)
        {
            summary.devices += 1;
            match entry.rank {
                0 => summary.non_compliant += 1,
                1 => summary.indeterminate += 1,
                _ => summary.compliant += 1,
            }
            let record = entry
                .record
                .and_then(|place| self.records.get(place as usize));
            for found in record.into_iter().flat_map(|record| &record.findings) {
                summary.findings += 1;
                summary.waived += usize::from(found.permit == Permit::Waived);
                summary.permitted += usize::from(found.permit == Permit::Excepted);
            }
        }
        let verdict = match (summary.non_compliant, summary.indeterminate, self.proof) {
            (0, 0, Some(compliant)) if summary.devices > 0 => compliant,
            (0, _, _) => Verdict::Indeterminate,
            _ => Verdict::NonCompliant,
        };
        (verdict, summary)
    }
}
