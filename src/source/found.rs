//! What became of one file.

use super::container::archive::Format;
use super::container::spool::Blob;
use super::container::text::Text;
use crate::inventory::{Gap, Platform};

/// What became of a file.
#[derive(Debug)]
pub(super) enum Found {
    /// Its devices, and what of it could not be read, were handed on.
    Handed,
    /// The output of commands on an Android phone.
    Text(Box<Text>),
    /// A file that holds files.
    Archive(Format, Blob),
    /// It holds no list of apps.
    SetAside(&'static str),
    /// The same, of a kind that can be named to somebody who took it for a list.
    NoList(&'static str, Box<Gap>),
    /// It was not read.
    NotRead(Box<Gap>, Option<Platform>),
}

impl Found {
    pub(super) fn not_read(gap: Gap) -> Self {
        Self::NotRead(Box::new(gap), None)
    }
}
