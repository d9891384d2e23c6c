//! Saved inventories: one in a file, or one a line.
//!
//! A damaged line makes one device unreadable, named by file and line, and the
//! rest goes on. Lines and files are capped, so a hostile one is refused
//! before it fills the memory.

mod limit;
mod stream;

pub(super) use stream::{Block, Stream};

use crate::inventory::{DigestOf, Gap, GapCode, Locator, Reading, Seal};
use limit::{LONGEST, too_long};
use stream::lines;

/// One device's worth of input, as far as a source takes it.
#[derive(Debug)]
pub enum Item<'t> {
    /// The text of a saved inventory, which nobody has looked into yet. It is
    /// cheap to find and dear to read, so whoever takes it may spread the work.
    Saved(Locator, &'t str, Seal),
    /// Anything else.
    Read(Box<Reading>),
}

impl Item<'_> {
    pub(super) fn read(reading: Reading) -> Self {
        Self::Read(Box::new(reading))
    }
}

/// Finds the inventories in a block of a stream.
pub(super) fn items(locator: &Locator, block: Block, bytes: &[u8], sink: &mut dyn FnMut(Item<'_>)) {
    match block {
        Block::Unread { line, gap } => {
            let place = line.map_or_else(|| locator.clone(), |line| locator.at_line(line));
            sink(Item::read(Reading::unread(place, None, gap)));
        }
        Block::Object => item(locator.clone(), bytes, Seal::new(DigestOf::File), sink),
        Block::Lines { first, alone } => {
            for (number, line) in (first..).zip(lines(bytes)) {
                let text = line.trim_ascii();
                if !text.is_empty() {
                    let place = if alone {
                        locator.clone()
                    } else {
                        locator.at_line(number)
                    };
                    item(place, text, Seal::new(DigestOf::Line), sink);
                }
            }
        }
    }
}

fn item(place: Locator, bytes: &[u8], seal: Seal, sink: &mut dyn FnMut(Item<'_>)) {
    if bytes.len() > LONGEST {
        return sink(Item::read(Reading::unread(place, None, too_long())));
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return sink(Item::Saved(place, text, seal));
    }
    let gap = Gap::new(
        GapCode::InventoryUnparsable,
        "the text is not UTF-8",
        "take the inventory again; an editor may have changed its encoding",
    );
    sink(Item::read(Reading::unread(place, None, gap)));
}
