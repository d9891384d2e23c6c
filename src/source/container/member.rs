//! A file in an archive, as the archive's table names it.

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// Its path in the archive, with `/` between the parts.
    pub(crate) path: String,
    /// Its number there.
    pub(crate) index: usize,
    /// How many bytes it claims to hold.
    pub(crate) size: u64,
    /// It cannot be read without a password.
    pub(crate) is_encrypted: bool,
    /// It only names another file.
    pub(crate) is_link: bool,
}

impl Member {
    /// The folder it lies in, and its own name.
    pub(crate) fn split(&self) -> (&str, &str) {
        self.path.rsplit_once('/').unwrap_or(("", &self.path))
    }
}
