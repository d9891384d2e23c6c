//! Zip files, read in place and entry by entry.
//!
//! Nothing is unpacked to where a name points, so a path that leads elsewhere
//! leads nowhere. How much of an entry is read is up to the reader, never to
//! what the zip file claims, and an entry that was used is read to its end,
//! where its checksum and its length have to agree.

use super::member::{Member, target};
use super::spool::Blob;
use super::zip_structure;
use std::io::{self, Read};
use zip::ZipArchive;

/// The longest path that a link may name, in bytes.
const LONGEST_LINK: u64 = 4096;

/// An open zip file.
pub(crate) struct Zip {
    zip: ZipArchive<Blob>,
}

impl Zip {
    /// Opens a zip file and reads its table of contents.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words that continue "the zip file could not
    /// be opened: ".
    pub(crate) fn open(mut blob: Blob) -> Result<(Self, Vec<Member>), String> {
        zip_structure::check(&mut blob)?;
        let mut zip = ZipArchive::new(blob).map_err(|error| error.to_string())?;
        let mut members = Vec::with_capacity(zip.len());
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(|error| error.to_string())?;
            // What only has the name of a folder is read as a file.
            if entry.is_dir() && entry.size() == 0 {
                continue;
            }
            members.push(Member {
                path: entry.name().replace('\\', "/"),
                index,
                size: entry.size(),
                is_encrypted: entry.encrypted(),
                is_link: entry.is_symlink(),
                target: None,
            });
        }
        for member in members.iter_mut().filter(|member| member.is_link) {
            // What cannot be read leads nowhere.
            let mut link = String::new();
            let entry = zip.by_index(member.index);
            let read = entry.map(|entry| entry.take(LONGEST_LINK).read_to_string(&mut link));
            if matches!(read, Ok(Ok(_))) {
                member.target = target(member.split().0, &link);
            }
        }
        Ok((Self { zip }, members))
    }

    /// Opens an entry for reading.
    pub(crate) fn reader(&mut self, index: usize) -> io::Result<Box<dyn Read + '_>> {
        let entry = self.zip.by_index(index).map_err(io::Error::other)?;
        let left = entry.size();
        Ok(Box::new(Exact { entry, left }))
    }
}

/// An entry that has to be as long as it claims.
struct Exact<R> {
    entry: R,
    left: u64,
}

impl<R: Read> Read for Exact<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.entry.read(buffer)?;
        let wrong = || {
            io::Error::new(
                io::ErrorKind::InvalidData,
                "an entry has not the length that it claims",
            )
        };
        self.left = self.left.checked_sub(count as u64).ok_or_else(wrong)?;
        if count == 0 && !buffer.is_empty() && self.left > 0 {
            return Err(wrong());
        }
        Ok(count)
    }
}
