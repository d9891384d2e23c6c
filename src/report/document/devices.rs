//! The devices of a document, which a format walks through once or more often, in
//! the order of the report. Few of them are held in memory. A fleet lies aside, and
//! each device is read back when its turn comes, so memory does not grow with what
//! was found.

use super::device::{Device, Gap, Note};
use super::glance::Glance;
use super::originals::Originals;
use crate::audit::Threshold;
use crate::report::spool::Pieces;
use serde::de::Deserializer;
use serde::ser::{Error as _, SerializeSeq as _, Serializer};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io;
use std::ops::ControlFlow;

/// The devices of a document.
#[derive(Debug)]
pub enum Devices<'r> {
    /// In memory.
    Held(Vec<Device<'r>>),
    /// Aside.
    Aside(Box<Aside>),
}

/// Devices that lie aside as lines of JSON.
#[derive(Debug)]
pub struct Aside {
    pub(in crate::report) lines: Pieces,
    /// What each line tells at a glance.
    pub(in crate::report) glances: Vec<Glance>,
    /// The numbers of the lines, in the order of the report.
    pub(in crate::report) order: Vec<u32>,
    /// What was found out about a device after its line was written.
    pub(in crate::report) notes: HashMap<u32, Vec<Note<'static>>>,
    /// Why a device is indeterminate in the light of the others.
    pub(in crate::report) doubts: HashMap<u32, Gap<'static>>,
    /// Set for a result of version 1, where every remark that reaches this level
    /// counted like a finding.
    pub(in crate::report) raised: Option<Threshold>,
    /// Set when the lines are redacted.
    pub(in crate::report) originals: Option<Originals>,
}

impl Aside {
    fn glance(&self, number: u32) -> Option<Glance> {
        self.glances.get(number as usize).copied()
    }

    fn device(&self, number: u32, line: &mut Vec<u8>) -> io::Result<Device<'static>> {
        self.lines.read(number, line)?;
        let mut device: Device<'static> = serde_json::from_slice(line)?;
        for note in self.notes.get(&number).into_iter().flatten() {
            let notes = &mut device.coverage.notes;
            // The text of a redacted note says nothing about its place.
            let is_before = |known: &Note<'_>| match self.originals {
                Some(_) => known.code <= note.code,
                None => (&known.code, &known.message) <= (&note.code, &note.message),
            };
            notes.insert(notes.partition_point(is_before), note.clone());
        }
        if let Some(gap) = self.doubts.get(&number) {
            device.coverage.gaps.push(gap.clone());
            device.coverage.complete = false;
            device.verdict = device.verdict.in_doubt();
        }
        if let Some(fail_on) = self.raised {
            for remark in &mut device.remarks {
                remark.finding = fail_on.is_reached_by(remark.level);
            }
        }
        Ok(device)
    }
}

impl Devices<'_> {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Held(devices) => devices.len(),
            Self::Aside(aside) => aside.order.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether any is wanted.
    #[must_use]
    pub fn any(&self, wanted: impl Fn(Glance) -> bool) -> bool {
        self.count(wanted) > 0
    }

    /// How many are wanted.
    #[must_use]
    pub fn count(&self, wanted: impl Fn(Glance) -> bool) -> usize {
        let is_wanted = |glance: &Glance| wanted(*glance);
        match self {
            Self::Held(devices) => devices.iter().map(Glance::of).filter(is_wanted).count(),
            Self::Aside(aside) => {
                let glances = aside.order.iter().filter_map(|one| aside.glance(*one));
                glances.filter(is_wanted).count()
            }
        }
    }

    /// Walks through all devices, in the order of the report.
    ///
    /// # Errors
    ///
    /// What `take` reports, and when devices cannot be read back.
    pub fn each(&self, mut take: impl FnMut(&Device<'_>) -> io::Result<()>) -> io::Result<()> {
        match self {
            Self::Held(devices) => devices.iter().try_for_each(take),
            Self::Aside(aside) => {
                let mut line = Vec::new();
                let mut numbers = aside.order.iter();
                numbers.try_for_each(|number| take(&aside.device(*number, &mut line)?))
            }
        }
    }

    /// Walks through the wanted devices, those first on which the gravest was found,
    /// until `take` has no place for one. How many had none, that one among them.
    /// Others are not even read.
    ///
    /// # Errors
    ///
    /// As [`each`](Self::each).
    pub fn worst_first(
        &self,
        wanted: impl Fn(Glance) -> bool,
        mut take: impl FnMut(&Device<'_>) -> io::Result<ControlFlow<()>>,
    ) -> io::Result<usize> {
        // The sorting is stable: what is equally bad stays in the order of the report.
        match self {
            Self::Held(devices) => {
                let all = devices.iter().map(|device| (Glance::of(device), device));
                let mut all: Vec<_> = all.filter(|(glance, _)| wanted(*glance)).collect();
                all.sort_by_key(|(glance, _)| glance.worst_first());
                until_break(all.iter().map(|(_, device)| *device), take)
            }
            Self::Aside(aside) => {
                let is_wanted = |number: &u32| aside.glance(*number).is_some_and(&wanted);
                let mut numbers: Vec<u32> = aside.order.clone();
                numbers.retain(is_wanted);
                numbers.sort_by_key(|number| aside.glance(*number).map(Glance::worst_first));
                let mut line = Vec::new();
                until_break(numbers.iter(), |number| {
                    take(&aside.device(*number, &mut line)?)
                })
            }
        }
    }
}

/// Takes one after the other, until there is no place for one. How many had none.
fn until_break<T>(
    mut all: impl ExactSizeIterator<Item = T>,
    mut take: impl FnMut(T) -> io::Result<ControlFlow<()>>,
) -> io::Result<usize> {
    while let Some(one) = all.next() {
        if take(one)?.is_break() {
            return Ok(all.len() + 1);
        }
    }
    Ok(0)
}

impl Default for Devices<'_> {
    fn default() -> Self {
        Self::Held(Vec::new())
    }
}

impl Serialize for Devices<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        let mut failed = None;
        let done = self.each(|device| {
            list.serialize_element(device).map_err(|error| {
                failed = Some(error);
                io::ErrorKind::Other.into()
            })
        });
        match (failed, done) {
            (Some(error), _) => Err(error),
            (None, Err(error)) => Err(S::Error::custom(error)),
            (None, Ok(())) => list.end(),
        }
    }
}

impl<'de> Deserialize<'de> for Devices<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::Held)
    }
}
