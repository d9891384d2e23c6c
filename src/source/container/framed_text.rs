//! Texts with the output of commands: of one, of a whole `dumpsys` or bug
//! report, or of several phones, in which the useful parts are found while the
//! text streams by.
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
//! are kept, each up to a cap, and the text is read to its end: the recording
//! of another phone may follow. What stands behind the end of a frame is in none,
//! and is looked at as a text without frames is.

use super::encoding::Plain;
use super::sections::{Place, Sections};
use super::text::Text;
use super::unframed_text;
use crate::source::android::parse::lines::split_once;
use crate::source::line_grammar::is_inventory;
use memchr::{memchr, memmem, memrchr};
use std::io::{self, Read};

/// The largest text that is read to its end. Bug reports unpack to 200 MB.
pub(crate) const LARGEST_TEXT: u64 = 1 << 30;
const TOO_LARGE: &str = "the file holds more than is read of one";
const OPEN_END: &str = "the text ends inside the output of the package service";
/// How much is read at a time.
const CHUNK: usize = 256 << 10;

/// Reads a text to its end.
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
    loop {
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
                // The checksum that failed is of the whole.
                splitter.is_damaged = true;
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

#[derive(Debug, Default)]
struct Splitter {
    sections: Sections,
    /// What was found of phones whose recording ended.
    done: Vec<Sections>,
    is_framed: bool,
    is_report: bool,
    broken: Option<String>,
    /// What was read before it broke may be damaged, too.
    is_damaged: bool,
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
            if let Some(b'D' | b'-' | b'=' | b'B' | b'[' | b'{') = rest.first() {
                let line = rest.get(..length).unwrap_or_default();
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                if let Some(next) = self.frame(line) {
                    // The closing line belongs to the part it closes.
                    let until = if next.keeps_line { end } else { start };
                    self.sections
                        .keep(block.get(from..until).unwrap_or_default());
                    from = until;
                    self.enter(&next);
                    if next.is_report {
                        self.is_report = true;
                        self.sections.note_time(line);
                    }
                }
            }
            start = end;
        }
        self.sections.keep(block.get(from..).unwrap_or_default());
    }

    fn enter(&mut self, next: &Next) {
        self.is_framed |= next.place != Place::Plain;
        self.sections.leave(next.place);
        // Services come once in a dump of all of them, so one that comes again
        // is that of another phone. A bug report runs some of its commands
        // twice, and says itself where it begins.
        let again = next.place != Place::Outside && self.sections.has_ended(next.place);
        let is_next =
            next.is_report || (again && (!self.is_report || next.place == Place::Package));
        if is_next && !self.sections.is_empty() {
            self.done.push(std::mem::take(&mut self.sections));
        }
        self.sections.enter(next.place);
    }

    /// What a line begins, if it is part of a frame.
    fn frame(&mut self, line: &[u8]) -> Option<Next> {
        match line.first()? {
            b'D' if line.starts_with(b"Database versions:") => {
                // The dump of one service, behind that of all of them.
                let is_inside = matches!(self.sections.place(), Place::Package | Place::Plain);
                (!is_inside).then_some(Next::at(Place::Plain))
            }
            b'D' => {
                let service = line.strip_prefix(b"DUMP OF SERVICE ")?.trim_ascii_end();
                Some(Next::at(Place::of_service(service.strip_suffix(b":")?)))
            }
            b'-' => self.dashes(line),
            b'=' if line.starts_with(b"== dumpstate: done") => Some(Next::at(Place::Outside)),
            b'=' if line.starts_with(b"== dumpstate: ") => Some(Next {
                is_report: true,
                ..Next::at(Place::Elsewhere)
            }),
            b'B' => {
                self.fingerprint(line);
                None
            }
            // No service prints an inventory of ours.
            b'{' if self.sections.place() == Place::Elsewhere && is_inventory(line) => {
                Some(Next::at(Place::Outside))
            }
            b'[' if matches!(
                self.sections.place(),
                Place::Plain | Place::Outside | Place::Elsewhere
            ) && (line.starts_with(b"[ro.")
                || line.starts_with(b"[persist.sys.timezone]")) =>
            {
                self.sections.note_property(line);
                None
            }
            _ => None,
        }
    }

    fn dashes(&mut self, line: &[u8]) -> Option<Next> {
        let place = self.sections.place();
        if line.starts_with(b"--------- ") {
            let is_end = memmem::find(line, b"s was the duration of dumpsys ").is_some();
            if is_end && place == Place::Package {
                self.sections.note_time(line);
            }
            return (is_end && place != Place::Plain).then_some(Next {
                keeps_line: true,
                ..Next::at(Place::Outside)
            });
        }
        if let Some(title) = line.strip_prefix(b"------ ") {
            return Some(Next::at(Place::of_title(title)));
        }
        let is_rule = line.len() >= 70 && line.iter().all(|byte| *byte == b'-');
        (is_rule && !matches!(place, Place::Plain | Place::Outside))
            .then_some(Next::at(Place::Elsewhere))
    }

    /// `Build fingerprint: '...'` at the head of a bug report says what
    /// `getprop` says.
    fn fingerprint(&mut self, line: &[u8]) {
        let value = line
            .strip_prefix(b"Build fingerprint: '")
            .and_then(|rest| split_once(rest, b'\''));
        if let Some((value, _)) = value {
            let line = [b"[ro.build.fingerprint]: [", value, b"]"].concat();
            self.sections.note_property(&line);
        }
    }

    fn finish(mut self) -> Text {
        let mut text = Text {
            is_framed: self.is_framed,
            is_report: self.is_report,
            broken: self.broken.clone(),
            ..Text::default()
        };
        let broken = self.broken.as_deref();
        let before = broken.filter(|_| self.is_damaged);
        let last = std::mem::take(&mut self.sections);
        // A frame ends by its own line, or where the next one begins.
        let is_open = self.is_framed && last.place() == Place::Package;
        let broken = broken.or(is_open.then_some(OPEN_END));
        for sections in std::mem::take(&mut self.done) {
            unframed_text::take(&mut text, sections.into_recording(before, true));
        }
        let last = last.into_recording(broken, self.is_damaged);
        unframed_text::take(&mut text, last);
        text
    }
}

struct Next {
    place: Place,
    keeps_line: bool,
    is_report: bool,
}

impl Next {
    const fn at(place: Place) -> Self {
        Self {
            place,
            keeps_line: false,
            is_report: false,
        }
    }
}

#[cfg(test)]
#[path = "framed_text_tests.rs"]
mod tests;
