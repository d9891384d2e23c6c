//! Saved inventories: one in a file, or one a line.
//!
//! A damaged line makes one device unreadable, named by file and line, and the
//! rest goes on. Lines and files are capped, so a hostile one is refused
//! before it fills the memory.

mod stream;

pub(super) use stream::{Chunk, Stream};

use crate::inventory::{Gap, GapCode, Locator, Reading};

/// The longest inventory that is read, in bytes. Ten thousand apps with every
/// field take about 5 MB.
const LONGEST: usize = 64 << 20;

/// One device's worth of input, as far as a source takes it.
#[derive(Debug)]
pub enum Item<'t> {
    /// The text of a saved inventory, which nobody has looked into yet. It is
    /// cheap to find and dear to read, so whoever takes it may spread the work.
    Saved(Locator, &'t str),
    /// Anything else.
    Read(Reading),
}

/// Finds the inventories in a piece of a stream.
pub(super) fn items(locator: &Locator, chunk: Chunk, bytes: &[u8], sink: &mut dyn FnMut(Item<'_>)) {
    match chunk {
        Chunk::Unread { line, gap } => {
            let place = line.map_or_else(|| locator.clone(), |line| locator.at_line(line));
            sink(Item::Read(Reading::unread(place, None, gap)));
        }
        Chunk::Object => item(locator.clone(), bytes, sink),
        Chunk::Lines { first, alone } => {
            let mut number = first;
            for line in bytes.split_inclusive(|byte| *byte == b'\n') {
                let text = line.trim_ascii();
                if !text.is_empty() {
                    let place = if alone {
                        locator.clone()
                    } else {
                        locator.at_line(number)
                    };
                    item(place, text, sink);
                }
                number += 1;
            }
        }
    }
}

fn item(place: Locator, bytes: &[u8], sink: &mut dyn FnMut(Item<'_>)) {
    if bytes.len() > LONGEST {
        return sink(Item::Read(Reading::unread(place, None, too_long())));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => sink(Item::Saved(place, text.trim_ascii_end())),
        Err(_) => {
            let gap = Gap::new(
                GapCode::InventoryUnparsable,
                "the text is not UTF-8",
                "take the inventory again; an editor may have changed its encoding",
            );
            sink(Item::Read(Reading::unread(place, None, gap)));
        }
    }
}

fn too_long() -> Gap {
    Gap::new(
        GapCode::TooLarge,
        format!("the inventory is larger than {} MiB", LONGEST >> 20),
        "check where it comes from: no phone has that many apps",
    )
}
