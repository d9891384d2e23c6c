//! Compound files (OLE2, MS-CFB): one file in the manner of a disk, in which Word,
//! Excel and `PowerPoint` until 2003, Outlook and every document with a password of
//! Office are kept. What is inside is told by the names in its directory.
//!
//! Nothing of it is read. It holds no list only where its whole directory says so:
//! the small pictures of a folder of Windows, macros, an installer.
//!
//! Read here and not by the crate `cfb` (0.16): a hostile file of one megabyte makes it
//! take a gigabyte before it refuses, and it shows only the entries that its tree leads
//! to, so that one broken link hides a workbook.

use super::closed_documents::Closed;
use super::other_content::{PICTURE, PROGRAM};

/// What every compound file begins with.
pub(super) const BEGINNING: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// How much of a file is looked at, in bytes.
pub(super) const LARGEST: u64 = 32 << 20;

/// The most sectors of a directory that are looked at.
const MOST_SECTORS: usize = 4096;

/// The length of an entry of the directory, in bytes (MS-CFB 2.6.1), and the class of
/// a package of the Windows installer.
const ENTRY: usize = 128;
const INSTALLER: &[u8] = b"\x84\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";

/// What a compound file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// No list of apps, because it is this.
    NoList(&'static str),
    /// What can be one.
    Closed(Closed),
}

/// What a compound file is, by its directory.
pub(super) fn holds(bytes: &[u8]) -> Holds {
    let directory = Directory::of(bytes);
    let any = |is: &dyn Fn(&str) -> bool| directory.names.iter().any(|name| is(name));
    if any(&|name| matches!(name, "encryptedpackage" | "encryptioninfo")) {
        return Holds::Closed(Closed::Locked);
    }
    if any(&|name| name.starts_with("__properties_version") || name.starts_with("__substg1.0")) {
        return Holds::Closed(Closed::Message);
    }
    if any(&|name| matches!(name, "workbook" | "book")) {
        return Holds::Closed(Closed::Workbook);
    }
    let is_letter =
        any(&|name| ["worddocument", "powerpoint document", "visiodocument"].contains(&name));
    if directory.is_whole && !directory.is_odd && !is_letter {
        if directory.names.iter().all(|name| is_of_thumbnails(name)) && any(&|_| true) {
            return Holds::NoList(PICTURE);
        }
        if directory.is_installer || (any(&|name| name == "vba") && any(&|name| name == "project"))
        {
            return Holds::NoList(PROGRAM);
        }
    }
    Holds::Closed(Closed::Letter)
}

/// Whether a name is of the small pictures of a folder: their catalogue, a number, or
/// a size and a digest.
fn is_of_thumbnails(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_hex = |text: &str| text.len() >= 8 && text.bytes().all(|b| b.is_ascii_hexdigit());
    name == "catalog"
        || is_number(name)
        || name
            .split_once('_')
            .is_some_and(|(size, digest)| is_number(size) && is_hex(digest))
}

/// The names in the directory in small letters, as case is no difference there
/// (MS-CFB 2.6.4), without that of its root.
#[derive(Debug, Default)]
struct Directory {
    names: Vec<String>,
    is_installer: bool,
    /// All of it was found.
    is_whole: bool,
    /// An entry is damaged, and may be of anything.
    is_odd: bool,
}

impl Directory {
    fn of(bytes: &[u8]) -> Self {
        let mut directory = Self::default();
        let shift = number::<2>(bytes, 30).unwrap_or_default();
        if ![9, 12].contains(&shift) {
            return directory;
        }
        let size = 1_usize << shift;
        let mut sector = number::<4>(bytes, 48);
        for _ in 0..MOST_SECTORS {
            let Some(place) = sector else {
                return directory;
            };
            if place == END {
                directory.is_whole = true;
                return directory;
            }
            let content = at(place, size).and_then(|at| bytes.get(at..at.checked_add(size)?));
            let Some(content) = content else {
                return directory;
            };
            for entry in content.chunks_exact(ENTRY) {
                directory.add(entry);
            }
            sector = next(bytes, place, size);
        }
        directory
    }

    fn add(&mut self, entry: &[u8]) {
        let kind = entry.get(66).copied().unwrap_or_default();
        let length = number::<2>(entry, 64).unwrap_or_default();
        let letters = entry.get(..length.saturating_sub(2).min(64));
        let (letters, _) = letters.unwrap_or_default().as_chunks::<2>();
        let letters = letters.iter().map(|pair| u16::from_le_bytes(*pair));
        let name: String = char::decode_utf16(letters)
            .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
            .flat_map(char::to_lowercase)
            .collect();
        // A letter at least, and the zero behind the name.
        let is_named = length.is_multiple_of(2) && (4..=64).contains(&length);
        match kind {
            0 if length == 0 => {}
            1 | 2 if is_named => self.names.push(name),
            5 if is_named => self.is_installer = entry.get(80..96) == Some(INSTALLER),
            _ => self.is_odd = true,
        }
    }
}

/// The end of a chain of sectors.
const END: usize = 0xffff_fffe;

/// Where a sector begins: behind the header, which is as long as one.
fn at(sector: usize, size: usize) -> Option<usize> {
    sector.checked_add(1)?.checked_mul(size)
}

/// The sector behind another in its chain. Of the tables of chains, the header leads to
/// the first 109, which is enough for seven megabytes; what lies behind is not found.
fn next(bytes: &[u8], sector: usize, size: usize) -> Option<usize> {
    let in_table = size / 4;
    let table = sector / in_table;
    if table >= 109 {
        return None;
    }
    let table = number::<4>(bytes, 76 + 4 * table)?;
    let start = at(table, size)?;
    number::<4>(bytes, start.checked_add(4 * (sector % in_table))?)
}

/// A number of so many bytes, the smallest first.
fn number<const LENGTH: usize>(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(LENGTH)?)?;
    let add = |sum: usize, digit: &u8| sum << 8 | usize::from(*digit);
    Some(digits.iter().rev().fold(0, add))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A compound file with a directory of these names and nothing else.
    fn file(names: &[&str], class: &[u8]) -> Vec<u8> {
        let mut entries: Vec<u8> = Vec::new();
        for (place, name) in std::iter::once(&"Root Entry").chain(names).enumerate() {
            let mut entry = vec![0; ENTRY];
            let letters: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            entry[..letters.len()].copy_from_slice(&letters);
            entry[64] = u8::try_from(letters.len() + 2).unwrap();
            entry[66] = if place == 0 { 5 } else { 2 };
            entry[80..80 + class.len()].copy_from_slice(class);
            entries.extend(entry);
        }
        entries.resize(entries.len().next_multiple_of(512), 0);
        let mut bytes = BEGINNING.to_vec();
        bytes.resize(512, 0);
        bytes[30] = 9;
        bytes[48] = 1;
        // The table of chains is the first sector, the directory what follows.
        let mut table = vec![0xff; 512];
        let sectors = entries.len() / 512;
        for place in 0..sectors {
            let next = if place + 1 == sectors {
                0xffff_fffe
            } else {
                place + 2
            };
            let next = u32::try_from(next).unwrap().to_le_bytes();
            table[4 * (place + 1)..4 * (place + 2)].copy_from_slice(&next);
        }
        bytes.extend(table);
        bytes.extend(entries);
        bytes
    }

    #[test]
    fn told_by_the_directory() {
        let closed = Holds::Closed;
        let table: [(&[&str], &[u8], Holds); 13] = [
            (&["Workbook"], b"", closed(Closed::Workbook)),
            (
                &["VBA", "PROJECT", "a", "b", "Book"],
                b"",
                closed(Closed::Workbook),
            ),
            (
                &["EncryptionInfo", "EncryptedPackage"],
                b"",
                closed(Closed::Locked),
            ),
            (
                &["1", "2", "3", "4", "__substg1.0_0037001F"],
                b"",
                closed(Closed::Message),
            ),
            (
                &["WordDocument", "VBA", "PROJECT"],
                b"",
                closed(Closed::Letter),
            ),
            (&["Catalog", "Notes"], b"", closed(Closed::Letter)),
            (
                &["Catalog", "1", "2", "3", "Workbook"],
                INSTALLER,
                closed(Closed::Workbook),
            ),
            (&[], b"", closed(Closed::Letter)),
            (
                &["1", "2", "3", "Catalog", "4"],
                b"",
                Holds::NoList(PICTURE),
            ),
            (&["256_0a1b2c3d4e5f"], b"", Holds::NoList(PICTURE)),
            (&["VBA", "PROJECT", "dir"], b"", Holds::NoList(PROGRAM)),
            (
                &["VBA", "PROJECT", "WORKBOOK"],
                b"",
                closed(Closed::Workbook),
            ),
            (&["\u{4840}\u{3b3f}"], INSTALLER, Holds::NoList(PROGRAM)),
        ];
        for (names, class, expected) in table {
            assert_eq!(holds(&file(names, class)), expected, "{names:?}");
        }
    }

    #[test]
    fn an_entry_that_is_damaged_hides_nothing() {
        // The kind, and the length of the name, of the entry behind the root.
        let [kind, length] = [66, 64].map(|at| 1024 + ENTRY + at);
        for (at, values) in [(kind, [0, 3, 4, 6, 255]), (length, [0, 1, 3, 66, 255])] {
            for value in values {
                let mut bytes = file(&["Workbook", "VBA", "PROJECT"], b"");
                bytes[at] = value;
                assert!(matches!(holds(&bytes), Holds::Closed(_)), "{at}: {value}");
            }
        }
    }

    #[test]
    fn a_directory_that_is_cut_hides_nothing() {
        let whole = file(&["1", "2", "3", "4", "5"], b"");
        for length in 0..whole.len() {
            assert_eq!(
                holds(&whole[..length]),
                Holds::Closed(Closed::Letter),
                "{length}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_bytes_come_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..3000), small in any::<bool>()) {
            let mut bytes = bytes;
            if small && bytes.len() > 40 {
                bytes[30..32].copy_from_slice(&[9, 0]);
            }
            holds(&bytes);
        }
    }
}
