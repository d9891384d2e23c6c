//! Tar files: a header and the data of each file, one after the other.
//!
//! Tar has checksums for its headers only. A file that was cut is found by its
//! end: the last member has to be whole, and empty blocks have to follow it.

use super::member::Member;
use super::spool::Blob;
use std::io::{self, Read, Seek, SeekFrom};
use tar::EntryType;

/// How long blocks are, in bytes.
const BLOCK: u64 = 512;
/// More members than a backup of any phone has.
const MOST_MEMBERS: usize = 1_000_000;

/// An open tar file.
pub(crate) struct Tar {
    blob: Blob,
    /// Where the data of each member lies, and how long it is.
    places: Vec<(u64, u64)>,
}

impl Tar {
    /// Opens a tar file and finds its members.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words that continue "the tar file could not
    /// be opened: ".
    pub(crate) fn open(mut blob: Blob) -> Result<(Self, Vec<Member>), String> {
        let length = blob.length().map_err(|error| error.to_string())?;
        let mut places = Vec::new();
        let members = index(&mut blob, length, &mut places).map_err(|error| error.to_string())?;
        let end = places
            .iter()
            .map(|(at, size)| at + size.next_multiple_of(BLOCK))
            .max()
            .unwrap_or(0);
        if length < end.saturating_add(BLOCK) {
            return Err("its end is missing".to_owned());
        }
        Ok((Self { blob, places }, members))
    }

    /// Opens a member for reading.
    pub(crate) fn reader(&mut self, index: usize) -> io::Result<Box<dyn Read + '_>> {
        let (at, size) = self.places.get(index).copied().unwrap_or_default();
        self.blob.seek(SeekFrom::Start(at))?;
        Ok(Box::new((&mut self.blob).take(size)))
    }
}

fn index(blob: &mut Blob, length: u64, places: &mut Vec<(u64, u64)>) -> io::Result<Vec<Member>> {
    blob.seek(SeekFrom::Start(0))?;
    let mut archive = tar::Archive::new(blob);
    // Tar files that were put one behind the other have empty blocks between.
    archive.set_ignore_zeros(true);
    let mut members = Vec::new();
    for entry in archive.entries_with_seek()? {
        let entry = entry?;
        let kind = entry.header().entry_type();
        let (at, size) = (entry.raw_file_position(), entry.size());
        if at.checked_add(size).is_none_or(|end| end > length) {
            return Err(io::Error::other("its last member is cut off"));
        }
        if kind == EntryType::GNUSparse {
            return Err(io::Error::other(
                "it holds a file with holes, which is not read",
            ));
        }
        if kind == EntryType::XGlobalHeader || (kind == EntryType::Directory && size == 0) {
            continue;
        }
        if members.len() >= MOST_MEMBERS {
            return Err(io::Error::other("it has more members than are read"));
        }
        members.push(Member {
            path: String::from_utf8_lossy(&entry.path_bytes())
                .trim_start_matches("./")
                .to_owned(),
            index: places.len(),
            size,
            is_encrypted: false,
            // Whatever holds bytes is read as a file.
            is_link: size == 0 && !matches!(kind, EntryType::Regular | EntryType::Continuous),
        });
        places.push((at, size));
    }
    Ok(members)
}
