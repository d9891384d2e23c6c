//! Opening a database that is evidence, and may be hostile.
//!
//! A plain read-only connection would create `-shm` and `-wal` files beside a
//! database in WAL mode, in the middle of the backup. So the file is opened as
//! immutable. That mode ignores a write-ahead log; where one holds changes,
//! both files are copied to a private folder and opened there.

use super::fault::IndexFault;
use crate::source::container::bounded;
use crate::source::ios::backup::folder::DATABASE;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::io::Read;
use std::path::Path;
use tempfile::TempDir;

/// What an unencrypted database begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// The most that is copied, in bytes. A database of a full phone holds some
/// hundred megabytes.
const MAX_COPY: u64 = 2 << 30;

/// How many steps of SQLite's machine all searches together may take; a large
/// phone needs some thousands with indexes and some millions without.
const MAX_STEPS: u32 = 200_000_000;
/// How many steps lie between two looks at the count.
const STEPS: i32 = 100_000;

/// An open database.
pub(crate) struct Database {
    pub(crate) connection: Connection,
    /// There is a write-ahead log that was left out.
    pub(crate) is_behind: bool,
    /// Holds the copy for as long as the connection needs it; fields are
    /// dropped in this order.
    _copy: Option<TempDir>,
}

/// Whether a file begins as an unencrypted database does. The flag in
/// `Manifest.plist` survives decryption; this header does not lie.
pub(crate) fn is_sqlite(path: &Path) -> bool {
    let mut start = Vec::new();
    let file = bounded::open(path).map_err(std::io::Error::from);
    file.and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut start))
        .is_ok()
        && start == MAGIC
}

/// Opens the database of a backup without leaving a trace there.
pub(crate) fn open(folder: &Path) -> Result<Database, IndexFault> {
    let path = folder.join(DATABASE);
    let log = folder.join(format!("{DATABASE}-wal"));
    let length = |path: &Path| fs::metadata(path).map_or(0, |about| about.len());
    let has_log = log.is_file() && length(&log) > 0;
    let copy = if has_log && length(&path) + length(&log) <= MAX_COPY {
        copy(&path, &log).ok()
    } else {
        None
    };
    let connection = match &copy {
        Some(copy) => Connection::open_with_flags(
            copy.path().join(DATABASE),
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?,
        None => Connection::open_with_flags(
            immutable(&path).ok_or(IndexFault::NotOpened)?,
            OpenFlags::SQLITE_OPEN_READ_ONLY
                | OpenFlags::SQLITE_OPEN_URI
                | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?,
    };
    Ok(Database {
        connection: guarded(connection)?,
        is_behind: has_log && copy.is_none(),
        _copy: copy,
    })
}

fn copy(path: &Path, log: &Path) -> std::io::Result<TempDir> {
    let folder = tempfile::tempdir()?;
    fs::copy(path, folder.path().join(DATABASE))?;
    fs::copy(log, folder.path().join(format!("{DATABASE}-wal")))?;
    Ok(folder)
}

/// Takes from a connection what a hostile schema could use, and stops it when
/// it takes too long.
fn guarded(mut connection: Connection) -> Result<Connection, IndexFault> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, 16 << 20)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    let mut steps = 0_u32;
    connection.progress_handler(
        STEPS,
        Some(move || {
            steps = steps.saturating_add(STEPS.unsigned_abs());
            steps > MAX_STEPS
        }),
    )?;
    // A view under this name could run anything.
    let kind: Option<String> = connection
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'Files' AND type = 'table'",
            [],
            |row| row.get(0),
        )
        .ok();
    if kind.is_some_and(|sql| sql.starts_with("CREATE TABLE")) {
        Ok(connection)
    } else {
        Err(IndexFault::Damaged)
    }
}

/// The address under which SQLite takes a file for unchangeable; see
/// <https://www.sqlite.org/uri.html>. `None` for a path that is no Unicode.
fn immutable(path: &Path) -> Option<String> {
    let path = if cfg!(windows) {
        path.to_str()?.replace('\\', "/")
    } else {
        path.to_str()?.to_owned()
    };
    // `C:/backup` must become `file:///C:/backup`.
    let is_drive = path.as_bytes().get(1) == Some(&b':') && cfg!(windows);
    let start = if is_drive { "file:///" } else { "file:" };
    let mut address = start.to_owned();
    if path.starts_with("//") {
        // Two slashes would begin the name of a host.
        address.push_str("//");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte) {
            address.push(char::from(byte));
        } else {
            use std::fmt::Write;
            let _ = write!(address, "%{byte:02X}");
        }
    }
    Some(address + "?immutable=1")
}

#[cfg(test)]
mod tests {
    use super::immutable;
    use std::path::Path;

    #[test]
    fn odd_characters_in_a_path_are_escaped() {
        let address = immutable(Path::new("/a b/50%?#/ü/Manifest.db"));
        let expected = "file:/a%20b/50%25%3F%23/%C3%BC/Manifest.db?immutable=1";
        assert_eq!(address.as_deref(), Some(expected));
        let share = immutable(Path::new("//server/share/x"));
        assert_eq!(
            share.as_deref(),
            Some("file:////server/share/x?immutable=1")
        );
    }
}
