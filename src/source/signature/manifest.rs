//! `SHA256SUMS`: the digests of the files of a folder, in the format of
//! `sha256sum`, so that a later change of one shows.

use super::sshsig::FileDigest;
use std::collections::BTreeMap;

/// Digests by file name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    files: BTreeMap<String, String>,
    /// Lines that name no file of the folder, by number from 1.
    unknown: Vec<usize>,
}

impl Manifest {
    /// The name of the file that holds it.
    pub const NAME: &str = "SHA256SUMS";

    /// The largest one that is read, in bytes.
    pub const LARGEST: u64 = 64 << 20;

    /// Reads the text of the file.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut manifest = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            match entry(line) {
                Some((name, digest)) => {
                    manifest.files.insert(name.to_owned(), digest.to_owned());
                }
                None if line.trim().is_empty() => {}
                None => manifest.unknown.push(number),
            }
        }
        manifest
    }

    /// The numbers of lines that name no file of the folder.
    #[must_use]
    pub fn unknown_lines(&self) -> &[usize] {
        &self.unknown
    }

    /// The digest of a file, 64 hexadecimal digits in lower case.
    #[must_use]
    pub fn digest(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(String::as_str)
    }

    /// All files with their digests, by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.files.iter();
        files.map(|(name, digest)| (name.as_str(), digest.as_str()))
    }

    /// Notes a file.
    pub fn add(&mut self, name: String, bytes: &[u8]) {
        self.files.insert(name, FileDigest::of(bytes).hex());
    }

    /// The text of the file, sorted by name.
    #[must_use]
    pub fn render(&self) -> String {
        let mut text = String::new();
        for (name, digest) in &self.files {
            text.push_str(&format!("{digest}  {name}\n"));
        }
        text
    }
}

/// `DIGEST  NAME`, or with `*` before the name as `sha256sum --binary` writes.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (digest, name) = line.split_once(' ')?;
    let name = name.strip_prefix([' ', '*'])?;
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_digest = digest.len() == 64 && digest.bytes().all(is_hex);
    let is_inside = !name.is_empty() && !name.contains(['/', '\\']) && name != "..";
    (is_digest && is_inside).then_some((name, digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut manifest = Manifest::default();
        manifest.add("b c.json".to_owned(), b"two");
        manifest.add("a.json".to_owned(), b"one");
        assert_eq!(Manifest::parse(&manifest.render()), manifest);
    }

    #[test]
    fn a_line_that_leads_out_of_the_folder_is_not_followed() {
        let digest = "0".repeat(64);
        let text = format!("{digest}  ../a\n{digest} *b\nnonsense\n\n{digest}  c\n");
        let manifest = Manifest::parse(&text);
        assert_eq!(manifest.unknown_lines(), [1, 3]);
        let names: Vec<&str> = manifest.files().map(|(name, _)| name).collect();
        assert_eq!(names, ["b", "c"]);
    }
}
