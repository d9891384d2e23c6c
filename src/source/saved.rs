//! Saved inventories: one in a file, or one a line.
//!
//! A damaged line makes one device unreadable, named by file and line, and the
//! rest goes on. Lines and files are capped, so a hostile one is refused
//! before it fills the memory.

use super::{Sink, unreadable};
use crate::inventory::saved::{SavedError, parse};
use crate::inventory::{Gap, GapCode, Locator, Reading};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// The longest inventory that is read, in bytes. Ten thousand apps with every
/// field take about 5 MB.
const LONGEST: usize = 64 << 20;

/// Reads a file that begins with `{`.
pub(super) fn read_file(locator: &Locator, path: &Path, sink: &mut Sink<'_>) {
    match File::open(path) {
        Ok(file) => read_lines(locator, BufReader::new(file), sink),
        Err(error) => sink(Reading::unread(locator.clone(), None, unreadable(&error))),
    }
}

/// Reads inventories from a stream.
///
/// The first line decides: when it is a whole inventory, every line is one.
/// Otherwise the stream is one indented object.
pub(super) fn read_lines(locator: &Locator, mut input: impl BufRead, sink: &mut Sink<'_>) {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        match next_line(&mut input, &mut line) {
            Ok(Line::End) => break,
            Ok(Line::Whole) => number += 1,
            Ok(Line::TooLong) => {
                number += 1;
                sink(Reading::unread(locator.at_line(number), None, too_long()));
                continue;
            }
            Err(error) => {
                return sink(Reading::unread(locator.clone(), None, unreadable(&error)));
            }
        }
        let text = strip_mark(&line, number).trim_ascii_end();
        if text.is_empty() {
            continue;
        }
        if number == 1 && !ends_object(text) {
            return read_object(locator, line, input, sink);
        }
        let alone = number == 1 && is_at_end(&mut input);
        let place = if alone {
            locator.clone()
        } else {
            locator.at_line(number)
        };
        sink(reading(place, text));
    }
    if number == 0 {
        let gap = Gap::new(
            GapCode::InventoryUnparsable,
            "the input is empty",
            "check the command that should have written it",
        );
        sink(Reading::unread(locator.clone(), None, gap));
    }
}

/// Reads the rest of a stream that is one object over many lines.
fn read_object(locator: &Locator, start: Vec<u8>, input: impl Read, sink: &mut Sink<'_>) {
    let mut bytes = start;
    let room = LONGEST.saturating_sub(bytes.len()) as u64;
    let read = input.take(room + 1).read_to_end(&mut bytes);
    sink(match read {
        Err(error) => Reading::unread(locator.clone(), None, unreadable(&error)),
        Ok(_) if bytes.len() > LONGEST => Reading::unread(locator.clone(), None, too_long()),
        Ok(_) => reading(locator.clone(), strip_mark(&bytes, 1).trim_ascii_end()),
    });
}

fn reading(locator: Locator, bytes: &[u8]) -> Reading {
    let Ok(text) = std::str::from_utf8(bytes) else {
        let gap = Gap::new(
            GapCode::InventoryUnparsable,
            "the text is not UTF-8",
            "take the inventory again; an editor may have changed its encoding",
        );
        return Reading::unread(locator, None, gap);
    };
    match parse(text) {
        Ok(inventory) => Reading::of(locator, inventory),
        Err(error) => Reading::unread(locator, None, refused(&error)),
    }
}

fn refused(error: &SavedError) -> Gap {
    Gap::new(error.gap_code(), error.to_string(), error.advice())
}

fn too_long() -> Gap {
    Gap::new(
        GapCode::TooLarge,
        format!("the inventory is larger than {} MiB", LONGEST >> 20),
        "check where it comes from: no phone has that many apps",
    )
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// Reads one line of at most [`LONGEST`] bytes; the rest of a longer one is
/// passed over.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    let limit = LONGEST as u64 + 1;
    let count = input.by_ref().take(limit).read_until(b'\n', line)?;
    if count == 0 {
        return Ok(Line::End);
    }
    if line.last() == Some(&b'\n') || count <= LONGEST {
        return Ok(Line::Whole);
    }
    loop {
        let rest = input.fill_buf()?;
        if rest.is_empty() {
            return Ok(Line::TooLong);
        }
        let end = memchr::memchr(b'\n', rest);
        let used = end.map_or(rest.len(), |at| at + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(Line::TooLong);
        }
    }
}

fn is_at_end(input: &mut impl BufRead) -> bool {
    input.fill_buf().is_ok_and(<[u8]>::is_empty)
}

/// The byte order mark that some editors put in front.
fn strip_mark(bytes: &[u8], line: u64) -> &[u8] {
    match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) if line == 1 => rest,
        _ => bytes,
    }
}

/// Whether a line that begins an object also ends one.
fn ends_object(line: &[u8]) -> bool {
    let text = line.trim_ascii();
    text.starts_with(b"{") && text.ends_with(b"}") && text.len() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"schema":"dutyphone/inventory/1","device":{"platform":"android","id":"EXAMPLE"},"coverage":{"complete":true},"apps":[{"id":"com.example"}]}"#;

    fn read(text: &str) -> Vec<Reading> {
        let mut all = Vec::new();
        read_lines(&Locator::new("-"), text.as_bytes(), &mut |r| all.push(r));
        all
    }

    #[test]
    fn one_line_is_one_device_without_a_line_number() {
        let all = read(LINE);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].locator.to_string(), "-");
        assert!(all[0].content.is_ok());
    }

    #[test]
    fn a_damaged_line_costs_one_device() {
        let all = read(&format!("{LINE}\n{{\"oops\n\n{LINE}\n"));
        let places: Vec<String> = all.iter().map(|r| r.locator.to_string()).collect();
        assert_eq!(places, ["-:1", "-:2", "-:4"]);
        let good: Vec<bool> = all.iter().map(|r| r.content.is_ok()).collect();
        assert_eq!(good, [true, false, true]);
    }

    #[test]
    fn an_indented_object_is_one_device() {
        let all = read(&LINE.replace(',', ",\n  "));
        assert_eq!(all.len(), 1);
        assert!(all[0].content.is_ok());
    }

    #[test]
    fn nothing_is_a_device_that_could_not_be_read() {
        for text in ["", "\n\n"] {
            let all = read(text);
            let unread = all.iter().filter(|r| r.content.is_err()).count();
            assert_eq!(unread, all.len());
        }
        assert_eq!(read("").len(), 1);
    }
}
