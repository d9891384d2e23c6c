//! Pieces of a report that wait for their turn: in memory while they are few, and in
//! a nameless private file in the folder for temporary files above that.
//!
//! Nothing has to clean the file up: it has no name from the beginning, only its
//! owner may read it, and the system takes it back when the process ends, however
//! it ends.

use std::cell::RefCell;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use tempfile::SpooledTempFile;

/// What is kept in memory, in bytes. A few hundred devices fit.
pub const IN_MEMORY: usize = 2 << 20;

/// Pieces that are being put aside, numbered from 0.
#[derive(Debug)]
pub(super) struct Spool {
    file: BufWriter<SpooledTempFile>,
    /// Where each piece ends.
    ends: Vec<u64>,
}

/// Pieces that were put aside, to be read in any order.
#[derive(Debug)]
pub(super) struct Pieces {
    file: RefCell<SpooledTempFile>,
    ends: Vec<u64>,
}

impl Spool {
    /// Keeps so many bytes in memory.
    pub(super) fn new(in_memory: usize) -> Self {
        Self {
            file: BufWriter::with_capacity(1 << 16, SpooledTempFile::new(in_memory)),
            ends: Vec::new(),
        }
    }

    /// Puts the next piece aside.
    pub(super) fn push(&mut self, piece: &[u8]) -> io::Result<()> {
        self.file.write_all(piece).map_err(explained)?;
        let start = self.ends.last().copied().unwrap_or(0);
        self.ends.push(start + piece.len() as u64);
        Ok(())
    }

    /// All pieces, ready to be read.
    pub(super) fn finish(self) -> io::Result<Pieces> {
        let file = self.file.into_inner();
        let file = file.map_err(|error| explained(error.into_error()))?;
        Ok(Pieces {
            file: RefCell::new(file),
            ends: self.ends,
        })
    }
}

impl Pieces {
    /// Reads a piece. There is none behind the last.
    pub(super) fn read(&self, number: u32, piece: &mut Vec<u8>) -> io::Result<()> {
        piece.clear();
        let number = number as usize;
        let before = number.checked_sub(1).and_then(|one| self.ends.get(one));
        let start = before.copied().unwrap_or(0);
        let end = self.ends.get(number).copied().unwrap_or(start);
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(start)).map_err(explained)?;
        let count = io::Read::take(&mut *file, end - start).read_to_end(piece);
        if count.map_err(explained)? as u64 == end - start {
            Ok(())
        } else {
            Err(explained(io::ErrorKind::UnexpectedEof.into()))
        }
    }
}

/// The error with what it means and what to do.
#[expect(
    clippy::needless_pass_by_value,
    reason = "an error becomes another one"
)]
fn explained(error: io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        format!(
            "results cannot be kept in the folder for temporary files: {error}; make room there, \
             or name another folder in TMPDIR"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pieces_come_back_in_any_order(
            pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..9), 1..20),
            in_memory in 0..40_usize,
            wanted in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
        ) {
            let mut spool = Spool::new(in_memory);
            for piece in &pieces {
                spool.push(piece).unwrap();
            }
            let kept = spool.finish().unwrap();
            let mut read = Vec::new();
            for index in wanted {
                let number = index.index(pieces.len());
                kept.read(u32::try_from(number).unwrap(), &mut read).unwrap();
                prop_assert_eq!(&read, pieces.get(number).unwrap());
            }
        }
    }
}
