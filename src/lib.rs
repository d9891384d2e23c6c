//! `dutyphone` answers one question about a work phone: may it be used under
//! our app policy, and how do we know?
//!
//! Data flows one way, and the folders are the stages:
//!
//! ```text
//! source -> inventory -> (catalogue, policy) -> audit -> report
//!                                                  cli drives, main exits
//! ```
//!
//! The rooms inside the stages:
//!
//! ```text
//! inventory/     a device, its profiles and apps, and how much could be seen;
//!                imports nothing of ours
//!   format/      the saved inventory: schema, reader, writer
//!     skim/      a partial JSON reader that leaves out what no rule touches
//! source/        everything that can block, fail or lie; makes inventories
//!                and cannot know what is forbidden
//!   recognise.rs what a file or folder is, by its content
//!   container/   what inputs come wrapped in: folders, zip files, compression,
//!                several commands' output in one text, text encodings
//!   android/     adb/ talks to phones, parse/ reads what one command prints,
//!                assemble/ makes the inventory; bug reports, AndroidQF
//!   ios/         backup/ reads a backup folder, plist/ property lists
//!   lists/       lists of apps that other tools saved
//!   saved/       saved inventories, one in a file or one a line
//! catalogue/     who owns which app; reads `policies/catalogue` and overlays
//!   document/    strict reading of TOML files, with the place of each mistake
//!   entries/     the rows of one file
//!   tie/         the rows of all files checked together, made one catalogue
//!   packed/      its compact binary form: layout, reader, writer
//! policy/        published measures as rules: adoption, exceptions, waivers,
//!                the device register, lint; reads `policies/*.toml`
//! audit/         pure: an inventory, policies and a date become findings and
//!                a verdict, with no clock, no I/O and no printing
//!   fleet/       many devices: prefilter, cache, deduplication, totals, summary
//! report/        one file or folder for each output format; cannot judge
//!   document/    the saved result, which the other formats are made of
//!   diff/        what changed between two results
//! export/        a policy as somebody else's configuration, one file a target
//! cli/           the only place that asks the clock or prints
//!   args/        what may be typed
//!   command/     one file or folder for each subcommand
//!   run/         what commands share: inputs, outputs, workers, atomic files
//!   ui/          messages, progress, fields, mistakes drawn into a file
//! ```
//!
//! **Invariant:** there is no inventory without a coverage statement, and no
//! `compliant` without complete coverage.
//!
//! **Invariant:** a phone that half answers is data (a gap), not an error.
//! An error is for what the *user* must fix to run at all.
//!
//! **Invariant:** every fact about an app, an owner, a country or a measure is
//! in `policies/`, with its source. `src/` holds none.
//!
//! **Invariant:** the same input with the same `--as-of` gives the same bytes.
//!
//! The import rules, the sizes of files and the names of rooms are held by
//! `tests/it/architecture.rs`.

pub mod audit;
pub mod catalogue;
pub mod cli;
pub mod export;
pub mod inventory;
pub mod policy;
pub mod report;
pub mod source;
