//! Attached phones, through the real adb server and a pretend phone behind it.
//!
//! These need `adb` on the `PATH` and say so when it is not there; with
//! `DUTYPHONE_REQUIRE_ADB=1` its absence is a failure. Each test has a server
//! of its own, on a port of its own, and ends only that one.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test starts adb and says when it cannot"
)]

use crate::fake_adb::daemon::Daemon;
use crate::fake_adb::{Phone, options};
use dutyphone::inventory::GapCode;
use dutyphone::source::Options;
use dutyphone::source::android::adb::{self, State};
use dutyphone::source::android::{End, read_attached};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

/// A real adb server that dutyphone itself has started.
struct Server {
    program: PathBuf,
    port: u16,
}

impl Server {
    /// `None` when there is no adb.
    fn start(name: &str) -> Option<Self> {
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let Some(real) = std::env::split_paths(&paths)
            .map(|folder| folder.join("adb"))
            .find(|path| path.is_file())
        else {
            let required = std::env::var_os("DUTYPHONE_REQUIRE_ADB").is_some_and(|v| v == "1");
            assert!(
                !required,
                "adb is not on the PATH and DUTYPHONE_REQUIRE_ADB is set"
            );
            eprintln!("skipped: adb is not on the PATH");
            return None;
        };
        // adb keeps its key in the home folder: give it one of its own. It must
        // not look for the phones and emulators of whoever runs the tests.
        let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("adb-{name}"));
        std::fs::create_dir_all(&home).unwrap();
        let program = home.join("adb");
        let script = format!(
            "#!/bin/sh\nHOME='{0}' ADB_USB=0 ADB_EMU=0 ADB_MDNS=0 exec '{1}' \"$@\"\n",
            home.display(),
            real.display()
        );
        std::fs::write(&program, script).unwrap();
        std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let server = Self { program, port };
        let listed = adb::attached(&server.options(Duration::from_mins(1)));
        assert_eq!(
            listed,
            Ok(Vec::new()),
            "a new server starts without devices"
        );
        Some(server)
    }

    fn options(&self, timeout: Duration) -> Options {
        let mut options = options(self.port, timeout);
        options.adb.program = Some(self.program.clone().into());
        options
    }

    fn run(&self, arguments: &[&str]) {
        let mut command = Command::new(&self.program);
        command.arg("-P").arg(self.port.to_string()).args(arguments);
        let quiet = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let _ = quiet.status();
    }

    /// Attaches a phone and returns the serial that adb gives it.
    fn attach(&self, daemon: &Daemon) -> String {
        let serial = daemon.address.to_string();
        self.run(&["connect", &serial]);
        serial
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

/// A phone with these fields of a scenario.
fn phone(fields: &serde_json::Value) -> Phone {
    let mut phone = fields.as_object().unwrap().clone();
    phone.insert("serial".to_owned(), "REAL0001".into());
    serde_json::from_value(phone.into()).unwrap()
}

#[test]
fn a_phone_behind_a_real_server_is_recorded_word_for_word() {
    let Some(server) = Server::start("record") else {
        return;
    };
    let options = server.options(Duration::from_mins(1));
    for features in [&["shell_v2", "cmd"][..], &[], &["cmd"]] {
        let daemon = Daemon::start(&phone(&serde_json::json!({ "features": features })), 1);
        let serial = server.attach(&daemon);
        let listed = adb::attached(&options).unwrap();
        let device = listed
            .iter()
            .find(|device| device.serial == serial)
            .unwrap();
        assert_eq!(device.state, State::Ready);
        assert_eq!(device.model.as_deref(), Some("Fake_14"));

        let collected = adb::record(&serial, &options).unwrap();
        assert_eq!(
            (collected.gaps, collected.round_trips),
            (Vec::new(), 3),
            "{features:?}"
        );
        let dump = collected.recording.dump.unwrap();
        let path = "/tests/it/fake_adb/recordings/phone/dump.txt";
        let path = format!("{}{path}", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(dump.bytes, std::fs::read(path).unwrap());
        assert_eq!(dump.end, End::Exit(0));
        assert_eq!(collected.recording.listings.len(), 2);
        server.run(&["disconnect", &serial]);
    }
}

#[test]
fn bad_phones_behind_a_real_server_do_not_hinder_good_ones() {
    let Some(server) = Server::start("bad") else {
        return;
    };
    let cases = [
        (serde_json::json!({}), None),
        (
            serde_json::json!({ "behaviour": { "hang_after": 0 } }),
            Some(GapCode::DeviceTimeout),
        ),
        (
            serde_json::json!({ "behaviour": { "close_after": 300 } }),
            Some(GapCode::DeviceLost),
        ),
        (
            serde_json::json!({ "behaviour": { "garbage_after": 300 } }),
            Some(GapCode::DeviceLost),
        ),
        (
            serde_json::json!({ "behaviour": { "refuse": true } }),
            Some(GapCode::DeviceLost),
        ),
        (
            serde_json::json!({ "state": "unauthorized" }),
            Some(GapCode::DeviceUnauthorized),
        ),
        (
            serde_json::json!({ "behaviour": { "endless": true } }),
            None,
        ),
        (
            serde_json::json!({ "behaviour": { "no_exit": true } }),
            None,
        ),
        (serde_json::json!({ "behaviour": { "hold": true } }), None),
        (serde_json::json!({}), None),
    ];
    let daemons: Vec<_> = cases
        .iter()
        .enumerate()
        .map(|(number, (json, _))| Daemon::start(&phone(json), number))
        .collect();
    let serials: Vec<_> = daemons.iter().map(|daemon| server.attach(daemon)).collect();
    let mut options = server.options(Duration::from_secs(6));
    options.max_answer = 1 << 20;
    let mut found = BTreeMap::new();
    let count = read_attached(None, &options, &mut |reading| {
        let code = reading.content.err().map(|unread| unread.gap.code);
        found.insert(reading.locator.place, code);
    });
    assert_eq!(count, Ok(cases.len()));
    let codes = serials.iter().zip(&cases);
    let expected = codes.map(|(serial, (_, code))| (format!("adb:{serial}"), *code));
    assert_eq!(found, expected.collect());
}

#[test]
fn a_real_server_tells_what_comes_and_goes() {
    let Some(server) = Server::start("track") else {
        return;
    };
    let daemon = Daemon::start(&phone(&serde_json::json!({})), 1);
    let mut serial = None;
    let mut was_there = false;
    let options = server.options(Duration::from_mins(1));
    let ended = adb::track(&options, &mut |devices| {
        let Some(serial) = &serial else {
            assert_eq!(devices, Vec::new());
            serial = Some(server.attach(&daemon));
            return ControlFlow::Continue(());
        };
        let found = devices.iter().find(|device| device.serial == *serial);
        match found.map(|device| &device.state) {
            Some(State::Ready) if !was_there => {
                was_there = true;
                server.run(&["disconnect", serial]);
            }
            None if was_there => return ControlFlow::Break(()),
            _ => {}
        }
        ControlFlow::Continue(())
    });
    assert_eq!(ended, None);
    assert!(was_there);
}
