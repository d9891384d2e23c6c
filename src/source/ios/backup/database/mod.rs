//! `Manifest.db`: the index of the files in a backup, iOS 10 and later.
//!
//! It is not needed for the list of apps. When it is not encrypted it tells
//! three things more: which apps left data behind, how many web pages stand on
//! the home screen like apps, and whether an organisation manages the device.
//!
//! The schema has not changed since iOS 10: `Files(fileID, domain,
//! relativePath, flags, file)`, with an index on the domain and one on the
//! path. A row's file lies in the backup under its id, in a folder of the
//! first two digits.

mod fault;
mod open;
mod web_clip;

use crate::inventory::{Management, PagesSeen, ProfileId, WebAddress, WebPage, WebPages};
use crate::source::ios::file;
use crate::source::ios::plist::read_dict;
pub(crate) use fault::IndexFault;
pub(crate) use open::is_sqlite;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::collections::BTreeSet;
use std::path::Path;

/// The domain of one app's data: this, then the bundle id.
const APP_DOMAIN: &str = "AppDomain-";
/// The first text after every domain of an app.
const APP_DOMAIN_END: &str = "AppDomain.";
/// More apps than any phone has; a database with more was made up.
const MAX_APPS: usize = 20_000;

/// The domain of web clips, and the folder they lie in.
const HOME: &str = "HomeDomain";
const WEB_CLIPS: &str = "Library/WebClips/";
const WEB_CLIPS_END: &str = "Library/WebClips0";
/// The domain of configuration profiles, and the folder they lie in.
const PROFILES: &str = "SysSharedContainerDomain-systemgroup.com.apple.configurationprofiles";
const PROFILE_FOLDER: &str = "Library/ConfigurationProfiles/";
const PROFILE_FOLDER_END: &str = "Library/ConfigurationProfiles0";
/// More files than either folder holds on any phone.
const MAX_FILES: usize = 5_000;

/// The largest file of the phone's that is read, in bytes.
pub(crate) const LARGEST_FILE: u64 = 1 << 20;

/// What the index tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Index {
    /// The bundle ids of apps that have data in the backup.
    pub(crate) apps: Vec<String>,
    /// Web pages that stand on the home screen like apps. What they are called is
    /// not read, and of the address only the host.
    pub(crate) web_clips: usize,
    /// The hosts of those that lead to one.
    hosts: Vec<String>,
    /// Some of them could not be read.
    has_unread_clip: bool,
    /// Configuration profiles that are installed.
    pub(crate) profiles: usize,
    /// A management system has enrolled the device.
    pub(crate) is_enrolled: bool,
    /// The device is supervised, where the backup says so or not.
    pub(crate) is_supervised: Option<bool>,
    /// The newest changes of the database could not be taken into account.
    pub(crate) is_behind: bool,
}

impl Index {
    /// Searches the `Manifest.db` in a backup folder, and changes nothing.
    pub(crate) fn read(folder: &Path) -> Result<Self, IndexFault> {
        let database = open::open(folder)?;
        let connection = &database.connection;
        let mut index = Self {
            apps: apps(connection)?,
            is_behind: database.is_behind,
            ..Self::default()
        };
        for row in web_clips(connection)? {
            index.take_web_clip(&row, folder);
        }
        for row in files(connection, PROFILES, PROFILE_FOLDER, PROFILE_FOLDER_END)? {
            index.take_profile(&row, folder);
        }
        Ok(index)
    }

    /// What ties the device to an organisation, as far as profiles tell. That
    /// there are none proves nothing, so it is never [`Management::None`].
    pub(crate) fn management(&self) -> Option<Management> {
        if self.is_supervised == Some(true) {
            Some(Management::Supervised)
        } else if self.is_enrolled {
            Some(Management::Enrolled)
        } else {
            None
        }
    }

    /// The web pages on the home screen.
    pub(crate) fn web_pages(&self) -> WebPages {
        let pages = self.hosts.iter().map(|host| WebPage {
            profile: ProfileId::OWNER,
            host: host.clone(),
        });
        let seen = if self.has_unread_clip || self.is_behind {
            PagesSeen::Some
        } else {
            PagesSeen::All
        };
        WebPages::new(seen, pages.collect())
    }

    fn take_web_clip(&mut self, row: &Row, folder: &Path) {
        self.web_clips += 1;
        let bytes = row.content(folder);
        match bytes.map_or(WebAddress::Unreadable, |b| web_clip::address(&b)) {
            WebAddress::Host(host) => self.hosts.push(host),
            WebAddress::NoPage => {}
            WebAddress::Unreadable => self.has_unread_clip = true,
        }
    }

    /// The names are those of iOS itself: `MDM.plist` is there on an enrolled
    /// device, `profile-<hash>.stub` is one installed profile.
    fn take_profile(&mut self, row: &Row, folder: &Path) {
        let name = row.path.strip_prefix(PROFILE_FOLDER).unwrap_or_default();
        match name {
            "MDM.plist" => self.is_enrolled = true,
            "CloudConfigurationDetails.plist" => {
                let bytes = row.content(folder);
                self.is_supervised = bytes.as_deref().and_then(is_supervised);
            }
            _ if name.starts_with("profile-") => self.profiles += 1,
            _ => {}
        }
    }
}

/// The names of the files that hold the web clips of a backup folder; none when
/// its index cannot be read, which is told when that is.
pub(crate) fn web_clip_files(folder: &Path) -> BTreeSet<String> {
    let clips = open::open(folder).and_then(|database| web_clips(&database.connection));
    let clips = clips.unwrap_or_default().into_iter();
    clips.map(|row| row.id).collect()
}

/// The property lists of web clips.
fn web_clips(connection: &Connection) -> Result<Vec<Row>, IndexFault> {
    let mut rows = files(connection, HOME, WEB_CLIPS, WEB_CLIPS_END)?;
    rows.retain(|row| row.path.ends_with(".webclip/Info.plist"));
    Ok(rows)
}

/// The bundle ids that have a domain, found by stepping from one domain to the
/// next along the index, so that the number of files does not matter.
fn apps(connection: &Connection) -> Result<Vec<String>, IndexFault> {
    let by_index = "SELECT min(domain) FROM Files INDEXED BY FilesDomainIdx \
                    WHERE domain > ?1 AND domain < ?2";
    let Ok(mut next) = connection.prepare(by_index) else {
        return apps_without_index(connection);
    };
    let mut apps = Vec::new();
    let mut last = APP_DOMAIN.to_owned();
    loop {
        let domain = next.query_row([&*last, APP_DOMAIN_END], |row| text(row.get_ref(0)?))?;
        let Some(domain) = domain else {
            return Ok(apps);
        };
        // What does not come after the last one would be found for ever.
        if domain <= last || apps.len() >= MAX_APPS {
            return Err(IndexFault::TooMany);
        }
        apps.extend(domain.strip_prefix(APP_DOMAIN).map(str::to_owned));
        last = domain;
    }
}

fn apps_without_index(connection: &Connection) -> Result<Vec<String>, IndexFault> {
    let mut all = connection.prepare(
        "SELECT DISTINCT domain FROM Files WHERE domain > ?1 AND domain < ?2 ORDER BY domain",
    )?;
    let mut rows = all.query([APP_DOMAIN, APP_DOMAIN_END])?;
    let mut apps = Vec::new();
    while let Some(row) = rows.next()? {
        if apps.len() >= MAX_APPS {
            return Err(IndexFault::TooMany);
        }
        let domain = text(row.get_ref(0)?)?;
        apps.extend(
            domain
                .as_deref()
                .and_then(|d| d.strip_prefix(APP_DOMAIN))
                .map(str::to_owned),
        );
    }
    Ok(apps)
}

/// One file of the backup.
struct Row {
    id: String,
    path: String,
}

/// The files of one folder of one domain.
///
/// The plus keeps SQLite from using the index on the domain: `HomeDomain`
/// alone can have hundreds of thousands of files, the folder a handful.
fn files(
    connection: &Connection,
    domain: &str,
    from: &str,
    to: &str,
) -> Result<Vec<Row>, IndexFault> {
    let mut query = connection.prepare(
        "SELECT fileID, relativePath FROM Files \
         WHERE +domain = ?1 AND relativePath > ?2 AND relativePath < ?3 ORDER BY relativePath",
    )?;
    let mut rows = query.query([domain, from, to])?;
    let mut files = Vec::new();
    while let Some(row) = rows.next()? {
        if files.len() >= MAX_FILES {
            return Err(IndexFault::TooMany);
        }
        if let (Some(id), Some(path)) = (text(row.get_ref(0)?)?, text(row.get_ref(1)?)?) {
            files.push(Row { id, path });
        }
    }
    Ok(files)
}

/// Text of a column, `None` for NULL; any other type is damage.
fn text(value: ValueRef<'_>) -> rusqlite::Result<Option<String>> {
    Ok(value.as_str_or_null()?.map(str::to_owned))
}

impl Row {
    /// The file itself, when it is there and small.
    fn content(&self, folder: &Path) -> Option<Vec<u8>> {
        // Anything but a SHA-1 could lead out of the backup.
        let is_hash = self.id.len() == 40 && self.id.bytes().all(|b| b.is_ascii_hexdigit());
        let start = self.id.get(..2).filter(|_| is_hash)?;
        file::read(&folder.join(start).join(&self.id), LARGEST_FILE).ok()
    }
}

fn is_supervised(bytes: &[u8]) -> Option<bool> {
    let mut is_supervised = None;
    let _ = read_dict(bytes, |_, key, value| {
        if key == "IsSupervised" {
            is_supervised = value.as_flag();
        }
        Ok(())
    });
    is_supervised
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// An index with 40 apps and this many files, most of them in one domain.
    fn database(files: usize, with_indexes: bool) -> Connection {
        let database = Connection::open_in_memory().unwrap();
        let mut schema = "CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, \
                          relativePath TEXT, flags INTEGER, file BLOB);"
            .to_owned();
        if with_indexes {
            schema += "CREATE INDEX FilesDomainIdx ON Files(domain); \
                       CREATE INDEX FilesRelativePathIdx ON Files(relativePath);";
        }
        database.execute_batch(&schema).unwrap();
        let mut insert = database
            .prepare("INSERT INTO Files VALUES (?1, ?2, ?3, 1, NULL)")
            .unwrap();
        for number in 0..files {
            let app = format!("{APP_DOMAIN}no.example.app{:02}", number % 40);
            let (domain, path) = match number % 4 {
                0 => (app.as_str(), format!("Library/{number}")),
                _ => (HOME, format!("Media/{number}")),
            };
            insert
                .execute([&format!("{number:040x}"), domain, &path])
                .unwrap();
        }
        for (name, domain, path) in [
            ("a", "AppDomainPlugin-no.example.app00.widget", ""),
            ("b", "AppDomain-", ""),
            ("c", HOME, "Library/WebClips/1.webclip/Info.plist"),
            ("d", "OtherDomain", "Library/WebClips/2.webclip/Info.plist"),
        ] {
            insert.execute([name, domain, path]).unwrap();
        }
        drop(insert);
        database
    }

    fn steps(files: usize) -> usize {
        let mut database = database(files, true);
        let count = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&count);
        database
            .progress_handler(
                1,
                Some(move || {
                    counter.fetch_add(1, Ordering::Relaxed);
                    false
                }),
            )
            .unwrap();
        search(&database);
        count.load(Ordering::Relaxed)
    }

    fn search(database: &Connection) -> (usize, usize) {
        let apps = apps(database).unwrap();
        let clips = files(database, HOME, WEB_CLIPS, WEB_CLIPS_END).unwrap();
        (apps.len(), clips.len())
    }

    #[test]
    fn apps_and_web_clips_are_found_with_and_without_indexes() {
        for with_indexes in [true, false] {
            // Every tenth app number is one that a multiple of four reaches.
            assert_eq!(search(&database(2000, with_indexes)), (10, 1));
        }
    }

    #[test]
    fn ten_times_the_files_cost_the_same() {
        let (few, many) = (steps(2_000), steps(20_000));
        assert!(many <= few + few / 10, "{few} and {many} steps");
    }

    #[test]
    fn domains_that_are_no_text_are_damage() {
        let database = database(40, true);
        database
            .execute_batch("INSERT INTO Files VALUES ('x', CAST(x'417070446F6D61696E2DFF' AS TEXT), '', 1, NULL)")
            .unwrap();
        assert_eq!(apps(&database), Err(IndexFault::Damaged));
    }
}
