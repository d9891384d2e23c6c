//! What a file lies in, which tells what it means that it holds no list.

use std::path::Path;

/// What a file lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// A folder of anything.
    Ordinary,
    /// A backup of an iPhone.
    Backup,
    /// A folder of a backup that holds the phone's files.
    Blobs,
    /// The recording of one phone, which holds much besides its apps.
    Recording,
    /// The files of a version control system.
    History,
}

impl Setting {
    /// What a folder inside such a one is.
    pub(crate) fn below(self, folder: &Path) -> Self {
        let name = folder
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let is_pair = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        match self {
            Self::Backup if is_pair => Self::Blobs,
            Self::Backup if name == "Snapshot" => Self::Backup,
            Self::Backup | Self::Blobs | Self::Ordinary => Self::Ordinary,
            Self::Recording => Self::Recording,
            Self::History => Self::History,
        }
    }
}
