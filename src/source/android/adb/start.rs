//! Starts an adb server where none runs.
//!
//! It is the only place in the program that starts another one, and what it
//! starts is what every adb command would start.

use super::trouble::unusable;
use crate::source::absence::NoneAsked;
use crate::source::deadline::{Deadline, seconds};
use std::ffi::OsStr;
use std::io::Read;
use std::net::SocketAddrV4;
use std::path::PathBuf;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

/// Starts a server at this address, and waits until it takes connections. Without a
/// program it is the `adb` on the `PATH`, or the first in one of the places.
pub(super) fn server(
    (program, places): (Option<&OsStr>, &[PathBuf]),
    address: SocketAddrV4,
    deadline: Deadline,
) -> Result<(), NoneAsked> {
    if !address.ip().is_loopback() {
        return Err(unusable(
            format!("no adb server listens at {address}"),
            "start one on that computer (`adb -a start-server`), or check the address",
        )
        .into());
    }
    let child = match program {
        Some(program) => command(program, address.port()),
        None => usual(places, address.port()),
    };
    let child = child.map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            NoneAsked::Absent(unusable(
                format!(
                    "no adb server listens at {address}, and the program `adb` is not installed"
                ),
                "install the Android platform tools (Debian and Ubuntu: `apt install adb`; \
                     elsewhere: https://developer.android.com/tools/releases/platform-tools) and \
                     make sure that `adb` is on the PATH",
            ))
        } else {
            NoneAsked::Broken(unusable(
                format!("`adb` could not be started: {error}"),
                "run `adb start-server` and see what it says",
            ))
        }
    })?;
    let (status, said) = finish(child, deadline);
    let reason = match status {
        Some(status) if status.success() => return Ok(()),
        Some(status) => format!("{status}"),
        None => format!("it did not end within {}", seconds(deadline.limit())),
    };
    let said = said
        .lines()
        .next_back()
        .unwrap_or("nothing")
        .trim()
        .to_owned();
    Err(unusable(
        format!("`adb start-server` failed: {reason}; it said: {said}"),
        "run `adb start-server` and see what it says",
    )
    .into())
}

/// Starts the `adb` on the `PATH`, or one that lies where installers put it.
fn usual(places: &[PathBuf], port: u16) -> std::io::Result<Child> {
    match command(OsStr::new("adb"), port) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let there = places.iter().find(|place| place.is_file());
            there.map_or(Err(error), |place| command(place.as_os_str(), port))
        }
        started => started,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that starts a program"
)]
fn command(program: &OsStr, port: u16) -> std::io::Result<Child> {
    let mut command = std::process::Command::new(program);
    // The port is given, so these must not have a say of their own.
    for name in [
        "ADB_SERVER_SOCKET",
        "ANDROID_ADB_SERVER_ADDRESS",
        "ANDROID_ADB_SERVER_PORT",
    ] {
        command.env_remove(name);
    }
    if port != super::wire::DEFAULT_PORT {
        command.arg("-P").arg(port.to_string());
    }
    command
        .arg("start-server")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
}

/// Waits for the child under the deadline, and ends it after that. Only this
/// child: a server that it may have started is left alone.
fn finish(mut child: Child, deadline: Deadline) -> (Option<ExitStatus>, String) {
    const MOST: u64 = 1 << 14;
    let (sender, receiver) = channel();
    if let Some(stderr) = child.stderr.take() {
        // The server may inherit this pipe and hold it open for ever, so
        // the reader is not joined.
        std::thread::spawn(move || {
            let mut said = Vec::new();
            let _ = stderr.take(MOST).read_to_end(&mut said);
            let _ = sender.send(said);
        });
    }
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Some(status),
            Ok(None) if deadline.left().is_some() => {
                std::thread::sleep(Duration::from_millis(5));
            }
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                break None;
            }
        }
    };
    let said = if status.is_some_and(|status| status.success()) {
        Vec::new()
    } else {
        let patience = Duration::from_millis(200);
        receiver.recv_timeout(patience).unwrap_or_default()
    };
    (status, String::from_utf8_lossy(&said).into_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use super::super::wire::DEFAULT_PORT;
    use super::*;

    #[test]
    fn a_program_that_never_ends_is_ended_and_a_failure_is_told() {
        let run = |program: &str, limit| {
            let child = command(OsStr::new(program), DEFAULT_PORT).unwrap();
            finish(child, Deadline::after(limit))
        };
        let (status, _) = run("yes", Duration::from_millis(20));
        assert_eq!(status, None);
        let (status, said) = run("ls", Duration::from_secs(20));
        assert!(!status.unwrap().success());
        assert!(said.contains("start-server"), "{said}");
    }
}
