//! Where in a text without frames one output ends and another begins.
//!
//! What no command printed ends an output as well, so that it is looked at: a line
//! of a list, a document of JSON or XML. Tables of a dump that stand before the
//! section that names itself are part of it, unless they hold such a line.

use crate::source::android::command_output::{End, Part};
use crate::source::android::parse::lines::Lines;
use crate::source::line_grammar::{is_foreign, is_inventory, names_app, tells_of_apps};
use memchr::memmem;

/// What a piece of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Dump,
    List,
    Users,
    Other,
}

/// One output, or what stands between two.
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) part: Part,
}

/// A part with nothing in it.
pub(super) fn nothing() -> Part {
    Part {
        bytes: Vec::new(),
        end: End::Unmarked,
    }
}

/// Cuts a text where another output begins.
pub(super) fn pieces(whole: Part) -> Vec<Piece> {
    let cuts = cuts(&whole.bytes);
    if cuts.len() < 2 {
        let kind = cuts.first().map_or(Kind::Other, |(_, kind)| *kind);
        return vec![Piece { kind, part: whole }];
    }
    let ends = cuts.iter().skip(1).map(|(at, _)| *at);
    let ends: Vec<usize> = ends.chain([whole.bytes.len()]).collect();
    let mut pieces = Vec::new();
    for ((start, kind), end) in cuts.iter().zip(&ends) {
        let bytes = whole.bytes.get(*start..*end).unwrap_or_default().to_vec();
        let end = if *end == whole.bytes.len() {
            whole.end.clone()
        } else {
            End::Unmarked
        };
        pieces.push(Piece {
            kind: *kind,
            part: Part { bytes, end },
        });
    }
    pieces
}

/// Tables of the package service that stand before its packages.
const TABLES: [&[u8]; 7] = [
    b"Activity Resolver Table:",
    b"Receiver Resolver Table:",
    b"Service Resolver Table:",
    b"Provider Resolver Table:",
    b"Permissions:",
    b"Libraries:",
    b"Verifiers:",
];

/// Where each output begins, and what it is.
fn cuts(text: &[u8]) -> Vec<(usize, Kind)> {
    let mut cuts = vec![(0, Kind::Other)];
    let mut has_packages = false;
    for line in Lines::new(text) {
        let at = line.as_ptr() as usize - text.as_ptr() as usize;
        let Some((start, kind)) = cuts.last_mut() else {
            break;
        };
        let rest = text.get(at..).unwrap_or_default();
        let is_packages = line.starts_with(b"Packages:");
        match begins(line, rest, *kind) {
            Some(Kind::Dump) if is_packages && *kind == Kind::Dump && !has_packages => {}
            Some(Kind::Dump) if *kind == Kind::Other => {
                let before = text.get(*start..at).unwrap_or_default();
                if is_of_dump(before, is_packages || is_dump(line)) {
                    *kind = Kind::Dump;
                } else {
                    cuts.push((at, Kind::Dump));
                }
                has_packages = false;
            }
            Some(next) if next != *kind || next == Kind::Dump => {
                if *start == at {
                    *kind = next;
                } else {
                    cuts.push((at, next));
                }
                has_packages = false;
            }
            _ => {}
        }
        has_packages |= is_packages;
    }
    cuts
}

/// What begins with a line, if anything but more of the same.
fn begins(line: &[u8], rest: &[u8], kind: Kind) -> Option<Kind> {
    let first = line.first()?;
    match first {
        b'D' if line.starts_with(b"Database versions:") => return Some(Kind::Dump),
        b'P' if line == b"Packages:" => return Some(Kind::Dump),
        b'p' if line.starts_with(b"package:") => return Some(Kind::List),
        // A line among packages that only looks like the beginning.
        b'U' if line == b"Users:" && kind == Kind::Dump => {
            let next = rest.get(line.len()..).unwrap_or_default();
            return next
                .trim_ascii_start()
                .starts_with(b"UserInfo{")
                .then_some(Kind::Users);
        }
        b'U' if line == b"Users:" => return Some(Kind::Users),
        _ => {}
    }
    let is_stranger = match kind {
        Kind::Dump => is_stranger(line, rest),
        Kind::Users => {
            is_foreign(line) || opens_document(line, rest) || (is_left(line) && names_app(line))
        }
        Kind::List => !line.trim_ascii().is_empty(),
        Kind::Other => return is_dump(line).then_some(Kind::Dump),
    };
    is_stranger.then_some(Kind::Other)
}

/// Whether a line is none that a dump holds. Its lists of packages are indented.
fn is_stranger(line: &[u8], rest: &[u8]) -> bool {
    let text = line.trim_ascii_start();
    match text.first() {
        Some(b'{' | b'[' | b'<') => {
            let is_property = memmem::find(text, b"]: [").is_some();
            is_inventory(text)
                || opens_document(line, rest)
                || (is_left(line) && !is_property && is_foreign(line))
        }
        Some(b'p') if text.starts_with(b"package:") => is_foreign(text),
        _ => is_left(line) && !is_dump(line) && is_foreign(line),
    }
}

/// Whether a line begins at the left edge.
fn is_left(line: &[u8]) -> bool {
    line.first().is_some_and(|byte| !byte.is_ascii_whitespace())
}

/// Whether a document of JSON or XML begins with a line: a bracket, and behind it, or
/// in the next line, what such a document goes on with.
fn opens_document(line: &[u8], rest: &[u8]) -> bool {
    let text = line.trim_ascii_start();
    let lead = line.len() - text.len();
    let rest = rest.get(lead + 1..).unwrap_or_default().trim_ascii_start();
    match text.first() {
        Some(b'{') => rest.starts_with(b"\""),
        Some(b'[') => matches!(rest.first(), Some(b'{' | b'"')),
        Some(b'<') => [b"?xml".as_slice(), b"plist", b"!DOCTYPE"]
            .iter()
            .any(|word| rest.starts_with(word)),
        _ => false,
    }
}

/// Whether what stands before the first title of a dump is of the dump, too.
fn is_of_dump(before: &[u8], may_have_tables: bool) -> bool {
    let text = before.trim_ascii_start();
    let is_table = may_have_tables && TABLES.iter().any(|title| text.starts_with(title));
    is_table || !tells_of_apps(before)
}

/// A record of a package, or the title of all of them, in a text that somebody
/// shortened or indented.
fn is_dump(line: &[u8]) -> bool {
    let text = line.trim_ascii_start();
    text.starts_with(b"Package [") || (text == b"Packages:" && text.len() + 10 > line.len())
}
