//! Zip files that phones and collectors write, read in place.
//!
//! Nothing is unpacked to disk: an entry is found by the last part of its name
//! and streamed, so a path that leads elsewhere leads nowhere. How much of an
//! entry is read is up to the reader, never to what the zip file claims.

use crate::inventory::{Gap, GapCode};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use zip::ZipArchive;

/// More entries than a bug report of any phone has.
const MOST_ENTRIES: usize = 200_000;

/// An open zip file.
pub(crate) struct Archive {
    zip: ZipArchive<File>,
}

impl Archive {
    /// Opens a zip file and reads its table of contents.
    pub(crate) fn open(path: &Path) -> Result<Self, Gap> {
        let file = File::open(path).map_err(|error| {
            Gap::new(
                GapCode::FileUnreadable,
                format!("the file could not be read: {error}"),
                "check that the file is there and that you may read it",
            )
        })?;
        let zip = ZipArchive::new(file).map_err(|error| {
            Gap::new(
                GapCode::FileDamaged,
                format!("the zip file could not be opened: {error}"),
                "copy the file from the phone again; it may have been copied before it was complete",
            )
        })?;
        if zip.len() > MOST_ENTRIES {
            return Err(Gap::new(
                GapCode::TooLarge,
                format!("the zip file has {} entries, more than are read", zip.len()),
                "take the report again",
            ));
        }
        Ok(Self { zip })
    }

    /// The entries whose file name is wanted, nearest to the root first.
    pub(crate) fn find(&self, wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        let mut found: Vec<(usize, usize)> = (0..self.zip.len())
            .filter_map(|index| {
                let path = self.zip.name_for_index(index)?;
                let depth = path.matches('/').count();
                wanted(last_part(path)).then_some((depth, index))
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, index)| index).collect()
    }

    /// What an entry claims to hold, in bytes; for choosing, not for trusting.
    pub(crate) fn claimed_size(&mut self, index: usize) -> u64 {
        self.zip.by_index_raw(index).map_or(0, |entry| entry.size())
    }

    /// Opens an entry for reading.
    pub(crate) fn reader(&mut self, index: usize) -> io::Result<impl Read + '_> {
        self.zip.by_index(index).map_err(io::Error::other)
    }

    /// The beginning of an entry, up to `largest` bytes.
    pub(crate) fn head(&mut self, index: usize, largest: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.reader(index)?.take(largest).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// The file name at the end of a path, whatever its separators.
pub(crate) fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
