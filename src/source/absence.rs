//! Why no phone of a kind could be asked at all.
//!
//! Who looks for phones of both kinds must tell two things apart: nothing is
//! there (no program, no service, no phone), which is as it should be on a
//! desk for phones of the other kind, and something is there and cannot be used.

use crate::inventory::Gap;

/// Why no phone of a kind could be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoneAsked {
    /// Nothing is there: no phone, or nothing through which one could be asked.
    Absent(Gap),
    /// Something is there and cannot be used.
    Broken(Gap),
}

impl NoneAsked {
    /// What happened and what to do.
    #[must_use]
    pub fn gap(self) -> Gap {
        match self {
            Self::Absent(gap) | Self::Broken(gap) => gap,
        }
    }
}

impl From<Gap> for NoneAsked {
    fn from(gap: Gap) -> Self {
        Self::Broken(gap)
    }
}
