//! Walking through a property list: the caller names what it wants, the rest
//! is passed over.

use super::binary::Binary;
use super::fault::Fault;
use super::layout::MAGIC;
use super::limits::{MAX_DEPTH, MAX_TOKENS};
use super::token::Token;
use super::xml::Xml;
use std::borrow::Cow;
use std::collections::HashSet;

/// A walk through one property list.
///
/// Every token is counted, whether somebody wants it or not, so a walk always
/// comes to an end.
pub struct Pull<'a> {
    source: Source<'a>,
    depth: usize,
    tokens: u32,
}

enum Source<'a> {
    Xml(Box<Xml<'a>>),
    Binary(Box<Binary<'a>>),
}

impl std::fmt::Debug for Pull<'_> {
    /// Says how far the walk is and nothing of what it read.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pull")
            .field("depth", &self.depth)
            .field("tokens", &self.tokens)
            .finish_non_exhaustive()
    }
}

impl<'a> Pull<'a> {
    /// Begins a walk. The first token is the outermost value.
    ///
    /// # Errors
    ///
    /// When the bytes begin like no property list: neither `bplist00` nor,
    /// after a byte order mark and white space, `<`.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Fault> {
        let source = if bytes.starts_with(MAGIC) {
            Source::Binary(Box::new(Binary::new(bytes)?))
        } else {
            Source::Xml(Box::new(Xml::new(xml_text(bytes)?)))
        };
        Ok(Self {
            source,
            depth: 0,
            tokens: 0,
        })
    }

    /// The next token.
    ///
    /// # Errors
    ///
    /// Any [`Fault`]; [`Fault::Truncated`] at the end of the file.
    pub fn token(&mut self) -> Result<Token<'a>, Fault> {
        self.next()?.ok_or(Fault::Truncated)
    }

    fn next(&mut self) -> Result<Option<Token<'a>>, Fault> {
        self.tokens += 1;
        if self.tokens > MAX_TOKENS {
            return Err(Fault::TooMany);
        }
        let token = match &mut self.source {
            Source::Xml(xml) => xml.next()?,
            Source::Binary(binary) => binary.next()?,
        };
        match token {
            Some(Token::Dict | Token::Array) => self.depth += 1,
            Some(Token::End) => {
                self.depth = self.depth.checked_sub(1).ok_or(Fault::Malformed)?;
            }
            _ => {}
        }
        if self.depth > MAX_DEPTH {
            return Err(Fault::TooDeep);
        }
        Ok(token)
    }

    /// Visits every key of the dictionary that has just begun, with the first
    /// token of its value. What the visitor leaves of the value is skipped.
    ///
    /// # Errors
    ///
    /// The visitor's faults, those of the file, and [`Fault::DuplicateKey`].
    pub fn entries(
        &mut self,
        mut visit: impl FnMut(&mut Self, &str, Token<'a>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let level = self.depth;
        let mut seen = Keys::default();
        loop {
            let key = match self.token()? {
                Token::End => return Ok(()),
                Token::Key(key) | Token::Text(key) => key,
                _ => return Err(Fault::Malformed),
            };
            if seen.contains(&key) {
                return Err(Fault::DuplicateKey);
            }
            let value = self.token()?;
            if matches!(value, Token::End | Token::Key(_)) {
                return Err(Fault::Malformed);
            }
            visit(self, &key, value)?;
            self.skip_to(level)?;
            seen.insert(key);
        }
    }

    /// Visits every item of the array that has just begun, likewise.
    ///
    /// # Errors
    ///
    /// The visitor's faults, and those of the file.
    pub fn items(
        &mut self,
        mut visit: impl FnMut(&mut Self, Token<'a>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let level = self.depth;
        loop {
            match self.token()? {
                Token::End => return Ok(()),
                Token::Key(_) => return Err(Fault::Malformed),
                item => visit(self, item)?,
            }
            self.skip_to(level)?;
        }
    }

    /// Passes over tokens until only `level` containers are open.
    fn skip_to(&mut self, level: usize) -> Result<(), Fault> {
        while self.depth > level {
            self.token()?;
        }
        Ok(())
    }

    /// Ends a walk: after the outermost value nothing may follow, or it would
    /// be open which of two values counts.
    ///
    /// # Errors
    ///
    /// [`Fault::Malformed`] when something follows.
    pub fn finish(mut self) -> Result<(), Fault> {
        self.skip_to(0)?;
        match self.next()? {
            None => Ok(()),
            Some(_) => Err(Fault::Malformed),
        }
    }
}

/// The keys of one dictionary so far. Most dictionaries are so small that
/// comparing is quicker than hashing.
#[derive(Default)]
struct Keys<'a> {
    few: Vec<Cow<'a, str>>,
    many: HashSet<Cow<'a, str>>,
}

impl<'a> Keys<'a> {
    const FEW: usize = 32;

    fn contains(&self, key: &str) -> bool {
        self.few.iter().any(|seen| seen == key) || self.many.contains(key)
    }

    fn insert(&mut self, key: Cow<'a, str>) {
        if self.few.len() < Self::FEW {
            self.few.push(key);
        } else {
            self.many.insert(key);
        }
    }
}

/// Visits the keys of a file whose outermost value is a dictionary.
///
/// # Errors
///
/// Any [`Fault`]. What was visited before it has been visited.
pub fn read_dict<'a>(
    bytes: &'a [u8],
    visit: impl FnMut(&mut Pull<'a>, &str, Token<'a>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut pull = Pull::new(bytes)?;
    if pull.token()? != Token::Dict {
        return Err(Fault::NotDictionary);
    }
    pull.entries(visit)?;
    pull.finish()
}

/// The bytes from the first `<` on, when they can be an XML property list.
fn xml_text(bytes: &[u8]) -> Result<&[u8], Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Fault::Utf16);
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = text.trim_ascii_start();
    if text.starts_with(b"<") {
        Ok(text)
    } else if bytes.iter().all(|byte| *byte == 0) {
        Err(Fault::Zeros)
    } else if MAGIC.starts_with(bytes) {
        Err(Fault::Truncated)
    } else {
        Err(Fault::NotPlist)
    }
}
