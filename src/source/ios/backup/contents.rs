//! The files of a backup, read and not yet understood together.

use super::database::{self, Index, IndexFault};
use super::folder::{DATABASE, INFO, MANIFEST, OLD_DATABASE, SNAPSHOT, STATUS};
use super::info::{self, Info};
use super::manifest::{self, Manifest};
use super::status::{self, Status};
use crate::source::ios::field::Moment;
use crate::source::ios::file::{self, FileFault};
use crate::source::ios::plist::Fault;
use std::path::Path;

/// A file's content as far as it could be read, and what went wrong.
#[derive(Debug)]
pub(super) struct Part<T> {
    pub(super) content: T,
    pub(super) fault: Option<FileFault>,
}

/// The index of the files in the backup.
#[derive(Debug)]
pub(super) enum IndexState {
    /// There is none.
    Missing,
    /// A `Manifest.mbdb`, of iOS 9 or earlier, which is not read.
    Old,
    /// A `Manifest.db` that is no database: it is encrypted.
    Encrypted,
    /// A `Manifest.db` that was searched.
    Searched(Result<Index, IndexFault>),
}

/// Everything that is read of a backup.
#[derive(Debug)]
pub(super) struct Backup {
    pub(super) info: Part<Info>,
    pub(super) manifest: Part<Manifest>,
    pub(super) status: Part<Status>,
    pub(super) index: IndexState,
    pub(super) has_snapshot: bool,
    /// One file that was given without the others.
    pub(super) is_lone: bool,
}

/// Parses one property list of a backup.
fn part<T: Default>(
    bytes: Result<Vec<u8>, FileFault>,
    parse: impl FnOnce(&[u8]) -> (T, Option<Fault>),
) -> Part<T> {
    match bytes {
        Ok(bytes) => {
            let (content, fault) = parse(&bytes);
            Part {
                content,
                fault: fault.map(FileFault::Plist),
            }
        }
        Err(fault) => Part::failed(T::default(), fault),
    }
}

impl IndexState {
    fn read(folder: &Path) -> Self {
        let database = folder.join(DATABASE);
        if database::is_sqlite(&database) {
            Self::Searched(Index::read(folder))
        } else if database.is_file() {
            Self::Encrypted
        } else if folder.join(OLD_DATABASE).is_file() {
            Self::Old
        } else {
            Self::Missing
        }
    }

    /// What the index told, when it could be searched.
    pub(super) fn found(&self) -> Option<&Index> {
        match self {
            Self::Searched(Ok(index)) => Some(index),
            _ => None,
        }
    }
}

impl Backup {
    pub(super) fn read(folder: &Path) -> Self {
        let info = file::read_sieved(&folder.join(INFO), info::LIMIT, info::METADATA);
        let manifest = file::read(&folder.join(MANIFEST), manifest::LIMIT);
        let status = file::read(&folder.join(STATUS), status::LIMIT);
        Self {
            info: part(info, info::read),
            manifest: part(manifest, manifest::read),
            status: part(status, status::read),
            index: IndexState::read(folder),
            has_snapshot: folder.join(SNAPSHOT).is_dir(),
            is_lone: false,
        }
    }

    /// What a file that lies alone tells; `None` when it is no file of a backup
    /// that names apps.
    pub(super) fn of_lone_file(bytes: &[u8]) -> Option<Self> {
        let missing = || Err(FileFault::Missing);
        let info = part(Ok(bytes.to_vec()), info::read);
        let manifest = part(Ok(bytes.to_vec()), manifest::read);
        let is_info = info.content.installed.is_some()
            || (info.content.store.is_some() && info.content.product_type.is_some());
        let is_manifest =
            manifest.content.apps.is_some() && manifest.content.is_encrypted.is_some();
        if !is_info && !is_manifest {
            return None;
        }
        Some(Self {
            info: if is_info {
                info
            } else {
                part(missing(), info::read)
            },
            manifest: if is_info {
                part(missing(), manifest::read)
            } else {
                manifest
            },
            status: part(missing(), status::read),
            index: IndexState::Missing,
            has_snapshot: false,
            is_lone: true,
        })
    }

    /// The dates of the files, the best first.
    pub(super) fn dates(&self) -> Vec<(&'static str, Moment)> {
        let dates = [
            (INFO, self.info.content.last_backup),
            (MANIFEST, self.manifest.content.date),
            (STATUS, self.status.content.date),
        ];
        dates
            .into_iter()
            .filter_map(|(name, date)| date.map(|date| (name, date)))
            .collect()
    }

    /// Whether any app is in the list of installed apps.
    pub(super) fn has_list(&self) -> bool {
        let list = self.info.content.installed.as_ref();
        list.is_some_and(|list| !list.is_empty())
    }
}
