//! `AndroidQF` collections: what a forensic collector wrote about one phone
//! (its `modules/*.go` say what is in it), from a folder or an archive of one.
//!
//! `dumpsys.txt` says what is installed. `packages.json` says who signed it,
//! with a real certificate hash; about states it says less than it seems to,
//! because it also lists what was removed, and after one refused command has
//! every app enabled and without installer.

use super::androidqf_packages::{Entry, add_entries};
use super::androidqf_processes::Processes;
use super::assemble::Assembled;
use super::command_output::{End, Part, Recording};
use super::fragment::{Fragment, Grouped};
use super::hashes;
use super::hashes::Digests;
use super::parse::dump;
use super::saved_text;
use super::saved_text::unread;
use crate::inventory::{Gap, GapCode, Locator, Note, Reading};
use crate::source::container::bounded;
use crate::source::container::bounded::up_to;
use crate::source::container::encoding::Plain;
use crate::source::container::framed_text;
use crate::source::container::framed_text::LARGEST_TEXT;
use crate::source::container::text::Text;
use jiff::Timestamp;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read};
use std::path::Path;

/// The largest of the small files: a phone's `packages.json` has 2 MB.
const LARGEST_FILE: u64 = 64 << 20;
const AGAIN: &str = "collect from the phone again";

/// The file that says who collected what, and when.
const ACQUISITION: &str = "acquisition.json";
const DUMP: &str = "dumpsys.txt";
const PACKAGES: &str = "packages.json";
const PROPERTIES: &str = "getprop.txt";
/// The digests of all files.
const HASHES: &str = "hashes.csv";
/// What ran on the phone.
const PROCESSES: &str = "processes.txt";
/// A bug report of the same phone.
pub(crate) const REPORT: &str = "bugreport.zip";

/// The files of a collection that are read.
pub(crate) const MEMBERS: [&str; 6] = [ACQUISITION, DUMP, PACKAGES, PROPERTIES, HASHES, PROCESSES];

/// Whether a folder is a collection.
#[must_use]
pub fn is_androidqf(path: &Path) -> bool {
    path.is_dir() && has_members(|name| path.join(name).is_file())
}

/// Whether these files make a collection.
pub(crate) fn has_members(has: impl Fn(&str) -> bool) -> bool {
    (has(ACQUISITION) && (has(DUMP) || has(PACKAGES) || has(PROPERTIES) || has(REPORT)))
        || (has(PACKAGES) && has(DUMP))
}

/// Reads the folder of a collection, without a bug report in it.
#[must_use]
pub fn read_androidqf(locator: Locator, folder: &Path) -> Reading {
    Collection::of_folder(folder).reading(locator)
}

/// The files of a collection, as far as they are there.
#[derive(Debug, Default)]
pub(crate) struct Collection {
    dumpsys: Option<Text>,
    /// What a bug report of the phone holds.
    pub(crate) report: Option<Text>,
    packages: Option<Vec<Entry>>,
    properties: Option<Vec<u8>>,
    processes: Processes,
    acquisition: Option<Acquisition>,
    /// The digests that the collector wrote, and those of what was read.
    hashes: Option<Result<Digests, String>>,
    digests: Vec<(String, String)>,
    /// Files that could not be read, or not to their end, and why.
    damaged: Vec<(String, String)>,
}

/// `acquisition.json`, which a computer with a right clock wrote.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Acquisition {
    started: String,
    completed: String,
}

impl Collection {
    /// The files in a folder.
    pub(crate) fn of_folder(folder: &Path) -> Self {
        let mut collection = Self::default();
        for name in MEMBERS {
            let path = folder.join(name);
            if path.symlink_metadata().is_ok() {
                match bounded::open(&path) {
                    Ok(mut file) => collection.add(name, &mut file),
                    Err(error) => collection
                        .damaged
                        .push((name.to_owned(), error.to_string())),
                }
            }
        }
        collection
    }

    /// Takes one of the files, by its name. It is read to its end.
    pub(crate) fn add(&mut self, name: &str, input: &mut dyn Read) {
        let mut input = Checked {
            input,
            error: None,
            hash: Sha256::new(),
        };
        let taken = self.take(name, &mut input);
        if let Some(error) = input.error.map(|error| error.to_string()).or(taken.err()) {
            self.damaged.push((name.to_owned(), error));
        }
        if name != HASHES {
            self.digests
                .push((name.to_owned(), hashes::hex(input.hash)));
        }
    }

    /// Takes what a file holds; an error says why there is less of it.
    fn take(&mut self, name: &str, input: &mut dyn Read) -> Result<(), String> {
        let mut whole =
            || up_to(Plain::new(&mut *input), LARGEST_FILE).map_err(|error| error.to_string());
        match name {
            DUMP => {
                let text = framed_text::read(input, LARGEST_TEXT);
                self.dumpsys = Some(text.map_err(|error| error.to_string())?);
            }
            PACKAGES => self.packages = Some(json(&whole()?)?),
            PROCESSES => self.processes = processes(&whole()?)?,
            PROPERTIES => self.properties = Some(whole()?),
            ACQUISITION => self.acquisition = Some(json(&whole()?)?),
            HASHES => self.hashes = Some(whole().and_then(|bytes| Digests::parse(&bytes))),
            _ => {}
        }
        Ok(())
    }

    /// What the collection says of its phone, and what else its dump holds:
    /// somebody may have put the recordings of others into it.
    pub(crate) fn readings(mut self, locator: &Locator) -> Vec<Reading> {
        let mut readings = vec![self.reading(locator.clone())];
        if let Some(mut text) = self.dumpsys.take() {
            let others = text.recordings.split_off(text.recordings.len().min(1));
            text.recordings = others;
            if text.recordings.is_empty() && text.lists.is_empty() {
                return readings;
            }
            let locator = Locator::new(format!("{locator}/{DUMP}"));
            let mut grouped = Grouped::default();
            saved_text::readings(Fragment { locator, text }, &mut grouped);
            readings.append(&mut grouped.readings);
        }
        readings
    }

    fn reading(&self, locator: Locator) -> Reading {
        match self.parts(&locator.to_string()) {
            Ok(parts) => Reading::of(locator, parts.into_inventory("android/androidqf")),
            Err(gap) => unread(locator, gap),
        }
    }

    fn is_damaged(&self, name: &str) -> bool {
        self.damaged.iter().any(|(damaged, _)| *damaged == name)
    }

    /// Whether it has a dump of its own.
    pub(crate) fn has_dump(&self) -> bool {
        let text = self.dumpsys.as_ref();
        text.is_some_and(|text| !text.recordings.is_empty())
    }

    fn parts(&self, id: &str) -> Result<Assembled, Gap> {
        let recording = self.recording();
        if recording.dump.is_none() && self.packages.is_none() {
            return Err(Gap::new(
                GapCode::FileUnrecognised,
                "the collection holds neither a `dumpsys.txt` with the service `package` nor a `packages.json`",
                AGAIN,
            ));
        }
        let mut parts = Assembled::of(&recording, id);
        parts.taken_at = parts.taken_at.or_else(|| self.taken_at());
        let running = self.running(&recording, &parts);
        match &self.packages {
            Some(entries) => add_entries(&mut parts, &recording, entries),
            None if self.is_damaged(PACKAGES) => {}
            None => parts.notes.push(Note {
                code: "signers-unread".to_owned(),
                message: "the collection has no `packages.json`, so no certificate is known"
                    .to_owned(),
            }),
        }
        parts.gaps.extend(running);
        parts.gaps.extend(self.changed());
        if !self.damaged.is_empty() {
            let damaged = self.damaged.iter();
            let damaged: Vec<_> = damaged
                .map(|(name, reason)| format!("`{name}` ({reason})"))
                .collect();
            parts.gaps.push(Gap::new(
                GapCode::FileDamaged,
                format!(
                    "files of the collection could not be read, or not to their end: {}",
                    damaged.join(", ")
                ),
                AGAIN,
            ));
        }
        Ok(parts)
    }

    /// Apps that ran and are not in the dump. A dump that is not whole lacks apps for
    /// a reason that has its own gap.
    fn running(&self, recording: &Recording, parts: &Assembled) -> Option<Gap> {
        let is_asked = parts.gaps.is_empty() && !self.processes.is_empty();
        let part = recording.dump.as_ref().filter(|_| is_asked)?;
        let dump = dump::parse(&part.bytes);
        let unknown = self.processes.unknown_to(&dump);
        let first = unknown.first()?;
        let message = format!(
            "`{PROCESSES}` shows apps running that the dump has no record of ({}), for example {first}",
            unknown.len()
        );
        Some(Gap::new(GapCode::SourcesDisagree, message, AGAIN))
    }

    /// Files that are not what the collector wrote.
    fn changed(&self) -> Option<Gap> {
        let hashes = match self.hashes.as_ref()? {
            Ok(hashes) => hashes,
            Err(reason) => {
                let message = format!(
                    "`{HASHES}` does not tell whether the files are those that were collected: {reason}"
                );
                return Some(Gap::new(GapCode::FileDamaged, message, AGAIN));
            }
        };
        let changed: Vec<&str> = self
            .digests
            .iter()
            .filter(|(name, digest)| {
                // The collector writes this one after the list.
                let is_late = name == ACQUISITION;
                hashes.contradict(name, digest).unwrap_or(!is_late)
            })
            .map(|(name, _)| name.as_str())
            .collect();
        (!changed.is_empty()).then(|| {
            let message = format!(
                "files of the collection are not those whose digests are in `{HASHES}`: {}",
                changed.join(", ")
            );
            Gap::new(GapCode::FileDamaged, message, AGAIN)
        })
    }

    /// The dump and what stands beside it, from `dumpsys.txt`; from the bug
    /// report where that text is missing.
    fn recording(&self) -> Recording {
        let texts = [&self.dumpsys, &self.report];
        let mut recordings = texts
            .into_iter()
            .flatten()
            .filter_map(|text| text.recordings.first());
        let mut recording = recordings.next().cloned().unwrap_or_default();
        if let Some(bytes) = &self.properties {
            recording.properties = Some(Part {
                bytes: bytes.clone(),
                end: End::Unmarked,
            });
        }
        recording
    }

    fn taken_at(&self) -> Option<Timestamp> {
        let acquisition = self.acquisition.as_ref()?;
        let done = acquisition.completed.parse::<Timestamp>();
        let time = done.or_else(|_| acquisition.started.parse()).ok()?;
        // An interrupted collection has the year 1 for its end.
        let started = acquisition.started.parse().ok();
        Some(started.filter(|started| *started > time).unwrap_or(time))
    }
}

/// Remembers what went wrong while a file was read.
struct Checked<'i> {
    input: &'i mut dyn Read,
    error: Option<io::Error>,
    hash: Sha256,
}

impl Read for Checked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let result = self.input.read(buffer);
        if let Ok(count) = result {
            self.hash.update(buffer.get(..count).unwrap_or_default());
        }
        if let Err(error) = &result
            && error.kind() != io::ErrorKind::Interrupted
        {
            self.error = Some(io::Error::new(error.kind(), error.to_string()));
        }
        result
    }
}

/// What ran, as `ps` or the collector's own program writes it.
fn processes(bytes: &[u8]) -> Result<Processes, String> {
    if bytes.trim_ascii_start().starts_with(b"[") {
        return Ok(Processes::of_entries(json(bytes)?));
    }
    Ok(Processes::of_lines(bytes))
}

fn json<T: for<'a> Deserialize<'a>>(bytes: &[u8]) -> Result<T, String> {
    serde_json::from_slice(bytes).map_err(|error| {
        // Only the place and the kind: the rest quotes the file.
        format!("line {}: not the JSON that was expected", error.line())
    })
}
