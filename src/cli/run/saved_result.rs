//! Opens saved results, which are read as they come: they may be larger than the
//! memory.

use crate::source::container::bounded::{self, ReadError};
use crate::source::container::encoding::Plain;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

/// The largest result, in bytes. That of a hundred thousand phones is a tenth of it.
const LARGEST: u64 = 8 << 30;

/// Byte order marks, behind which a text has to be decoded.
const MARKS: [&[u8]; 3] = [&[0xff, 0xfe], &[0xfe, 0xff], &[0xef, 0xbb, 0xbf]];

/// The text of a result, in UTF-8; `-` is standard input.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Read>, ReadError> {
    if path == Path::new("-") {
        return Ok(decoded(io::stdin())?);
    }
    let file = bounded::open(path)?;
    if file.metadata()?.len() > LARGEST {
        return Err(ReadError::TooLarge(LARGEST));
    }
    Ok(decoded(file)?)
}

fn decoded(mut input: impl Read + 'static) -> io::Result<Box<dyn Read>> {
    let mut head = Vec::new();
    input.by_ref().take(3).read_to_end(&mut head)?;
    let is_marked = MARKS.iter().any(|mark| head.starts_with(mark));
    let whole = Capped(Cursor::new(head).chain(input), LARGEST);
    Ok(if is_marked {
        Box::new(Plain::new(BufReader::new(whole)))
    } else {
        Box::new(whole)
    })
}

/// A reader that ends with an error where it holds more than so many bytes.
struct Capped<R>(R, u64);

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(buffer)?;
        match self.1.checked_sub(count as u64) {
            Some(left) => self.1 = left,
            None => return Err(ReadError::TooLarge(LARGEST).into()),
        }
        Ok(count)
    }
}
