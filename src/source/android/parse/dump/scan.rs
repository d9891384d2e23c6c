//! Walks the lines of a dump and knows which section it is in.

use super::keys::{KeyLine, has_title_shape};
use super::model::Dump;
use super::names::List;
use super::record::{Record, UserState, header};
use super::titles::{is_end_of_service, is_later_title, is_rule, stopped};
use crate::source::android::parse::lines::{Lines, indent};
use std::collections::HashSet;

/// More records than any phone has; a text with more is not a dump.
const MOST_PACKAGES: usize = 20_000;
/// More user lines than any phone has.
const MOST_STATES: usize = 200_000;
/// Lines up to this length hold no hole that would matter: a record is longer.
const LONG_LINE: usize = 256;
/// More spaces than Android prints in a line of nothing else.
const MOST_BLANKS: usize = 16;
/// More undecodable characters than an app's version has.
const MOST_ODD: usize = 8;
/// More spaces than Android prints in a row.
const HOLE: [u8; 64] = [b' '; 64];

/// Whether a line is text: UTF-8 without zeros, and without the characters
/// that stand for what could not be decoded. A version is an app's own text,
/// in which a few odd bytes mean nothing.
fn is_text(line: &[u8]) -> bool {
    let most_odd = if line.starts_with(b"    versionName=") {
        MOST_ODD
    } else {
        0
    };
    let decoded = String::from_utf8_lossy(line);
    let odd = decoded
        .chars()
        .filter(|c| *c == char::REPLACEMENT_CHARACTER)
        .count();
    odd <= most_odd && memchr::memchr(0, line).is_none()
}

/// Whether part of the line was overwritten with spaces.
fn has_hole(line: &[u8]) -> bool {
    memchr::memmem::find(line, &HOLE).is_some()
}

/// Reads a dump: the output of `dumpsys package`, with or without
/// `packages`, or a longer text that holds it. Never fails.
#[must_use]
pub fn parse(bytes: &[u8]) -> Dump<'_> {
    let mut scan = Scan {
        dump: Dump::default(),
        section: Section::Before,
        base: 0,
        stripped: 0,
        record: None,
        names: HashSet::new(),
        sub_lines: false,
        list: None,
        // Nearly every dump is ASCII, and that is quickly seen.
        is_plain: bytes.is_ascii() && memchr::memchr(0, bytes).is_none(),
    };
    for line in Lines::new(bytes) {
        scan.line(line);
    }
    scan.close();
    scan.dump.ends_with_newline = bytes.ends_with(b"\n");
    scan.dump
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    /// Resolver tables and the like, before `Packages:`.
    Before,
    Packages,
    Hidden,
    /// After them; nothing in it is a package.
    After,
}

struct Scan<'a> {
    dump: Dump<'a>,
    section: Section,
    /// How far the whole dump is indented; 0 unless somebody wrapped it.
    base: usize,
    /// How much of that was taken off the line at hand.
    stripped: usize,
    /// The open record and whether it is a hidden one.
    record: Option<(Record<'a>, bool)>,
    /// The names of the section at hand. Android keeps them as keys of a map, so
    /// one that comes again was put over another.
    names: HashSet<&'a str>,
    /// Whether six-space lines belong to the user line just read.
    sub_lines: bool,
    /// The open list of names, and how far its title is indented.
    list: Option<(List, usize)>,
    /// Whether the text is ASCII without zeros.
    is_plain: bool,
}

impl<'a> Scan<'a> {
    #[inline]
    fn line(&mut self, line: &'a [u8]) {
        let line = if self.base == 0 {
            line
        } else {
            self.unindent(line)
        };
        if !self.is_plain
            && matches!(self.section, Section::Packages | Section::Hidden)
            && !is_text(line)
        {
            self.dump.trouble.no_text += 1;
        }
        if self.record.is_some() {
            self.line_in_record(line);
        } else {
            self.other_line(line);
        }
    }

    /// Takes the indentation of the whole dump off a line; a line with less
    /// than that stands in column 0.
    fn unindent(&mut self, line: &'a [u8]) -> &'a [u8] {
        self.stripped = indent(line).min(self.base);
        line.get(self.stripped..).unwrap_or_default()
    }

    /// The common case by far, so the cheapest tests come first.
    #[inline]
    fn line_in_record(&mut self, line: &'a [u8]) {
        if line.len() > LONG_LINE && has_hole(line) {
            self.dump.trouble.no_text += 1;
        }
        match line {
            // Permissions and other lists that nobody asks for.
            [b' ', b' ', b' ', b' ', b' ', b' ', b' ', ..] => self.item_line(line),
            [b' ', b' ', b' ', b' ', b' ', b' ', rest @ ..] => self.sub_line(rest),
            [b' ', b' ', b' ', b' ', rest @ ..] => self.key_line(rest),
            _ => self.other_line(line),
        }
    }

    /// Android 14 prints a line of a few spaces before the overlays of a
    /// library; a longer one is a hole.
    #[inline]
    fn item_line(&mut self, line: &[u8]) {
        if let [.., b' '] = line
            && line.len() > MOST_BLANKS
            && line.trim_ascii().is_empty()
        {
            self.dump.trouble.no_text += 1;
        }
    }

    fn other_line(&mut self, line: &'a [u8]) {
        match line {
            [b' ', ..] => self.indented_line(line),
            [] => {}
            _ => self.column_0(line),
        }
    }

    fn sub_line(&mut self, line: &'a [u8]) {
        if self.sub_lines
            && let Some(state) = self.dump.states.last_mut()
        {
            state.sub_line(line);
        }
    }

    fn key_line(&mut self, line: &'a [u8]) {
        // Editors and terminals leave spaces at the ends of lines.
        let line = line.trim_ascii_end();
        if line.starts_with(b"User ") {
            return self.user_line(line);
        }
        if line.starts_with(b"Package [") {
            self.dump.trouble.bad_headers += 1;
        }
        let Some((record, _)) = &mut self.record else {
            return;
        };
        match record.key_line(line) {
            KeyLine::Known | KeyLine::Unknown => {}
            KeyLine::Again => self.dump.trouble.doubled += 1,
            KeyLine::Odd => self.dump.odd_line(line),
        }
    }

    fn user_line(&mut self, line: &'a [u8]) {
        let Some(state) = UserState::parse(line) else {
            // Other sections have such lines, but without `installed=`.
            if self.record.is_some() {
                self.dump.odd_line(line);
            }
            return;
        };
        if !state.is_whole {
            self.dump.odd_line(line);
        }
        let Some((record, _)) = &self.record else {
            self.dump.trouble.orphans += 1;
            return;
        };
        if self.dump.states.len() >= MOST_STATES {
            self.dump.trouble.beyond_cap += 1;
            return;
        }
        let own = self.dump.states.get(record.states.start..);
        let again = own.is_some_and(|own| own.iter().any(|other| other.user == state.user));
        self.dump.trouble.doubled += usize::from(again);
        self.dump.states.push(state);
        self.sub_lines = true;
    }

    /// A line with spaces before it that is not an ordinary line of a record.
    fn indented_line(&mut self, line: &'a [u8]) {
        let trimmed = line.trim_ascii_start();
        if trimmed.starts_with(b"Package [") {
            self.header_line(line, trimmed);
        } else if trimmed.starts_with(b"User ") {
            self.user_line(trimmed);
        } else if self.record.is_none() || trimmed.is_empty() {
            self.item_line(line);
            self.line_outside(line, trimmed);
        } else if trimmed.ends_with(b":") && has_title_shape(trimmed) {
            // A section that a maker added ends the record too.
            self.close();
        } else {
            self.dump.odd_line(line);
        }
    }

    /// A line of the sections before and after the packages.
    fn line_outside(&mut self, line: &'a [u8], trimmed: &'a [u8]) {
        let depth = line.len() - trimmed.len();
        if let Some((list, title)) = self.list {
            if depth > title {
                let has_room = self.dump.other.take(list, depth - title, trimmed);
                self.dump.trouble.beyond_cap += usize::from(!has_room);
                return;
            }
            self.list = None;
        }
        if trimmed.starts_with(b"pkg=Package{") {
            self.dump.trouble.strays += 1;
        }
        if self.section == Section::Before {
            self.line_before(depth, trimmed);
        }
    }

    fn line_before(&mut self, depth: usize, trimmed: &'a [u8]) {
        let title = trimmed.trim_ascii_end();
        if title == b"Packages:" {
            self.base += depth;
            self.open(Section::Packages);
        } else if let Some(value) = trimmed.strip_prefix(b"fingerprint=") {
            self.dump.fingerprint.get_or_insert(value);
        } else {
            self.other_title(title, depth);
        }
    }

    /// Titles of the other lists, and the one that only a whole dump has.
    fn other_title(&mut self, title: &[u8], depth: usize) {
        self.dump.other.has_versions |= title == b"Database versions:";
        self.list = List::of(title).map(|list| (list, depth));
    }

    fn header_line(&mut self, line: &'a [u8], trimmed: &'a [u8]) {
        match (self.section, header(trimmed), indent(line)) {
            (Section::Packages | Section::Hidden, Some(name), 2) => {
                let hidden = self.section == Section::Hidden;
                self.open_record(name, hidden);
            }
            (_, Some(name), 2) => {
                self.dump.trouble.strays += 1;
                self.open_record(name, false);
            }
            (Section::Packages | Section::Hidden, ..) => {
                // Whatever follows must not be put down to the record before.
                self.close();
                self.dump.trouble.bad_headers += 1;
            }
            _ => {}
        }
    }

    fn column_0(&mut self, line: &'a [u8]) {
        let line = line.trim_ascii_end();
        if let Some(stopped) = stopped(line) {
            self.dump.stopped.get_or_insert(stopped);
            return;
        }
        if line.starts_with(b"Package [") && self.section != Section::After {
            self.close();
            self.dump.trouble.bad_headers += 1;
        }
        match line {
            b"Packages:" => {
                self.base = self.stripped;
                self.open(Section::Packages);
            }
            b"Hidden system packages:" => self.open(Section::Hidden),
            _ if is_later_title(line) || is_end_of_service(line) => self.open(Section::After),
            // The next service of a longer text: over, and nothing proven.
            _ if line.starts_with(b"DUMP OF SERVICE ") || is_rule(line) => {
                self.close();
                self.section = match self.section {
                    Section::Before => Section::Before,
                    _ => Section::After,
                };
            }
            _ if self.record.is_none() || line.ends_with(b" overlay paths:") => {}
            _ if line.ends_with(b":") && has_title_shape(line) => self.close(),
            _ => self.dump.odd_line(line),
        }
        if self.record.is_none() {
            self.other_title(line, 0);
        }
    }

    fn open(&mut self, section: Section) {
        self.close();
        self.names.clear();
        match section {
            Section::Packages => {
                self.dump.has_section = true;
                self.dump.past_packages = false;
            }
            Section::Hidden | Section::After if self.dump.has_section => {
                self.dump.past_packages = true;
            }
            _ => {}
        }
        let is_early = self.section == Section::Before && section == Section::After;
        if !is_early {
            self.section = section;
        }
    }

    fn open_record(&mut self, name: &'a str, hidden: bool) {
        self.close();
        if self.dump.packages.len() + self.dump.hidden.len() >= MOST_PACKAGES {
            self.dump.trouble.beyond_cap += 1;
            return;
        }
        let is_in_section = matches!(self.section, Section::Packages | Section::Hidden);
        if is_in_section && !self.names.insert(name) {
            self.dump.trouble.doubled += 1;
        }
        let record = Record::new(name, self.dump.states.len());
        self.record = Some((record, hidden));
    }

    fn close(&mut self) {
        self.sub_lines = false;
        let Some((mut record, hidden)) = self.record.take() else {
            return;
        };
        record.states.end = self.dump.states.len();
        self.dump.trouble.unfinished += usize::from(!record.is_whole());
        self.dump.trouble.contradictions += usize::from(record.contradicts);
        if hidden {
            self.dump.hidden.push(record);
        } else {
            self.dump.packages.push(record);
        }
    }
}
