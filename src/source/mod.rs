//! Everything that can block, fail or lie: phones, backups and files.
//!
//! A source makes readings ([`Reading`]) and nothing else. It cannot know what
//! is forbidden. Whatever goes wrong with one device becomes that device's
//! gap; an error ([`SourceError`]) is only for what the user must fix before
//! anything can be looked at, such as a path that does not exist. Where each
//! input ended, as a device or otherwise, is in the account ([`Ledger`]).

mod absence;
pub mod android;
mod app_id;
mod archives;
mod capped;
mod clocks;
mod closed_documents;
mod compound_file;
pub mod container;
mod context;
mod deadline;
mod deferred;
mod disguise;
mod dispatch;
mod documents;
mod examine;
mod exclusions;
mod findings;
mod found;
mod gaps;
pub mod ios;
mod known_apps;
mod ledger;
mod line_grammar;
mod lists;
mod markup_text;
mod mentions;
mod named;
mod names;
mod nearest;
mod other_content;
mod own_documents;
mod own_files;
mod own_inventory;
mod own_reports;
mod recognise;
mod request;
mod resolve;
mod same_phone;
mod saved;
mod sentence;
mod side_by_side;
pub mod signature;
mod unlisted;
mod watch;

pub use absence::NoneAsked;
pub use container::chunk::Chunk;
pub use container::chunks::Chunks;
pub use exclusions::Exclusions;
pub use known_apps::KnownApps;
pub use ledger::Ledger;
pub use lists::{MappedClaim, Mapping, MappingError, Misfit, propose as propose_mapping};
pub use request::{
    Options, Request, Sink, SourceError, Vouch, check, check_mapping, check_vouches,
};
pub use saved::Item;

use crate::inventory::format::reading;

/// Reads what was asked for, chunk by chunk, and hands every device to `sink`.
/// Where each input ended is noted in `ledger`.
pub fn read(requests: &[Request], options: &Options, ledger: &Ledger, sink: &mut Sink<'_>) {
    let mut chunks = Chunks::new(requests.to_vec(), options, ledger);
    let mut chunk = Chunk::default();
    loop {
        while chunks.next(&mut chunk) {
            chunk.items(options, &mut |item| {
                let reading = match item {
                    Item::Saved(locator, text, seal) => {
                        let mut reading = reading(locator, text);
                        if let Ok(inventory) = &mut reading.content {
                            inventory.digest = Some(seal.digest(text));
                            inventory.sign(seal.signature);
                        }
                        reading
                    }
                    Item::Read(reading) => *reading,
                };
                ledger.note(&reading);
                sink(reading);
            });
        }
        if !chunks.resume() {
            break;
        }
    }
}
