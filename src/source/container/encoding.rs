//! Texts that a Windows shell saved: `adb ... > file` in `PowerShell` writes
//! UTF-16 with a byte order mark, and editors put one before UTF-8.

use std::io::{self, Read};

/// A reader that passes bytes on as they are, without a byte order mark, and
/// turns UTF-16 into UTF-8.
pub(crate) struct Plain<R> {
    inner: R,
    kind: Kind,
    /// Bytes that were read and not passed on yet.
    pending: Vec<u8>,
    /// How many of them were.
    passed: usize,
    /// An odd byte at the end of a read.
    odd: Option<u8>,
    /// The first half of a pair at the end of a read.
    half: Option<u16>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unknown,
    Bytes,
    Utf16Le,
    Utf16Be,
}

impl<R: Read> Plain<R> {
    pub(crate) const fn new(inner: R) -> Self {
        Self {
            inner,
            kind: Kind::Unknown,
            pending: Vec::new(),
            passed: 0,
            odd: None,
            half: None,
        }
    }

    /// Reads the first three bytes and takes a byte order mark off them.
    fn begin(&mut self) -> io::Result<()> {
        let mut head = Vec::with_capacity(3);
        Read::take(&mut self.inner, 3).read_to_end(&mut head)?;
        self.kind = match head.as_slice() {
            [0xff, 0xfe, rest @ ..] => {
                self.odd = rest.first().copied();
                Kind::Utf16Le
            }
            [0xfe, 0xff, rest @ ..] => {
                self.odd = rest.first().copied();
                Kind::Utf16Be
            }
            [0xef, 0xbb, 0xbf] => Kind::Bytes,
            _ => {
                self.pending = head;
                Kind::Bytes
            }
        };
        Ok(())
    }

    fn refill(&mut self) -> io::Result<()> {
        self.pending.clear();
        self.passed = 0;
        let mut chunk = vec![0; 64 << 10];
        while self.pending.is_empty() {
            let count = self.inner.read(&mut chunk)?;
            if count == 0 {
                return Ok(());
            }
            self.decode(chunk.get(..count).unwrap_or_default());
        }
        Ok(())
    }

    fn decode(&mut self, chunk: &[u8]) {
        let mut bytes = Vec::with_capacity(chunk.len() + 1);
        bytes.extend(self.odd.take());
        bytes.extend_from_slice(chunk);
        let mut pairs = bytes.chunks_exact(2);
        let kind = self.kind;
        let units = pairs.by_ref().filter_map(|pair| {
            let pair = <[u8; 2]>::try_from(pair).ok()?;
            Some(if kind == Kind::Utf16Be {
                u16::from_be_bytes(pair)
            } else {
                u16::from_le_bytes(pair)
            })
        });
        let mut units: Vec<u16> = self.half.take().into_iter().chain(units).collect();
        if units
            .last()
            .is_some_and(|unit| (0xd800..0xdc00).contains(unit))
        {
            self.half = units.pop();
        }
        self.odd = pairs.remainder().first().copied();
        for unit in char::decode_utf16(units) {
            let character = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
            let mut buffer = [0; 4];
            let encoded = character.encode_utf8(&mut buffer);
            self.pending.extend_from_slice(encoded.as_bytes());
        }
    }
}

impl<R: Read> Read for Plain<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.kind == Kind::Unknown {
            self.begin()?;
        }
        if self.passed >= self.pending.len() {
            if self.kind == Kind::Bytes {
                return self.inner.read(buffer);
            }
            self.refill()?;
        }
        let mut rest = self.pending.get(self.passed..).unwrap_or_default();
        let count = rest.read(buffer)?;
        self.passed += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(bytes: &[u8]) -> Vec<u8> {
        let mut text = Vec::new();
        Plain::new(bytes).read_to_end(&mut text).unwrap();
        text
    }

    fn utf16(text: &str) -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn marks_are_taken_off_and_bytes_left_alone() {
        assert_eq!(plain(b"\xef\xbb\xbfPackages:"), b"Packages:");
        assert_eq!(plain(b"a\xff\xfe"), b"a\xff\xfe");
        assert_eq!(plain(b""), b"");
        assert_eq!(plain(b"\xfe\xff\0a\0b"), b"ab");
        assert_eq!(plain(b"\xff\xfea\0b"), b"a");
    }

    proptest! {
        #[test]
        fn utf16_becomes_what_it_says(text in ".{0,200}") {
            prop_assert_eq!(plain(&utf16(&text)), text.as_bytes());
        }
    }
}
