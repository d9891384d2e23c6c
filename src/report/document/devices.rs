//! The devices of a document, which a format walks through once or more often, in
//! the order of the report. Few of them are held in memory. A fleet lies aside, and
//! each device is read back when its turn comes, so memory does not grow with what
//! was found.

use super::device::{Device, Note};
use super::originals::Originals;
use super::words::Verdict;
use crate::audit::Threshold;
use crate::report::spool::Pieces;
use serde::de::Deserializer;
use serde::ser::{Error as _, SerializeSeq as _, Serializer};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io;

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
    /// The verdict of each line.
    pub(in crate::report) verdicts: Vec<Verdict>,
    /// The numbers of the lines, in the order of the report.
    pub(in crate::report) order: Vec<u32>,
    /// What was found out about a device after its line was written.
    pub(in crate::report) notes: HashMap<u32, Vec<Note<'static>>>,
    /// Set for a result of version 1, where every remark that reaches this level
    /// counted like a finding.
    pub(in crate::report) raised: Option<Threshold>,
    /// Set when the lines are redacted.
    pub(in crate::report) originals: Option<Originals>,
}

impl Aside {
    /// The numbers of the lines and their verdicts, in the order of the report.
    fn verdicts(&self) -> impl Iterator<Item = (u32, Verdict)> {
        let numbers = self.order.iter();
        numbers.filter_map(|number| Some((*number, *self.verdicts.get(*number as usize)?)))
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

    /// Whether any has a verdict that is wanted.
    #[must_use]
    pub fn any(&self, wanted: impl Fn(Verdict) -> bool) -> bool {
        match self {
            Self::Held(devices) => devices.iter().any(|device| wanted(device.verdict)),
            Self::Aside(aside) => aside.verdicts().any(|(_, verdict)| wanted(verdict)),
        }
    }

    /// Walks through all devices, in the order of the report.
    ///
    /// # Errors
    ///
    /// What `take` reports, and when devices cannot be read back.
    pub fn each(&self, take: impl FnMut(&Device<'_>) -> io::Result<()>) -> io::Result<()> {
        self.each_of(|_| true, take)
    }

    /// Walks through the devices whose verdict is wanted; others cost nothing.
    ///
    /// # Errors
    ///
    /// As [`each`](Self::each).
    pub fn each_of(
        &self,
        wanted: impl Fn(Verdict) -> bool,
        mut take: impl FnMut(&Device<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        match self {
            Self::Held(devices) => {
                let mut devices = devices.iter();
                devices.try_for_each(|device| {
                    if wanted(device.verdict) {
                        take(device)
                    } else {
                        Ok(())
                    }
                })
            }
            Self::Aside(aside) => {
                let mut line = Vec::new();
                let mut numbers = aside.verdicts().filter(|(_, verdict)| wanted(*verdict));
                numbers.try_for_each(|(number, _)| take(&aside.device(number, &mut line)?))
            }
        }
    }
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
