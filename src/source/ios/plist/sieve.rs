//! Reading a file without the `<data>` elements nobody asks for.
//!
//! Icons and signatures are nine tenths of an `Info.plist`. They are left out
//! while the file is read, piece by piece, so that they cost neither memory
//! nor a pass of the XML reader. The element itself stays, empty.
//!
//! This is no parser and need not be one: it drops bytes only between a
//! literal `<data>` and the next `<`. Where that stands somewhere odd, in a
//! comment or an attribute, what is left still makes a comment, or is refused
//! by the parser.

use super::binary::MAGIC;
use std::io::{self, Read};

/// How much is read at a time.
const PIECE: usize = 256 << 10;

/// The longest thing that must not be cut by the end of a piece:
/// `<key>`, a wanted key, `</key>`.
const LOOKAHEAD: usize = 128;

/// Reads a file to its end. In XML, the content of `<data>` elements is left
/// out unless the last `<key>` before it is `wanted`. Binary files come whole.
///
/// # Errors
///
/// Those of the reader.
pub fn read_sieved(mut file: impl Read, wanted: &str) -> io::Result<Vec<u8>> {
    let mut piece = vec![0; PIECE];
    let mut sieve = Sieve {
        wanted: wanted.as_bytes(),
        kept: Vec::new(),
        is_wanted: false,
        is_dropping: false,
    };
    let mut filled = 0;
    loop {
        let space = piece.get_mut(filled..).unwrap_or_default();
        let count = match file.read(space) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            result => result?,
        };
        filled += count;
        let is_last = count == 0;
        let bytes = piece.get(..filled).unwrap_or_default();
        if sieve.kept.is_empty() && bytes.starts_with(MAGIC) {
            let mut whole = bytes.to_vec();
            file.read_to_end(&mut whole)?;
            return Ok(whole);
        }
        let rest = sieve.pass(bytes, is_last).len();
        piece.copy_within(filled - rest..filled, 0);
        filled = rest;
        if is_last {
            return Ok(sieve.kept);
        }
    }
}

struct Sieve<'w> {
    wanted: &'w [u8],
    kept: Vec<u8>,
    /// The last key was the wanted one.
    is_wanted: bool,
    /// Inside a `<data>` element that nobody wants.
    is_dropping: bool,
}

impl Sieve<'_> {
    /// Passes bytes through and returns those that need their continuation.
    fn pass<'b>(&mut self, mut bytes: &'b [u8], is_last: bool) -> &'b [u8] {
        loop {
            let tag = memchr::memchr(b'<', bytes).unwrap_or(bytes.len());
            let (before, from_tag) = bytes.split_at(tag);
            if !self.is_dropping {
                self.kept.extend_from_slice(before);
            }
            if from_tag.is_empty() || (from_tag.len() < LOOKAHEAD && !is_last) {
                return from_tag;
            }
            self.is_dropping = false;
            let mut taken = 1;
            if from_tag.starts_with(b"<data>") {
                taken = b"<data>".len();
                self.is_dropping = !self.is_wanted;
            } else if let Some(key) = from_tag.strip_prefix(b"<key>") {
                self.is_wanted = key
                    .strip_prefix(self.wanted)
                    .is_some_and(|rest| rest.starts_with(b"</key>"));
            }
            let (tag, rest) = from_tag.split_at(taken.min(from_tag.len()));
            self.kept.extend_from_slice(tag);
            bytes = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out a few bytes at a time, so that every cut is met.
    struct Dribble<'a>(&'a [u8], usize);

    impl Read for Dribble<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(buffer.len());
            (&mut self.0).take(count as u64).read(buffer)
        }
    }

    fn sieved(text: &str, step: usize) -> String {
        let kept = read_sieved(Dribble(text.as_bytes(), step), "wanted").unwrap();
        String::from_utf8(kept).unwrap()
    }

    #[test]
    fn only_unwanted_data_is_dropped() {
        let long = "QUJD\n".repeat(200);
        let text = format!(
            "<key>icon</key><data>{long}</data><key>wanted</key>\n<data>QUJD</data>\
             <key>wanted2</key><data>RUZH</data><string>&lt;data>stays</string>"
        );
        let expected = "<key>icon</key><data></data><key>wanted</key>\n<data>QUJD</data>\
                        <key>wanted2</key><data></data><string>&lt;data>stays</string>";
        for step in [1, 2, 3, 7, 64, 127, 128, 129, 100_000] {
            assert_eq!(sieved(&text, step), expected, "{step} bytes at a time");
        }
    }

    #[test]
    fn binary_files_come_whole() {
        let file = [MAGIC, b"<key>icon</key><data>QUJD</data>"].concat();
        assert_eq!(read_sieved(&file[..], "wanted").unwrap(), file);
    }
}
