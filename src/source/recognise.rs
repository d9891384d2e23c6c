//! What is at a path, told by its content and never by its name.

use super::closed_documents::Closed;
use super::container::archive::Format;
use super::container::bounded;
use super::container::compressed::Compression;
use super::container::encoding::Plain;
use super::line_grammar::is_inventory;
use super::{android, compound_file, ios, other_content};
use crate::inventory::format::SCHEMA_FAMILY;
use std::io::{self, Read};
use std::path::Path;

/// What can be read from a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A folder of other things.
    Folder,
    /// An iOS backup folder, or one of its files.
    IosBackup,
    /// A folder that `AndroidQF` wrote.
    AndroidQf,
    /// One saved inventory, or one a line.
    Saved,
    /// A compressed file.
    Compressed(Compression),
    /// A file that holds files.
    Archive(Format),
    /// JSON that does not name our schema in its head.
    Json,
    /// XML, or an Apple property list in either form.
    Markup,
    /// Text that Android's package service printed, maybe among others.
    AndroidDump,
    /// Text that other commands of Android printed: `pm list packages`,
    /// `pm list users`, `getprop`.
    AndroidText,
    /// Other text.
    Text,
    /// A document that can hold a list of apps and is not looked into.
    Closed(Closed),
    /// A compound file, in which may be one.
    Compound,
    /// Content that holds no list of apps.
    Other(&'static str),
    /// Something that is not read; the words continue "this is ...".
    Unknown(&'static str),
}

/// How much of a file is enough to tell what it is, in bytes. A whole dump
/// begins with tables that name themselves in its first lines.
pub(super) const HEAD: usize = 64 << 10;

/// Lines that only a dump of Android's services begins with.
const DUMP_MARKS: [&str; 12] = [
    "Packages:",
    "  Package [",
    "Hidden system packages:",
    "Database versions:",
    "Known Packages:",
    "Verifiers:",
    "Libraries:",
    "Features:",
    "Activity Resolver Table:",
    "DUMP OF SERVICE ",
    "== dumpstate:",
    "Currently running services:",
];

/// What files that are not read begin with, and what they are.
const NOT_READ: [(&[u8], &str); 9] = [
    (b"age-encryption.org/", ENCRYPTED),
    (b"-----BEGIN PGP MESSAGE", ENCRYPTED),
    (b"Salted__", ENCRYPTED),
    (
        b"ANDROID BACKUP\n",
        "a backup of `adb backup`, which does not list the apps of a phone",
    ),
    (b"\xfd7zXZ\0", PACKED),
    (b"BZh", PACKED),
    (b"7z\xbc\xaf\x27\x1c", PACKED),
    (b"Rar!\x1a\x07", PACKED),
    (b"SQLite format 3\0", DATABASE),
];

/// A file that nobody reads without its key.
pub(super) const ENCRYPTED: &str = "an encrypted file";
/// A file that has to be unpacked by other means.
pub(super) const PACKED: &str = "a compressed file of a kind that is not read";
/// A file of tables that a program keeps.
pub(super) const DATABASE: &str = "a database";
/// A file without any content.
pub(super) const EMPTY: &str = "an empty file";

/// Recognises a file or folder.
///
/// # Errors
///
/// When the system does not let us look.
pub(super) fn path(path: &Path) -> io::Result<Kind> {
    if ios::is_backup(path) {
        return Ok(Kind::IosBackup);
    }
    let about = std::fs::metadata(path)?;
    if about.is_dir() {
        return Ok(if android::is_androidqf(path) {
            Kind::AndroidQf
        } else {
            Kind::Folder
        });
    }
    if !about.is_file() {
        return Ok(Kind::Unknown("no ordinary file"));
    }
    let mut head = Vec::new();
    bounded::open_seen(path)?
        .take(HEAD as u64)
        .read_to_end(&mut head)?;
    let kind = match content(&head) {
        Kind::Markup | Kind::Unknown(_) if ios::is_part_of_backup(path) => Kind::IosBackup,
        kind => kind,
    };
    Ok(kind)
}

/// Recognises the beginning of a file, or the whole of it.
pub(super) fn content(head: &[u8]) -> Kind {
    let head = head.get(..HEAD).unwrap_or(head);
    if is_utf16(head) {
        return utf16(head);
    }
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start = start.trim_ascii_start();
    if start.is_empty() {
        return Kind::Unknown(EMPTY);
    }
    if let Some(packing) = Compression::of(head) {
        return Kind::Compressed(packing);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Kind::Archive(Format::Zip);
    }
    if let Some(closed) = Closed::of(start) {
        return Kind::Closed(closed);
    }
    if head.starts_with(compound_file::BEGINNING) {
        return Kind::Compound;
    }
    if start.starts_with(b"{") || start.starts_with(b"[") && !start.starts_with(b"[ro.") {
        return json(head, start);
    }
    if start.starts_with(b"bplist00") || is_markup(start) {
        return Kind::Markup;
    }
    if let Some((_, what)) = NOT_READ.iter().find(|(begin, _)| start.starts_with(begin)) {
        return Kind::Unknown(what);
    }
    if is_tar(head) {
        return Kind::Archive(Format::Tar);
    }
    if let Some(kind) = android_text(head) {
        return kind;
    }
    if head.split(|byte| *byte == b'\n').any(is_inventory) {
        return Kind::Saved;
    }
    if let Some(what) = other_content::binary(head) {
        return Kind::Other(what);
    }
    if start.iter().all(|byte| *byte == 0) {
        return Kind::Unknown("a file of zeros only, as a broken copy leaves");
    }
    if head.contains(&0) {
        return Kind::Unknown("a binary file");
    }
    Kind::Text
}

fn json(head: &[u8], start: &[u8]) -> Kind {
    // A section of a configuration file begins like an array.
    let behind = start.get(1..).unwrap_or_default().trim_ascii_start();
    if start.starts_with(b"[") && behind.first().is_some_and(u8::is_ascii_alphabetic) {
        let word = behind.split(|byte| !byte.is_ascii_alphabetic()).next();
        if !matches!(word, Some(b"true" | b"false" | b"null")) {
            return Kind::Text;
        }
    }
    let ours = memchr::memmem::find(head, SCHEMA_FAMILY.as_bytes()).is_some();
    if ours || start.starts_with(b"{}") {
        Kind::Saved
    } else {
        Kind::Json
    }
}

fn is_markup(start: &[u8]) -> bool {
    let begins = |word: &[u8]| {
        start
            .get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word))
    };
    begins(b"<?xml") || begins(b"<plist") || begins(b"<!doctype") || begins(b"<html")
}

/// Whether a block begins with a header of tar: its checksum says so, whatever
/// the format's version (POSIX `ustar`, GNU, V7).
fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else {
        return false;
    };
    let (before, rest) = header.split_at_checked(148).unwrap_or_default();
    let (told, behind) = rest.split_at_checked(8).unwrap_or_default();
    let digits = told
        .trim_ascii()
        .split(|byte| *byte == 0)
        .next()
        .unwrap_or_default();
    let told = std::str::from_utf8(digits.trim_ascii())
        .ok()
        .and_then(|digits| u64::from_str_radix(digits, 8).ok());
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>();
    !before.starts_with(&[0]) && told == Some(sum(before) + 8 * 32 + sum(behind))
}

fn android_text(head: &[u8]) -> Option<Kind> {
    let mut lines = head.split(|byte| *byte == b'\n');
    let is_mark = |line: &[u8]| {
        DUMP_MARKS
            .iter()
            .any(|mark| line.starts_with(mark.as_bytes()) || indented(line, mark))
    };
    if lines.clone().any(is_mark) {
        return Some(Kind::AndroidDump);
    }
    lines.any(is_android_line).then_some(Kind::AndroidText)
}

/// Whether a text is only the resolver tables of a service, and no beginning
/// of a dump that was cut.
pub(super) fn is_tables(text: &[u8]) -> bool {
    text.starts_with(b"Activity Resolver Table:")
        && !DUMP_MARKS.iter().any(|mark| {
            *mark != "Activity Resolver Table:"
                && memchr::memmem::find(text, mark.as_bytes()).is_some()
        })
}

/// Whether content is in UTF-16, as Windows `PowerShell` writes it.
pub(super) fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff")
}

fn utf16(head: &[u8]) -> Kind {
    let mut plain = Vec::new();
    let decoded = Plain::new(head).read_to_end(&mut plain);
    if decoded.is_err() || plain.contains(&0) {
        return other_content::binary(head).map_or(Kind::Unknown("a binary file"), Kind::Other);
    }
    content(plain.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&plain))
}

/// A line of `pm list packages`, of `pm list users`, or of `getprop`.
fn is_android_line(line: &[u8]) -> bool {
    let is_list = line
        .strip_prefix(b"package:")
        .is_some_and(|rest| rest.first().is_some_and(|b| !b.is_ascii_whitespace()));
    is_list || line.starts_with(b"[ro.build.") || line.starts_with(b"\tUserInfo{")
}

/// Some tools indent a whole dump by a few columns.
fn indented(line: &[u8], mark: &str) -> bool {
    let text = line.trim_ascii();
    mark.ends_with(':') && text == mark.as_bytes() && line.len() < text.len() + 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_by_content() {
        let table: [(&[u8], Kind); 20] = [
            (b"", Kind::Unknown(EMPTY)),
            (b" \n ", Kind::Unknown(EMPTY)),
            (b"\n{\"schema\":\"dutyphone/inventory/1\"}", Kind::Saved),
            (b"\xef\xbb\xbf{}", Kind::Saved),
            (b"[{\"CFBundleIdentifier\":\"com.example\"}]", Kind::Json),
            (b"[core]\n\tbare = false\n", Kind::Text),
            (
                b"\xff\xfeP\0a\0c\0k\0a\0g\0e\0s\0:\0\n\0",
                Kind::AndroidDump,
            ),
            (b"\xff\xfe{\0\"\0a\0\"\0:\x001\0}\0", Kind::Json),
            (b"age-encryption.org/v1\n", Kind::Unknown(ENCRYPTED)),
            (b"Packages:\r\n", Kind::AndroidDump),
            (b"Database versions:\n  Internal:\n", Kind::AndroidDump),
            (b"    Packages:\n", Kind::AndroidDump),
            (b"package:com.example.app\r\n", Kind::AndroidText),
            (b"PK\x03\x04rest", Kind::Archive(Format::Zip)),
            (b"\x89PNG\r\n\x1a\n\0", Kind::Other("a picture")),
            (b"%PDF-1.7\n%\x80\0", Kind::Closed(Closed::Pdf)),
            (b"{\\rtf1\\ansi", Kind::Closed(Closed::RichText)),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", Kind::Compound),
            (b"MZ\nDatabase versions:\n", Kind::AndroidDump),
            (b"hello", Kind::Text),
        ];
        for (head, kind) in table {
            assert_eq!(content(head), kind, "{}", head.escape_ascii());
        }
    }
}
