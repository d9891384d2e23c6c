//! The words of the document that decide something, and therefore must be
//! known.

use crate::audit::{self, Level, Threshold};
use crate::inventory::words;

words! {
    /// A verdict as it was written down. It decides nothing any more: the
    /// audit has spoken, and a report repeats it.
    pub enum Verdict {
        /// Something breaks the policy.
        NonCompliant = "non-compliant",
        /// Nothing seen breaks the policy, and not everything was seen.
        Indeterminate = "indeterminate",
        /// Everything was seen, and nothing breaks the policy.
        Compliant = "compliant",
        /// No policy in force is for the device.
        NotApplicable = "not-applicable",
    }
}

impl Verdict {
    /// The verdict on a device whose permission may be another's.
    pub(in crate::report) const fn in_doubt(self) -> Self {
        match self {
            Self::Compliant | Self::NotApplicable => Self::Indeterminate,
            Self::NonCompliant | Self::Indeterminate => self,
        }
    }
}

impl From<audit::Verdict> for Verdict {
    fn from(verdict: audit::Verdict) -> Self {
        match verdict {
            audit::Verdict::NonCompliant => Self::NonCompliant,
            audit::Verdict::Indeterminate => Self::Indeterminate,
            audit::Verdict::Compliant(_) => Self::Compliant,
            audit::Verdict::NotApplicable => Self::NotApplicable,
        }
    }
}

/// A closed set of words.
pub(in crate::report) trait Words: Copy {
    const WHAT: &'static str;
    fn word(self) -> &'static str;
    fn of(word: &str) -> Option<Self>;
}

impl Words for Verdict {
    const WHAT: &'static str = "verdict";
    fn word(self) -> &'static str {
        self.as_str()
    }
    fn of(word: &str) -> Option<Self> {
        Self::parse(word)
    }
}

impl Words for Level {
    const WHAT: &'static str = "level";
    fn word(self) -> &'static str {
        self.as_str()
    }
    fn of(word: &str) -> Option<Self> {
        Self::parse(word)
    }
}

impl Words for Threshold {
    const WHAT: &'static str = "level";
    fn word(self) -> &'static str {
        self.as_str()
    }
    fn of(word: &str) -> Option<Self> {
        Self::parse(word)
    }
}

/// Reads and writes such a word with serde.
pub(in crate::report) mod known {
    use crate::report::document::words::Words;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};
    use std::borrow::Cow;

    pub(in crate::report) fn serialize<W: Words, S: Serializer>(
        word: &W,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(word.word())
    }

    pub(in crate::report) fn deserialize<'de, W: Words, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<W, D::Error> {
        let word = Cow::<str>::deserialize(deserializer)?;
        W::of(&word).ok_or_else(|| D::Error::custom(format!("`{word}` is no {}", W::WHAT)))
    }
}
