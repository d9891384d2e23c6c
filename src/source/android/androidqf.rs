//! `AndroidQF` collections: a folder, or a zip file of one, that a forensic
//! collector wrote (its `modules/*.go` say what is in it).
//!
//! `dumpsys.txt` says what is installed. `packages.json` says who signed it,
//! with a real certificate hash; about states it says less than it seems to,
//! because it also lists what was removed, and after one refused command has
//! every app enabled and without installer.

use super::assemble::Assembled;
use super::bugreport;
use super::command_output::{End, Part, Recording};
use super::parse::dump;
use super::parse::lines::is_package_name;
use super::saved_text::{LARGEST_TEXT, file_name, unread};
use crate::inventory::{
    App, Evidence, Gap, GapCode, Locator, Note, Origin, Profile, ProfileId, ProfileKind,
    ProfileStatus, Reading, State,
};
use crate::source::container::framed_text;
use crate::source::container::zip::Archive;
use jiff::Timestamp;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest of the small files: a phone's `packages.json` has 2 MB.
const LARGEST_FILE: u64 = 64 << 20;
const AGAIN: &str = "collect from the phone again";

/// Whether a folder or a zip file is a collection.
#[must_use]
pub fn is_androidqf(path: &Path) -> bool {
    if path.is_dir() {
        let has = |name: &str| path.join(name).is_file();
        return has(ACQUISITION) || (has("packages.json") && has("dumpsys.txt"));
    }
    Archive::open(path).is_ok_and(|zip| !zip.find(|name| name == ACQUISITION).is_empty())
}

/// The file that says who collected what, and when.
const ACQUISITION: &str = "acquisition.json";

/// Reads a collection: its folder, or a zip file of that.
#[must_use]
pub fn read_androidqf(locator: Locator, path: &Path) -> Reading {
    match collection(path).and_then(|mut files| files.inventory_parts(&file_name(&locator))) {
        Ok(parts) => Reading::of(locator, parts.into_inventory("android/androidqf")),
        Err(gap) => unread(locator, gap),
    }
}

enum Files {
    Folder(PathBuf),
    Zip(Archive),
}

fn collection(path: &Path) -> Result<Files, Gap> {
    if path.is_dir() {
        return Ok(Files::Folder(path.to_owned()));
    }
    let mut head = Vec::new();
    let begins = File::open(path).and_then(|file| file.take(32).read_to_end(&mut head));
    if begins.is_ok() && head.starts_with(b"age-encryption.org/") {
        return Err(Gap::new(
            GapCode::FileUnreadable,
            "the collection is encrypted with age",
            "decrypt it with `age --decrypt` and the key it was made for, then read the zip file",
        ));
    }
    Archive::open(path).map(Files::Zip)
}

/// An entry of `packages.json`. Every field can be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Entry {
    name: String,
    files: Vec<EntryFile>,
    installer: String,
    disabled: bool,
    system: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct EntryFile {
    path: String,
    sha256: String,
    certificate: Option<Certificate>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Certificate {
    #[serde(rename = "Sha256")]
    sha256: String,
}

/// `acquisition.json`, which a computer with a right clock wrote.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Acquisition {
    started: String,
    completed: String,
}

impl Files {
    /// The file of this name at the root of the collection, or nearest to it.
    fn open(&mut self, name: &str) -> Option<io::Result<Box<dyn Read + '_>>> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(name);
                let opened = path.is_file().then(|| File::open(path))?;
                Some(opened.map(|file| Box::new(file) as Box<dyn Read>))
            }
            Self::Zip(archive) => {
                let index = archive.find(|found| found == name).first().copied()?;
                let opened = archive.reader(index);
                Some(opened.map(|entry| Box::new(entry) as Box<dyn Read>))
            }
        }
    }

    fn bytes(&mut self, name: &str) -> Option<io::Result<Vec<u8>>> {
        let mut bytes = Vec::new();
        let read = self
            .open(name)?
            .and_then(|file| file.take(LARGEST_FILE).read_to_end(&mut bytes));
        Some(read.map(|_| bytes))
    }

    fn json<T: for<'a> Deserialize<'a>>(&mut self, name: &str) -> Option<Result<T, String>> {
        let bytes = self.bytes(name)?.map_err(|error| error.to_string());
        Some(bytes.and_then(|bytes| {
            serde_json::from_slice(&bytes).map_err(|error| {
                // Only the place and the kind: the rest quotes the file.
                format!("line {}: not the JSON that was expected", error.line())
            })
        }))
    }

    fn inventory_parts(&mut self, id: &str) -> Result<Assembled, Gap> {
        let recording = self.recording();
        let entries: Option<Result<Vec<Entry>, String>> = self.json("packages.json");
        let has_entries = entries.as_ref().is_some_and(Result::is_ok);
        if recording.dump.is_none() && !has_entries {
            return Err(Gap::new(
                GapCode::FileUnrecognised,
                "the collection holds neither a `dumpsys.txt` with the service `package` nor a `packages.json`",
                AGAIN,
            ));
        }
        let mut parts = Assembled::of(&recording, id);
        parts.taken_at = parts.taken_at.or_else(|| self.taken_at());
        match entries {
            Some(Ok(entries)) => add_entries(&mut parts, &recording, &entries),
            other => parts.notes.push(Note {
                code: "signers-unread".to_owned(),
                message: match other {
                    Some(Err(reason)) => {
                        format!("`packages.json` could not be read ({reason}), so no certificate is known")
                    }
                    _ => "the collection has no `packages.json`, so no certificate is known".to_owned(),
                },
            }),
        }
        Ok(parts)
    }

    /// The dump and what stands beside it, from `dumpsys.txt`; from the bug
    /// report where that text is missing.
    fn recording(&mut self) -> Recording {
        let mut text = self.open("dumpsys.txt").and_then(|file| {
            file.and_then(|file| framed_text::read(file, LARGEST_TEXT))
                .ok()
        });
        if !text.as_ref().is_some_and(framed_text::Text::has_packages)
            && let Self::Folder(folder) = self
        {
            text = bugreport::find_text(&folder.join("bugreport.zip")).ok();
        }
        let mut recording = text
            .filter(framed_text::Text::has_packages)
            .map(|text| text.recording)
            .unwrap_or_default();
        if let Some(Ok(bytes)) = self.bytes("getprop.txt") {
            recording.properties = Some(Part {
                bytes,
                end: End::Unmarked,
            });
        }
        recording
    }

    fn taken_at(&mut self) -> Option<Timestamp> {
        let acquisition: Acquisition = self.json("acquisition.json")?.ok()?;
        let done = acquisition.completed.parse::<Timestamp>();
        let time = done.or_else(|_| acquisition.started.parse()).ok()?;
        // An interrupted collection has the year 1 for its end.
        let started = acquisition.started.parse().ok();
        Some(started.filter(|started| *started > time).unwrap_or(time))
    }
}

impl Entry {
    /// The SHA-256 of the certificate that signed the app itself.
    fn signer(&self) -> Option<String> {
        let base = self
            .files
            .iter()
            .find(|file| file.path.ends_with("/base.apk"))
            .or_else(|| self.files.first())?;
        let hash = base.certificate.as_ref()?.sha256.to_ascii_lowercase();
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then_some(hash)
    }

    /// Whether the app's code was on the phone: the collector hashed it.
    fn has_code(&self) -> bool {
        self.files.iter().any(|file| !file.sha256.is_empty())
    }

    fn app(&self) -> App {
        let mut app = App::new(&self.name, ProfileId::OWNER);
        app.state = match (self.has_code(), self.disabled) {
            (false, _) => State::Residue,
            (true, true) => State::Disabled,
            (true, false) => State::Installed,
        };
        if self.system {
            app.origin = Origin::Preinstalled;
        }
        let is_named = !matches!(self.installer.as_str(), "" | "null");
        app.installer = is_named.then(|| self.installer.chars().take(200).collect());
        app
    }
}

fn add_entries(parts: &mut Assembled, recording: &Recording, entries: &[Entry]) {
    let entries: BTreeMap<&str, &Entry> = entries
        .iter()
        .filter(|entry| is_package_name(entry.name.as_bytes()))
        .map(|entry| (entry.name.as_str(), entry))
        .collect();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let parsed = recording.dump.as_ref().map(|part| dump::parse(&part.bytes));
    for record in parsed
        .iter()
        .flat_map(|dump| dump.packages.iter().chain(&dump.hidden))
    {
        known.insert(record.name.to_owned());
    }
    for app in &mut parts.apps {
        if let Some(entry) = entries.get(app.id.as_str()) {
            app.signer = entry.signer().or(app.signer.take());
            app.evidence.push(Evidence::PackagesJson);
        }
    }
    let mut lost = Vec::new();
    for (name, entry) in &entries {
        if !known.contains(*name) && (parsed.is_none() || entry.has_code()) {
            let mut app = entry.app();
            app.signer = entry.signer();
            app.evidence.push(Evidence::PackagesJson);
            parts.apps.push(app);
            lost.push(*name);
        }
    }
    if parts.profiles.is_empty() {
        parts.profiles.push(Profile {
            id: ProfileId::OWNER,
            kind: ProfileKind::Owner,
            status: ProfileStatus::Partial,
        });
    }
    // A dump that is not whole lacks apps for a reason that has its own gap.
    if let (Some(first), true) = (lost.first(), parsed.is_some() && parts.gaps.is_empty()) {
        parts.gaps.push(Gap::new(
            GapCode::SourcesDisagree,
            format!(
                "`packages.json` names apps that `dumpsys.txt` lacks ({}), for example {first}",
                lost.len()
            ),
            AGAIN,
        ));
    }
}
