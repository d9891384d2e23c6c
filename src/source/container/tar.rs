//! Tar files: a header and the data of each file, one after the other.
//!
//! Tar has checksums for its headers only. A file that was cut is found by its
//! end: the last member has to be whole, and empty blocks have to follow it. Empty
//! blocks elsewhere are a member that was lost.

use super::member::{Member, target};
use super::spool::Blob;
use std::io::{self, Read, Seek, SeekFrom};
use tar::EntryType;

/// How long blocks are, in bytes.
const BLOCK: u64 = 512;
/// What the end of a tar file is filled up to, in bytes (POSIX `pax`, 20 blocks).
const RECORD: u64 = 20 * BLOCK;
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
        let holes = holes(&mut blob, length, &places).map_err(|error| error.to_string())?;
        if holes {
            return Err("zeros stand where a member was".to_owned());
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

/// Whether zeros stand in a tar file where no end of one is. A broken copy leaves
/// them. An end is two empty blocks or more, up to the next whole record; behind it
/// the file ends, or the next tar file begins.
fn holes(blob: &mut Blob, length: u64, places: &[(u64, u64)]) -> io::Result<bool> {
    let mut members = places.to_vec();
    members.sort_unstable();
    let mut at = 0;
    for (start, size) in members.into_iter().chain([(length, 0)]) {
        if has_hole(blob, at, start, start == length)? {
            return Ok(true);
        }
        at = at.max(start + size.next_multiple_of(BLOCK));
    }
    Ok(false)
}

/// The same between the end of one member and the data of the next, where headers
/// stand, and the long names before them.
fn has_hole(blob: &mut Blob, mut at: u64, until: u64, is_last: bool) -> io::Result<bool> {
    let (mut zeros, mut block) = (0, [0_u8; 512]);
    blob.seek(SeekFrom::Start(at))?;
    while at + BLOCK <= until {
        blob.read_exact(&mut block)?;
        at += BLOCK;
        if block.iter().all(|byte| *byte == 0) {
            zeros += BLOCK;
            continue;
        }
        if zeros > 0 && !is_end(zeros, at - BLOCK) {
            return Ok(true);
        }
        zeros = 0;
        let header = tar::Header::from_byte_slice(&block);
        let kind = header.entry_type();
        if kind.is_gnu_longname()
            || kind.is_gnu_longlink()
            || kind.is_pax_local_extensions()
            || kind.is_pax_global_extensions()
        {
            at += header.entry_size()?.next_multiple_of(BLOCK);
            blob.seek(SeekFrom::Start(at))?;
        }
    }
    // The last end need not fill its record.
    let is_short = is_last && zeros <= 2 * BLOCK;
    Ok(zeros > 0 && !is_short && !is_end(zeros, at))
}

/// Whether so many zeros up to this place are the end of a tar file.
const fn is_end(zeros: u64, at: u64) -> bool {
    zeros >= 2 * BLOCK && zeros < RECORD + 2 * BLOCK && at.is_multiple_of(RECORD)
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
        let path = String::from_utf8_lossy(&entry.path_bytes())
            .trim_start_matches("./")
            .to_owned();
        let link = entry.link_name_bytes();
        // A hard link names its file from the root of the archive.
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let folder = if kind == EntryType::Link { "" } else { folder };
        let to = link.and_then(|link| target(folder, &String::from_utf8_lossy(&link)));
        members.push(Member {
            path,
            target: to,
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
