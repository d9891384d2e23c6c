//! The part of a long JSON text that is looked at, and where the value ends that
//! begins there.

use std::io::{self, Read};

/// The longest value, in bytes.
pub(super) const LONGEST: usize = 64 << 20;

/// The longest result of one device that is looked for by its layout, in bytes.
const LAID_OUT: usize = 1 << 20;

/// How much is read at a time, in bytes.
const STEP: usize = 1 << 17;

/// The part of the text that is looked at.
pub(super) struct Window<R> {
    input: R,
    bytes: Vec<u8>,
    /// How much of it lies behind.
    at: usize,
    /// How far the line is indented that was begun last; none where the text is not
    /// laid out.
    indent: Option<usize>,
    /// Whether indents were right so far.
    is_laid_out: bool,
}

impl<R: Read> Window<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            bytes: Vec::new(),
            at: 0,
            indent: None,
            is_laid_out: true,
        }
    }

    /// Passes over so many bytes.
    pub(super) fn pass(&mut self, count: usize) {
        self.at += count;
    }

    /// Asks for no layout any more.
    pub(super) fn is_not_laid_out(&mut self) {
        self.is_laid_out = false;
    }

    /// Reads on. Whether there was anything.
    fn more(&mut self) -> io::Result<bool> {
        self.bytes.drain(..self.at);
        self.at = 0;
        if self.bytes.len() > LONGEST {
            let message = format!("a part of it is longer than {LONGEST} bytes");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        let mut step = self.input.by_ref().take(STEP as u64);
        Ok(step.read_to_end(&mut self.bytes)? > 0)
    }

    /// What was read and does not lie behind.
    pub(super) fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The next byte.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            if let Some(byte) = self.rest().first() {
                return Ok(Some(*byte));
            }
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    /// The next byte that is no space.
    pub(super) fn sign(&mut self) -> io::Result<Option<u8>> {
        self.indent = None;
        while let Some(byte) = self.peek()? {
            self.indent = match byte {
                b'\n' => Some(0),
                b' ' => self.indent.map(|indent| indent + 1),
                b'\t' | b'\r' => None,
                _ => return Ok(Some(byte)),
            };
            self.at += 1;
        }
        Ok(None)
    }

    /// How long the object that begins here seems to be, by its layout. A layout that
    /// says nothing is not asked again.
    pub(super) fn seeming_length(&mut self) -> io::Result<Option<usize>> {
        let Some(indent) = self.indent.filter(|_| self.is_laid_out) else {
            return Ok(None);
        };
        let end = format!("\n{}}}", " ".repeat(indent));
        let end = memchr::memmem::Finder::new(&end);
        let mut seen = 0;
        loop {
            let rest = self.rest();
            let unseen = rest.get(seen..).unwrap_or_default();
            if let Some(found) = end.find(unseen) {
                return Ok(Some(seen + found + end.needle().len()));
            }
            seen = rest.len().saturating_sub(end.needle().len());
            if seen > LAID_OUT || !self.more()? {
                return Ok(None);
            }
        }
    }

    /// How long the value is that begins here; nothing where the text ends in it.
    pub(super) fn length(&mut self) -> io::Result<Option<usize>> {
        let mut scan = Scan::of(self.rest().first().copied());
        let mut seen = 0;
        loop {
            let rest = self.rest();
            if let Some(end) = scan.end(rest, &mut seen) {
                return Ok(Some(end));
            }
            if !self.more()? {
                return Ok(None);
            }
        }
    }
}

/// Looks for the end of a value.
struct Scan {
    /// How many brackets are open, of the kind that the value begins with: others
    /// close before it does.
    depth: usize,
    brackets: Option<(u8, u8)>,
    in_string: bool,
}

impl Scan {
    fn of(first: Option<u8>) -> Self {
        Self {
            depth: 0,
            brackets: match first {
                Some(b'{') => Some((b'{', b'}')),
                Some(b'[') => Some((b'[', b']')),
                _ => None,
            },
            in_string: false,
        }
    }

    /// The end of the value that begins the text, of which so much was seen before.
    fn end(&mut self, text: &[u8], seen: &mut usize) -> Option<usize> {
        loop {
            let rest = text.get(*seen..).unwrap_or_default();
            if self.in_string {
                let Some(found) = memchr::memchr2(b'"', b'\\', rest) else {
                    *seen = text.len();
                    return None;
                };
                if rest.get(found) == Some(&b'\\') {
                    if rest.len() < found + 2 {
                        *seen += found;
                        return None;
                    }
                    *seen += found + 2;
                    continue;
                }
                *seen += found + 1;
                self.in_string = false;
            } else {
                let Some(found) = self.mark(rest) else {
                    *seen = text.len();
                    return None;
                };
                match rest.get(found)? {
                    b'"' => self.in_string = true,
                    byte if self.opens(*byte) => self.depth += 1,
                    _ if self.depth > 0 => self.depth -= 1,
                    // The sign that ends a number or a word is not a part of it.
                    _ => return Some(*seen + found),
                }
                *seen += found + 1;
            }
            if self.depth == 0 && !self.in_string {
                return Some(*seen);
            }
        }
    }

    fn opens(&self, byte: u8) -> bool {
        self.brackets.is_some_and(|(opening, _)| byte == opening)
    }

    /// The next byte that decides where the value ends.
    fn mark(&self, rest: &[u8]) -> Option<usize> {
        match self.brackets {
            Some((opening, closing)) => memchr::memchr3(b'"', opening, closing, rest),
            None => rest.iter().position(|byte| b"\",]} \t\n\r".contains(byte)),
        }
    }
}
