//! What stands outside all frames: one dump, or the outputs of several
//! commands one behind the other, of one phone or of several.
//!
//! A dump of the package service begins with `Database versions:` or, where
//! only its packages were asked for, with `Packages:`. Where one of these lines
//! comes again, another dump begins. A run of lines that begin with `package:`
//! is a list, unless they only stand in a text of other words.

use super::list_text;
use super::pieces::{Kind, Piece, nothing, pieces};
use super::sections::Recorded;
use super::text::Text;
use crate::source::android::command_output::{Part, Recording};
use memchr::memmem;

/// Puts the parts of one recording into the text.
pub(super) fn take(text: &mut Text, recorded: Recorded) {
    let Recorded {
        mut recording,
        plain,
        outside,
        noted,
    } = recorded;
    let parts = plain.into_iter().chain(outside);
    let mut pieces: Vec<Piece> = parts.flat_map(pieces).collect();
    list_text::keep_lists(&mut pieces);
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
