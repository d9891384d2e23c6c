//! How fast and in how much memory a fleet is audited, as multiples of the
//! floor: reading the same bytes, splitting them into lines and checking that
//! they are UTF-8.
//!
//!     cargo bench --bench fleet                        the table
//!     cargo bench --bench fleet -- lines N > FILE      N devices, one a line
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

use generator::{Fleet, Kind};
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
        ["lines", count] => lines(count.parse().unwrap(), &mut std::io::stdout().lock()),
        ["folder", count, folder] => files(count.parse().unwrap(), Path::new(folder)),
        ["known"] => fleet().known().iter().for_each(|id| println!("{id}")),
        ["floor", file] => println!("{:?}", floor(Path::new(file))),
        ["rules", count] => print!("{}", rules(0, count.parse().unwrap())),
        _ => table(),
    }
}

fn fleet() -> Fleet {
    let catalogue = dutyphone::catalogue::builtin().unwrap();
    Fleet::new(Kind {
        seed: 2026,
        apps: APPS,
        ids: 40_000,
        known_per_mille: 3,
        known: catalogue.app_ids.iter().map(|app| app.id.clone()).collect(),
        odd_percent: 0,
    })
}

fn lines(count: usize, out: &mut dyn std::io::Write) {
    let fleet = fleet();
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
    let fleet = fleet();
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

fn measure(rows: &[Row<'_>]) -> Vec<f64> {
    let mut times = vec![Vec::new(); rows.len()];
    let mut memory = vec![0; rows.len()];
    for _ in 0..ROUNDS {
        for (place, row) in rows.iter().enumerate() {
            let (took, most) = (row.work)();
            times[place].push(took);
            memory[place] = most.max(memory[place]);
        }
    }
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
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

fn table() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let (small, large) = (place("small.ndjson"), place("large.ndjson"));
    lines(10_000, &mut File::create(&small).unwrap());
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let small_text = text(&small);
    let many: Vec<String> = (0..3)
        .flat_map(|part| {
            let path = place(&format!("many-{part}.toml"));
            fs::write(&path, rules(part * 35_000, 35_000)).unwrap();
            ["--policy".to_owned(), text(&path)]
        })
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let with_many = |first: &[&str]| run(&[first, &many].concat());
    let nobody = place("nobody.ndjson");
    lines(1, &mut File::create(&nobody).unwrap());
    let nobody_text = text(&nobody);
    let audit = |more: &'static [&'static str]| {
        let path = small_text.clone();
        move || run(&[&[path.as_str()], more].concat())
    };
    println!(
        "10,000 devices of {APPS} apps, {} MB",
        fs::metadata(&small).unwrap().len() / 1_000_000
    );
    let rows = [
        Row {
            name: "floor: read, split, check UTF-8",
            work: Box::new(|| (floor(&small), 0)),
        },
        Row {
            name: "audit, one thread",
            work: Box::new(audit(&["-j", "1"])),
        },
        Row {
            name: "audit, two threads",
            work: Box::new(audit(&["-j", "2"])),
        },
        Row {
            name: "audit -f ndjson, two threads",
            work: Box::new(audit(&["-j", "2", "-f", "ndjson"])),
        },
        Row {
            name: "audit -f json, two threads",
            work: Box::new(audit(&["-j", "2", "-f", "json"])),
        },
        Row {
            name: "105,000 rules more, one thread",
            work: Box::new(|| with_many(&[&small_text, "-j", "1"])),
        },
        Row {
            name: "105,000 rules more, one device",
            work: Box::new(|| with_many(&[&nobody_text, "-j", "1"])),
        },
        Row {
            name: "one device",
            work: Box::new(|| run(&[&nobody_text, "-j", "1"])),
        },
    ];
    let small_times = measure(&rows);
    drop(rows);
    println!(
        "two threads are {:.2} times as fast as one; 105,000 rules cost {:.2} times the time, \
         {:.2} times without reading them",
        small_times[1] / small_times[2],
        small_times[5] / small_times[1],
        (small_times[5] - small_times[6]) / (small_times[1] - small_times[7]),
    );

    lines(100_000, &mut File::create(&large).unwrap());
    let large_text = text(&large);
    println!("\n100,000 devices of {APPS} apps");
    let rows = [
        Row {
            name: "floor: read, split, check UTF-8",
            work: Box::new(|| (floor(&large), 0)),
        },
        Row {
            name: "audit, two threads",
            work: Box::new(|| run(&[&large_text, "-j", "2"])),
        },
        Row {
            name: "audit, one thread",
            work: Box::new(|| run(&[&large_text, "-j", "1"])),
        },
        Row {
            name: "audit -f ndjson, two threads",
            work: Box::new(|| run(&[&large_text, "-j", "2", "-f", "ndjson"])),
        },
    ];
    let large_times = measure(&rows);
    drop(rows);
    println!(
        "ten times the devices cost {:.2} times the time; two threads are {:.2} times as fast",
        large_times[1] / small_times[2],
        large_times[2] / large_times[1],
    );
    fs::remove_file(&large).unwrap();

    println!("\nA folder of 100,000 files");
    let many = place("files");
    files(100_000, &many);
    let many_text = text(&many);
    let rows = [
        Row {
            name: "reading every file",
            work: Box::new(|| (cat(&many), 0)),
        },
        Row {
            name: "audit, two threads",
            work: Box::new(|| run(&[&many_text, "-j", "2"])),
        },
    ];
    let times = measure(&rows);
    println!("allowed: {:.3} s", 2.0 * large_times[1] + times[0]);
}
