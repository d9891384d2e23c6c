//! Content that holds no list of apps: pictures, sound, programs, and what desktops
//! and version control leave in a folder; and archives that are one document.
//!
//! A document that can hold a list stands here only where its text is looked at; the
//! others are in [`super::closed_documents`].
//!
//! Told by what the content begins with (the formats' own specifications, as
//! `file(1)` collects them), never by a name. A beginning that text could have
//! by chance counts only where the rest is no text.

use flate2::bufread::ZlibDecoder;
use std::io::Read as _;

/// What a binary file begins with, and what it is.
const BEGINNINGS: [(&[u8], &str); 44] = [
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (b"BM", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"\0\0\x01\0", PICTURE),
    (b"8BPS", PICTURE),
    (b"icns", PICTURE),
    (b"ID3", MEDIA),
    (b"\xff\xfb", MEDIA),
    (b"\xff\xf3", MEDIA),
    (b"OggS", MEDIA),
    (b"fLaC", MEDIA),
    (b"#!AMR", MEDIA),
    (b"\x1a\x45\xdf\xa3", MEDIA),
    (b"FLV\x01", MEDIA),
    (b"\x00\x00\x01\xba", MEDIA),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", MEDIA),
    (b"wOFF", FONT),
    (b"wOF2", FONT),
    (b"OTTO", FONT),
    (b"\0\x01\0\0\0", FONT),
    (b"\x7fELF", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"MZ", PROGRAM),
    (b"dex\n03", PROGRAM),
    (b"\0asm", PROGRAM),
    (b"!<arch>\n", PROGRAM),
    (b"PACK\0\0\0", HISTORY),
    (b"\xfftOc", HISTORY),
    (b"DIRC\0\0\0", HISTORY),
    (b"MIDX\x01", HISTORY),
    (b"CGPH\x01", HISTORY),
    (b"RIDX\0\0\0", HISTORY),
    (b"BITM\0", HISTORY),
    (b"\0\0\0\x01Bud1", DESKTOP),
    (b"\0\x05\x16\x07", DESKTOP),
    (b"L\0\0\0\x01\x14\x02\0", DESKTOP),
];

pub(super) const PICTURE: &str = "a picture";
const MEDIA: &str = "sound or film";
const FONT: &str = "a font";
const DOCUMENT: &str = "a document";
pub(super) const PROGRAM: &str = "a program";
const HISTORY: &str = "of a version control system";
const DESKTOP: &str = "of a desktop";

/// What the content is that begins like this, if it holds no list of apps.
pub(super) fn binary(head: &[u8]) -> Option<&'static str> {
    if !head.contains(&0) {
        return object(head);
    }
    let found = BEGINNINGS
        .iter()
        .find(|(beginning, _)| head.starts_with(beginning))
        .map(|(_, what)| *what);
    found.or_else(|| inside(head)).or_else(|| object(head))
}

/// Formats that name themselves a little behind their beginning.
fn inside(head: &[u8]) -> Option<&'static str> {
    let at = |from: usize, length| head.get(from..from + length).unwrap_or_default();
    match (at(0, 4), at(4, 4), at(8, 4)) {
        (b"RIFF", _, b"WEBP") | (_, b"ftyp", b"heic" | b"heix" | b"mif1" | b"avif" | b"crx ") => {
            Some(PICTURE)
        }
        (b"RIFF", _, b"WAVE" | b"AVI ") | (b"FORM", _, b"AIFF") | (_, b"ftyp", _) => Some(MEDIA),
        (_, b"moov" | b"mdat" | b"wide", _) if head.starts_with(b"\0") => Some(MEDIA),
        _ => None,
    }
}

/// A loose object of git: compressed, and inside it its kind and its length.
fn object(head: &[u8]) -> Option<&'static str> {
    let [first, second, ..] = head else {
        return None;
    };
    if *first != 0x78 || (u16::from(*first) << 8 | u16::from(*second)) % 31 != 0 {
        return None;
    }
    let mut start = [0; 32];
    let count = ZlibDecoder::new(head).read(&mut start).ok()?;
    let start = start.get(..count)?;
    let (kind, rest) = start.split_at_checked(start.iter().position(|byte| *byte == b' ')? + 1)?;
    let length = rest.get(..rest.iter().position(|byte| *byte == 0)?)?;
    let is_kind = matches!(kind, b"blob " | b"tree " | b"commit " | b"tag ");
    (is_kind && !length.is_empty() && length.iter().all(u8::is_ascii_digit)).then_some(HISTORY)
}

/// Formats of documents and programs that are archives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Documents of Microsoft's office programs since 2007 (ECMA-376).
    OfficeOpen,
    /// `LibreOffice` and others (ISO/IEC 26300).
    OpenDocument,
    /// A book (EPUB).
    Book,
    /// Pages, Numbers and Keynote of Apple, whose parts are packed in a way of their own.
    IWork,
    /// An app or library, with the code in it.
    Program,
}

impl Format {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::OfficeOpen | Self::OpenDocument | Self::Book | Self::IWork => DOCUMENT,
            Self::Program => PROGRAM,
        }
    }

    /// Whether a path is one that the format has. Books and programs have what their
    /// authors like.
    pub(super) fn holds(self, path: &str) -> bool {
        let parts: &[&str] = match self {
            Self::OfficeOpen => &[
                "[Content_Types].xml",
                "_rels/",
                "docProps/",
                "word/",
                "xl/",
                "ppt/",
                "visio/",
                "customXml/",
                "customUI/",
            ],
            Self::OpenDocument => &[
                "mimetype",
                "content.xml",
                "styles.xml",
                "meta.xml",
                "settings.xml",
                "manifest.rdf",
                "encrypted-package",
                "layout-cache",
                "META-INF/",
                "Thumbnails/",
                "Pictures/",
                "Configurations2/",
                "ObjectReplacements/",
                "Object ",
                "media/",
                "Basic/",
                "Dialogs/",
            ],
            Self::IWork => &[
                "Index",
                "index.",
                "Document",
                "Data/",
                "Metadata/",
                "QuickLook/",
                "Contents/",
                "thumbs/",
                "preview",
                "buildVersionHistory.plist",
                ".iwp",
            ],
            Self::Book | Self::Program => return true,
        };
        parts.iter().any(|part| path.starts_with(part))
    }

    /// Whether a path is one of the text of a document, or of a file inside it: where
    /// its author may have put a list.
    pub(super) fn holds_text(self, path: &str) -> bool {
        match self {
            Self::OfficeOpen => {
                let is_page = |folder: &str| path.starts_with(folder) && !path.contains("theme");
                [
                    "word/",
                    "ppt/slides/",
                    "ppt/notesSlides/",
                    "ppt/diagrams/",
                    "ppt/comments/",
                    "ppt/embeddings/",
                    "visio/pages/",
                    "visio/embeddings/",
                ]
                .into_iter()
                .any(is_page)
            }
            Self::OpenDocument => path == "content.xml" || path.starts_with("Object "),
            // Fonts and pictures of a book may be of kinds that nobody knows.
            Self::Book => [".xhtml", ".html", ".htm", ".xml", ".txt"]
                .iter()
                .any(|ending| path.ends_with(ending)),
            Self::IWork => true,
            Self::Program => false,
        }
    }
}

/// What an archive is whose table of contents shows that it is one document or
/// program, and no folder of other files.
pub(super) fn archive<'n>(names: impl Iterator<Item = &'n str>) -> Option<Format> {
    let (mut found, mut has_code) = (None, false);
    for name in names {
        found = found.or(match name {
            "[Content_Types].xml" => Some(Format::OfficeOpen),
            "META-INF/manifest.xml" => Some(Format::OpenDocument),
            "META-INF/container.xml" => Some(Format::Book),
            "Index/Document.iwa"
            | "Document.iwa"
            | "Metadata/DocumentIdentifier"
            | "index.apxl" => Some(Format::IWork),
            "AndroidManifest.xml" | "META-INF/MANIFEST.MF" | "BundleConfig.pb" => {
                Some(Format::Program)
            }
            _ => None,
        });
        has_code |= [".class", ".dex", ".jar", ".apk"]
            .iter()
            .any(|ending| name.ends_with(ending))
            || ["AndroidManifest.xml", "BundleConfig.pb", "resources.arsc"].contains(&name);
    }
    found.filter(|found| *found != Format::Program || has_code)
}

/// Whether a member of an archive, by its path, is one that only a workbook of
/// Excel has.
pub(super) fn is_of_sheet(path: &str) -> bool {
    path.starts_with("xl/")
}

/// Whether a document of an office program has a password, by the table of its parts.
pub(super) fn is_locked(manifest: &[u8]) -> bool {
    memchr::memmem::find(manifest, b"encryption-data").is_some()
}

/// Whether the member `mimetype` says that the document is a workbook, or a template
/// of one.
pub(super) fn is_open_sheet(mimetype: &[u8]) -> bool {
    mimetype.starts_with(b"application/vnd.oasis.opendocument.spreadsheet")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn tells_by_content() {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(b"blob 12\0some content").unwrap();
        let object = zlib.finish().unwrap();
        let table: [(&[u8], Option<&str>); 8] = [
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some(PICTURE)),
            (b"\0\0\0\x18ftypmp42\0", Some(MEDIA)),
            (b"\x7fELF\x02\x01\x01\0", Some(PROGRAM)),
            (b"BM and other words of a text", None),
            (b"MZ\nDatabase versions:\n", None),
            (&object, Some(HISTORY)),
            (b"x\x9c\0\0", None),
            (b"\0\0\0\0", None),
        ];
        for (head, what) in table {
            assert_eq!(binary(head), what, "{}", head.escape_ascii());
        }
    }
}
