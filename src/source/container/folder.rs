//! A folder of inputs: every file in it is read, or named as not read.

use crate::inventory::{Gap, GapCode, Locator, Reading};
use crate::source::gaps::unreadable;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// How deep folders may lie in each other.
const DEEPEST: usize = 8;

/// Something in a folder.
#[derive(Debug)]
pub(crate) enum Found {
    /// An ordinary file, or a link that may lead to one.
    File(PathBuf),
    /// A folder that is one device's worth of input.
    Device(PathBuf),
    /// Plainly something else.
    Skipped(PathBuf),
    /// Something that could not be looked into.
    Unread(Box<Reading>),
}

/// Everything below a folder, in the order of names.
///
/// Hidden files are passed over, and so is the list of digests that lies beside
/// collected inventories. So are files whose ending says that they are
/// something for people, linked folders, and archived copies of a backup, but
/// those are named. Any other file that cannot be read is a device that could
/// not be read.
#[derive(Debug)]
pub(crate) struct Walk {
    root: PathBuf,
    /// Folders that were entered, the innermost last.
    open: Vec<Open>,
    /// Whether anything was found that can be read.
    any: bool,
    /// How many entries were seen, and how many of them lie behind.
    total: usize,
    done: usize,
}

#[derive(Debug)]
struct Open {
    path: PathBuf,
    /// Names that are still to be looked at, the last one first.
    names: Vec<OsString>,
}

impl Walk {
    /// Enters a folder.
    ///
    /// # Errors
    ///
    /// The folder as a device that could not be read.
    pub(crate) fn new(root: PathBuf) -> Result<Self, Box<Reading>> {
        let names = names(&root).map_err(|error| unread(&root, unreadable(&error)))?;
        let total = names.len();
        let open = Open {
            path: root.clone(),
            names,
        };
        Ok(Self {
            root,
            open: vec![open],
            any: false,
            total,
            done: 0,
        })
    }

    /// How much of what was seen lies behind, between 0 and 1.
    pub(crate) fn fraction(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "it is shown as a percentage")]
        let part = |count: usize| count as f64;
        if self.total == 0 {
            0.0
        } else {
            part(self.done) / part(self.total)
        }
    }

    /// What comes next, in the order of names.
    pub(crate) fn next(&mut self) -> Option<Found> {
        while let Some(open) = self.open.last_mut() {
            let Some(name) = open.names.pop() else {
                self.open.pop();
                continue;
            };
            let path = open.path.join(name);
            self.done += 1;
            if let Some(found) = self.found(path) {
                self.any |= !matches!(found, Found::Skipped(_));
                return Some(found);
            }
        }
        // Said once.
        if std::mem::replace(&mut self.any, true) {
            return None;
        }
        let gap = Gap::new(
            GapCode::FileUnrecognised,
            "the folder holds nothing that can be audited",
            "give the folder that holds saved inventories, or an iOS backup folder",
        );
        Some(Found::Unread(unread(&self.root, gap)))
    }

    /// `None` when a folder was entered.
    fn found(&mut self, path: PathBuf) -> Option<Found> {
        let kind = path.symlink_metadata().map(|about| about.file_type());
        let is_link = kind.as_ref().is_ok_and(std::fs::FileType::is_symlink);
        let is_folder = match &kind {
            Ok(kind) if !is_link => kind.is_dir(),
            _ => path.is_dir(),
        };
        // A linked folder may lead back up, and would be read over and over.
        if is_for_people(&path) || (is_folder && (is_link || is_old_copy(&path))) {
            Some(Found::Skipped(path))
        } else if !is_folder {
            Some(Found::File(path))
        } else if is_one_device(&path) {
            Some(Found::Device(path))
        } else if self.open.len() <= DEEPEST {
            self.enter(path)
        } else {
            let gap = Gap::new(
                GapCode::TooLarge,
                format!("folders lie more than {DEEPEST} deep in each other"),
                "give the inner folder itself",
            );
            Some(Found::Unread(unread(&path, gap)))
        }
    }

    fn enter(&mut self, path: PathBuf) -> Option<Found> {
        match names(&path) {
            Ok(names) => {
                self.total += names.len();
                self.open.push(Open { path, names });
                None
            }
            Err(error) => Some(Found::Unread(unread(&path, unreadable(&error)))),
        }
    }
}

fn unread(path: &Path, gap: Gap) -> Box<Reading> {
    let locator = Locator::new(path.display().to_string());
    Box::new(Reading::unread(locator, None, gap))
}

/// Whether a folder is a copy that was archived, with a later backup of the same
/// device beside it. It is read when it is named itself.
fn is_old_copy(folder: &Path) -> bool {
    crate::source::ios::is_superseded(folder)
}

/// Whether a folder is one device's worth of input.
fn is_one_device(folder: &Path) -> bool {
    crate::source::ios::is_backup(folder) || crate::source::android::is_androidqf(folder)
}

/// The names in a folder, the last one first.
fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        let hidden = name.as_encoded_bytes().starts_with(b".");
        if !hidden && name != "SHA256SUMS" {
            names.push(name);
        }
    }
    names.sort_unstable_by(|a, b| b.cmp(a));
    Ok(names)
}

/// Endings of files that lie beside inventories and never are one.
fn is_for_people(path: &Path) -> bool {
    const ENDINGS: [&str; 10] = [
        "md", "pdf", "docx", "xlsx", "html", "png", "jpg", "sha256", "toml", "csv",
    ];
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| {
            ENDINGS
                .iter()
                .any(|known| known.eq_ignore_ascii_case(ending))
        })
}
