//! Standard input: whatever a file can hold.
//!
//! Saved inventories are judged while they come, so that another program can
//! write them on and on. Everything else is kept to its end first, and read as
//! the same bytes in a file would be.

use super::compressed::Compression;
use super::encoding::Plain;
use super::spool::Blob;
use crate::inventory::Locator;
use crate::source::recognise::{self, EMPTY, HEAD, Kind};
use crate::source::saved::Stream;
use std::io::{self, Cursor, Read};

/// How much of compressed input is unpacked to see what is in it, in bytes.
const COMPRESSED_HEAD: usize = 1 << 20;

/// What comes from standard input.
pub(super) enum Input {
    /// Saved inventories.
    Saved(Stream),
    /// All of something else.
    Kept(Blob),
}

/// What messages call it, and what the user writes for it.
pub(super) const PLACE: &str = "-";

/// Looks at the beginning of an input, and reads the rest of it unless that
/// holds saved inventories.
pub(super) fn read(mut input: impl Read + Send + 'static) -> io::Result<Input> {
    let head = head(&mut input)?;
    let kind = recognise::content(&head);
    let whole = Cursor::new(head);
    let saved = |rest: Box<dyn Read + Send>| {
        let stream = Stream::new(Locator::new(PLACE), Vec::new(), rest);
        Ok(Input::Saved(stream.eager()))
    };
    match kind {
        Kind::Saved if recognise::is_utf16(whole.get_ref()) => {
            saved(Box::new(Plain::new(whole.chain(input))))
        }
        // Of an empty input, that reader knows what to say.
        Kind::Saved | Kind::Unknown(EMPTY) => saved(Box::new(whole.chain(input))),
        Kind::Compressed(packing) if holds_saved(packing, whole.get_ref()) => {
            saved(packing.unpack(Box::new(whole.chain(input))))
        }
        _ => Ok(Input::Kept(Blob::keep(&mut whole.chain(input))?)),
    }
}

/// As much of an input as tells what it is. A program that writes inventories
/// may wait long before its second one, so no more is read than is needed.
fn head(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut part = vec![0; HEAD];
    loop {
        let count = match input.read(&mut part) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        head.extend_from_slice(part.get(..count).unwrap_or_default());
        let most = match recognise::content(&head) {
            Kind::Saved => 0,
            Kind::Compressed(_) => COMPRESSED_HEAD,
            _ => HEAD,
        };
        if count == 0 || head.len() >= most {
            return Ok(head);
        }
    }
}

/// Whether compressed input holds saved inventories.
fn holds_saved(packing: Compression, head: &[u8]) -> bool {
    let mut start = Vec::new();
    // The head ends anywhere, which is no damage.
    let _ = packing
        .unpack(Box::new(Cursor::new(head.to_vec())))
        .take(HEAD as u64)
        .read_to_end(&mut start);
    recognise::content(&start) == Kind::Saved && !recognise::is_utf16(&start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out one byte at a time, and panics when more is read than there
    /// must be.
    struct Slow(Vec<u8>, usize);

    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let next = self.0.get(self.1).copied();
            let next = next.expect("an inventory that is there is not held back");
            self.1 += 1;
            buffer[0] = next;
            Ok(1)
        }
    }

    #[test]
    fn inventories_are_not_held_back() {
        let line = b"{\"schema\":\"dutyphone/inventory/1\"";
        let input = read(Slow(line.to_vec(), 0)).unwrap();
        assert!(matches!(input, Input::Saved(_)));
    }

    #[test]
    fn all_else_is_kept_to_its_end() {
        for text in ["package:com.example.app\n", "some words", "{\"a\": 1}"] {
            let Input::Kept(mut blob) = read(Cursor::new(text.as_bytes().to_vec())).unwrap() else {
                panic!("{text:?} is no saved inventory");
            };
            let mut kept = String::new();
            blob.read_to_string(&mut kept).unwrap();
            assert_eq!(kept, text);
        }
    }
}
