//! The content of a file, without what a shell put around it.
//!
//! People save what they see: `>` in Windows PowerShell writes UTF-16, tools
//! print log lines before their answer, terminals colour it, and the prompt is
//! copied along. All that is taken off here, before any reader looks.

use super::{ideviceinstaller, tidevice};
use crate::source::container::encoding::Plain;
use std::borrow::Cow;
use std::io::Read;

/// How much may stand before a JSON or XML document, in bytes.
const PREAMBLE: usize = 64 << 10;

/// What a file holds, in the form its readers want.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// One or more documents, maybe cut.
    Json(Cow<'a, [u8]>),
    /// A property list, binary or XML.
    PropertyList(Cow<'a, [u8]>),
    Text(Cow<'a, [u8]>),
}

/// Takes a file apart.
pub(super) fn of(bytes: &[u8]) -> Content<'_> {
    with_lead(bytes).0
}

/// Takes a file apart, and gives what stands before the document as well.
pub(super) fn with_lead(bytes: &[u8]) -> (Content<'_>, Vec<u8>) {
    let bytes = plain(bytes);
    if bytes.starts_with(b"bplist") {
        return (Content::PropertyList(bytes), Vec::new());
    }
    let bytes = without_colour(bytes);
    let Some((format, start)) = document(&bytes) else {
        return (Content::Text(bytes), Vec::new());
    };
    let lead = bytes.get(..start).unwrap_or_default().to_vec();
    let document = cut_front(bytes, start);
    let content = match format {
        Format::Json => Content::Json(document),
        Format::Xml => Content::PropertyList(document),
    };
    (content, lead)
}

fn cut_front(bytes: Cow<'_, [u8]>, start: usize) -> Cow<'_, [u8]> {
    match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(start..).unwrap_or_default()),
        Cow::Owned(mut bytes) => {
            bytes.drain(..start);
            Cow::Owned(bytes)
        }
    }
}

/// UTF-16 as UTF-8, and no byte order mark. Without a mark, UTF-16 is told by
/// the zero beside the first character.
fn plain(bytes: &[u8]) -> Cow<'_, [u8]> {
    let decode = |mark: &[u8]| {
        let mut text = Vec::new();
        // Reading from memory does not fail.
        let _ = Plain::new(mark.chain(bytes)).read_to_end(&mut text);
        Cow::Owned(text)
    };
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => decode(b""),
        [0xef, 0xbb, 0xbf, rest @ ..] => Cow::Borrowed(rest),
        [first, 0, second, 0, ..] if is_text(*first) && is_text(*second) => decode(&[0xff, 0xfe]),
        [0, first, 0, second, ..] if is_text(*first) && is_text(*second) => decode(&[0xfe, 0xff]),
        _ => Cow::Borrowed(bytes),
    }
}

const fn is_text(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte.is_ascii_whitespace()
}

/// Takes off what colours a terminal (ECMA-48: ESC, `[`, parameters, a final
/// byte). Neither JSON nor XML may hold an ESC, so nothing of theirs is lost.
fn without_colour(bytes: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    const ESC: u8 = 0x1b;
    if memchr::memchr(ESC, &bytes).is_none() {
        return bytes;
    }
    let mut kept = Vec::with_capacity(bytes.len());
    let mut rest: &[u8] = &bytes;
    while let Some(at) = memchr::memchr(ESC, rest) {
        let (before, from) = rest.split_at(at);
        kept.extend_from_slice(before);
        let after = from.get(1..).unwrap_or_default();
        rest = match after.strip_prefix(b"[") {
            Some(parameters) => {
                let is_final = |byte: &u8| (0x40..=0x7e).contains(byte);
                let length = parameters.iter().position(is_final);
                parameters
                    .get(length.map_or(parameters.len(), |at| at + 1)..)
                    .unwrap_or_default()
            }
            None => after,
        };
    }
    kept.extend_from_slice(rest);
    Cow::Owned(kept)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Xml,
}

/// Where the first document of a text begins. Lines before it are log lines
/// and prompts, unless one of them is a line of a list.
fn document(text: &[u8]) -> Option<(Format, usize)> {
    let mut start = 0;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let trimmed = line.trim_ascii_start();
        let at = start + (line.len() - trimmed.len());
        if let Some(format) = begins(text.get(at..).unwrap_or_default()) {
            return Some((format, at));
        }
        let line_text = std::str::from_utf8(line).unwrap_or_default();
        if ideviceinstaller::is_row(line_text) || tidevice::is_row(line_text) {
            return None;
        }
        start += line.len();
        if start > PREAMBLE {
            return None;
        }
    }
    None
}

/// Whether a document begins here. A log line may begin with a bracket, so
/// what follows it must be a value.
fn begins(text: &[u8]) -> Option<Format> {
    let value = |rest: &[u8], starts: &[u8]| {
        let rest = rest.trim_ascii_start();
        rest.is_empty() || rest.first().is_some_and(|first| starts.contains(first))
    };
    match text {
        [b'{', rest @ ..] => value(rest, b"\"}").then_some(Format::Json),
        [b'[', rest @ ..] => value(rest, b"{[\"]").then_some(Format::Json),
        _ if [&b"<?xml"[..], b"<plist", b"<!DOCTYPE plist"]
            .iter()
            .any(|mark| text.starts_with(mark)) =>
        {
            Some(Format::Xml)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    fn utf16(text: &str, mark: bool) -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        let units = mark.into_iter().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn what_a_shell_put_around_json_is_taken_off() {
        let plain = r#"{"a": "b"}"#;
        let table = [
            plain.as_bytes().to_vec(),
            format!("\u{feff}{plain}").into_bytes(),
            utf16(plain, true),
            utf16(plain, false),
            format!("[INFO] connected\n$ tool list\n{plain}\n").into_bytes(),
            format!("\x1b[34;01m{plain}\x1b[39;49;00m\n").into_bytes(),
            format!("\x1b[32mready\x1b[0m\n{plain}").into_bytes(),
        ];
        for bytes in table {
            let Content::Json(found) = of(&bytes) else {
                unreachable!("{}", bytes.escape_ascii());
            };
            assert_eq!(
                json::read(&found),
                json::read(plain.as_bytes()),
                "{}",
                bytes.escape_ascii()
            );
        }
    }

    #[test]
    fn lines_of_a_list_are_no_preamble() {
        let text = b"no.example.bank, \"1\", \"Bank\"\n{\"a\": \"b\"}\n";
        assert!(matches!(of(text), Content::Text(_)));
    }

    #[test]
    fn property_lists_are_found_after_log_lines() {
        for text in ["<plist>", "note\n<?xml version=\"1.0\"?>"] {
            let Content::PropertyList(found) = of(text.as_bytes()) else {
                unreachable!("{text}");
            };
            assert!(found.starts_with(b"<"));
        }
    }
}
