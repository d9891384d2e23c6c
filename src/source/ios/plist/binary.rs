//! Tokens of a binary property list, from the `plist` crate on a short leash.
//!
//! The crate follows references as often as the file asks and allocates
//! before anybody can object. So the trailer is checked first, and the reader
//! under it counts: a file may be read a few times over (shared keys are
//! stored once and read for every use), and no more.

use super::fault::Fault;
use super::token::{Data, Token};
use jiff::Timestamp;
use plist::stream::{BinaryReader, Event};
use std::io::{self, Cursor, ErrorKind, Read, Seek, SeekFrom};
use std::time::SystemTime;

/// What a binary property list begins with.
pub(super) const MAGIC: &[u8] = b"bplist00";

/// The largest binary file. Its reader allocates up to eight bytes for each
/// byte that a hostile file declares, so the cap is lower than for XML.
const MAX_BYTES: usize = 64 << 20;

/// The most objects a file may declare; the reader keeps nine bytes for each.
const MAX_OBJECTS: u64 = 1 << 20;

/// The most single reads. Every reference and every number is one, and
/// becomes at most 24 bytes in memory.
const MAX_READS: u32 = 4 << 20;

/// Offset size, reference size, three counts: see `CFBinaryPList.c`.
const TRAILER: usize = 32;

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
        check_trailer(bytes)?;
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

/// Refuses a trailer that promises more than the file holds, which is what
/// the end of a truncated file looks like.
fn check_trailer(bytes: &[u8]) -> Result<(), Fault> {
    let body = bytes.len().checked_sub(TRAILER).ok_or(Fault::Truncated)?;
    let trailer = bytes.get(body..).ok_or(Fault::Truncated)?;
    let offset_size = u64::from(*trailer.get(6).ok_or(Fault::Truncated)?);
    let objects = number(trailer, 8)?;
    let table = number(trailer, 24)?;
    let end = objects
        .checked_mul(offset_size)
        .and_then(|length| length.checked_add(table))
        .ok_or(Fault::Truncated)?;
    if !matches!(offset_size, 1..=8) || objects == 0 || end > body as u64 {
        return Err(Fault::Truncated);
    }
    if objects > MAX_OBJECTS {
        return Err(Fault::TooMany);
    }
    Ok(())
}

fn number(trailer: &[u8], at: usize) -> Result<u64, Fault> {
    let bytes = trailer.get(at..at + 8).ok_or(Fault::Truncated)?;
    let bytes = <[u8; 8]>::try_from(bytes).map_err(|_| Fault::Truncated)?;
    Ok(u64::from_be_bytes(bytes))
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
