//! What can be wrong with a property list.

/// Why a property list was not read to its end.
///
/// Each text continues a sentence that begins with the file's name, and none
/// repeats anything the file holds: it may be personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file has no bytes.
    #[error("is empty (0 bytes)")]
    Empty,
    /// Every byte is zero, as in a copy that was cut off by a crash.
    #[error("holds only zeros")]
    Zeros,
    /// Neither `bplist00` nor `<` comes first.
    #[error("is not a property list")]
    NotPlist,
    /// The text is UTF-16, which Apple's tools do not write here.
    #[error("is a property list in UTF-16, which is not read")]
    Utf16,
    /// The outermost value is not the expected container.
    #[error("does not hold a dictionary")]
    NotDictionary,
    /// The file stops before its last element is closed.
    #[error("ends too early")]
    Truncated,
    /// The structure makes no sense.
    #[error("is damaged")]
    Malformed,
    /// Text in `<![CDATA[`, which readers disagree about.
    #[error("hides text in CDATA sections, which Apple never writes")]
    Cdata,
    /// Entities of its own, which can hide text and grow without end.
    #[error("declares or uses XML entities of its own, which Apple never writes")]
    Entities,
    /// A dictionary names a key twice, so that it is open which value counts.
    #[error("names a key twice in one dictionary")]
    DuplicateKey,
    /// The file or a value in it is larger than the cap, in bytes.
    #[error("is larger than the {limit} bytes that are read")]
    TooLarge {
        /// The cap in bytes.
        limit: u64,
    },
    /// Containers nest deeper than [`super::MAX_DEPTH`].
    #[error("nests its values too deep")]
    TooDeep,
    /// More values than [`super::MAX_TOKENS`], or the same bytes over and over.
    #[error("unfolds to more values than are read")]
    TooMany,
}

impl Fault {
    /// Whether a cap was hit, rather than damage found.
    #[must_use]
    pub const fn is_cap(self) -> bool {
        matches!(self, Self::TooLarge { .. } | Self::TooDeep | Self::TooMany)
    }
}
