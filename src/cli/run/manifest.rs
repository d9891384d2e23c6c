//! `SHA256SUMS`: the digests of the files that `collect` wrote into a folder,
//! in the format of `sha256sum`, so that a later change of one shows.

use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Digests by file name.
#[derive(Debug, Default)]
pub(crate) struct Manifest(BTreeMap<String, String>);

impl Manifest {
    /// The name of the file that holds it.
    pub(crate) const NAME: &str = "SHA256SUMS";

    /// What an earlier run noted, as far as those files are still there. It
    /// names files; what it says of them is not checked here.
    pub(crate) fn read(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join(Self::NAME)).unwrap_or_default();
        let lines = text.lines().filter_map(|line| line.split_once("  "));
        let known = lines.filter(|(digest, name)| {
            digest.len() == 64
                && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
                && !name.contains(['/', '\\'])
                && folder.join(name).is_file()
        });
        Self(
            known
                .map(|(digest, name)| (name.to_owned(), digest.to_owned()))
                .collect(),
        )
    }

    /// Notes a file.
    pub(crate) fn add(&mut self, name: String, bytes: &[u8]) {
        let digest = Sha256::digest(bytes);
        let hex: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        self.0.insert(name, hex.concat());
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
