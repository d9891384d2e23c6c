//! Country codes, ISO 3166-1 alpha-2.
//!
//! Only the shape is known here, two capital letters. Which countries a
//! measure means, and who controls whom, are facts and live in `policies/`.

/// A country code such as the first two letters of an IBAN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// Reads a code of two capital letters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let code: [u8; 2] = text.as_bytes().try_into().ok()?;
        code.iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Self(code))
    }

    /// The code as a number, for the compact form.
    pub(super) const fn to_word(self) -> u32 {
        u16::from_le_bytes(self.0) as u32
    }

    /// The code that a number stands for.
    pub(super) fn from_word(word: u32) -> Option<Self> {
        let code = u16::try_from(word).ok()?.to_le_bytes();
        code.iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Self(code))
    }

    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl std::fmt::Display for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
