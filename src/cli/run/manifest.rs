//! How a folder differs from its list of digests, `SHA256SUMS`.

use crate::source::container::bounded;
use crate::source::signature::{ENDING, FileDigest, Manifest};
use anyhow::Context as _;
use std::path::Path;

/// How a folder differs from its list of digests, each sorted by name.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// Files that the list does not name.
    pub(crate) added: Vec<String>,
    /// Files whose content has another digest, or cannot be read.
    pub(crate) changed: Vec<String>,
    /// Files that are named and not there.
    pub(crate) missing: Vec<String>,
}

/// What earlier runs noted, whether those files are still there or not; nothing
/// where there is no list yet.
///
/// It is written anew with what is added, so one with lines of somebody else is
/// refused: they would be lost.
pub(crate) fn read(folder: &Path) -> anyhow::Result<Manifest> {
    let path = folder.join(Manifest::NAME);
    let shown = path.display();
    let text = match bounded::read_text(&path, Manifest::LARGEST) {
        Ok(text) => text,
        Err(error) if error.is_not_found() => return Ok(Manifest::default()),
        Err(error) => return Err(error).with_context(|| format!("cannot read `{shown}`")),
    };
    let manifest = Manifest::parse(&text);
    if let Some(line) = manifest.unknown_lines().first() {
        anyhow::bail!(
            "line {line} of `{shown}` was written by another program; give a folder of its own"
        );
    }
    Ok(manifest)
}

/// The digest of a file, read piece by piece.
pub(crate) fn digest(path: &Path) -> Result<FileDigest, bounded::ReadError> {
    let mut file = bounded::open(path)?;
    Ok(FileDigest::read(&mut file)?)
}

/// Compares a list with what the folder holds now.
pub(crate) fn compare(manifest: &Manifest, folder: &Path) -> Comparison {
    let mut found = Comparison::default();
    for (name, noted) in manifest.files() {
        match digest(&folder.join(name)) {
            Ok(digest) if digest.hex() == noted => {}
            Err(error) if error.is_not_found() => found.missing.push(name.to_owned()),
            Ok(_) | Err(_) => found.changed.push(name.to_owned()),
        }
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if file && !is_ours(manifest, &name) && manifest.digest(&name).is_none() {
            found.added.push(name);
        }
    }
    found.added.sort();
    found
}

/// Whether a file is the list itself, a signature of something in it, or being
/// written right now and so nobody's yet.
fn is_ours(manifest: &Manifest, name: &str) -> bool {
    let is_listed = |name| name == Manifest::NAME || manifest.digest(name).is_some();
    let is_signature = name.strip_suffix(ENDING).is_some_and(is_listed);
    name == Manifest::NAME || is_signature || name.ends_with(".unfinished")
}
