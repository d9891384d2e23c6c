//! What many attached phones cost: the whole program against a real adb server
//! with pretend phones behind it, each of which answers a second late.
//!
//! Fifty must cost at most 1.5 times what one costs. Five bad ones among them
//! may cost the deadline and nothing beyond. Not a criterion benchmark: one run
//! takes seconds by design.

#![cfg_attr(not(unix), allow(unused, reason = "adb is started by a shell script"))]
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark starts programs, prints, and may panic"
)]

#[expect(
    dead_code,
    unused_imports,
    reason = "the benchmark needs a part of what the tests need"
)]
#[path = "../tests/it/fake_adb/mod.rs"]
mod fake_adb;

use fake_adb::Phone;
use fake_adb::daemon::Daemon;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PORT: &str = "5947";
const RUNS: usize = 5;
const DEADLINE: &str = "8s";

fn main() {
    if adb(&["start-server"]).is_none() {
        println!("skipped: adb is not on the PATH");
        return;
    }
    let one = median("one phone", &[good()]);
    let fifty = median("50 phones", &vec![good(); 50]);
    println!("ratio: {:.2}", fifty.as_secs_f64() / one.as_secs_f64());
    let mut mixed = vec![good(); 45];
    mixed.extend(bad());
    let bad = median("50 phones, five of them bad, --timeout 8s", &mixed);
    println!("ratio: {:.2}", bad.as_secs_f64() / one.as_secs_f64());
    adb(&["kill-server"]);
}

fn good() -> serde_json::Value {
    serde_json::json!({ "wait_ms": 1000 })
}

fn bad() -> Vec<serde_json::Value> {
    [
        serde_json::json!({ "hang_after": 0 }),
        serde_json::json!({ "close_after": 300 }),
        serde_json::json!({ "garbage_after": 300 }),
        serde_json::json!({ "refuse": true }),
        serde_json::json!({ "endless": true }),
    ]
    .to_vec()
}

/// The middle of some runs of the whole program, from start to exit.
fn median(what: &str, behaviours: &[serde_json::Value]) -> Duration {
    let daemons: Vec<Daemon> = behaviours
        .iter()
        .enumerate()
        .map(|(number, behaviour)| {
            let phone = serde_json::json!({ "serial": "BENCH", "behaviour": behaviour });
            let phone: Phone = serde_json::from_value(phone).unwrap();
            Daemon::start(&phone, number)
        })
        .collect();
    for daemon in &daemons {
        adb(&["connect", &daemon.address.to_string()]);
    }
    let mut times: Vec<Duration> = (0..RUNS).map(|_| audit()).collect();
    times.sort();
    println!("{what}: {times:.2?}");
    for daemon in &daemons {
        adb(&["disconnect", &daemon.address.to_string()]);
    }
    times.into_iter().nth(RUNS / 2).unwrap()
}

fn audit() -> Duration {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_dutyphone"))
        .args(["audit", "--timeout", DEADLINE, "--format", "json"])
        .env("ANDROID_ADB_SERVER_PORT", PORT)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1 | 3)));
    start.elapsed()
}

/// Runs adb on a server of our own; nothing when there is no adb.
fn adb(arguments: &[&str]) -> Option<()> {
    Command::new("adb")
        .args(["-P", PORT])
        .args(arguments)
        .env("ADB_USB", "0")
        .env("ADB_EMU", "0")
        .env("ADB_MDNS", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()
        .map(|_| ())
}
