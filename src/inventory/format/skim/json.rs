//! A strict partial JSON reader: skims one line without building anything.
//!
//! It accepts less than JSON: whatever is unusual ends the skimming, and the
//! ordinary reader decides. It never accepts more, so text that was skimmed
//! is text the ordinary reader would have accepted.

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
    at: usize,
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
        Self { text, at: 0 }
    }

    /// How many bytes lie behind.
    pub(crate) fn place(&self) -> usize {
        self.at
    }

    /// The text from an earlier place up to here.
    pub(crate) fn since(&self, start: usize) -> Option<&'t str> {
        self.text.get(start..self.at)
    }

    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    pub(crate) fn space(&mut self) {
        while let Some(b'\t' | b'\n' | b'\r' | b' ') = self.peek() {
            self.at += 1;
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
        self.at += 1;
        Some(())
    }

    /// Passes over the sign that closes an object, if it comes next.
    #[inline]
    pub(crate) fn closes(&mut self) -> bool {
        match self.peek() {
            Some(b'}') => {}
            Some(b'\t' | b'\n' | b'\r' | b' ') => {
                let mut behind = *self;
                behind.space();
                if behind.peek() != Some(b'}') {
                    return false;
                }
                *self = behind;
            }
            _ => return false,
        }
        self.at += 1;
        true
    }

    /// Whether a list or object goes on after an element; passes over the
    /// comma or the closing sign.
    #[inline]
    pub(crate) fn goes_on(&mut self, closing: u8) -> Option<bool> {
        self.space();
        let next = self.peek()?;
        self.at += 1;
        match next {
            b',' => Some(true),
            _ if next == closing => Some(false),
            _ => None,
        }
    }

    /// Passes over the opening sign of a list or object; whether it holds
    /// anything.
    pub(crate) fn opens(&mut self, opening: u8, closing: u8) -> Option<bool> {
        self.sign(opening)?;
        self.space();
        let empty = self.peek()? == closing;
        self.at += usize::from(empty);
        Some(!empty)
    }

    /// Passes over a key and its colon. Keys with escapes are not plain.
    #[inline]
    pub(crate) fn key(&mut self) -> Option<&'t str> {
        let key = self.string()?.plain()?;
        self.sign(b':')?;
        self.space();
        Some(key)
    }

    /// Passes over exactly these bytes, if they stand here.
    #[inline]
    pub(crate) fn exactly(&mut self, bytes: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..);
        let here = rest.is_some_and(|rest| rest.starts_with(bytes.as_bytes()));
        if here {
            self.at += bytes.len();
        }
        here
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
        let here = self.peek() == Some(b'"');
        self.at += usize::from(here);
        here
    }

    /// Passes over so many bytes and a closing quote, if `wanted` likes them
    /// as the rest of a string.
    #[inline]
    pub(crate) fn ends_as<const N: usize>(&mut self, wanted: impl Fn(&[u8; N]) -> bool) -> bool {
        let rest = self.text.as_bytes().get(self.at..);
        let split = rest.and_then(<[u8]>::split_first_chunk::<N>);
        let here =
            split.is_some_and(|(text, behind)| behind.first() == Some(&b'"') && wanted(text));
        if here {
            self.at += N + 1;
        }
        here
    }

    /// Passes over a string whose opening quote lies behind.
    #[inline]
    pub(crate) fn rest_of_string(&mut self) -> Option<Raw<'t>> {
        let start = self.at;
        let mut rest = self.text.as_bytes().get(start..)?;
        let mut at = start;
        while let Some((word, behind)) = rest.split_first_chunk::<8>() {
            let found = special(u64::from_le_bytes(*word));
            if found != 0 {
                at += found.trailing_zeros() as usize / 8;
                break;
            }
            at += 8;
            rest = behind;
        }
        self.at = at;
        let mut escaped = false;
        if self.peek() != Some(b'"') {
            (*self, escaped) = self.to_quote()?;
        }
        let text = self.since(start)?;
        self.at += 1;
        Some(Raw { text, escaped })
    }

    /// The closing quote, from anywhere inside a string, and whether anything
    /// before it is escaped.
    #[cold]
    #[inline(never)]
    fn to_quote(mut self) -> Option<(Self, bool)> {
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
                _ => self.at += 1,
            }
        }
    }

    /// Passes over an escape. Halves of surrogate pairs are left to the
    /// ordinary reader.
    fn escape(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        match bytes.get(self.at + 1)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 2,
            b'u' => {
                let digits = bytes.get(self.at + 2..self.at + 6)?;
                let surrogate = matches!(
                    digits,
                    [b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', ..]
                );
                if surrogate || !digits.iter().all(u8::is_ascii_hexdigit) {
                    return None;
                }
                self.at += 6;
            }
            _ => return None,
        }
        Some(())
    }

    /// Passes over a number without sign, fraction and exponent.
    #[inline]
    pub(crate) fn number(&mut self) -> Option<u64> {
        let bytes = self.text.as_bytes().get(self.at..)?;
        let mut value: u64 = 0;
        let mut count = 0;
        for byte in bytes {
            if !byte.is_ascii_digit() {
                break;
            }
            value = value.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?;
            count += 1;
        }
        let leading_zero = count > 1 && bytes.first() == Some(&b'0');
        if count == 0 || leading_zero || matches!(bytes.get(count), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        self.at += count;
        Some(value)
    }

    /// Passes over `null`, if that is what stands here.
    #[inline]
    pub(crate) fn null(&mut self) -> bool {
        self.peek() == Some(b'n') && self.exactly("null")
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

/// Text that is looked for again and again, ready to be compared eight bytes at
/// a time.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted<'t> {
    text: &'t str,
    words: [u64; 3],
    /// Which bits of the words count; none when the text is longer.
    masks: [u64; 3],
}

impl<'t> Wanted<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut bytes = [[0; 8]; 3];
        let mut masks = [[0; 8]; 3];
        let places = bytes.as_flattened_mut().iter_mut();
        let places = places.zip(masks.as_flattened_mut());
        if text.len() <= 24 {
            for ((byte, mask), from) in places.zip(text.bytes()) {
                (*byte, *mask) = (from, u8::MAX);
            }
        }
        Self {
            text,
            words: bytes.map(u64::from_le_bytes),
            masks: masks.map(u64::from_le_bytes),
        }
    }
}

impl Skimmer<'_> {
    /// Passes over a text, if it stands here.
    #[inline]
    pub(crate) fn wanted(&mut self, wanted: &Wanted<'_>) -> bool {
        let rest = self.text.as_bytes().get(self.at..);
        let here = rest.and_then(<[u8]>::first_chunk::<24>);
        let [mask, ..] = wanted.masks;
        let Some(here) = here.filter(|_| mask != 0) else {
            return self.exactly(wanted.text);
        };
        let (here, _) = here.as_chunks::<8>();
        let pairs = here.iter().zip(wanted.words.iter().zip(wanted.masks));
        let differ = pairs.fold(0, |differ, (here, (word, mask))| {
            differ | ((u64::from_le_bytes(*here) ^ word) & mask)
        });
        if differ == 0 {
            self.at += wanted.text.len();
        }
        differ == 0
    }
}

/// Marks the lowest byte of eight that ends plain text: a quote, a backslash or
/// a control character. Marks above the lowest one may be wrong.
#[inline]
fn special(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let low = |word: u64| word.wrapping_sub(ONES) & !word;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let quote = low(word ^ (ONES * u64::from(b'"')));
    let backslash = low(word ^ (ONES * u64::from(b'\\')));
    (control | quote | backslash) & (ONES << 7)
}
