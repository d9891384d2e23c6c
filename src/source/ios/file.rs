//! Reading one file of a backup: whole, capped, and only if it is a file.

use super::plist::{self, Fault};
use crate::inventory::{Gap, GapCode};
use crate::source::container::bounded;
use std::fs::File;
use std::io::{ErrorKind, Read, Take};
use std::path::Path;

/// What can be wrong with a file of a backup. The texts continue a sentence
/// that begins with the file's name, as those of [`Fault`] do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FileFault {
    /// Not there.
    #[error("is missing")]
    Missing,
    /// The system does not let us.
    #[error("could not be opened: permission denied")]
    Denied,
    /// A folder, a pipe or a device, which reading could wait on for ever.
    #[error("is not an ordinary file")]
    NotAFile,
    /// The disk, the network share or the cloud folder failed.
    #[error("could not be read: {0}")]
    Failed(ErrorKind),
    /// It was read and makes no sense.
    #[error("{0}")]
    Plist(#[from] Fault),
}

impl From<std::io::Error> for FileFault {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Missing,
            ErrorKind::PermissionDenied => Self::Denied,
            // The sieve's word for a file that it cannot make sense of.
            ErrorKind::InvalidData => Self::Plist(Fault::Malformed),
            kind => Self::Failed(kind),
        }
    }
}

/// The bytes of a file of at most `limit` bytes. Symbolic links are followed:
/// backup folders are often moved to another disk that way.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, FileFault> {
    let mut bytes = Vec::new();
    let mut file = open(path, limit)?;
    file.read_to_end(&mut bytes)?;
    if file.limit() == 0 {
        return Err(Fault::TooLarge { limit }.into());
    }
    Ok(bytes)
}

/// The bytes of a property list of at most `limit` bytes, in XML without the
/// data of any key but `wanted`.
pub(crate) fn read_sieved(path: &Path, limit: u64, wanted: &str) -> Result<Vec<u8>, FileFault> {
    let mut file = open(path, limit)?;
    let bytes = plist::read_sieved(&mut file, wanted)?;
    if file.limit() == 0 {
        return Err(Fault::TooLarge { limit }.into());
    }
    Ok(bytes)
}

/// Opens a file that holds at most `limit` bytes now, and yields at most one
/// more: it may grow while it is read.
fn open(path: &Path, limit: u64) -> Result<Take<File>, FileFault> {
    let about = std::fs::metadata(path)?;
    if !about.is_file() {
        return Err(FileFault::NotAFile);
    }
    if about.len() > limit {
        return Err(Fault::TooLarge { limit }.into());
    }
    let file = bounded::open_seen(path).map_err(std::io::Error::from)?;
    Ok(file.take(limit.saturating_add(1)))
}

impl FileFault {
    /// The gap for the file called `name`, on the operating system `system`
    /// (as `std::env::consts::OS` spells it).
    pub(crate) fn gap(self, name: &str, system: &str) -> Gap {
        let code = match self {
            Self::Plist(fault) if fault.is_cap() => GapCode::TooLarge,
            Self::Plist(_) => GapCode::FileDamaged,
            _ => GapCode::FileUnreadable,
        };
        let advice = match self {
            Self::Denied => return denied(name, system),
            Self::Missing => "copy the whole backup folder again, with every file in it",
            Self::NotAFile => "give the folder the backup was written to, unchanged",
            Self::Failed(_) => {
                "check the disk or network share, let cloud folders finish their download, and run again"
            }
            Self::Plist(Fault::TooLarge { .. } | Fault::TooDeep | Fault::TooMany) => {
                "no phone writes such a file; find out where the backup comes from, and make it again"
            }
            Self::Plist(Fault::Cdata | Fault::Entities | Fault::DuplicateKey) => {
                "the file was changed after the backup; make the backup again"
            }
            Self::Plist(_) => "copy the backup again; if that does not help, make it again",
        };
        Gap::new(code, format!("{name} {self}"), advice)
    }
}

/// The gap for something that the system does not let us open.
pub(crate) fn denied(name: &str, system: &str) -> Gap {
    if system == "macos" {
        return Gap::new(
            GapCode::FileUnreadable,
            format!("macOS blocks access to {name} of the backup"),
            "open System Settings > Privacy & Security > Full Disk Access, allow your terminal app, restart it, and run again",
        );
    }
    Gap::new(
        GapCode::FileUnreadable,
        format!("{name} {}", FileFault::Denied),
        "run as the user who made the backup, or copy the backup to a folder you may read",
    )
}
