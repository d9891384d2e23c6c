//! Takes the byte stream of a script apart again.
//!
//! The script prints a line before and after the output of each command, with
//! a nonce that the device could not know beforehand. Only an end line with
//! that nonce proves that an answer is whole: the connection may close in the
//! middle, and nothing below this would say so. A line with another nonce is
//! content. The stream may use CR LF, need not be UTF-8, and may hold text
//! outside of the frames, which is counted.

use crate::source::android::{End, Part};

/// The parts of one answer.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Frames {
    /// The parts in the order in which they began.
    pub(super) parts: Vec<(String, Part)>,
    /// What stood outside of all parts, without blank lines.
    pub(super) stray: Vec<u8>,
    /// Whether the last line of the script came.
    pub(super) whole: bool,
}

impl Frames {
    /// Takes a part out, by name.
    pub(super) fn take(&mut self, name: &str) -> Option<Part> {
        let index = self.parts.iter().position(|(found, _)| found == name)?;
        Some(self.parts.remove(index).1)
    }
}

/// What every marker line begins with.
pub(super) fn prefix(nonce: &str) -> String {
    format!("@@{nonce} ")
}

/// The last line of every script: nothing more will come.
pub(super) fn farewell(nonce: &str) -> String {
    format!("{}bye", prefix(nonce))
}

enum Marker {
    Begin(String),
    End(String, i32),
    Bye,
}

/// Splits an answer. `reason` says why a part without end has none.
pub(super) fn parse(bytes: &[u8], nonce: &str, reason: &str) -> Frames {
    let prefix = prefix(nonce);
    let mut frames = Frames::default();
    let mut open: Option<(String, usize)> = None;
    let mut done = 0;
    let mut at = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let start = at;
        at += line.len();
        let Some(marker) = marker(line, prefix.as_bytes()) else {
            continue;
        };
        frames.whole |= matches!(marker, Marker::Bye);
        let content_of = |from: usize| bytes.get(from..start).unwrap_or_default();
        match (marker, open.take()) {
            (Marker::End(name, code), Some((opened, from))) if name == opened => {
                let bytes = without_last_newline(content_of(from), line).to_vec();
                let end = End::Exit(code);
                frames.parts.push((name, Part { bytes, end }));
            }
            (marker, Some((opened, from))) => {
                // Another marker inside of a part: its own end was lost.
                let bytes = content_of(from).to_vec();
                let end = End::Cut("its end was never printed".to_owned());
                frames.parts.push((opened, Part { bytes, end }));
                if let Marker::Begin(name) = marker {
                    open = Some((name, at));
                }
            }
            (Marker::Begin(name), None) => {
                frames.add_stray(content_of(done));
                open = Some((name, at));
            }
            (Marker::End(..) | Marker::Bye, None) => frames.add_stray(content_of(done)),
        }
        done = at;
    }
    let rest = |from: usize| bytes.get(from..).unwrap_or_default();
    match open {
        Some((name, from)) => {
            let bytes = rest(from).to_vec();
            let end = End::Cut(reason.to_owned());
            frames.parts.push((name, Part { bytes, end }));
        }
        None => frames.add_stray(rest(done)),
    }
    frames
}

impl Frames {
    fn add_stray(&mut self, bytes: &[u8]) {
        let text = bytes.trim_ascii();
        if !text.is_empty() {
            self.stray.extend_from_slice(text);
            self.stray.push(b'\n');
        }
    }
}

/// Reads a marker line. It must be whole: of `end 127` a cut could leave
/// `end 1`.
fn marker(line: &[u8], prefix: &[u8]) -> Option<Marker> {
    let rest = line.strip_prefix(prefix)?.strip_suffix(b"\n")?;
    let text = std::str::from_utf8(rest).ok()?.trim_end_matches('\r');
    let mut words = text.split(' ');
    let marker = match (words.next()?, words.next()) {
        ("bye", None) => Marker::Bye,
        (name, Some("begin")) => Marker::Begin(name.to_owned()),
        (name, Some("end")) => Marker::End(name.to_owned(), words.next()?.parse().ok()?),
        _ => return None,
    };
    words.next().is_none().then_some(marker)
}

/// Takes away the line end that the script printed before its end marker.
fn without_last_newline<'a>(content: &'a [u8], marker: &[u8]) -> &'a [u8] {
    let mut content = content.strip_suffix(b"\n").unwrap_or(content);
    if marker.ends_with(b"\r\n") {
        while let Some(shorter) = content.strip_suffix(b"\r") {
            content = shorter;
        }
    }
    content
}

#[cfg(test)]
#[path = "frames_tests.rs"]
mod tests;
