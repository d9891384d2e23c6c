//! A text on its way to its reader, watched line by line: whether it can be a
//! list of apps, and whether it is a text at all.

use super::line_grammar::{MANY_NAMES, is_listed, is_value, names_app};
use std::io::{self, Read};

/// The longest line that is looked at whole, in bytes.
const LONGEST: usize = 64 << 10;

/// From how many ids of keys on a configuration is a list.
const MANY_VALUES: usize = 3;

/// Whether a byte stands in no text: tabs, ends of lines and pages, backspaces,
/// bells and the escapes of colours do.
const fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=6 | 14..=26 | 28..=31 | 127)
}

/// What was found in the lines of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    /// One that fits the grammar of a list.
    List,
    /// Nobody will ask.
    NotLooked,
}

/// Passes a text on, and watches its lines.
pub(super) struct Watch<R> {
    inner: R,
    /// The beginning of a line whose end has not come.
    open: Vec<u8>,
    found: Found,
    binary: bool,
    /// How many bytes no text has, and how many there are.
    controls: usize,
    total: usize,
    /// How many lines give an id to a key.
    values: usize,
    /// How many lines name an app somewhere, and how many say anything.
    naming: usize,
    lines: usize,
    /// It is a list of permissions, which names the package behind each.
    permissions: bool,
}

impl<R: Read> Watch<R> {
    pub(super) const fn new(inner: R) -> Self {
        Self {
            inner,
            open: Vec::new(),
            found: Found::Nothing,
            binary: false,
            controls: 0,
            total: 0,
            permissions: false,
            values: 0,
            naming: 0,
            lines: 0,
        }
    }

    /// Passes a text on without a look at it.
    pub(super) fn rest(&mut self) {
        self.found = Found::NotLooked;
    }

    /// Whether a line fits the grammar of a list. To be asked at the end.
    pub(super) fn fits(&mut self) -> bool {
        let last = std::mem::take(&mut self.open);
        self.line(&last);
        let is_column = self.naming >= MANY_NAMES && self.naming * 5 >= self.lines * 3;
        self.found == Found::List || (is_column && self.found == Found::Nothing)
    }

    /// Whether it is no text at all. Small encrypted and compressed files need not
    /// hold a zero, but one byte in ten is of no text.
    pub(super) fn is_binary(&self) -> bool {
        self.binary || self.controls * 50 > self.total
    }

    fn line(&mut self, line: &[u8]) {
        self.permissions |= line.starts_with(b"+ permission:");
        let is_holder = self.permissions && line.starts_with(b"  package:");
        self.lines += usize::from(!line.trim_ascii().is_empty());
        self.naming += usize::from(!is_holder && names_app(line));
        if is_listed(line) {
            if !is_holder {
                self.found = Found::List;
            }
        } else if is_value(line) {
            self.values += 1;
            if self.values >= MANY_VALUES {
                self.found = Found::List;
            }
        }
    }

    fn watch(&mut self, mut bytes: &[u8]) {
        self.binary |= memchr::memchr(0, bytes).is_some();
        self.controls += bytes.iter().filter(|byte| is_control(**byte)).count();
        self.total += bytes.len();
        while let Some(end) = memchr::memchr(b'\n', bytes) {
            let (line, rest) = bytes.split_at_checked(end + 1).unwrap_or((bytes, &[]));
            if self.open.is_empty() {
                self.line(line);
            } else {
                self.open.extend_from_slice(line);
                let line = std::mem::take(&mut self.open);
                self.line(&line);
            }
            if self.found == Found::List {
                return;
            }
            bytes = rest;
        }
        let room = LONGEST.saturating_sub(self.open.len()).min(bytes.len());
        self.open
            .extend_from_slice(bytes.get(..room).unwrap_or_default());
    }
}

impl<R: Read> Read for Watch<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if self.found == Found::Nothing {
            self.watch(buffer.get(..count).unwrap_or_default());
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_no_text_are_told() {
        let noise: Vec<u8> = (0..120).map(|n: u8| n.wrapping_mul(97).max(1)).collect();
        let latin = b"Prosa p\xe5 norsk, i en eldre tegnkoding.\n".to_vec();
        for (bytes, is_binary) in [(noise, true), (latin, false)] {
            let mut watch = Watch::new(bytes.as_slice());
            io::copy(&mut watch, &mut io::sink()).unwrap();
            assert_eq!(watch.is_binary(), is_binary);
        }
    }

    #[test]
    fn a_text_that_names_an_app_in_nearly_every_line_is_a_list() {
        let paths = "/data/app/com.example.a-1/base.apk\n/data/app/com.example.b-1/base.apk\n";
        let more = "market://details?id=com.example.c\n";
        let prose = "The first is com.example.a.\nIt was\nremoved on\nTuesday.\n";
        for (text, is_list) in [
            (format!("{paths}{more}"), true),
            (paths.to_owned(), false),
            (prose.repeat(3), false),
        ] {
            let mut watch = Watch::new(text.as_bytes());
            io::copy(&mut watch, &mut io::sink()).unwrap();
            assert_eq!(watch.fits(), is_list, "{text}");
        }
    }

    #[test]
    fn a_line_is_seen_across_reads() {
        let text = b"some words\ncom.example.app\nmore";
        for length in 1..text.len() {
            let mut watch = Watch::new(io::Cursor::new(text));
            let mut buffer = vec![0; length];
            while watch.read(&mut buffer).unwrap() > 0 {}
            assert!(watch.fits() && !watch.is_binary(), "{length}");
        }
    }
}
