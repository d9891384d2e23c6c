//! Ctrl-C, a closed terminal or a plain `kill` in the middle of a run: exit 130,
//! and no file, old or new, is half written.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "a test runs the program")]

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_mins(1);

/// Starts the program with standard input left open, so that it waits there.
fn start(folder: &Path, args: &[&str]) -> Child {
    // A test that itself runs in the background may have the signal switched
    // off, and hands that on.
    Command::new("env")
        .arg("--default-signal=INT,TERM,HUP")
        .arg(env!("CARGO_BIN_EXE_dutyphone"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn pending(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".unfinished")).count()
}

#[track_caller]
fn wait_until(mut done: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < PATIENCE, "it never came to that");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn an_interrupt_leaves_whole_files_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old.json");
    fs::write(&old, "old").unwrap();
    let commands = [
        ["audit", "-", "-o", "json=old.json", "-o", "html=new.html"].as_slice(),
        &["collect", "-", "-o", "old.json"],
        &["report", "-", "-o", "csv=old.json"],
    ];
    let signals = ["-INT", "-TERM", "-HUP"];
    for (args, signal) in commands
        .iter()
        .flat_map(|args| signals.map(|signal| (*args, signal)))
    {
        let mut child = start(folder.path(), args);
        wait_until(|| pending(folder.path()) > 0);
        let id = child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success());
        let mut status = None;
        wait_until(|| {
            status = child.try_wait().unwrap();
            status.is_some()
        });
        assert_eq!(status.unwrap().code(), Some(130), "{args:?} {signal}");
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(
            left.len(),
            1,
            "{args:?} {signal}: only the old file is there"
        );
        assert_eq!(fs::read_to_string(&old).unwrap(), "old");
    }
}
