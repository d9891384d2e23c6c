//! One step through a property list.

use super::fault::Fault;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use std::borrow::Cow;

/// One step through a property list.
#[derive(Debug, Clone, PartialEq)]
pub enum Token<'a> {
    /// A dictionary begins; its keys and values follow, then [`Token::End`].
    Dict,
    /// An array begins; its items follow, then [`Token::End`].
    Array,
    /// The innermost open container ends.
    End,
    /// A key, in XML. Binary files do not tell keys from text.
    Key(Cow<'a, str>),
    /// Text.
    Text(Cow<'a, str>),
    /// Bytes, not yet decoded.
    Data(Data<'a>),
    /// A whole number; `None` when it fits no 64 bits.
    Integer(Option<i64>),
    /// A fraction; not a number when it cannot be read. Only clocks use it.
    Real(f64),
    /// Yes or no.
    Boolean(bool),
    /// A point in time; `None` when it is none that a calendar knows.
    Date(Option<Timestamp>),
    /// A reference of a keyed archive, which no field of a backup uses.
    Uid,
}

impl<'a> Token<'a> {
    /// The text, when it is text.
    #[must_use]
    pub fn into_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Yes or no; writers use booleans and the numbers 1 and 0 alike.
    #[must_use]
    pub fn as_flag(&self) -> Option<bool> {
        match self {
            Self::Boolean(flag) => Some(*flag),
            Self::Integer(Some(number)) => Some(*number != 0),
            _ => None,
        }
    }
}

/// Bytes as they stand in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data<'a> {
    /// Base64 with white space, from XML.
    Base64(Cow<'a, str>),
    /// The bytes themselves, from a binary file.
    Bytes(Vec<u8>),
}

impl Data<'_> {
    /// The decoded bytes.
    ///
    /// # Errors
    ///
    /// [`Fault::TooLarge`] above `limit` decoded bytes, [`Fault::Malformed`]
    /// when it is not Base64.
    pub fn decode(self, limit: u64) -> Result<Vec<u8>, Fault> {
        let too_large = |length: usize| u64::try_from(length).is_ok_and(|length| length > limit);
        match self {
            Self::Bytes(bytes) if too_large(bytes.len()) => Err(Fault::TooLarge { limit }),
            Self::Bytes(bytes) => Ok(bytes),
            Self::Base64(text) => {
                let mut packed = Vec::with_capacity(text.len());
                // Writers break the text into short lines and indent them.
                let text = text.as_bytes();
                let mut start = 0;
                for end in memchr::memchr_iter(b'\n', text).chain([text.len()]) {
                    let line = text.get(start..end).unwrap_or_default();
                    packed.extend_from_slice(line.trim_ascii());
                    start = end + 1;
                }
                if too_large(packed.len() / 4 * 3) {
                    return Err(Fault::TooLarge { limit });
                }
                STANDARD.decode(packed).map_err(|_| Fault::Malformed)
            }
        }
    }
}
