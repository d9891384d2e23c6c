//! Tokens of a binary property list, from the `plist` crate on a short leash.
//!
//! The crate follows references as often as the file asks and allocates
//! before anybody can object. So [`layout`] is checked first, and the reader
//! under it counts: a file may be read a few times over (shared keys are
//! stored once and read for every use), and no more.

use super::fault::Fault;
use super::layout;
use super::token::{Data, Token};
use jiff::Timestamp;
use plist::stream::{BinaryReader, Event};
use std::io::{self, Cursor, ErrorKind, Read, Seek, SeekFrom};
use std::time::SystemTime;

/// The largest binary file. Its reader allocates up to eight bytes for each
/// byte that a hostile file declares, so the cap is lower than for XML.
const MAX_BYTES: usize = 64 << 20;

/// The most single reads. Every reference and every number is one, and
/// becomes at most 24 bytes in memory.
const MAX_READS: u32 = 4 << 20;

/// A reader of binary property lists.
pub(super) struct Binary<'a> {
    reader: BinaryReader<Leash<'a>>,
}

impl<'a> Binary<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Fault> {
        if bytes.len() > MAX_BYTES {
            return Err(Fault::TooLarge {
                limit: MAX_BYTES as u64,
            });
        }
        layout::check(bytes)?;
        let reader = BinaryReader::new(Leash::new(bytes));
        Ok(Self { reader })
    }

    /// The next token, or `None` after the outermost value.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, Fault> {
        let Some(event) = self.reader.next() else {
            return Ok(None);
        };
        let event = event.map_err(|error| match error.as_io().map(io::Error::kind) {
            Some(ErrorKind::QuotaExceeded) => Fault::TooMany,
            Some(ErrorKind::UnexpectedEof) => Fault::Truncated,
            _ => Fault::Malformed,
        })?;
        Ok(Some(match event {
            Event::StartDictionary(_) => Token::Dict,
            Event::StartArray(_) => Token::Array,
            Event::EndCollection => Token::End,
            Event::String(text) => Token::Text(text),
            Event::Data(bytes) => Token::Data(Data::Bytes(bytes.into_owned())),
            Event::Integer(number) => Token::Integer(number.as_signed()),
            Event::Real(number) => Token::Real(number),
            Event::Boolean(flag) => Token::Boolean(flag),
            Event::Date(date) => Token::Date(Timestamp::try_from(SystemTime::from(date)).ok()),
            Event::Uid(_) => Token::Uid,
            // The enum of the crate may grow; a kind nobody knows is damage.
            _ => return Err(Fault::Malformed),
        }))
    }
}

/// A file in memory that may be read only so often and so much.
struct Leash<'a> {
    bytes: Cursor<&'a [u8]>,
    reads_left: u32,
    bytes_left: usize,
}

impl<'a> Leash<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            // A multiple and a small constant, so that a thousand hostile
            // files nested in one cost no more than their size allows.
            bytes_left: bytes.len().saturating_mul(8).saturating_add(4 << 10),
            bytes: Cursor::new(bytes),
            reads_left: MAX_READS,
        }
    }
}

impl Read for Leash<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        let (Some(reads), Some(bytes)) = (
            self.reads_left.checked_sub(1),
            self.bytes_left.checked_sub(count),
        ) else {
            return Err(ErrorKind::QuotaExceeded.into());
        };
        self.reads_left = reads;
        self.bytes_left = bytes;
        Ok(count)
    }
}

impl Seek for Leash<'_> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(position)
    }
}
