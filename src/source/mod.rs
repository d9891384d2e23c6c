//! Everything that can block, fail or lie: phones, backups and files.
//!
//! A source makes readings ([`Reading`]) and nothing else. It cannot know what
//! is forbidden. Whatever goes wrong with one device becomes that device's
//! gap; an error ([`SourceError`]) is only for what the user must fix before
//! anything can be looked at, such as a path that does not exist.

pub mod android;
pub mod container;
mod dispatch;
mod gaps;
pub mod ios;
mod lists;
mod recognise;
mod request;
mod saved;

pub use container::chunks::{Chunk, Chunks, Skipped};
pub use request::{Options, Request, Sink, SourceError, check};
pub use saved::Item;

use crate::inventory::format::reading;
use std::path::Path;

/// Reads what was asked for, chunk by chunk, and hands every device to `sink`.
///
/// `skipped` hears of files in a folder that are plainly something else.
pub fn read(
    requests: &[Request],
    options: &Options,
    sink: &mut Sink<'_>,
    skipped: &mut (dyn FnMut(&Path) + Send),
) {
    let mut feed = Chunks::new(requests.iter().cloned(), |path| skipped(path));
    let mut piece = Chunk::default();
    while feed.next(&mut piece) {
        piece.items(options, &mut |item| {
            sink(match item {
                Item::Saved(locator, text) => reading(locator, text),
                Item::Read(reading) => *reading,
            });
        });
    }
}
