//! A strict partial JSON reader: skims one line without building anything.
//!
//! It accepts less than JSON: whatever is unusual ends the skimming, and the
//! ordinary reader decides. It never accepts more, so text that was skimmed
//! is text the ordinary reader would have accepted.

use crate::inventory::plausibility::LONGEST_ID;
use crate::inventory::usual_id::{self, UsualId};
use wide::u8x16;

/// How deep values nobody asked for may lie in each other.
const DEEPEST: u32 = 32;

/// A position in a text. Every method returns `None` where the ordinary reader has
/// to decide; the skimmer is of no use after that.
///
/// It is small and copied freely. What is rarely needed takes it by value, so
/// that its place stays in a register everywhere else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Skimmer<'t> {
    text: &'t str,
    /// What lies ahead of it.
    rest: &'t [u8],
}

/// A string as it stands between its quotes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Raw<'t> {
    text: &'t str,
    escaped: bool,
}

impl<'t> Raw<'t> {
    /// The string itself, when nothing in it is escaped.
    pub(crate) fn plain(self) -> Option<&'t str> {
        (!self.escaped).then_some(self.text)
    }
}

impl<'t> Skimmer<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let rest = text.as_bytes();
        Self { text, rest }
    }

    /// How many bytes lie behind.
    #[inline]
    pub(crate) fn place(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    /// The text from an earlier place up to here.
    #[inline]
    pub(crate) fn since(&self, start: usize) -> Option<&'t str> {
        self.text.get(start..self.place())
    }

    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Passes over so many bytes.
    #[inline]
    fn skip(&mut self, count: usize) -> Option<()> {
        self.rest = self.rest.get(count..)?;
        Some(())
    }

    #[inline]
    pub(crate) fn space(&mut self) {
        // Nearly always there is none, which one comparison shows.
        while let [byte @ 0..=b' ', behind @ ..] = self.rest {
            if !matches!(byte, b'\t' | b'\n' | b'\r' | b' ') {
                return;
            }
            self.rest = behind;
        }
    }

    /// Passes over one sign, after any space.
    #[inline]
    pub(crate) fn sign(&mut self, wanted: u8) -> Option<()> {
        if self.peek() != Some(wanted) {
            self.space();
            if self.peek() != Some(wanted) {
                return None;
            }
        }
        self.skip(1)
    }

    /// Passes over the sign that closes an object, if it comes next.
    #[inline]
    pub(crate) fn closes(&mut self) -> bool {
        let mut behind = *self;
        let closes = behind.sign(b'}').is_some();
        if closes {
            *self = behind;
        }
        closes
    }

    /// Whether a list or object goes on after an element; passes over the
    /// comma or the closing sign.
    #[inline]
    pub(crate) fn goes_on(&mut self, closing: u8) -> Option<bool> {
        self.space();
        let (next, behind) = self.rest.split_first()?;
        self.rest = behind;
        match *next {
            b',' => Some(true),
            next if next == closing => Some(false),
            _ => None,
        }
    }

    /// Passes over the opening sign of a list or object; whether it holds
    /// anything.
    pub(crate) fn opens(&mut self, opening: u8, closing: u8) -> Option<bool> {
        self.sign(opening)?;
        self.space();
        let empty = self.peek()? == closing;
        self.skip(usize::from(empty))?;
        Some(!empty)
    }

    /// Passes over a key and its colon. Keys with escapes are not plain.
    pub(crate) fn key(&mut self) -> Option<&'t str> {
        let key = self.string()?.plain()?;
        self.sign(b':')?;
        self.space();
        Some(key)
    }

    /// Passes over exactly these bytes, if they stand here.
    #[inline]
    pub(crate) fn exactly(&mut self, bytes: &str) -> bool {
        let behind = self.rest.strip_prefix(bytes.as_bytes());
        self.rest = behind.unwrap_or(self.rest);
        behind.is_some()
    }

    /// Passes over a string.
    #[inline]
    pub(crate) fn string(&mut self) -> Option<Raw<'t>> {
        self.sign(b'"')?;
        self.rest_of_string()
    }

    /// Passes over the quote that opens a string, if one stands here.
    #[inline]
    pub(crate) fn quote(&mut self) -> bool {
        self.exactly("\"")
    }

    /// Passes over so many bytes and a closing quote, if `wanted` likes them
    /// as the rest of a string.
    #[inline]
    pub(crate) fn ends_as<const N: usize>(&mut self, wanted: impl Fn(&[u8; N]) -> bool) -> bool {
        let split = self.rest.split_first_chunk::<N>();
        if let Some((text, [b'"', behind @ ..])) = split
            && wanted(text)
        {
            self.rest = behind;
            return true;
        }
        false
    }

    /// Passes over the rest of a string that is an id as most are.
    #[inline]
    pub(crate) fn usual_id(&mut self) -> Option<(&'t str, UsualId)> {
        let usual = usual_id::quoted(self.rest)?;
        let length = usual.length;
        if length > LONGEST_ID {
            return None;
        }
        let start = self.place();
        let id = self.text.get(start..start + length)?;
        self.skip(length + 1)?;
        Some((id, usual))
    }

    /// Passes over a string whose opening quote lies behind.
    #[inline]
    pub(crate) fn rest_of_string(&mut self) -> Option<Raw<'t>> {
        let start = self.place();
        let escaped = self.up_to_quote()?;
        let text = self.since(start)?;
        self.skip(1)?;
        Some(Raw { text, escaped })
    }

    /// The same where nobody asks what it says.
    #[inline]
    pub(crate) fn pass_string(&mut self) -> Option<()> {
        self.up_to_quote()?;
        self.skip(1)
    }

    /// Passes over what stands before the closing quote. Whether anything in it is
    /// escaped.
    #[inline]
    fn up_to_quote(&mut self) -> Option<bool> {
        while let Some((block, behind)) = self.rest.split_first_chunk::<BLOCK>() {
            let found = special(block);
            if found != 0 {
                self.skip(found.trailing_zeros() as usize)?;
                break;
            }
            self.rest = behind;
        }
        if self.peek() == Some(b'"') {
            return Some(false);
        }
        let escaped;
        (*self, escaped) = self.step_to_quote()?;
        Some(escaped)
    }

    /// The closing quote, from anywhere inside a string, and whether anything
    /// before it is escaped.
    #[cold]
    #[inline(never)]
    fn step_to_quote(mut self) -> Option<(Self, bool)> {
        let mut escaped = false;
        loop {
            match self.peek()? {
                b'"' => return Some((self, escaped)),
                b'\\' => {
                    self.escape()?;
                    escaped = true;
                }
                // Control characters have to be escaped.
                0..0x20 => return None,
                _ => self.skip(1)?,
            }
        }
    }

    /// Passes over an escape. Halves of surrogate pairs are left to the
    /// ordinary reader.
    fn escape(&mut self) -> Option<()> {
        match self.rest.get(1)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.skip(2),
            b'u' => {
                let digits = self.rest.get(2..6)?;
                let surrogate = matches!(
                    digits,
                    [b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', ..]
                );
                if surrogate || !digits.iter().all(u8::is_ascii_hexdigit) {
                    return None;
                }
                self.skip(6)
            }
            _ => None,
        }
    }

    /// Passes over a number without sign, fraction and exponent.
    #[inline]
    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut value: u64 = 0;
        let mut count = 0;
        for byte in self.rest {
            if !byte.is_ascii_digit() {
                break;
            }
            value = value.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?;
            count += 1;
        }
        let leading_zero = count > 1 && self.peek() == Some(b'0');
        let is_more = matches!(self.rest.get(count), Some(b'.' | b'e' | b'E'));
        if count == 0 || leading_zero || is_more {
            return None;
        }
        self.skip(count)?;
        Some(value)
    }

    /// Passes over `null`, if that is what stands here.
    #[inline]
    pub(crate) fn null(&mut self) -> bool {
        self.exactly("null")
    }

    /// Passes over any value.
    pub(crate) fn value(&mut self) -> Option<()> {
        *self = self.behind_value(DEEPEST)?;
        Some(())
    }

    #[inline(never)]
    fn behind_value(mut self, depth: u32) -> Option<Self> {
        let deeper = depth.checked_sub(1)?;
        self.space();
        match self.peek()? {
            b'"' => self.string().map(|_| ())?,
            b'{' => {
                let mut more = self.opens(b'{', b'}')?;
                while more {
                    self.string()?;
                    self.sign(b':')?;
                    self = self.behind_value(deeper)?;
                    more = self.goes_on(b'}')?;
                }
            }
            b'[' => {
                let mut more = self.opens(b'[', b']')?;
                while more {
                    self = self.behind_value(deeper)?;
                    more = self.goes_on(b']')?;
                }
            }
            b'0'..=b'9' => self.number().map(|_| ())?,
            _ if self.exactly("true") || self.exactly("false") || self.null() => {}
            _ => return None,
        }
        Some(self)
    }
}

/// Text that is looked for again and again.
#[derive(Debug)]
pub(crate) struct Wanted {
    text: Box<str>,
    /// Its first eight bytes, and which of them there are.
    head: u64,
    mask: u64,
}

impl Wanted {
    pub(crate) fn new(text: &str) -> Self {
        let (mut head, mut mask) = ([0; 8], [0; 8]);
        for ((byte, mask), from) in head.iter_mut().zip(&mut mask).zip(text.bytes()) {
            (*byte, *mask) = (from, u8::MAX);
        }
        Self {
            text: text.into(),
            head: u64::from_le_bytes(head),
            mask: u64::from_le_bytes(mask),
        }
    }
}

impl Skimmer<'_> {
    /// Passes over a text, if it stands here. Most of what is something else is
    /// so from its first bytes on.
    #[inline]
    pub(crate) fn wanted(&mut self, wanted: &Wanted) -> bool {
        let Some(head) = self.rest.first_chunk::<8>() else {
            return self.exactly(&wanted.text);
        };
        if (u64::from_le_bytes(*head) ^ wanted.head) & wanted.mask != 0 {
            return false;
        }
        let split = self.rest.split_at_checked(wanted.text.len());
        let behind = split
            .filter(|(here, _)| here.len() <= 8 || same(here, &wanted.text))
            .map(|(_, behind)| behind);
        self.rest = behind.unwrap_or(self.rest);
        behind.is_some()
    }
}

/// Whether two texts of the same length, more than eight bytes, are the same: a block
/// at a time, as the call of a library takes longer than the texts are worth.
#[inline]
fn same(here: &[u8], wanted: &str) -> bool {
    let wanted = wanted.as_bytes();
    let (Some(last), Some(wanted_last)) = (here.last_chunk(), wanted.last_chunk()) else {
        // The first bytes were compared; these overlap them.
        return here.last_chunk::<8>() == wanted.last_chunk::<8>();
    };
    let differ = |one: &[u8; BLOCK], other: &[u8; BLOCK]| u8x16::new(*one) ^ u8x16::new(*other);
    let (blocks, _) = here.as_chunks();
    let (others, _) = wanted.as_chunks();
    let blocks = blocks.iter().zip(others);
    // The last block overlaps those before.
    let differs = blocks.fold(differ(last, wanted_last), |all, (one, other)| {
        all | differ(one, other)
    });
    differs == u8x16::ZERO
}

/// Bytes that are looked at together.
const BLOCK: usize = 16;

/// A bit for each byte that ends plain text: a quote, a backslash or a control
/// character.
#[inline]
fn special(block: &[u8; BLOCK]) -> u32 {
    let bytes = u8x16::new(*block);
    let is = |byte| bytes.simd_eq(u8x16::splat(byte));
    let control = bytes.simd_eq(bytes.min(u8x16::splat(0x1f)));
    (control | is(b'"') | is(b'\\')).to_bitmask()
}
