//! Where a reading came from.

/// Where a reading came from, spelt so that the user finds it again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locator {
    /// A path as the user gave it (joined with names found below it), `-` for
    /// standard input, or `adb:SERIAL`.
    pub place: String,
    /// The line, counted from 1, in a file that holds one inventory a line.
    pub line: Option<u64>,
}

impl Locator {
    /// A place without a line.
    #[must_use]
    pub fn new(place: impl Into<String>) -> Self {
        Self {
            place: with_slashes(place.into()),
            line: None,
        }
    }

    /// The same place, at a line counted from 1.
    #[must_use]
    pub fn at_line(&self, line: u64) -> Self {
        Self {
            place: self.place.clone(),
            line: Some(line),
        }
    }
}

/// Folders are divided by `/` on Windows, too, where both are understood: a report is
/// the same wherever it was made, and its readers (code scanning, build servers) know
/// `/` alone. Paths that begin with `\\?\` take no other spelling and are left alone.
fn with_slashes(place: String) -> String {
    if cfg!(windows) && !place.starts_with(r"\\?\") {
        place.replace('\\', "/")
    } else {
        place
    }
}

impl std::fmt::Display for Locator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.place)?;
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}
