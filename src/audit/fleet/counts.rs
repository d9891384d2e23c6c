//! What is counted of every device of a run: which inventories count, the
//! verdicts, and what is told once for all of them.
//!
//! A device leaves a few dozen bytes here, so the head of a report can be written
//! before its devices, and none of them has to be kept for it.

use super::column::Column;
use super::deduplicate::Deduplicator;
use super::namesakes::{Namesakes, doubt};
use super::small;
use crate::audit::Applicability;
use crate::audit::judge::Judge;
use crate::audit::outcome::{AuditResult, Summary, Unlisted};
use crate::audit::result::DeviceResult;
use crate::audit::told::Told;
use crate::audit::verdict::Verdict;
use crate::inventory::Gap;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The counts of a run.
#[derive(Debug)]
pub struct Counts<'j> {
    judge: &'j Judge<'j>,
    deduplicator: Deduplicator,
    namesakes: Namesakes,
    told: Remarks,
    /// Of each result, in the order of the input.
    marks: Column<Marks>,
}

/// What is counted of every device, whatever was found on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is counted by itself, for every device of a fleet"
)]
struct Marks {
    contradicted: bool,
    unregistered: bool,
    assumed: bool,
    broken_and_unread: bool,
    findings: u32,
    waived: u32,
    permitted: u32,
    /// The number of what it adds to the remarks.
    told: u32,
}

/// What devices add to the remarks of a run, each of it once.
#[derive(Debug, Default)]
struct Remarks {
    all: Vec<Told>,
    numbers: HashMap<Told, u32>,
    /// The last standings that were looked at: most devices share theirs.
    last: Option<(Arc<[Applicability]>, u32)>,
}

impl Remarks {
    /// The number of what a device adds.
    fn number(&mut self, device: &DeviceResult) -> u32 {
        let mut findings = device.findings.iter();
        let is_waived = findings.any(|finding| finding.waived_by.is_some());
        let is_usual = !is_waived && !Told::is_minimal(device);
        let last = self.last.as_ref().filter(|_| is_usual);
        let same = last.filter(|(stands, _)| Arc::ptr_eq(stands, &device.applicability));
        if let Some((_, number)) = same {
            return *number;
        }
        let told = Told::of(device);
        let number = self.numbers.get(&told).copied().unwrap_or_else(|| {
            let number = small(self.all.len());
            self.all.push(told.clone());
            self.numbers.insert(told, number);
            number
        });
        if is_usual {
            self.last = Some((Arc::clone(&device.applicability), number));
        }
        number
    }
}

/// Which inventories of a run count: for each, in the order of the input, the rank
/// of its verdict, or nothing where a newer one of the device counts.
#[derive(Debug)]
pub struct Counting {
    pub(crate) ranks: Vec<Option<u8>>,
    /// Those that lean on an id which other devices have, too.
    doubted: BTreeSet<u32>,
}

impl Counting {
    /// Whether the inventory at a place of the input counts.
    #[must_use]
    pub fn counts(&self, place: u32) -> bool {
        self.rank(place).is_some()
    }

    /// The rank of its verdict, if it counts.
    pub(crate) fn rank(&self, place: u32) -> Option<u8> {
        self.ranks.get(place as usize).copied().flatten()
    }

    /// How many inventories do not count.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.ranks.iter().filter(|rank| rank.is_none()).count()
    }

    /// The verdict on a result in the light of the whole run.
    pub(crate) fn verdict(&self, place: u32, alone: Verdict) -> Verdict {
        let doubt = Verdict::Indeterminate;
        if self.doubted.contains(&place) && alone.rank() > doubt.rank() {
            doubt
        } else {
            alone
        }
    }

    /// What is to be added to results that cannot be relied on: why.
    #[must_use]
    pub fn doubts(&self) -> HashMap<u32, Gap> {
        let counting = self.doubted.iter().filter(|place| self.counts(**place));
        counting.map(|place| (*place, doubt())).collect()
    }
}

impl<'j> Counts<'j> {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(judge: &'j Judge<'j>) -> Self {
        Self {
            judge,
            deduplicator: Deduplicator::default(),
            namesakes: Namesakes::default(),
            told: Remarks::default(),
            marks: Column::default(),
        }
    }

    /// How many devices there are by now.
    #[must_use]
    pub fn devices(&self) -> usize {
        self.deduplicator.devices()
    }

    /// What decides which inventory of a device counts.
    #[must_use]
    pub fn deduplicator(&self) -> &Deduplicator {
        &self.deduplicator
    }

    /// Adds one result, in the order of the input. The place it has there.
    pub fn add(&mut self, device: &DeviceResult) -> u32 {
        let of = |permits: fn(&crate::audit::Finding) -> bool| {
            let findings = device.findings.iter();
            small(findings.filter(|finding| permits(finding)).count())
        };
        self.marks.push(Marks {
            contradicted: device.is_contradicted(),
            unregistered: device.is_unregistered(),
            assumed: device.is_assumed(),
            broken_and_unread: device.is_broken_and_unread(),
            findings: small(device.findings.len()),
            waived: of(|finding| finding.waived_by.is_some()),
            permitted: of(|finding| finding.permitted_by.is_some()),
            told: self.told.number(device),
        });
        let place = self.deduplicator.add(device);
        if self.judge.asks_for_ids() {
            self.namesakes.add(place, device);
        }
        place
    }

    /// Which inventories count, of all that were added.
    #[must_use]
    pub fn counting(&self) -> Counting {
        let mut ranks = self.deduplicator.counting();
        let doubted = self.namesakes.doubted();
        for place in &doubted {
            if let Some(Some(rank)) = ranks.get_mut(*place as usize) {
                *rank = (*rank).min(Verdict::Indeterminate.rank());
            }
        }
        Counting { ranks, doubted }
    }

    /// The result for the run, with no device listed. `missing` are the devices of
    /// the register that were never read.
    #[must_use]
    pub fn result(&self, counting: &Counting, missing: Vec<String>) -> AuditResult {
        let (verdict, summary, told) = self.sums(counting);
        AuditResult {
            remarks: self.judge.remarks(&told, &missing),
            unlisted: Unlisted {
                summary,
                verdict: Some(verdict),
            },
            ..self.judge.result(Vec::new(), missing)
        }
    }

    fn sums(&self, counting: &Counting) -> (Verdict, Summary, Told) {
        let (verdict, answers) = self.deduplicator.answer(&counting.ranks);
        let mut summary = Summary {
            devices: answers.devices,
            non_compliant: answers.non_compliant,
            indeterminate: answers.indeterminate,
            compliant: answers.compliant,
            not_applicable: answers.not_applicable,
            ..Summary::default()
        };
        let mut times = vec![0; self.told.all.len()];
        let counted = self.marks.iter().zip(&counting.ranks);
        for (marks, _) in counted.filter(|(_, rank)| rank.is_some()) {
            summary.contradicted += usize::from(marks.contradicted);
            summary.unregistered += usize::from(marks.unregistered);
            summary.assumed += usize::from(marks.assumed);
            summary.broken_and_unread += usize::from(marks.broken_and_unread);
            summary.findings += marks.findings as usize;
            summary.waived += marks.waived as usize;
            summary.permitted += marks.permitted as usize;
            if let Some(times) = times.get_mut(marks.told as usize) {
                *times += 1;
            }
        }
        let mut told = Told::default();
        let all = self.told.all.iter().zip(times);
        for (one, times) in all.filter(|(_, times)| *times > 0) {
            told.merge(one, times);
        }
        (verdict, summary, told)
    }
}
