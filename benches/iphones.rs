//! What an attached iPhone costs, beside programs of others that list its apps:
//! each from start to exit, against the same pretend phone.
//!
//! All must list the same apps, and `dutyphone` must be the quickest. Those that
//! are not installed are left out. Not a criterion benchmark: whole programs are
//! started.
//!
//! With `DUTYPHONE_IPHONES_AT`, an address as `USBMUXD_SOCKET_ADDRESS` takes it, the
//! phones there are asked instead, for example those of another pretend service.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark starts programs, prints, and may panic"
)]

#[expect(
    dead_code,
    reason = "the benchmark needs a part of what the tests need"
)]
#[path = "../tests/it/fake_usbmux/mod.rs"]
mod fake_usbmux;

use fake_usbmux::{FakeDaemon, Phone};
use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 7;

fn main() {
    let mut apps: Vec<String> = (0..150)
        .map(|number| format!("com.example.app{number:03}"))
        .collect();
    apps.push("com.example.offloaded offloaded".to_owned());
    let phone = Phone {
        system_apps: 232,
        apps,
        ..Phone::default()
    };
    let elsewhere = std::env::var("DUTYPHONE_IPHONES_AT").ok();
    let daemon = elsewhere.is_none().then(|| FakeDaemon::start(&[phone]));
    let own_address = daemon.as_ref().map(|daemon| daemon.address.to_string());
    let address = elsewhere.or(own_address).unwrap();
    let ours = env!("CARGO_BIN_EXE_dutyphone");
    let python = std::env::var("DUTYPHONE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let (own, apps) = measure(&address, ours, &["collect", "ios:", "--quiet"]).unwrap();
    println!("dutyphone: {own:.0?}, {} apps", apps.len());
    let ideviceinstaller = ["-l", "-o", "list_all", "-o", "xml"];
    let pymobiledevice3 = [
        "-m",
        "pymobiledevice3",
        "apps",
        "list",
        "--show-placeholders",
    ];
    for (program, arguments) in [
        ("ideviceinstaller", &ideviceinstaller[..]),
        (python.as_str(), &pymobiledevice3[..]),
    ] {
        match measure(&address, program, arguments) {
            Some((time, found)) => {
                let ratio = time.as_secs_f64() / own.as_secs_f64();
                println!(
                    "{program}: {time:.0?}, {} apps; {ratio:.2} times ours",
                    found.len()
                );
                // It does not ask for offloaded apps.
                let missing: Vec<_> = apps.difference(&found).collect();
                let more: Vec<_> = found.difference(&apps).collect();
                println!("  only ours: {missing:?}; only theirs: {more:?}");
                assert!(more.is_empty());
                assert!(own < time, "{own:?} and {time:?}");
            }
            None => println!("{program}: skipped, it is not installed or failed"),
        }
    }
}

/// The middle of some runs, and the ids that were printed.
fn measure(
    address: &str,
    program: &str,
    arguments: &[&str],
) -> Option<(Duration, BTreeSet<String>)> {
    let mut times = Vec::new();
    let mut apps = BTreeSet::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let output = Command::new(program)
            .args(arguments)
            .env("USBMUXD_SOCKET_ADDRESS", address)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        times.push(start.elapsed());
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        apps = ids(&text);
        if !output.status.success() || apps.is_empty() {
            return None;
        }
    }
    times.sort();
    Some((times.into_iter().nth(RUNS / 2)?, apps))
}

/// Every bundle id in a text, whichever format it is in.
fn ids(text: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let words = text.split(|c: char| !is_part(c));
    let words =
        words.filter(|word| word.starts_with("com.example.") || word.starts_with("com.apple."));
    words.map(str::to_owned).collect()
}
