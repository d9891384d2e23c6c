//! Where only signed inventories count: what carries no signature that counts
//! becomes a device that was not fully read.

use super::signed_files::SignedFiles;
use crate::inventory::format;
use crate::source::saved::Item;

/// What a device was read from, as far as a signature can be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum Origin {
    /// The device itself, by this run. Nobody else had a hand in it.
    Device,
    /// A file.
    File,
    /// A folder, or several files.
    Several,
}

/// What becomes of an item.
pub(in crate::source) fn applied<'t>(
    files: Option<&SignedFiles>,
    origin: Origin,
    item: Item<'t>,
) -> Item<'t> {
    let Some(files) = files.filter(|_| origin != Origin::Device) else {
        return item;
    };
    match item {
        Item::Saved(locator, text, mut seal) => {
            seal.signature = files.of(&locator, Some(&seal.digest(text)));
            Item::Saved(locator, text, seal)
        }
        Item::Read(mut reading) => {
            if let Ok(inventory) = &mut reading.content {
                let signature = match origin {
                    Origin::Several => SignedFiles::of_several(&reading.locator),
                    _ => files.of(&reading.locator, None),
                };
                // What is added below is not part of the inventory.
                inventory.digest = format::digest(inventory);
                inventory.sign(signature);
            }
            Item::Read(reading)
        }
    }
}
