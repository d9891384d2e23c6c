//! Reading a file without the `<data>` elements nobody asks for.
//!
//! Icons and signatures are nine tenths of an `Info.plist`. They are left out
//! while the file is read, piece by piece, so that they cost neither memory
//! nor a pass of the XML reader. The element itself stays, empty.
//!
//! This is no parser and need not be one: it drops bytes only between a
//! literal `<data>` and the next `<`, and none of them may be a `>`. So no end
//! of a comment or of a CDATA section is ever dropped, which would let the
//! construct swallow what follows it; a `<data>` in an attribute is refused by
//! the parser, as every attribute is.

use super::layout::MAGIC;
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
/// Those of the reader, and [`io::ErrorKind::InvalidData`] for a `<data>`
/// element that does not hold data.
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
        let rest = sieve.pass(bytes, is_last)?.len();
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
    fn pass<'b>(&mut self, mut bytes: &'b [u8], is_last: bool) -> io::Result<&'b [u8]> {
        loop {
            let from_tag = if self.is_dropping {
                let tag = memchr::memchr2(b'<', b'>', bytes).unwrap_or(bytes.len());
                bytes.split_at(tag).1
            } else {
                let tag = memchr::memchr(b'<', bytes).unwrap_or(bytes.len());
                let (before, from_tag) = bytes.split_at(tag);
                self.kept.extend_from_slice(before);
                from_tag
            };
            if from_tag.starts_with(b">") {
                return Err(io::ErrorKind::InvalidData.into());
            }
            if from_tag.is_empty() || (from_tag.len() < LOOKAHEAD && !is_last) {
                return Ok(from_tag);
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
    use super::super::{Fault, Pull, Token};
    use super::*;
    use proptest::prelude::*;

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

    /// Everything but data, up to the end of the outermost value.
    fn texts(bytes: &[u8]) -> Result<Vec<String>, Fault> {
        let mut pull = Pull::new(bytes)?;
        let mut texts = Vec::new();
        let mut depth = 0;
        loop {
            let token = pull.token()?;
            match token {
                Token::Dict | Token::Array => depth += 1,
                Token::End => depth -= 1,
                _ => {}
            }
            if !matches!(token, Token::Data(_)) {
                texts.push(format!("{token:?}"));
            }
            if depth == 0 {
                return pull.finish().map(|()| texts);
            }
        }
    }

    /// The pieces that a file can be put together from to fool the sieve:
    /// whole ones, so that files often parse, and loose ends.
    const PIECES: [&str; 24] = [
        "<data>QUJD</data>",
        "<!--<data>-->",
        "<!--</data>-->",
        "<!---->",
        "<!--<data>",
        "-->",
        "<?x <data>?>",
        "<![CDATA[<data>",
        "]]>",
        "<string>hidden</string>",
        "<string a=\"<data>\">",
        "<string a='<data>' b=\"<\">",
        "</string>",
        "<array>",
        "</array>",
        "<dict><key>wanted</key><data>QUJD</data></dict>",
        "<dict><key>icon</key><data>QUJD</data></dict>",
        "<key>wanted</key>",
        "<data>",
        "</data>",
        "<data/>",
        "\"",
        ">",
        "QUJD\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4096) })]

        /// What passes the sieve and the parser tells what the file tells.
        #[test]
        fn the_sieve_hides_nothing(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..8)) {
            let body = pieces.concat();
            for text in [
                format!("<plist><array>{body}</array></plist>"),
                format!("<plist><array>{body}<string>last</string></array></plist>"),
            ] {
                if let Ok(kept) = read_sieved(text.as_bytes(), "wanted")
                    && let Ok(told) = texts(&kept)
                {
                    prop_assert_eq!(Ok(told), texts(text.as_bytes()), "{}", text);
                }
            }
        }
    }
}
