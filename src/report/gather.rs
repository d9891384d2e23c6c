//! Gathers the devices of a report while they are judged or read: each becomes a line
//! of JSON, redacted if that was asked for, which waits aside for its turn.

use super::document::{Aside, Device, Devices, Gap, Glance, Note, Originals};
use super::json_writer;
use super::redact::{Redactor, without_places};
use super::spool::Spool;
use crate::audit::Threshold;
use crate::inventory::{self, GapCode, NoteCode, tellable};
use std::collections::HashMap;
use std::io;

/// The line of one device, as `-f ndjson` writes it.
#[derive(Debug)]
pub struct DeviceLine {
    /// With the line feed.
    json: Vec<u8>,
    glance: Glance,
    original: Option<Original>,
}

/// What a redacted device was called, and its place in a redacted report.
#[derive(Debug)]
struct Original {
    id: String,
    source: String,
    key: [[u8; 8]; 2],
}

impl DeviceLine {
    /// Makes the line of a device. It is empty for one that no report lists.
    ///
    /// # Errors
    ///
    /// When a value cannot be written as JSON.
    pub fn of(
        mut device: Device<'_>,
        is_listed: bool,
        redactor: Option<&Redactor>,
    ) -> io::Result<Self> {
        let glance = Glance::of(&device);
        let original = redactor.map(|redactor| Original {
            id: device.id.clone().into_owned(),
            source: device.source.clone().into_owned(),
            key: redactor.key(&device.id, &device.source),
        });
        let mut json = Vec::new();
        if is_listed {
            complete(&mut device);
            if let Some(redactor) = redactor {
                redactor.device(&mut device);
            }
            json.reserve(1 << 10);
            json_writer::line(&device, &mut json)?;
        }
        Ok(Self {
            json,
            glance,
            original,
        })
    }

    /// The bytes, with the line feed.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.json
    }
}

/// Says what results of earlier versions leave out or tell too much of: the next step
/// for what was not read, and web pages in words of our own.
fn complete(device: &mut Device<'_>) {
    for gap in &mut device.coverage.gaps {
        if gap.advice.trim().is_empty() {
            let code = GapCode::parse(&gap.code).unwrap_or(GapCode::Other);
            gap.advice = code.step().into();
        }
    }
    let notes = device.coverage.notes.iter_mut();
    for note in notes.filter(|note| note.code == NoteCode::WebClip.as_str()) {
        note.message = tellable(&note.code, std::mem::take(&mut note.message).into_owned()).into();
    }
}

/// The lines of devices that are being gathered, numbered from 0.
#[derive(Debug)]
pub struct DeviceLines {
    spool: Spool,
    glances: Vec<Glance>,
    originals: Option<Originals>,
    /// The sorting keys of redacted devices.
    keys: Vec<[[u8; 8]; 2]>,
}

impl DeviceLines {
    /// Nothing gathered yet. So many bytes of it are kept in memory.
    #[must_use]
    pub fn new(in_memory: usize) -> Self {
        Self {
            spool: Spool::new(in_memory),
            glances: Vec::new(),
            originals: None,
            keys: Vec::new(),
        }
    }

    /// Adds the next device.
    ///
    /// # Errors
    ///
    /// When it cannot be put aside.
    pub fn add(&mut self, line: &DeviceLine) -> io::Result<()> {
        self.spool.push(&line.json)?;
        self.glances.push(line.glance);
        if let Some(original) = &line.original {
            let originals = self.originals.get_or_insert_default();
            originals.add(&original.id, &original.source);
            self.keys.push(original.key);
        }
        Ok(())
    }

    /// All devices, in the order in which they came.
    ///
    /// # Errors
    ///
    /// When they cannot be put aside.
    pub fn in_order(self, raised: Option<Threshold>) -> io::Result<Devices<'static>> {
        let order = (0..).take(self.glances.len()).collect();
        let mut devices = self.listed(order, HashMap::new(), &HashMap::new())?;
        if let Devices::Aside(aside) = &mut devices {
            aside.raised = raised;
        }
        Ok(devices)
    }

    /// The devices with these numbers, in this order, with notes on some of them, and
    /// with what makes some of them indeterminate that are so only beside others.
    /// Redacted devices stand in an order of their own, by verdict and hash.
    ///
    /// # Errors
    ///
    /// When they cannot be put aside.
    pub fn listed(
        mut self,
        mut order: Vec<u32>,
        notes: HashMap<u32, Vec<inventory::Note>>,
        doubts: &HashMap<u32, inventory::Gap>,
    ) -> io::Result<Devices<'static>> {
        let is_redacted = self.originals.is_some();
        let mut doubted = HashMap::new();
        for (number, gap) in doubts {
            let gap = Gap {
                code: gap.code.as_str().into(),
                profile: None,
                message: gap.message.clone().into(),
                advice: gap.advice.clone().into(),
            };
            doubted.insert(*number, gap);
            if let Some(glance) = self.glances.get_mut(*number as usize) {
                *glance = glance.in_doubt();
            }
        }
        if is_redacted {
            order.sort_by_key(|number| {
                let number = *number as usize;
                let verdict = self.glances.get(number).map(|glance| glance.verdict());
                (verdict, self.keys.get(number))
            });
        }
        let note = |note: inventory::Note| {
            let mut note = Note {
                code: note.code.into(),
                message: note.message.into(),
            };
            if is_redacted {
                without_places(&mut note);
            }
            note
        };
        let notes = notes.into_iter();
        let notes = notes.map(|(number, notes)| (number, notes.into_iter().map(note).collect()));
        Ok(Devices::Aside(Box::new(Aside {
            lines: self.spool.finish()?,
            glances: self.glances,
            order,
            notes: notes.collect(),
            doubts: doubted,
            raised: None,
            originals: self.originals,
        })))
    }
}
