//! What stands outside all frames: one dump, or the outputs of several
//! commands one behind the other, of one phone or of several.
//!
//! A dump of the package service begins with `Database versions:` or, where
//! only its packages were asked for, with `Packages:`. Where one of these lines
//! comes again, another dump begins. A run of lines that begin with `package:`
//! is a list.

use super::sections::Recorded;
use super::text::Text;
use crate::source::android::command_output::{End, Part, Recording};
use crate::source::android::parse::lines::Lines;
use crate::source::line_grammar::is_foreign;
use memchr::memmem;

/// Puts the parts of one recording into the text.
pub(super) fn take(text: &mut Text, recorded: Recorded) {
    let Recorded {
        mut recording,
        plain,
        noted,
    } = recorded;
    let mut pieces = plain.map(pieces).unwrap_or_default();
    let mut dumps: Vec<Part> = Vec::new();
    for piece in &mut pieces {
        match piece.kind {
            Kind::Dump => dumps.push(std::mem::replace(&mut piece.part, nothing())),
            Kind::List => text
                .lists
                .push(std::mem::replace(&mut piece.part, nothing())),
            Kind::Users if recording.users_verbose.is_none() => {
                recording.users_verbose = Some(std::mem::replace(&mut piece.part, nothing()));
            }
            Kind::Users | Kind::Other => {}
        }
    }
    for piece in pieces {
        text.unframed.extend_from_slice(&piece.part.bytes);
    }
    // Where two phones may be meant, what names one of them names neither.
    let phones = dumps.len() + usize::from(recording.dump.is_some());
    if !noted.is_empty() && phones < 2 {
        let section = recording.properties.take().unwrap_or_else(nothing);
        recording.properties = Some(Part {
            bytes: [noted, section.bytes].concat(),
            end: section.end,
        });
    }
    // A recording has one dump. Without one in a frame, the one outside is it.
    if recording.dump.is_none() && dumps.len() == 1 {
        recording.dump = dumps.pop();
    }
    for dump in dumps {
        add(
            text,
            Recording {
                dump: Some(dump),
                ..Recording::default()
            },
        );
    }
    if has_packages(&recording) {
        add(text, recording);
    } else {
        if let Some(part) = recording.dump.take() {
            text.unframed.extend_from_slice(&part.bytes);
        }
        recording.clock = None;
        if text.facts == Recording::default() {
            text.facts = recording;
        }
    }
}

/// The same dump twice is one.
fn add(text: &mut Text, recording: Recording) {
    if text
        .recordings
        .iter()
        .all(|other| other.dump != recording.dump)
    {
        text.recordings.push(recording);
    }
}

/// Whether there is a dump of the package service, and packages in it.
fn has_packages(recording: &Recording) -> bool {
    recording.dump.as_ref().is_some_and(|part| {
        memmem::find(&part.bytes, b"Packages:").is_some()
            || memmem::find(&part.bytes, b"  Package [").is_some()
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Dump,
    List,
    Users,
    Other,
}

struct Piece {
    kind: Kind,
    part: Part,
}

fn nothing() -> Part {
    Part {
        bytes: Vec::new(),
        end: End::Unmarked,
    }
}

/// Cuts a text where another output begins.
fn pieces(whole: Part) -> Vec<Piece> {
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

/// Where each output begins, and what it is.
fn cuts(text: &[u8]) -> Vec<(usize, Kind)> {
    let mut cuts = vec![(0, Kind::Other)];
    let mut has_packages = false;
    for line in Lines::new(text) {
        let at = line.as_ptr() as usize - text.as_ptr() as usize;
        let Some((start, kind)) = cuts.last_mut() else {
            break;
        };
        let begun = match line.first() {
            Some(b'D') if line.starts_with(b"Database versions:") => Some(Kind::Dump),
            Some(b'P') if line == b"Packages:" => Some(Kind::Dump),
            Some(b'p') if line.starts_with(b"package:") => Some(Kind::List),
            Some(b'U') if line == b"Users:" => Some(Kind::Users),
            Some(b'{' | b'a'..=b'z') if is_foreign(line) => Some(Kind::Other),
            _ if *kind == Kind::List && !line.trim_ascii().is_empty() => Some(Kind::Other),
            _ if *kind == Kind::Other && is_dump(line) => {
                *kind = Kind::Dump;
                None
            }
            _ => None,
        };
        let is_packages = line.starts_with(b"Packages:");
        match begun {
            Some(Kind::Dump) if is_packages && *kind == Kind::Dump && !has_packages => {}
            Some(Kind::Dump) if *kind == Kind::Other => {
                // Tables may stand before the section that names itself.
                *kind = Kind::Dump;
            }
            // A line among packages that only looks like the beginning.
            Some(Kind::Users) if *kind == Kind::Dump => {}
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

/// A record of a package, in a text that somebody shortened or indented.
fn is_dump(line: &[u8]) -> bool {
    let text = line.trim_ascii_start();
    text.starts_with(b"Package [") || (text == b"Packages:" && text.len() + 10 > line.len())
}
