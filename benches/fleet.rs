//! How fast and in how much memory a fleet is audited, as multiples of the
//! floor: reading the same bytes, splitting them into lines and checking that
//! they are UTF-8.
//!
//!     cargo bench --bench fleet                        the table
//!     cargo bench --bench fleet -- lines N > FILE      N devices, one a line
//!     cargo bench --bench fleet -- lean N > FILE       the same with few fields
//!     cargo bench --bench fleet -- sorted N > FILE     the same with sorted keys
//!     cargo bench --bench fleet -- folder N DIR        N devices, one a file
//!     cargo bench --bench fleet -- rules N > FILE      a policy of N rules
//!     cargo bench --bench fleet -- known > FILE        ids that fleets hold
//!     cargo bench --bench fleet -- floor FILE          the floor alone
//!
//! Times are medians of whole runs of the program, taken in turns, so that
//! what else the machine does falls on all of them alike. Never run by the
//! tests.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a bench prints, starts the program, and fails by panicking"
)]

#[path = "fleet/generator.rs"]
mod generator;

use generator::{Fields, Fleet, Kind};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const APPS: usize = 300;
const ROUNDS: usize = 7;

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        [name, count] if Variant::of(name).is_some() => {
            let fleet = fleet(Variant::of(name).unwrap());
            lines(
                &fleet,
                count.parse().unwrap(),
                &mut std::io::stdout().lock(),
            );
        }
        ["folder", count, folder] => files(count.parse().unwrap(), Path::new(folder)),
        ["known"] => fleet(Variant::Collected)
            .known()
            .iter()
            .for_each(|id| println!("{id}")),
        ["floor", file] => println!("{:?}", floor(Path::new(file))),
        ["rules", count] => print!("{}", rules(0, count.parse().unwrap())),
        _ => table(),
    }
}

/// How the lines of a fleet are written.
#[derive(Clone, Copy)]
enum Variant {
    /// As `collect` writes them.
    Collected,
    /// With little more than ids.
    Lean,
    /// As `collect` writes them, with the keys in the order of the alphabet.
    Sorted,
}

impl Variant {
    fn of(name: &str) -> Option<Self> {
        match name {
            "lines" => Some(Self::Collected),
            "lean" => Some(Self::Lean),
            "sorted" => Some(Self::Sorted),
            _ => None,
        }
    }
}

fn fleet(variant: Variant) -> Fleet {
    let catalogue = dutyphone::catalogue::builtin();
    Fleet::new(Kind {
        seed: 2026,
        apps: APPS,
        ids: 40_000,
        known_per_mille: 3,
        known: catalogue.app_ids().map(|app| app.id().to_owned()).collect(),
        fields: match variant {
            Variant::Lean => Fields::Lean,
            Variant::Collected | Variant::Sorted => Fields::Collected,
        },
        sorted: matches!(variant, Variant::Sorted),
        odd_percent: 0,
    })
}

fn lines(fleet: &Fleet, count: usize, out: &mut dyn std::io::Write) {
    let mut out = BufWriter::with_capacity(1 << 20, out);
    let mut line = String::new();
    for number in 0..count {
        line.clear();
        fleet.write(number, &mut line);
        line.push('\n');
        out.write_all(line.as_bytes()).unwrap();
    }
    out.flush().unwrap();
}

fn files(count: usize, folder: &Path) {
    let fleet = fleet(Variant::Collected);
    fs::create_dir_all(folder).unwrap();
    for number in 0..count {
        fs::write(folder.join(format!("{number:07}.json")), fleet.line(number)).unwrap();
    }
}

/// A policy that names apps which nobody has, on top of the default ones. A
/// file may be 4 MiB, so many rules take several.
fn rules(first: usize, count: usize) -> String {
    let mut text = format!("schema = 1\nid = \"many-{first}\"\nextends = [\"default\"]\n");
    for number in first..first + count {
        let _ = write!(
            text,
            "[[rule]]\nid = \"r{number}\"\nlevel = \"deny\"\nandroid = [\"com.example.none.n{number}\"]\n"
        );
    }
    text
}

/// Reads, splits into lines, checks UTF-8, and nothing else.
fn floor(path: &Path) -> Duration {
    let start = Instant::now();
    let file = File::open(path).unwrap();
    let mut bytes = Vec::with_capacity(2 << 20);
    let mut count = 0;
    loop {
        let read = (&file).take(1 << 20).read_to_end(&mut bytes).unwrap();
        let end = memchr::memrchr(b'\n', &bytes).map_or(bytes.len(), |end| end + 1);
        let mut from = 0;
        while let Some(length) = memchr::memchr(b'\n', &bytes[from..end]) {
            count += std::str::from_utf8(&bytes[from..from + length])
                .unwrap()
                .len();
            from += length + 1;
        }
        bytes.drain(..end);
        if read == 0 {
            break;
        }
    }
    assert!(count > 0);
    start.elapsed()
}

/// How long the program took, and the most memory it had, in kilobytes. The
/// program must have judged; a mistake in a policy takes no time at all.
fn run(args: &[&str]) -> (Duration, u64) {
    let start = Instant::now();
    let output = Command::new("/usr/bin/time")
        .args(["-f", "%M", env!("CARGO_BIN_EXE_dutyphone")])
        .args(["audit", "--as-of", "2026-11-21"])
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    let took = start.elapsed();
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1 | 3)), "{text}");
    let memory = text.lines().last().and_then(|line| line.parse().ok());
    assert!(memory.is_some(), "{text}");
    (took, memory.unwrap())
}

fn cat(folder: &Path) -> Duration {
    let start = Instant::now();
    for entry in fs::read_dir(folder).unwrap() {
        std::hint::black_box(fs::read(entry.unwrap().path()).unwrap().len());
    }
    start.elapsed()
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

/// One thing that is measured.
struct Row<'r> {
    name: &'r str,
    work: Box<dyn Fn() -> (Duration, u64) + 'r>,
}

/// A row that audits.
fn audit<'r>(name: &'r str, args: &'r [&'r str]) -> Row<'r> {
    Row {
        name,
        work: Box::new(move || run(args)),
    }
}

/// Measures rows in turns and prints them; the first one is the measure of the
/// others. Their medians.
fn measure<const N: usize>(rows: &[Row<'_>; N]) -> [f64; N] {
    let mut times = [(); N].map(|()| Vec::new());
    let mut memory = [0; N];
    for _ in 0..ROUNDS {
        for (place, row) in rows.iter().enumerate() {
            let (took, most) = (row.work)();
            times[place].push(took);
            memory[place] = most.max(memory[place]);
        }
    }
    let medians = times.each_mut().map(|times| median(times));
    for ((row, time), memory) in rows.iter().zip(&medians).zip(memory) {
        println!(
            "{:<44} {time:>8.3} s {:>7.2} x {:>7.1} MB",
            row.name,
            time / medians[0],
            memory as f64 / 1024.0
        );
    }
    medians
}

fn floor_row(path: &str) -> Row<'_> {
    Row {
        name: "floor: read, split, check UTF-8",
        work: Box::new(move || (floor(Path::new(path)), 0)),
    }
}

fn table() {
    let folder = tempfile::tempdir().unwrap();
    let small = small(folder.path());
    variants(folder.path());
    packed(folder.path());
    let large = large(folder.path(), small);
    many_files(folder.path(), large);
}

/// Writes so many devices to a file. Its path.
fn write(folder: &Path, name: &str, variant: Variant, devices: usize) -> String {
    let path = folder.join(name);
    lines(&fleet(variant), devices, &mut File::create(&path).unwrap());
    path.to_str().unwrap().to_owned()
}

/// Ten thousand devices, and what rules cost. The time of two threads.
fn small(folder: &Path) -> f64 {
    let small = write(folder, "small.ndjson", Variant::Collected, 10_000);
    let one = write(folder, "one.ndjson", Variant::Collected, 1);
    let policies: Vec<String> = (0..3)
        .flat_map(|part| {
            let path = folder.join(format!("many-{part}.toml"));
            fs::write(&path, rules(part * 35_000, 35_000)).unwrap();
            ["--policy".to_owned(), path.to_str().unwrap().to_owned()]
        })
        .collect();
    let policies: Vec<&str> = policies.iter().map(String::as_str).collect();
    let many = [&[small.as_str(), "-j", "1"], policies.as_slice()].concat();
    let many_on_one = [&[one.as_str(), "-j", "1"], policies.as_slice()].concat();
    println!("10,000 devices of {APPS} apps, {} MB", megabytes(&small));
    let [_, single, double, _, _, with_many, reading_many, starting] = measure(&[
        floor_row(&small),
        audit("audit, one thread", &[&small, "-j", "1"]),
        audit("audit, two threads", &[&small, "-j", "2"]),
        audit(
            "audit -f ndjson, two threads",
            &[&small, "-j", "2", "-f", "ndjson"],
        ),
        audit(
            "audit -f json, two threads",
            &[&small, "-j", "2", "-f", "json"],
        ),
        audit("105,000 rules more, one thread", &many),
        audit("105,000 rules more, one device", &many_on_one),
        audit("one device", &[&one, "-j", "1"]),
    ]);
    println!(
        "two threads are {:.2} times as fast as one; 105,000 rules cost {:.2} times the time, \
         {:.2} times without reading them",
        single / double,
        with_many / single,
        (with_many - reading_many) / (single - starting),
    );
    double
}

/// The same devices with few fields, and with sorted keys.
fn variants(folder: &Path) {
    for (title, variant) in [
        ("few fields", Variant::Lean),
        ("sorted keys", Variant::Sorted),
    ] {
        let path = write(folder, "variant.ndjson", variant, 10_000);
        println!("\n10,000 devices, {title}, {} MB", megabytes(&path));
        measure(&[
            floor_row(&path),
            audit("audit, one thread", &[&path, "-j", "1"]),
        ]);
    }
}

/// The same devices packed, read as they are and through the usual tools.
fn packed(folder: &Path) {
    let plain = folder.join("small.ndjson");
    let plain = plain.to_str().unwrap();
    for (tool, ending) in [("gzip", "gz"), ("zstd", "zst")] {
        let path = format!("{plain}.{ending}");
        let packing = Command::new(tool).args(["-kfq", plain]).status();
        if !packing.is_ok_and(|status| status.success()) {
            println!("\n{tool} is missing");
            continue;
        }
        println!("\n10,000 devices packed by {tool}, {} MB", megabytes(&path));
        measure(&[
            Row {
                name: "the tool, piped into audit",
                work: Box::new(|| piped(tool, &path)),
            },
            audit("audit", &[&path]),
        ]);
    }
}

/// What a shell does with `TOOL -dc FILE | dutyphone audit -`.
fn piped(tool: &str, path: &str) -> (Duration, u64) {
    let start = Instant::now();
    let mut unpack = Command::new(tool)
        .args(["-dcq", path])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let judged = Command::new(env!("CARGO_BIN_EXE_dutyphone"))
        .args(["audit", "--as-of", "2026-11-21", "-"])
        .stdin(unpack.stdout.take().unwrap())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(unpack.wait().unwrap().success());
    assert!(matches!(judged.code(), Some(0 | 1 | 3)));
    (start.elapsed(), 0)
}

/// A hundred thousand devices. The time of two threads.
fn large(folder: &Path, small: f64) -> f64 {
    let large = write(folder, "large.ndjson", Variant::Collected, 100_000);
    println!("\n100,000 devices of {APPS} apps, {} MB", megabytes(&large));
    let [_, single, double, _] = measure(&[
        floor_row(&large),
        audit("audit, one thread", &[&large, "-j", "1"]),
        audit("audit, two threads", &[&large, "-j", "2"]),
        audit(
            "audit -f ndjson, two threads",
            &[&large, "-j", "2", "-f", "ndjson"],
        ),
    ]);
    println!(
        "ten times the devices cost {:.2} times the time; two threads are {:.2} times as fast",
        double / small,
        single / double,
    );
    fs::remove_file(&large).unwrap();
    double
}

/// The same devices in a folder.
fn many_files(folder: &Path, in_one: f64) {
    println!("\nA folder of 100,000 files");
    let many = folder.join("files");
    files(100_000, &many);
    let path = many.to_str().unwrap();
    let cat = Row {
        name: "reading every file",
        work: Box::new(|| (cat(&many), 0)),
    };
    let [cat, _] = measure(&[cat, audit("audit, two threads", &[path, "-j", "2"])]);
    println!("allowed: {:.3} s", 2.0 * in_one + cat);
}

fn megabytes(path: &str) -> u64 {
    fs::metadata(path).unwrap().len() / 1_000_000
}
