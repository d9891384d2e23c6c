//! Content that has to be read more than once, or out of order, although it
//! came out of another container: kept in memory while it is small, and in a
//! nameless private file above that, which nothing has to clean up.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use tempfile::SpooledTempFile;

/// The most that is kept of one input, in bytes. A bug report unpacks to a
/// quarter of a gigabyte.
pub(crate) const LARGEST: u64 = 8 << 30;

/// What is kept in memory, in bytes.
const IN_MEMORY: usize = 4 << 20;

/// Bytes that can be read in any order.
#[derive(Debug)]
pub(crate) enum Blob {
    /// A file of the user's.
    File(File),
    /// What came out of a container.
    Spool(SpooledTempFile),
}

impl Blob {
    /// Keeps what `input` holds, to its end, so that its checksum is checked.
    ///
    /// # Errors
    ///
    /// Those of the input, and when it holds more than [`LARGEST`].
    pub(crate) fn keep(input: &mut dyn Read) -> io::Result<Self> {
        let mut spool = SpooledTempFile::new(IN_MEMORY);
        let count = io::copy(&mut input.take(LARGEST), &mut spool)?;
        if count == LARGEST && input.read(&mut [0])? > 0 {
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                format!("it unpacks to more than {} GiB", LARGEST >> 30),
            ));
        }
        spool.seek(SeekFrom::Start(0))?;
        Ok(Self::Spool(spool))
    }

    /// How many bytes there are.
    pub(crate) fn length(&mut self) -> io::Result<u64> {
        let here = self.stream_position()?;
        let end = self.seek(SeekFrom::End(0))?;
        self.seek(SeekFrom::Start(here))?;
        Ok(end)
    }
}

impl Read for Blob {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Spool(spool) => spool.read(buffer),
        }
    }
}

impl Seek for Blob {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Spool(spool) => spool.seek(to),
        }
    }
}
