//! The keys of a record that are printed once, what they say about the
//! package's name, and the shape of those that are not known.
//!
//! A dump that lost bytes in its middle joins one record's head to another's
//! tail. What betrays it: a key that comes twice, one that never comes, a name
//! that is another one further down, a line of no shape at all.

/// Keys that are printed once a record, as a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Keys(u32);

impl Keys {
    pub(crate) const APP_ID: Self = Self(1);
    pub(crate) const PKG: Self = Self(1 << 1);
    pub(crate) const CODE_PATH: Self = Self(1 << 2);
    pub(crate) const VERSION_CODE: Self = Self(1 << 3);
    pub(crate) const VERSION_NAME: Self = Self(1 << 4);
    pub(crate) const PKG_FLAGS: Self = Self(1 << 5);
    pub(crate) const FLAGS: Self = Self(1 << 6);
    pub(crate) const TIME_STAMP: Self = Self(1 << 7);
    pub(crate) const FIRST_INSTALL: Self = Self(1 << 8);
    pub(crate) const LAST_UPDATE: Self = Self(1 << 9);
    pub(crate) const INSTALLER: Self = Self(1 << 10);
    pub(crate) const INITIATING: Self = Self(1 << 11);
    pub(crate) const PACKAGE_SOURCE: Self = Self(1 << 12);
    pub(crate) const SIGNATURES: Self = Self(1 << 13);
    pub(crate) const DATA_FOLDER: Self = Self(1 << 14);
    pub(crate) const FORMER_NAME: Self = Self(1 << 15);

    /// Without any of these, a header heads nothing.
    pub(crate) const IDENTITY: Self = Self(Self::APP_ID.0 | Self::PKG.0 | Self::CODE_PATH.0);
    /// Printed for every package by every version. Times are not among them:
    /// some makers leave them out.
    pub(crate) const MANDATORY: Self =
        Self(Self::IDENTITY.0 | Self::VERSION_CODE.0 | Self::SIGNATURES.0);
    /// One of these is always printed.
    pub(crate) const ANY_FLAGS: Self = Self(Self::PKG_FLAGS.0 | Self::FLAGS.0);

    /// Adds keys; returns whether they are new.
    pub(crate) const fn add(&mut self, keys: Self) -> bool {
        let new = self.0 & keys.0 == 0;
        self.0 |= keys.0;
        new
    }

    pub(crate) const fn has_all(self, keys: Self) -> bool {
        self.0 & keys.0 == keys.0
    }

    pub(crate) const fn has_any(self, keys: Self) -> bool {
        self.0 & keys.0 != 0
    }
}

/// What a line with a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyLine {
    /// A key that is known.
    Known,
    /// A key that is not known, in a line of the right shape: something that
    /// a version or a maker added.
    Unknown,
    /// A key that is printed once a record, again.
    Again,
    /// No line of a record at all.
    Odd,
}

impl KeyLine {
    pub(crate) const fn of_shape(is_right: bool) -> Self {
        if is_right { Self::Unknown } else { Self::Odd }
    }
}

/// The longest key that is believed to be one.
const LONGEST_KEY: usize = 64;

/// Whether this can be the key of `key=value`: a few words in ASCII.
pub(crate) fn has_key_shape(key: &[u8]) -> bool {
    let is_word = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
    (1..=LONGEST_KEY).contains(&key.len())
        && key.iter().all(is_word)
        && !key.windows(2).any(|pair| pair == b"  ")
}

/// Whether this can be a line without `=`: the title of a list, or
/// `word: words`.
pub(crate) fn has_title_shape(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    let at = line.iter().position(|byte| *byte == b':');
    line.is_empty() || at.is_some_and(|at| line.get(..at).is_some_and(has_key_shape))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_lines() {
        assert!(has_key_shape(b"compat name") && has_key_shape(b"queriesPackages"));
        assert!(!has_key_shape(b"code   Path") && !has_key_shape(b"code\xc3"));
        assert!(has_title_shape(b"install permissions:"));
        assert!(has_title_shape(b"lastDisabledCaller: com.example.a"));
        assert!(!has_title_shape(b"lastUpdateT"));
    }
}
