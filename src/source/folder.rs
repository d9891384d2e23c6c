//! A folder of inputs: every file in it is read, or named as not read.

use super::{Sink, read_path, unreadable};
use crate::inventory::{Gap, GapCode, Locator, Reading};
use std::io;
use std::path::{Path, PathBuf};

/// How deep folders may lie in each other.
const DEEPEST: usize = 8;

/// Reads everything below a folder, in the order of names.
///
/// Hidden files are passed over, and so is the list of digests that lies beside
/// collected inventories. So are files whose ending says that they are
/// something for people, linked folders, and archived copies of a backup, but
/// those are named to `skipped`.
/// Any other file that cannot be read is a device that could not be read.
pub(super) fn read(folder: &Path, sink: &mut Sink<'_>, skipped: &mut dyn FnMut(&Path)) {
    let mut count = 0;
    {
        let mut counting = |reading| {
            count += 1;
            sink(reading);
        };
        walk(folder, DEEPEST, &mut counting, skipped);
    }
    if count == 0 {
        let gap = Gap::new(
            GapCode::FileUnrecognised,
            "the folder holds nothing that can be audited",
            "give the folder that holds saved inventories, or an iOS backup folder",
        );
        sink(Reading::unread(locator(folder), None, gap));
    }
}

fn locator(path: &Path) -> Locator {
    Locator::new(path.display().to_string())
}

fn walk(folder: &Path, depth: usize, sink: &mut Sink<'_>, skipped: &mut dyn FnMut(&Path)) {
    let entries = match entries(folder) {
        Ok(entries) => entries,
        Err(error) => {
            return sink(Reading::unread(locator(folder), None, unreadable(&error)));
        }
    };
    for path in entries {
        // A linked folder may lead back up, and would be read over and over.
        if is_for_people(&path) || (path.is_symlink() && path.is_dir()) || is_old_copy(&path) {
            skipped(&path);
        } else if !path.is_dir() || is_one_device(&path) {
            read_path(&path, sink, skipped);
        } else if depth > 0 {
            walk(&path, depth - 1, sink, skipped);
        } else {
            let gap = Gap::new(
                GapCode::TooLarge,
                format!("folders lie more than {DEEPEST} deep in each other"),
                "give the inner folder itself",
            );
            sink(Reading::unread(locator(&path), None, gap));
        }
    }
}

/// Whether a folder is a copy that was archived beside a later backup of the
/// same device. It is read when it is named itself.
fn is_old_copy(folder: &Path) -> bool {
    folder.file_name().is_some_and(super::ios::is_archived) && super::ios::is_backup(folder)
}

/// Whether a folder is one device's worth of input.
fn is_one_device(folder: &Path) -> bool {
    super::ios::is_backup(folder) || super::android::is_androidqf(folder)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let hidden = name.as_encoded_bytes().starts_with(b".");
        if !hidden && name != "SHA256SUMS" {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
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
