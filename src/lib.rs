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
//! - [`inventory`]: what is on a device and how much of it could be seen.
//!   The ground floor: it imports nothing of ours.
//! - [`source`]: everything that can block, fail or lie (phones, backups,
//!   files). It makes inventories and cannot know what is forbidden.
//! - [`catalogue`]: who owns which app, read from `policies/catalogue`.
//! - [`policy`]: published measures as rules, read from `policies/*.toml`.
//! - [`audit`]: pure. An inventory, a policy and a date become findings and a
//!   verdict, with no clock, no I/O and no printing.
//! - [`report`]: one file for each output format. It cannot judge.
//! - [`cli`]: one file for each subcommand, the only place that asks the clock
//!   or prints.
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
//! The import rules are held by `tests/it/architecture.rs`.

pub mod audit;
pub mod catalogue;
pub mod cli;
pub mod inventory;
pub mod policy;
pub mod report;
pub mod source;
