//! `dumpsys package`: every package of every user, in one text.
//!
//! The text is not a format anybody promised. What is relied on is what the
//! code that prints it does (AOSP `services/core/java/com/android/server/pm/
//! Settings.java`, `dumpPackagesLPr` and `dumpPackageLPr`, Android 7 to 16):
//!
//! - `Packages:` opens the section, `  Package [name] (hash):` a record. The
//!   section ends only where a title we know begins: blank lines and unknown
//!   lines in column 0 occur inside records since Android 14.
//! - Keys of a record have four spaces, keys of a user six.
//! - A record alone says nothing about being installed; a `User N:` line with
//!   `installed=` on it does. Other sections have `User N:` lines without.
//! - Each record has some keys that no version leaves out, and no key twice.
//!   A record that is otherwise was damaged, or an app's text imitates one.
//! - A whole dump lists the same packages again in other sections.
//! - `Hidden system packages:` repeats the factory version of updated system
//!   apps. It is kept apart and never counts as a package.
//!
//! The parser borrows: a [`Dump`] is slices of the text. It never fails; what
//! it could not make sense of is counted in [`Trouble`].

mod identity;
mod keys;
mod links;
mod model;
mod names;
mod record;
mod scan;
#[cfg(test)]
mod tests;
mod titles;

pub use links::add_hosts;
pub use model::{Dump, Stopped, Trouble};
pub use names::{CheckedIn, OtherLists, checked_in};
pub use record::{Record, UserState};
pub use scan::parse;
