//! `SHA256SUMS`: the digests of the files that `collect` wrote into a folder,
//! in the format of `sha256sum`, so that a later change of one shows.

use crate::source::container::bounded;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// The largest file that is compared with its digest, in bytes.
const LARGEST: u64 = 1 << 30;

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

/// Digests by file name.
#[derive(Debug, Default)]
pub(crate) struct Manifest(BTreeMap<String, String>);

impl Manifest {
    /// The name of the file that holds it.
    pub(crate) const NAME: &str = "SHA256SUMS";

    /// What earlier runs noted, whether those files are still there or not.
    pub(crate) fn read(folder: &Path) -> Self {
        let path = folder.join(Self::NAME);
        let text = bounded::read_text(&path, LARGEST).unwrap_or_default();
        let lines = text.lines().filter_map(|line| line.split_once("  "));
        let known = lines.filter(|(digest, name)| {
            digest.len() == 64
                && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
                && !name.contains(['/', '\\'])
        });
        Self(
            known
                .map(|(digest, name)| (name.to_owned(), digest.to_owned()))
                .collect(),
        )
    }

    /// Compares it with what the folder holds now.
    pub(crate) fn compare(&self, folder: &Path) -> Comparison {
        let mut found = Comparison::default();
        for (name, digest) in &self.0 {
            match bounded::read(&folder.join(name), LARGEST) {
                Ok(bytes) if hex(&bytes) == *digest => {}
                Err(error) if error.is_not_found() => found.missing.push(name.clone()),
                Ok(_) | Err(_) => found.changed.push(name.clone()),
            }
        }
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            let file = entry.file_type().is_ok_and(|kind| kind.is_file());
            // Files that are being written right now are nobody's yet.
            let ours = name == Self::NAME || name.ends_with(".unfinished");
            if file && !ours && !self.0.contains_key(&name) {
                found.added.push(name);
            }
        }
        found.added.sort();
        found
    }

    /// Notes a file.
    pub(crate) fn add(&mut self, name: String, bytes: &[u8]) {
        self.0.insert(name, hex(bytes));
    }

    /// The text of the file, sorted by name.
    pub(crate) fn render(&self) -> String {
        let mut text = String::new();
        for (name, digest) in &self.0 {
            text.push_str(&format!("{digest}  {name}\n"));
        }
        text
    }
}

fn hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let digits: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}
