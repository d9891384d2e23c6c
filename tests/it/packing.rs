//! Packs files in every way in which people hand them on, and reads what comes
//! of it.

use dutyphone::catalogue::{self, Catalogue};
use dutyphone::inventory::{App, InputLedger, Locator, Platform, Reading};
use dutyphone::source::{self, KnownApps, Ledger, Options, Request};
use jiff::Timestamp;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Files by their paths, with `/` between the parts.
pub(crate) type Files = Vec<(String, Vec<u8>)>;

/// Every file below a folder, in the order of names.
pub(crate) fn below(folder: &Path) -> Files {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
                files.push((name.replace('\\', "/"), fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// The same files in a folder of that name.
pub(crate) fn inside(folder: &str, files: &Files) -> Files {
    let moved = files
        .iter()
        .map(|(name, bytes)| (format!("{folder}/{name}"), bytes.clone()));
    moved.collect()
}

pub(crate) fn zip(files: &Files) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn tar(files: &Files) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, bytes.as_slice())
            .unwrap();
    }
    tar.into_inner().unwrap()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// Writes files into a new folder.
pub(crate) fn unpacked(files: &Files) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

/// The apps of the built-in catalogue, and invented ones.
#[derive(Debug)]
struct Known(Catalogue);

impl KnownApps for Known {
    fn is_id(&self, text: &str) -> bool {
        let of = |platform| self.0.app_id(platform, text).is_some();
        of(Platform::Android) || of(Platform::Ios) || text.ends_with(".example.known")
    }

    fn is_store_number(&self, number: u64) -> bool {
        self.0.by_store_number(number).is_some()
    }

    fn is_name(&self, text: &str) -> bool {
        ["Example Chat", "Example Maps"].contains(&text)
    }
}

/// Reads what lies at these paths.
pub(crate) fn read(paths: &[PathBuf]) -> (Vec<Reading>, InputLedger) {
    let requests: Vec<Request> = paths.iter().cloned().map(Request::Path).collect();
    let mut options = Options::new(Timestamp::UNIX_EPOCH, Duration::from_secs(1));
    options.known_apps = Arc::new(Known(catalogue::builtin()));
    let ledger = Ledger::default();
    let mut readings = Vec::new();
    source::read(&requests, &options, &ledger, &mut |reading| {
        readings.push(reading);
    });
    (readings, ledger.close())
}

/// Reads one file with this content.
pub(crate) fn read_bytes(name: &str, bytes: &[u8]) -> (Vec<Reading>, InputLedger) {
    let root = unpacked(&vec![(name.to_owned(), bytes.to_vec())]);
    read(&[root.path().join(name)])
}

/// What readings say of their phones, wherever these were found.
pub(crate) fn told(readings: &[Reading]) -> Vec<String> {
    let mut told: Vec<String> = readings.iter().map(one).collect();
    told.sort();
    told
}

fn one(reading: &Reading) -> String {
    let inventory = match &reading.content {
        Ok(inventory) => inventory,
        Err(unread) => return format!("unread: {}", unread.gap.code),
    };
    let mut device = inventory.device.clone();
    if device.id == reading.locator.to_string() || device.id.contains(['/', '#']) {
        device.id = Locator::new("place").to_string();
    }
    let mut gaps: Vec<&str> = inventory
        .coverage()
        .gaps()
        .iter()
        .map(|gap| gap.code.as_str())
        .collect();
    gaps.sort_unstable();
    let apps: Vec<&App> = inventory.apps().iter().collect();
    format!(
        "{:?} {} {:?} {gaps:?} {:?} {:?} {apps:?}",
        device,
        inventory.source,
        inventory.taken_at,
        inventory.coverage().profiles(),
        inventory.web_pages,
    )
}

/// How many of the readings show everything.
pub(crate) fn complete(readings: &[Reading]) -> usize {
    let is_complete = |reading: &&Reading| {
        let inventory = reading.content.as_ref();
        inventory.is_ok_and(|inventory| inventory.coverage().complete().is_some())
    };
    readings.iter().filter(is_complete).count()
}
