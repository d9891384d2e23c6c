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

/// How many pieces lie in a block.
const BLOCK: usize = 1024;

/// Pieces that are being put aside, numbered from 0.
#[derive(Debug)]
pub(super) struct Spool {
    file: BufWriter<SpooledTempFile>,
    places: Places,
}

/// Where pieces lie, in four bytes each: the lengths of those that follow each other,
/// in blocks.
#[derive(Debug, Default)]
struct Places {
    blocks: Vec<Block>,
    /// Where the last piece ends.
    end: u64,
}

#[derive(Debug)]
struct Block {
    start: u64,
    lengths: Vec<u32>,
}

impl Places {
    /// Adds a piece; one of four gigabytes has no place.
    fn push(&mut self, length: usize) -> io::Result<()> {
        let length = u32::try_from(length).map_err(|_| io::ErrorKind::FileTooLarge)?;
        let has_room = |block: &mut Block| block.lengths.len() < BLOCK;
        let last = self.blocks.pop_if(has_room);
        let last = last.unwrap_or_else(|| Block {
            start: self.end,
            lengths: Vec::with_capacity(BLOCK),
        });
        self.blocks.push_mut(last).lengths.push(length);
        self.end += u64::from(length);
        Ok(())
    }

    /// Where a piece begins and how long it is; nothing behind the last one.
    fn get(&self, number: usize) -> (u64, u64) {
        let Some(block) = self.blocks.get(number / BLOCK) else {
            return (self.end, 0);
        };
        let before = block.lengths.iter().take(number % BLOCK);
        let before: u64 = before.map(|length| u64::from(*length)).sum();
        let length = block.lengths.get(number % BLOCK).copied().unwrap_or(0);
        (block.start + before, length.into())
    }
}

/// Pieces that were put aside, to be read in any order.
#[derive(Debug)]
pub(super) struct Pieces {
    file: RefCell<SpooledTempFile>,
    places: Places,
}

impl Spool {
    /// Keeps so many bytes in memory.
    pub(super) fn new(in_memory: usize) -> Self {
        Self {
            file: BufWriter::with_capacity(1 << 16, SpooledTempFile::new(in_memory)),
            places: Places::default(),
        }
    }

    /// Puts the next piece aside.
    pub(super) fn push(&mut self, piece: &[u8]) -> io::Result<()> {
        self.file.write_all(piece).map_err(explained)?;
        self.places.push(piece.len()).map_err(explained)
    }

    /// All pieces, ready to be read.
    pub(super) fn finish(self) -> io::Result<Pieces> {
        let file = self.file.into_inner();
        let file = file.map_err(|error| explained(error.into_error()))?;
        Ok(Pieces {
            file: RefCell::new(file),
            places: self.places,
        })
    }
}

impl Pieces {
    /// Reads a piece. There is none behind the last.
    pub(super) fn read(&self, number: u32, piece: &mut Vec<u8>) -> io::Result<()> {
        piece.clear();
        let (start, length) = self.places.get(number as usize);
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(start)).map_err(explained)?;
        let count = io::Read::take(&mut *file, length).read_to_end(piece);
        if count.map_err(explained)? as u64 == length {
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

    #[test]
    fn pieces_of_several_blocks_come_back() {
        let mut spool = Spool::new(100);
        let piece = |number: usize| vec![u8::try_from(number % 251).unwrap(); number % 7];
        for number in 0..3 * BLOCK {
            spool.push(&piece(number)).unwrap();
        }
        let kept = spool.finish().unwrap();
        let mut read = Vec::new();
        for number in (0..=3 * BLOCK).rev() {
            kept.read(u32::try_from(number).unwrap(), &mut read)
                .unwrap();
            let there = number < 3 * BLOCK;
            assert_eq!(read, if there { piece(number) } else { Vec::new() });
        }
    }
}
