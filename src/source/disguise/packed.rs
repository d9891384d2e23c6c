//! What lies packed in a text: attachments of mail, and digests that begin as
//! packed files do.
//!
//! A picture of five megabytes in Base64 has the first two bytes of gzip somewhere,
//! and so has one digest in some thousands. So gzip counts only where it unpacks,
//! and what comes out is asked. Documents and programs are told by the names in
//! them, as they are where they lie in a folder; of a document, the text is asked.

use super::super::compound_file::{self, Holds};
use super::super::container::compressed::Compression;
use super::super::other_content::{self, Format};
use super::document;
use memchr::memmem;
use std::io::{Cursor, Read as _};

/// How much is unpacked of something, in bytes; what holds more is not known.
const LARGEST: u64 = document::LARGEST;

/// The bytes before the name of a member of a zip file (APPNOTE 4.3.7), and where
/// in them the length of the name stands.
const ZIP_HEADER: usize = 30;
const ZIP_NAME: usize = 26;

/// What decoded bytes are that begin as something packed does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Packed {
    /// Something that nobody here can tell to hold no list.
    Unknown,
    /// Something that holds no list: an app or a library, or small pictures.
    Other,
    /// What came out of it, or what it shows.
    Content(Vec<u8>),
}

/// What zip files begin with.
const ZIP: &[u8] = b"PK\x03\x04";

/// Whether bytes begin as a compressed file, a zip file or a compound file does.
pub(super) fn begins(decoded: &[u8]) -> bool {
    match Compression::of(decoded) {
        // One method only, and three bits of the flags that are never set.
        Some(Compression::Gzip) => matches!(decoded, [_, _, 8, flags, ..] if flags & 0xe0 == 0),
        Some(Compression::Zstandard) => true,
        None => decoded.starts_with(ZIP) || decoded.starts_with(compound_file::BEGINNING),
    }
}

/// What bytes hold for which [`begins`] is true. `None` when they only begin so.
pub(super) fn open(decoded: &[u8]) -> Option<Packed> {
    let Some(packing) = Compression::of(decoded) else {
        return Some(if decoded.starts_with(ZIP) {
            zip(decoded)
        } else {
            compound(decoded)
        });
    };
    let mut content = Vec::new();
    let unpacked = packing.unpack(Box::new(Cursor::new(decoded.to_vec())));
    let result = unpacked.take(LARGEST + 1).read_to_end(&mut content);
    match result {
        Ok(_) if content.len() as u64 <= LARGEST => Some(Packed::Content(content)),
        Err(_) if content.is_empty() => None,
        Ok(_) | Err(_) => Some(Packed::Unknown),
    }
}

/// A compound file by its directory.
fn compound(bytes: &[u8]) -> Packed {
    match compound_file::holds(bytes) {
        Holds::NoList(_) => Packed::Other,
        Holds::Closed(_) => Packed::Unknown,
    }
}

/// A zip file by the names before its members: its table stands at its end, which
/// a part of it does not have.
fn zip(bytes: &[u8]) -> Packed {
    let names: Vec<String> = memmem::find_iter(bytes, ZIP)
        .filter_map(|at| {
            let header = bytes.get(at..)?;
            let length = [*header.get(ZIP_NAME)?, *header.get(ZIP_NAME + 1)?];
            let end = ZIP_HEADER + usize::from(u16::from_le_bytes(length));
            let name = header.get(ZIP_HEADER..end)?;
            Some(String::from_utf8_lossy(name).into_owned())
        })
        .collect();
    let format = other_content::archive(names.iter().map(String::as_str));
    // The type of an open document is its first member, and is not packed.
    let head = bytes.get(ZIP_HEADER + 8..).unwrap_or_default();
    let is_sheet = names.iter().any(|name| other_content::is_of_sheet(name))
        || other_content::is_open_sheet(head);
    match format {
        _ if is_sheet => Packed::Unknown,
        Some(Format::Program) => Packed::Other,
        Some(format) => document::text(format, bytes).map_or(Packed::Unknown, Packed::Content),
        None => Packed::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text).unwrap();
        gzip.finish().unwrap()
    }

    fn zipped(names: &[&str]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            zip.start_file(*name, zip::write::SimpleFileOptions::default())
                .unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn what_only_begins_as_gzip_is_none() {
        assert!(!begins(b"\x1f\x8b\x15\x98\xbd"));
        let chance = b"\x1f\x8b\x08\x01\x07\xff\xfe\x12\x99\xaa\xbb";
        assert!(begins(chance));
        assert_eq!(open(chance), None);
    }

    #[test]
    fn what_comes_out_is_told() {
        let whole = gzip(b"com.example.app\n");
        assert_eq!(
            open(&whole),
            Some(Packed::Content(b"com.example.app\n".to_vec()))
        );
        let much = gzip(&vec![b'a'; 5 << 20]);
        assert_eq!(open(&much), Some(Packed::Unknown));
        let cut = gzip(&b"some words of a text, and more of them; ".repeat(9000));
        let cut = &cut[..cut.len() - 9];
        assert_eq!(open(cut), Some(Packed::Unknown));
    }

    #[test]
    fn documents_are_told_from_sheets_and_from_folders() {
        let document = zipped(&["[Content_Types].xml", "docProps/core.xml"]);
        assert_eq!(open(&document), Some(Packed::Content(Vec::new())));
        let with_more = [document.as_slice(), b"and more"].concat();
        assert_eq!(open(&with_more), Some(Packed::Content(Vec::new())));
        assert_eq!(open(&document[..49]), Some(Packed::Unknown));
        let program = zipped(&["META-INF/MANIFEST.MF", "org/example/Main.class"]);
        assert_eq!(open(&program[..program.len() - 30]), Some(Packed::Other));
        for names in [&["[Content_Types].xml", "xl/workbook.xml"], &["a.txt", "b"]] {
            assert_eq!(open(&zipped(names)), Some(Packed::Unknown), "{names:?}");
        }
    }
}
