//! `hashes.csv` of an AndroidQF collection: a path and a SHA-256 for each file,
//! written when the collection was finished (`acquisition/hashes.go`).
//!
//! A file whose digest is another one was changed afterwards, or damaged.

use csv::ByteRecord;
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
    /// Reads the rows.
    ///
    /// # Errors
    ///
    /// Why nobody can tell by them which files were collected.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes)
            .into_byte_records();
        let mut digests = Self::default();
        for (number, row) in (1..).zip(rows) {
            if number > MOST_ROWS {
                return Err(format!("more than {MOST_ROWS} rows"));
            }
            let listed = row.ok().as_ref().and_then(listed);
            match listed {
                Some((name, digest)) => digests.0.entry(name).or_default().push(digest),
                // There may be a heading.
                None if number == 1 => {}
                None => return Err(format!("row {number} is no path with a digest")),
            }
        }
        if digests.0.is_empty() {
            return Err("no row is a path with a digest".to_owned());
        }
        Ok(digests)
    }

    /// Whether a file is another one than that which was collected; `None` when
    /// it is not listed.
    pub(super) fn contradict(&self, name: &str, digest: &str) -> Option<bool> {
        let listed = self.0.get(name)?;
        Some(!listed.iter().any(|listed| listed == digest))
    }
}

/// The name of a file and its digest.
fn listed(row: &ByteRecord) -> Option<(String, String)> {
    let path = String::from_utf8_lossy(row.get(0)?);
    let digest = std::str::from_utf8(row.get(1)?).ok()?;
    let digest = digest.trim().to_ascii_lowercase();
    let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    let name = path.rsplit(['/', '\\']).next().unwrap_or(&path);
    is_digest.then(|| (name.to_owned(), digest))
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
        let with = |other: &str| Digests::parse(format!("{text}{other}").as_bytes());
        assert!(with("logs/a.txt,").is_err());
        assert!(with("logs/a.txt;00").is_err());
        for other in ["", "path,sha256\n", &text.replace(',', ";")] {
            assert!(Digests::parse(other.as_bytes()).is_err(), "{other}");
        }
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(Digests::parse(&utf16).is_err());
    }
}
