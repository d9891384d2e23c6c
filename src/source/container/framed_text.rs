//! Saved texts: the output of one command, or of a whole `dumpsys` or bug
//! report, in which the useful parts are found while the text streams by.
//!
//! A text of one service has no frame. A longer one frames each service (AOSP
//! `cmds/dumpsys/dumpsys.cpp`):
//!
//! ```text
//! -------------------------------------------------------------------------------
//! DUMP OF SERVICE CRITICAL package:
//! ...
//! --------- 0.123s was the duration of dumpsys package, ending at: 2026-11-21 09:12:44
//! ```
//!
//! and a bug report frames its sections by `------ TITLE (command) ------`
//! (AOSP `cmds/dumpstate/DumpstateUtil.cpp`). Only the parts that are read
//! are kept, each up to a cap.

use super::encoding::Plain;
use crate::source::android::command_output::{End, Part, Recording};
use crate::source::android::parse::lines::split_once;
use memchr::{memchr, memmem, memrchr};
use std::io::{self, Read};

/// A full dump of the package service on a phone with five users has 20 MB.
const LARGEST_DUMP: usize = 96 << 20;
/// All other parts are a few hundred kilobytes at most.
const LARGEST_PART: usize = 4 << 20;
const TOO_LARGE: &str = "the file holds more than is read of one";
/// How much is read at a time.
const CHUNK: usize = 256 << 10;

/// What a text held.
#[derive(Debug)]
pub(crate) struct Text {
    /// The parts that were found, in the places `assemble` looks for them.
    pub(crate) recording: Recording,
    /// It is a text with frames: `dumpsys` of all services, or a bug report.
    pub(crate) is_framed: bool,
    /// It is a bug report.
    pub(crate) is_report: bool,
    /// Why reading stopped before the end, if it did.
    pub(crate) broken: Option<String>,
}

impl Text {
    /// Whether it holds a dump of the package service.
    pub(crate) fn has_packages(&self) -> bool {
        self.recording.dump.as_ref().is_some_and(|part| {
            memmem::find(&part.bytes, b"Packages:").is_some()
                || memmem::find(&part.bytes, b"  Package [").is_some()
        })
    }
}

/// Reads a text to its end, or to where all parts have been found.
///
/// # Errors
///
/// When nothing at all could be read. A text that breaks later is a text
/// whose open part is cut.
pub(crate) fn read(reader: impl Read, largest: u64) -> io::Result<Text> {
    let mut reader = Plain::new(reader);
    let mut splitter = Splitter::default();
    let mut buffer = vec![0; CHUNK];
    let mut held = 0;
    let mut total = 0;
    while !splitter.has_all() {
        if held == buffer.len() {
            // A line longer than the buffer is passed on in pieces.
            splitter.feed(&buffer);
            held = 0;
        }
        let count = match reader.read(buffer.get_mut(held..).unwrap_or_default()) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if total == 0 => return Err(error),
            Err(error) => {
                splitter.broken = Some(format!("the file is damaged: {error}"));
                break;
            }
        };
        total += count as u64;
        held += count;
        let filled = buffer.get(..held).unwrap_or_default();
        if count == 0 {
            splitter.feed(filled);
            break;
        }
        if let Some(end) = memrchr(b'\n', filled) {
            splitter.feed(filled.get(..=end).unwrap_or_default());
            buffer.copy_within(end + 1..held, 0);
            held -= end + 1;
        }
        if total >= largest {
            splitter.broken = Some(TOO_LARGE.to_owned());
            break;
        }
    }
    Ok(splitter.finish())
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    /// No frame so far: this may all be one dump.
    #[default]
    Plain,
    /// In something that nobody asks for.
    Elsewhere,
    Properties,
    Package,
    User,
    DevicePolicy,
}

#[derive(Debug, Default)]
struct Splitter {
    place: Place,
    is_framed: bool,
    is_report: bool,
    /// The dump is larger than is kept.
    too_large: bool,
    broken: Option<String>,
    plain: Vec<u8>,
    properties: Vec<u8>,
    package: Vec<u8>,
    user: Vec<u8>,
    device_policy: Vec<u8>,
    /// Parts whose end was seen.
    ended: Vec<Place>,
}

impl Splitter {
    /// Takes whole lines. Most of them are indented and of no interest, so a
    /// line is looked at only if it begins as a frame can.
    fn feed(&mut self, block: &[u8]) {
        let mut from = 0;
        let mut start = 0;
        while start < block.len() {
            let rest = block.get(start..).unwrap_or_default();
            let length = memchr(b'\n', rest).unwrap_or(rest.len());
            let end = (start + length + 1).min(block.len());
            if let Some(b'D' | b'-' | b'=' | b'B' | b'[') = rest.first() {
                let line = rest.get(..length).unwrap_or_default();
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                if let Some(next) = self.frame(line) {
                    // The closing line belongs to the part it closes.
                    let until = if next.keeps_line { end } else { start };
                    self.keep(block.get(from..until).unwrap_or_default());
                    from = until;
                    self.enter(next.place);
                }
            }
            start = end;
        }
        self.keep(block.get(from..).unwrap_or_default());
    }

    fn keep(&mut self, bytes: &[u8]) {
        let (part, largest) = match self.place {
            Place::Plain => (&mut self.plain, LARGEST_DUMP),
            Place::Package => (&mut self.package, LARGEST_DUMP),
            Place::Properties => (&mut self.properties, LARGEST_PART),
            Place::User => (&mut self.user, LARGEST_PART),
            Place::DevicePolicy => (&mut self.device_policy, LARGEST_PART),
            Place::Elsewhere => return,
        };
        if part.len() + bytes.len() <= largest {
            part.extend_from_slice(bytes);
        } else {
            self.too_large |= matches!(self.place, Place::Plain | Place::Package);
        }
    }

    fn enter(&mut self, place: Place) {
        if self.place != place && !self.ended.contains(&self.place) {
            self.ended.push(self.place);
        }
        self.place = place;
        self.is_framed = true;
    }

    /// Whether reading on can bring nothing more. A report names the users
    /// after the packages.
    fn has_all(&self) -> bool {
        let needed = [
            Place::Properties,
            Place::Package,
            Place::User,
            Place::DevicePolicy,
        ];
        needed.iter().all(|place| self.ended.contains(place))
    }

    /// What a line begins, if it is part of a frame.
    fn frame(&mut self, line: &[u8]) -> Option<Next> {
        match line.first()? {
            b'D' => {
                let service = line.strip_prefix(b"DUMP OF SERVICE ")?.trim_ascii_end();
                Some(Next::at(place_of(service.strip_suffix(b":")?)))
            }
            b'-' => self.dashes(line),
            b'=' if line.starts_with(b"== dumpstate: ") => {
                self.is_report = true;
                Some(Next::at(Place::Elsewhere))
            }
            b'B' => {
                self.fingerprint(line);
                None
            }
            b'[' if self.place == Place::Plain && line.starts_with(b"[ro.") => {
                self.properties.extend_from_slice(line);
                self.properties.push(b'\n');
                None
            }
            _ => None,
        }
    }

    fn dashes(&self, line: &[u8]) -> Option<Next> {
        if line.starts_with(b"--------- ") {
            let is_end = memmem::find(line, b"s was the duration of dumpsys ").is_some();
            return (is_end && self.place != Place::Plain).then_some(Next {
                place: Place::Elsewhere,
                keeps_line: true,
            });
        }
        if let Some(title) = line.strip_prefix(b"------ ") {
            let is_properties = title.starts_with(b"SYSTEM PROPERTIES");
            return Some(Next::at(if is_properties {
                Place::Properties
            } else {
                Place::Elsewhere
            }));
        }
        let is_rule = line.len() >= 70 && line.iter().all(|byte| *byte == b'-');
        (is_rule && self.place != Place::Plain).then_some(Next::at(Place::Elsewhere))
    }

    /// `Build fingerprint: '...'` at the head of a bug report says what
    /// `getprop` says.
    fn fingerprint(&mut self, line: &[u8]) {
        let value = line
            .strip_prefix(b"Build fingerprint: '")
            .and_then(|rest| split_once(rest, b'\''));
        if let Some((value, _)) = value {
            self.properties
                .extend_from_slice(b"[ro.build.fingerprint]: [");
            self.properties.extend_from_slice(value);
            self.properties.extend_from_slice(b"]\n");
        }
    }

    fn finish(mut self) -> Text {
        // What stands before the first frame is a dump only if there is no
        // better one.
        let (place, dump) = if self.package.is_empty() {
            (Place::Plain, std::mem::take(&mut self.plain))
        } else {
            (Place::Package, std::mem::take(&mut self.package))
        };
        let mut dump = self.part(place, dump);
        if let (Some(part), true) = (&mut dump, self.too_large) {
            part.end = End::Cut(TOO_LARGE.to_owned());
        }
        let user = std::mem::take(&mut self.user);
        let policy = std::mem::take(&mut self.device_policy);
        let properties = std::mem::take(&mut self.properties);
        let recording = Recording {
            properties: self.part(Place::Properties, properties),
            users_verbose: self.part(Place::User, user),
            owners: self.part(Place::DevicePolicy, policy),
            dump,
            ..Recording::default()
        };
        Text {
            recording,
            is_framed: self.is_framed,
            is_report: self.is_report,
            broken: self.broken,
        }
    }

    /// A part that ended before the text broke is not touched by that.
    fn part(&self, place: Place, bytes: Vec<u8>) -> Option<Part> {
        let end = match &self.broken {
            Some(reason) if !self.ended.contains(&place) => End::Cut(reason.clone()),
            _ => End::Unmarked,
        };
        (!bytes.is_empty()).then_some(Part { bytes, end })
    }
}

struct Next {
    place: Place,
    keeps_line: bool,
}

impl Next {
    const fn at(place: Place) -> Self {
        Self {
            place,
            keeps_line: false,
        }
    }
}

/// Services are named with a priority before the name since Android 9.
fn place_of(service: &[u8]) -> Place {
    let name = service
        .rsplit(|byte| *byte == b' ')
        .next()
        .unwrap_or(service);
    match name {
        b"package" => Place::Package,
        b"user" => Place::User,
        b"device_policy" => Place::DevicePolicy,
        _ => Place::Elsewhere,
    }
}

#[cfg(test)]
#[path = "framed_text_tests.rs"]
mod tests;
