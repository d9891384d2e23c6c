//! Archives: files that hold files, whatever the format.

use super::member::Member;
use super::spool::Blob;
use super::tar::Tar;
use super::zip::Zip;
use crate::inventory::{Gap, GapCode};
use std::io::{self, Read};

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Zip,
    Tar,
}

/// An open archive.
pub(crate) struct Archive {
    content: Content,
    /// The files in it, in the order of the archive.
    pub(crate) members: Vec<Member>,
}

enum Content {
    Zip(Zip),
    Tar(Tar),
}

impl Archive {
    /// Opens an archive and reads its table of contents.
    ///
    /// # Errors
    ///
    /// When it is damaged.
    pub(crate) fn open(format: Format, blob: Blob) -> Result<Self, Gap> {
        let (name, opened) = match format {
            Format::Zip => (
                "zip",
                Zip::open(blob).map(|(zip, members)| (Content::Zip(zip), members)),
            ),
            Format::Tar => (
                "tar",
                Tar::open(blob).map(|(tar, members)| (Content::Tar(tar), members)),
            ),
        };
        match opened {
            Ok((content, members)) => Ok(Self { content, members }),
            Err(reason) => Err(Gap::new(
                GapCode::FileDamaged,
                format!("the {name} file could not be opened: {reason}"),
                "copy the file again from where it was made; it may have been copied before it was complete",
            )),
        }
    }

    /// Opens a member by its number.
    pub(crate) fn reader(&mut self, index: usize) -> io::Result<Box<dyn Read + '_>> {
        match &mut self.content {
            Content::Zip(zip) => zip.reader(index),
            Content::Tar(tar) => tar.reader(index),
        }
    }
}
