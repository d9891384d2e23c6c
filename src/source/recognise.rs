//! What is at a path, told by its content and never by its name.

use super::saved::Compression;
use super::{android, ios};
use crate::inventory::format::SCHEMA_FAMILY;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// What can be read from a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A folder of other things.
    Folder,
    /// An iOS backup folder, or one of its files.
    IosBackup,
    /// One saved inventory, or one a line.
    Saved,
    /// A compressed file.
    Compressed(Compression),
    /// A list of apps that another tool took from an iPhone.
    IosImport,
    /// Text that Android's package service printed.
    AndroidDump,
    /// A bug report of an Android phone.
    BugReport,
    /// A collection that AndroidQF wrote, a folder or a zip file.
    AndroidQf,
    /// Text that `pm list packages` printed.
    PmList,
    /// Something else; the words continue "this is ...".
    Unknown(&'static str),
}

/// How much of a file is enough to tell what it is, in bytes. A whole dump
/// begins with tables that name themselves in its first lines.
const HEAD: usize = 64 << 10;

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
    if about.is_dir() && android::is_androidqf(path) {
        return Ok(Kind::AndroidQf);
    }
    if about.is_dir() {
        return Ok(Kind::Folder);
    }
    if !about.is_file() {
        return Ok(Kind::Unknown("no ordinary file"));
    }
    let mut head = Vec::new();
    File::open(path)?.take(HEAD as u64).read_to_end(&mut head)?;
    let kind = match content(&head) {
        Kind::Unknown(PROPERTY_LIST) if path.parent().is_some_and(ios::is_backup) => {
            Kind::IosBackup
        }
        Kind::BugReport if android::is_androidqf(path) => Kind::AndroidQf,
        kind => kind,
    };
    Ok(kind)
}

const PROPERTY_LIST: &str = "an Apple property list outside a backup folder";

/// Recognises the beginning of a file, or the whole of it.
pub(super) fn content(head: &[u8]) -> Kind {
    let head = head.get(..HEAD).unwrap_or(head);
    let start = head.trim_ascii_start();
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    if start.is_empty() {
        return Kind::Unknown("an empty file");
    }
    if let Some(packing) = Compression::of(head) {
        return Kind::Compressed(packing);
    }
    if start.starts_with(b"{") || start.starts_with(b"[") {
        let ours = memchr::memmem::find(head, SCHEMA_FAMILY.as_bytes()).is_some();
        return if ours || start.starts_with(b"{}") {
            Kind::Saved
        } else {
            Kind::IosImport
        };
    }
    if start.starts_with(b"bplist00") || start.starts_with(b"<?xml") || start.starts_with(b"<plist")
    {
        return Kind::Unknown(PROPERTY_LIST);
    }
    if start.starts_with(b"PK\x03\x04") {
        return Kind::BugReport;
    }
    if start.starts_with(b"age-encryption.org/") {
        return Kind::AndroidQf;
    }
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return utf16(start);
    }
    if start.iter().all(|byte| *byte == 0) {
        return Kind::Unknown("a file of zeros only, as a broken copy leaves");
    }
    let is_dump = head.split(|byte| *byte == b'\n').any(|line| {
        DUMP_MARKS
            .iter()
            .any(|mark| line.starts_with(mark.as_bytes()) || indented(line, mark))
    });
    if is_dump {
        return Kind::AndroidDump;
    }
    if head.split(|byte| *byte == b'\n').any(is_pm_line) {
        return Kind::PmList;
    }
    let binary = head.contains(&0);
    Kind::Unknown(if binary {
        "a binary file"
    } else {
        "some other text"
    })
}

/// Text as Windows PowerShell writes it: two bytes a character, of which one is
/// zero for everything that a dump or a list begins with.
fn utf16(head: &[u8]) -> Kind {
    let narrow: Vec<u8> = head
        .iter()
        .copied()
        .filter(|byte| *byte != 0 && *byte < 0x80)
        .collect();
    match content(&narrow) {
        kind @ (Kind::AndroidDump | Kind::PmList) => kind,
        _ => Kind::Unknown("some other text in UTF-16"),
    }
}

/// `package:com.example.app`, with more behind it when more was asked for.
fn is_pm_line(line: &[u8]) -> bool {
    line.strip_prefix(b"package:")
        .is_some_and(|rest| rest.first().is_some_and(|b| !b.is_ascii_whitespace()))
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
        let table: [(&[u8], Kind); 13] = [
            (b"", Kind::Unknown("an empty file")),
            (b" \n ", Kind::Unknown("an empty file")),
            (b"\n{\"schema\":\"dutyphone/inventory/1\"}", Kind::Saved),
            (b"\xef\xbb\xbf{}", Kind::Saved),
            (
                b"[{\"CFBundleIdentifier\":\"com.example\"}]",
                Kind::IosImport,
            ),
            (
                b"\xff\xfeP\0a\0c\0k\0a\0g\0e\0s\0:\0\n\0",
                Kind::AndroidDump,
            ),
            (b"age-encryption.org/v1\n", Kind::AndroidQf),
            (b"Packages:\r\n", Kind::AndroidDump),
            (b"Database versions:\n  Internal:\n", Kind::AndroidDump),
            (b"    Packages:\n", Kind::AndroidDump),
            (b"package:com.example.app\r\n", Kind::PmList),
            (b"PK\x03\x04rest", Kind::BugReport),
            (b"hello", Kind::Unknown("some other text")),
        ];
        for (head, kind) in table {
            assert_eq!(content(head), kind, "{}", head.escape_ascii());
        }
    }
}
