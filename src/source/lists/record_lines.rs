//! Records of phones, one a line: a file of any length.
//!
//! Exports of whole fleets are gigabytes long. Each line is read and judged by
//! itself, and a line that is damaged is a phone that was not read.

use super::records::{self, Aside, Sink};
use super::{LIMIT, damage};
use crate::inventory::{Locator, Reading};
use crate::source::gaps;
use std::io::{self, BufRead, Read as _};

/// The first line of an input, with its end.
pub(crate) fn first_line(input: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    input.take(LIMIT).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// Whether an input that begins with this line holds a record a line.
pub(crate) fn begins(first: &[u8]) -> bool {
    let line = plain(first);
    first.ends_with(b"\n") && line.starts_with(b"{") && records::is_record(line)
}

fn plain(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(line)
        .trim_ascii()
}

/// Reads an input of which the first line was read already.
pub(crate) fn read(
    locator: &Locator,
    first: Vec<u8>,
    input: &mut dyn BufRead,
    vouched: Option<&str>,
    each: &mut dyn FnMut(Reading),
) -> io::Result<Aside> {
    let mut aside = Aside::default();
    let mut line = first;
    for number in 1_u64.. {
        let place = locator.at_line(number);
        let text = plain(&line);
        let mut sink = Sink {
            locator: &place,
            vouched,
            each: &mut *each,
            aside: &mut aside,
        };
        if line.len() as u64 >= LIMIT && !line.ends_with(b"\n") {
            each(Reading::unread(place, None, gaps::too_large(LIMIT)));
            pass_over(input)?;
        } else if !text.is_empty() && !records::read(text, &mut sink) {
            each(Reading::unread(place, None, damage::strangers(1)));
        }
        line.clear();
        if input.take(LIMIT).read_until(b'\n', &mut line)? == 0 {
            break;
        }
    }
    Ok(aside)
}

/// Passes over the rest of a line that is too long.
fn pass_over(input: &mut dyn BufRead) -> io::Result<()> {
    let mut rest = Vec::new();
    loop {
        rest.clear();
        let count = input.take(LIMIT).read_until(b'\n', &mut rest)?;
        if count == 0 || rest.ends_with(b"\n") {
            return Ok(());
        }
    }
}
