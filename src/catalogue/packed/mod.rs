//! The compact form of a catalogue: its layout, its reader and its writer.

mod layout;
mod read;
mod write;

pub(super) use layout::{NONE, Section};
pub(super) use read::{Packed, Record, Records};
pub(super) use write::{Writer, date, length};
