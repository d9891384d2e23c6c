//! What one iPhone backup costs, as ratios to counting the lines of the same
//! bytes, which is what `wc -l` does.
//!
//! - 300 apps with icons, an `Info.plist` of about 7 MB: at most 2.5 times;
//! - 1,000 apps with icons, about 23 MB: likewise;
//! - a `Manifest.db` with 500,000 files: at most twice one with 50,000.

#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dutyphone::inventory::Locator;
use dutyphone::source::ios::read_backup;
use plist::{Dictionary, Value};
use std::fs;
use std::hint::black_box;
use std::io::Read;
use std::path::Path;
use tempfile::TempDir;

/// A source of bytes that do not compress and are the same in every run.
struct Noise(u64);

impl Noise {
    fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut next = || {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0.to_le_bytes()[3]
        };
        (0..count).map(|_| next()).collect()
    }
}

fn dictionary(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let entries = entries.into_iter();
    Value::Dictionary(
        entries
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

/// Store metadata with as many fields as real ones have.
fn metadata(number: i64) -> Vec<u8> {
    let text = |text: &str| Value::String(text.to_owned());
    let value = dictionary([
        ("artistName", text(&format!("Developer {number} Ltd."))),
        ("bundleShortVersionString", text("36.5.0")),
        ("bundleVersion", text("365020")),
        ("genre", text("Utilities")),
        ("genreId", Value::Integer(6002.into())),
        ("is-auto-download", Value::Boolean(false)),
        ("is-purchased-redownload", Value::Boolean(false)),
        ("itemId", Value::Integer((800_000_000 + number).into())),
        (
            "itemName",
            text(&format!("App number {number} - Videos, Shop & LIVE")),
        ),
        ("kind", text("software")),
        (
            "rating",
            dictionary([("label", text("12+")), ("rank", Value::Integer(300.into()))]),
        ),
        ("releaseDate", text("2014-04-02T07:00:00Z")),
        ("s", Value::Integer(143_457.into())),
        (
            "softwareVersionBundleId",
            text(&format!("no.example.app{number}")),
        ),
        (
            "softwareVersionExternalIdentifier",
            Value::Integer((870_000_000 + number).into()),
        ),
        ("sourceApp", text("com.apple.AppStore")),
        ("variantID", text("1:iPhone14,5:18")),
    ]);
    let mut bytes = Vec::new();
    value.to_writer_binary(&mut bytes).unwrap();
    bytes
}

/// A finished backup with this many apps, each with icon and signature.
fn backup(apps: i64) -> TempDir {
    let mut noise = Noise(0x9E37_79B9_7F4A_7C15);
    let mut store = Dictionary::new();
    let mut containers = Dictionary::new();
    let mut installed = Vec::new();
    for number in 0..apps {
        let id = format!("no.example.app{number}");
        let entry = dictionary([
            ("ApplicationSINF", Value::Data(noise.bytes(1_100))),
            ("PlaceholderIcon", Value::Data(noise.bytes(15_500))),
            ("iTunesMetadata", Value::Data(metadata(number))),
        ]);
        let container = dictionary([
            ("CFBundleIdentifier", Value::String(id.clone())),
            (
                "ContainerContentClass",
                Value::String("Data/Application".to_owned()),
            ),
        ]);
        installed.push(Value::String(id.clone()));
        store.insert(id.clone(), entry);
        containers.insert(id, container);
    }
    let info = dictionary([
        ("Applications", Value::Dictionary(store)),
        ("Installed Applications", Value::Array(installed)),
        ("Product Name", Value::String("iPhone".to_owned())),
    ]);
    let manifest = dictionary([("Applications", Value::Dictionary(containers))]);
    let status = dictionary([("SnapshotState", Value::String("finished".to_owned()))]);
    let folder = tempfile::tempdir().unwrap();
    info.to_file_xml(folder.path().join("Info.plist")).unwrap();
    manifest
        .to_file_binary(folder.path().join("Manifest.plist"))
        .unwrap();
    status
        .to_file_binary(folder.path().join("Status.plist"))
        .unwrap();
    folder
}

/// Puts an index of this many files beside a backup: 1,400 domains, most files
/// in a few of them, as on a full phone.
fn add_index(folder: &Path, files: u32) {
    let database = rusqlite::Connection::open(folder.join("Manifest.db")).unwrap();
    database
        .execute_batch(
            "CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB);
             CREATE INDEX FilesDomainIdx ON Files(domain);
             CREATE INDEX FilesRelativePathIdx ON Files(relativePath);
             CREATE INDEX FilesFlagsIdx ON Files(flags);
             BEGIN;",
        )
        .unwrap();
    let mut insert = database
        .prepare("INSERT INTO Files VALUES (?1, ?2, ?3, 1, zeroblob(300))")
        .unwrap();
    for number in 0..files {
        let domain = match number % 10 {
            0 => format!("AppDomain-no.example.app{}", number / 10 % 400),
            1 => format!("AppDomainPlugin-no.example.app{}.part", number / 10 % 1_000),
            2..5 => "CameraRollDomain".to_owned(),
            _ => "HomeDomain".to_owned(),
        };
        let id = format!("{:040x}", u64::from(number) * 0x9E37_79B9);
        insert
            .execute([id, domain, format!("Media/DCIM/{number}.jpg")])
            .unwrap();
    }
    drop(insert);
    database.execute_batch("COMMIT;").unwrap();
}

/// What `wc -l` does: read in pieces, count the ends of lines.
fn count_lines(path: &Path) -> usize {
    let mut file = fs::File::open(path).unwrap();
    let mut piece = vec![0; 256 << 10];
    let mut lines = 0;
    loop {
        let count = file.read(&mut piece).unwrap();
        if count == 0 {
            return lines;
        }
        lines += memchr::memchr_iter(b'\n', piece.get(..count).unwrap()).count();
    }
}

fn plists(criterion: &mut Criterion) {
    for apps in [300, 1_000] {
        let folder = backup(apps);
        let info = folder.path().join("Info.plist");
        let mut group = criterion.benchmark_group(format!("{apps} apps with icons"));
        group.throughput(Throughput::Bytes(fs::metadata(&info).unwrap().len()));
        group.bench_function("count lines", |bencher| {
            bencher.iter(|| count_lines(black_box(&info)));
        });
        group.bench_function("read backup", |bencher| {
            bencher.iter(|| read_backup(Locator::new("x"), black_box(folder.path())));
        });
        group.finish();
    }
}

fn indexes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("files in the index");
    group.sample_size(20);
    for files in [50_000, 500_000] {
        let folder = backup(20);
        add_index(folder.path(), files);
        group.bench_function(files.to_string(), |bencher| {
            bencher.iter(|| read_backup(Locator::new("x"), black_box(folder.path())));
        });
    }
    group.finish();
}

criterion_group!(benches, plists, indexes);
criterion_main!(benches);
