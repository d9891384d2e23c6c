//! Saved inventories: one in a file, or one a line.
//!
//! A damaged line makes one device unreadable, named by file and line, and the
//! rest goes on. Lines and files are capped, so a hostile one is refused
//! before it fills the memory.

mod stream;

pub(super) use super::container::compressed::Packing;
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
    Read(Box<Reading>),
}

impl Item<'_> {
    pub(super) fn read(reading: Reading) -> Self {
        Self::Read(Box::new(reading))
    }
}

/// Finds the inventories in a piece of a stream.
pub(super) fn items(locator: &Locator, chunk: Chunk, bytes: &[u8], sink: &mut dyn FnMut(Item<'_>)) {
    match chunk {
        Chunk::Unread { line, gap } => {
            let place = line.map_or_else(|| locator.clone(), |line| locator.at_line(line));
            sink(Item::read(Reading::unread(place, None, gap)));
        }
        Chunk::Object => item(locator.clone(), bytes, sink),
        Chunk::Lines { first, alone } => {
            for (number, line) in (first..).zip(lines(bytes)) {
                let text = line.trim_ascii();
                if !text.is_empty() {
                    let place = if alone {
                        locator.clone()
                    } else {
                        locator.at_line(number)
                    };
                    item(place, text, sink);
                }
            }
        }
    }
}

/// The lines of a piece, each with its end.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let (line, behind) = rest.split_at_checked(end)?;
        rest = behind;
        (!line.is_empty()).then_some(line)
    })
}

fn item(place: Locator, bytes: &[u8], sink: &mut dyn FnMut(Item<'_>)) {
    if bytes.len() > LONGEST {
        return sink(Item::read(Reading::unread(place, None, too_long())));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return sink(Item::Saved(place, text.trim_ascii_end()));
    }
    let gap = Gap::new(
        GapCode::InventoryUnparsable,
        "the text is not UTF-8",
        "take the inventory again; an editor may have changed its encoding",
    );
    sink(Item::read(Reading::unread(place, None, gap)));
}

fn too_long() -> Gap {
    Gap::new(
        GapCode::TooLarge,
        format!("the inventory is larger than {} MiB", LONGEST >> 20),
        "check where it comes from: no phone has that many apps",
    )
}
