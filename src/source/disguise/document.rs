//! The text of a document that is packed in a text, such as an attachment of mail.
//!
//! Only of a whole one: of a part, and of one with anything in it that is not looked
//! at, nobody can tell that it holds no list.

use super::super::markup_text;
use super::super::other_content::{self, Format};
use super::super::recognise::{self, Kind};
use memchr::memmem;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// The end of a zip file (APPNOTE 4.3.16), and how long it is without a comment.
const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;

/// How much is unpacked of a document, in bytes; what holds more is not known.
pub(super) const LARGEST: u64 = 4 << 20;

/// The most parts of a document that are looked at.
const MOST_PARTS: usize = 4096;

/// What a document shows, line by line; `None` where not all of it is known.
pub(super) fn text(format: Format, bytes: &[u8]) -> Option<Vec<u8>> {
    // Lines of the text around it may have been decoded with it.
    let end = memmem::rfind(bytes, END)?.checked_add(END_LENGTH)?;
    let mut zip = ZipArchive::new(Cursor::new(bytes.get(..end)?)).ok()?;
    if format == Format::IWork || zip.len() > MOST_PARTS {
        return None;
    }
    let mut shown = Vec::new();
    let mut left = LARGEST;
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).ok()?;
        let path = part.name().to_owned();
        let is_manifest = format == Format::OpenDocument && path == "META-INF/manifest.xml";
        if !format.holds(&path) {
            return None;
        }
        if part.is_dir() || !(is_manifest || format.holds_text(&path)) {
            continue;
        }
        let mut content = Vec::new();
        let read = part.by_ref().take(left + 1).read_to_end(&mut content);
        left = left.checked_sub(u64::try_from(read.ok()?).ok()?)?;
        if is_manifest && other_content::is_locked(&content) {
            return None;
        }
        match recognise::content(&content) {
            Kind::Markup | Kind::Text => shown.extend(markup_text::lines(&content).into_bytes()),
            Kind::Other(_) => {}
            _ => return None,
        }
    }
    Some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(*name, options).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_document_that_is_known_whole_shows_its_text() {
        let page: (&str, &[u8]) = ("word/document.xml", b"<?xml version=\"1.0\"?><p>Chat</p>");
        let picture: (&str, &[u8]) = ("word/media/a.png", b"\x89PNG\r\n\x1a\n\0\0");
        let binary: (&str, &[u8]) = ("word/embeddings/a.bin", b"\x07\0\x01\x02");
        let strange: (&str, &[u8]) = ("phone.txt", b"Chat");
        let of = |parts: &[(&str, &[u8])]| text(Format::OfficeOpen, &zipped(parts));
        let shown = of(&[page, picture]).unwrap();
        assert_eq!(shown.trim_ascii(), b"Chat");
        assert_eq!(of(&[page, binary]), None);
        assert_eq!(of(&[page, strange]), None);
        let whole = zipped(&[page]);
        assert_eq!(text(Format::OfficeOpen, &whole[..whole.len() - 30]), None);
        let locked: (&str, &[u8]) = (
            "META-INF/manifest.xml",
            b"<?xml version=\"1.0\"?><m:manifest><m:encryption-data/></m:manifest>",
        );
        assert_eq!(text(Format::OpenDocument, &zipped(&[locked])), None);
    }
}
