//! Walks the lines of a dump and knows which section it is in.

use super::model::{Dump, Stopped};
use super::record::{Record, UserState, header};
use crate::source::android::parse::lines::{Lines, indent};

/// More records than any phone has; a text with more is not a dump.
const MOST_PACKAGES: usize = 20_000;
/// More user lines than any phone has.
const MOST_STATES: usize = 200_000;

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
        sub_lines: false,
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
    /// Whether six-space lines belong to the user line just read.
    sub_lines: bool,
}

impl<'a> Scan<'a> {
    #[inline]
    fn line(&mut self, line: &'a [u8]) {
        let line = if self.base == 0 {
            line
        } else {
            self.unindent(line)
        };
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
        match line {
            // Permissions and other lists that nobody asks for.
            [b' ', b' ', b' ', b' ', b' ', b' ', b' ', ..] => {}
            [b' ', b' ', b' ', b' ', b' ', b' ', rest @ ..] => self.sub_line(rest),
            [b' ', b' ', b' ', b' ', rest @ ..] => self.key_line(rest),
            _ => self.other_line(line),
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
        if line.starts_with(b"User ") {
            return self.user_line(line);
        }
        if line.starts_with(b"Package [") {
            self.dump.trouble.bad_headers += 1;
        }
        if let Some((record, _)) = &mut self.record
            && record.key_line(line)
        {
            self.dump.trouble.doubled += 1;
        }
    }

    fn user_line(&mut self, line: &'a [u8]) {
        let Some(state) = UserState::parse(line) else {
            return;
        };
        if self.record.is_none() {
            self.dump.trouble.orphans += 1;
        } else if self.dump.states.len() >= MOST_STATES {
            self.dump.trouble.beyond_cap += 1;
        } else {
            self.dump.states.push(state);
            self.sub_lines = true;
        }
    }

    /// A line with spaces before it that is not an ordinary line of a record.
    fn indented_line(&mut self, line: &'a [u8]) {
        let trimmed = line.trim_ascii_start();
        if trimmed.starts_with(b"Package [") {
            self.header_line(line, trimmed);
        } else if trimmed.starts_with(b"User ") {
            // Other sections have such lines, but without `installed=`.
            self.user_line(trimmed);
        } else if self.section == Section::Before {
            self.line_before(line, trimmed);
        }
    }

    fn line_before(&mut self, line: &'a [u8], trimmed: &'a [u8]) {
        if trimmed.trim_ascii_end() == b"Packages:" {
            self.base += indent(line);
            self.open(Section::Packages);
        } else if let Some(value) = trimmed.strip_prefix(b"fingerprint=") {
            self.dump.fingerprint.get_or_insert(value);
        }
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
            _ => {}
        }
    }

    fn open(&mut self, section: Section) {
        self.close();
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
        let record = Record::new(name, self.dump.states.len());
        self.record = Some((record, hidden));
    }

    fn close(&mut self) {
        self.sub_lines = false;
        let Some((mut record, hidden)) = self.record.take() else {
            return;
        };
        record.states.end = self.dump.states.len();
        if hidden {
            self.dump.hidden.push(record);
        } else {
            self.dump.packages.push(record);
        }
    }
}

/// Titles of sections that `dumpsys package` prints after the packages (AOSP
/// `PackageManagerService.dump`, since Android 13 `DumpHelper.doDump`).
/// Resolver tables come before them and prove nothing.
fn is_later_title(line: &[u8]) -> bool {
    matches!(
        line,
        b"Renamed packages:"
            | b"Shared users:"
            | b"Queries:"
            | b"Package Changes:"
            | b"Frozen packages:"
            | b"Loaded volumes:"
            | b"Service permissions:"
            | b"Dexopt state:"
            | b"Compiler stats:"
            | b"Settings parse messages:"
            | b"Package warning messages:"
            | b"Active install sessions:"
            | b"Historical install sessions:"
            | b"APEX session state:"
            | b"Active APEX packages:"
            | b"Per UID read timeouts:"
            | b"Snapshot statistics"
    )
}

/// `--------- 0.123s was the duration of dumpsys package, ending at: ...`
fn is_end_of_service(line: &[u8]) -> bool {
    line.starts_with(b"--------- ")
        && memchr::memmem::find(line, b"was the duration of dumpsys package,").is_some()
}

/// The line of dashes between two services.
fn is_rule(line: &[u8]) -> bool {
    line.len() >= 70 && line.iter().all(|byte| *byte == b'-')
}

fn stopped(line: &[u8]) -> Option<Stopped<'_>> {
    match line.first()? {
        b'*' if line.starts_with(b"*** SERVICE 'package' DUMP TIMEOUT") => {
            Some(Stopped::Timeout(line))
        }
        b'E' | b'S' | b'F'
            if line.starts_with(b"Exception occurred while dumping")
                || line.starts_with(b"Security exception: ")
                || line.starts_with(b"Error dumping service")
                || line.starts_with(b"Error with service 'package'")
                || line.starts_with(b"Failure while dumping the service") =>
        {
            Some(Stopped::Failure(line))
        }
        _ => None,
    }
}
