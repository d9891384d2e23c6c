//! What makes two paths one folder: device and inode, or the path behind all
//! links where there are none.

use std::path::Path;

/// A folder, whatever path leads to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct FolderId(
    #[cfg(unix)] (u64, u64),
    #[cfg(not(unix))] std::path::PathBuf,
);

impl FolderId {
    /// `None` when the system does not let us look.
    #[cfg(unix)]
    pub(crate) fn of(folder: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        let about = std::fs::metadata(folder).ok()?;
        Some(Self((about.dev(), about.ino())))
    }

    /// `None` when the system does not let us look.
    #[cfg(not(unix))]
    pub(crate) fn of(folder: &Path) -> Option<Self> {
        std::fs::canonicalize(folder).ok().map(Self)
    }
}
