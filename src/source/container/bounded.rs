//! Opening files: ordinary files only, and never more of one than a limit.
//!
//! Reading a pipe or a device can wait for ever, and a file can be larger than
//! the memory, so both are found out before anything is read or parsed. Texts
//! that Windows programs wrote are decoded on the way.

use super::encoding::Plain;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A pipe, a device or a folder.
    #[error("it is no ordinary file")]
    NotAFile,
    /// It holds more than is read of such a file, in bytes.
    #[error("it is larger than {0} bytes, which is more than is read of such a file")]
    TooLarge(u64),
    /// It is no text.
    #[error("it is no text in UTF-8 or UTF-16")]
    NotText,
    /// The system's own words.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl From<ReadError> for io::Error {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Io(error) => error,
            other => Self::new(io::ErrorKind::InvalidInput, other),
        }
    }
}

impl ReadError {
    /// Whether there is nothing at that path.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }
}

/// Opens an ordinary file; links are followed.
///
/// # Errors
///
/// For anything else, before it is opened: opening a device can do something.
pub fn open(path: &Path) -> Result<File, ReadError> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(ReadError::NotAFile);
    }
    open_seen(path)
}

/// Opens what was an ordinary file when it was looked at. It may have become
/// something else meanwhile, and opening that does not wait for anybody.
///
/// # Errors
///
/// As [`open`].
pub(crate) fn open_seen(path: &Path) -> Result<File, ReadError> {
    let file = at_once(path)?;
    if !file.metadata()?.is_file() {
        return Err(ReadError::NotAFile);
    }
    Ok(file)
}

/// Without this flag, opening a pipe waits until somebody writes into it. For
/// ordinary files it means nothing.
#[cfg(unix)]
fn at_once(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(open(path, flags, Mode::empty())?))
}

#[cfg(not(unix))]
fn at_once(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
///
/// When it is no ordinary file, is larger than that, or cannot be read.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let file = open(path)?;
    if file.metadata()?.len() > limit {
        return Err(ReadError::TooLarge(limit));
    }
    up_to(file, limit)
}

/// Reads a text of at most `limit` bytes: UTF-8, with or without a byte order
/// mark, or UTF-16 with one.
///
/// # Errors
///
/// As [`read`], and when it is no text.
pub fn read_text(path: &Path, limit: u64) -> Result<String, ReadError> {
    decode(read(path, limit)?)
}

/// Bytes as text: UTF-8, with or without a byte order mark, or UTF-16 with one.
///
/// # Errors
///
/// When it is no text.
pub fn decode(bytes: Vec<u8>) -> Result<String, ReadError> {
    let marked = matches!(
        bytes.as_slice(),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0xef, 0xbb, 0xbf, ..]
    );
    let text = if marked {
        let most = (bytes.len() as u64).saturating_mul(2);
        up_to(Plain::new(bytes.as_slice()), most)?
    } else {
        bytes
    };
    String::from_utf8(text).map_err(|_| ReadError::NotText)
}

/// Reads to the end, which must come within `limit` bytes.
///
/// # Errors
///
/// When it does not, or cannot be read.
pub fn up_to(input: impl Read, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    input
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge(limit));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ordinary_files_up_to_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("text");
        std::fs::write(&path, b"\xff\xfea\0b\0").unwrap();
        assert_eq!(read_text(&path, 6).unwrap(), "ab");
        assert!(matches!(read(&path, 5), Err(ReadError::TooLarge(5))));
        assert!(matches!(read(folder.path(), 5), Err(ReadError::NotAFile)));
        assert!(matches!(
            read(&folder.path().join("none"), 5),
            Err(ReadError::Io(_))
        ));
        #[cfg(unix)]
        {
            let pipe = folder.path().join("pipe");
            let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
            rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, mode).unwrap();
            assert!(matches!(open(&pipe), Err(ReadError::NotAFile)));
            // As if it had been an ordinary file a moment ago.
            assert!(matches!(open_seen(&pipe), Err(ReadError::NotAFile)));
        }
        std::fs::write(&path, b"\x80").unwrap();
        assert!(matches!(read_text(&path, 5), Err(ReadError::NotText)));
    }
}
