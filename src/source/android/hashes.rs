//! `hashes.csv` of an AndroidQF collection: a path and a SHA-256 for each file,
//! written when the collection was finished (`acquisition/hashes.go`).
//!
//! A file whose digest is another one was changed afterwards, or damaged.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// More rows than any collection has files.
const MOST_ROWS: usize = 200_000;

/// The digests of files by the last part of their path. The same name may
/// stand in several folders.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Digests(BTreeMap<String, Vec<String>>);

impl Digests {
    /// Reads the rows; `None` when there is none.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes);
        let mut digests = Self::default();
        for row in rows.records().take(MOST_ROWS).flatten() {
            let (Some(path), Some(digest)) = (row.get(0), row.get(1)) else {
                continue;
            };
            let digest = digest.trim().to_ascii_lowercase();
            if digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
                digests.0.entry(name.to_owned()).or_default().push(digest);
            }
        }
        (!digests.0.is_empty()).then_some(digests)
    }

    /// Whether a file is another one than that which was collected; `None` when
    /// it is not listed.
    pub(super) fn contradict(&self, name: &str, digest: &str) -> Option<bool> {
        let listed = self.0.get(name)?;
        Some(!listed.iter().any(|listed| listed == digest))
    }
}

/// A digest in hex.
pub(super) fn hex(hash: Sha256) -> String {
    hash.finalize()
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_told() {
        let digest = hex(Sha256::new().chain_update(b"content"));
        let text = format!(
            "C:\\collections\\one\\getprop.txt,{}\nlogs/getprop.txt,{}\n",
            digest.to_ascii_uppercase(),
            "0".repeat(64)
        );
        let digests = Digests::parse(text.as_bytes()).unwrap();
        assert_eq!(digests.contradict("getprop.txt", &digest), Some(false));
        let other = "1".repeat(64);
        assert_eq!(digests.contradict("getprop.txt", &other), Some(true));
        assert_eq!(digests.contradict("dumpsys.txt", &digest), None);
        assert_eq!(Digests::parse(b"path,sha256\n"), None);
    }
}
