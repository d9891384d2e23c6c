//! The desk, in a terminal of 80 columns and 24 lines, with phones that come and
//! go; and its records, however it ends.

#![cfg(unix)]

use crate::cases::program_with;
use crate::fake_adb::server::ABSENT;
use crate::fake_adb::{FakeServer, Phone};
use crate::fake_usbmux::{FakeDaemon, Phone as Iphone};
use crate::outside;
use crate::reports::strings;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_mins(2);

/// One phone breaks it, and one does not.
const POLICY: &str = r#"
schema = 1
id = "ours"

[[rule]]
id = "no-agent"
level = "deny"
android = ["org.example.dpc"]
reason = "the agent of somebody else"
"#;

const IPHONE: &str = "00008120-0011223344550001";

const REGISTER: &str = "id,person,use,access\n\
    BRAVO0001,minister,service,internal\n\
    CHARLIE01,public-employee,service,none\n\
    DELTA0001,,,\n";

fn phone(serial: &str, recording: &str) -> Phone {
    let text = serde_json::json!({
        "serial": serial, "state": ABSENT, "recording": recording,
    });
    serde_json::from_value(text).unwrap()
}

fn server() -> FakeServer {
    FakeServer::start(vec![
        phone("ALPHA0001", "troubled"),
        phone("BRAVO0001", "phone"),
    ])
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("policy.toml"), POLICY).unwrap();
    fs::write(folder.path().join("register.csv"), REGISTER).unwrap();
    folder
}

fn socket(server: &FakeServer) -> String {
    format!("tcp:{}", server.address)
}

#[track_caller]
fn wait_until(mut done: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < PATIENCE, "it never came to that");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A terminal that nobody sees, with the desk in it.
struct Terminal {
    tmux: PathBuf,
    folder: tempfile::TempDir,
}

impl Terminal {
    fn open(
        tmux: PathBuf,
        folder: tempfile::TempDir,
        server: &FakeServer,
        iphones: Option<&FakeDaemon>,
        args: &str,
    ) -> Self {
        let terminal = Self { tmux, folder };
        let program = env!("CARGO_BIN_EXE_dutyphone");
        let line = format!("'{program}' desk -p policy.toml {args}; echo ended with $?; exec cat");
        let socket = format!("ADB_SERVER_SOCKET={}", socket(server));
        let iphones = iphones.map_or("127.0.0.1:1".to_owned(), |daemon| {
            daemon.address.to_string()
        });
        let iphones = format!("USBMUXD_SOCKET_ADDRESS={iphones}");
        terminal.tmux(&[
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            "80",
            "-y",
            "24",
            "-e",
            &socket,
            "-e",
            "NO_COLOR=1",
            "-e",
            &iphones,
            &line,
        ]);
        terminal
    }

    fn tmux(&self, args: &[&str]) -> String {
        let mut command = outside::command(&self.tmux);
        let command = command.arg("-S").arg(self.folder.path().join("tmux"));
        let output = command
            .args(args)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// All that was shown so far.
    fn text(&self) -> String {
        self.tmux(&["capture-pane", "-p", "-S", "-1000"])
    }

    #[track_caller]
    fn wait_for(&self, text: &str) {
        let begun = Instant::now();
        while !self.text().contains(text) {
            assert!(begun.elapsed() < PATIENCE, "{text}:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    #[track_caller]
    fn wait_for_panels(&self, head: &str, count: usize) {
        let begun = Instant::now();
        while self.text().matches(head).count() < count || !self.text().ends_with_panel() {
            assert!(begun.elapsed() < PATIENCE, "{head}:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

trait Shown {
    fn ends_with_panel(&self) -> bool;
}

impl Shown for String {
    /// Whether the last panel was printed to its end.
    fn ends_with_panel(&self) -> bool {
        let last = self.rsplit("==[ ").next().unwrap_or_default();
        last.contains("NEXT")
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}

/// The files of a folder of records, with what each holds; none of them is half
/// written.
fn whole_records(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    let entries = fs::read_dir(folder).into_iter().flatten();
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if ending == Some("unfinished") {
            // Of a desk that was killed. Nobody takes it for a record.
            continue;
        }
        if ending == Some("json") {
            let value: Value = serde_json::from_str(&text).unwrap();
            assert!(value["schema"].is_string(), "{name}");
            assert!(text.ends_with("}\n"), "{name}");
        } else if ending == Some("html") {
            assert!(text.ends_with("</html>\n"), "{name}");
        } else if name == "SHA256SUMS" {
            assert!(text.ends_with('\n'), "{name}");
            for line in text.lines() {
                let (digest, noted) = line.split_once("  ").unwrap();
                let bytes = fs::read(folder.join(noted)).unwrap();
                let hex: Vec<String> = Sha256::digest(&bytes)
                    .iter()
                    .map(|b| format!("{b:02x}"))
                    .collect();
                assert_eq!(hex.concat(), digest, "{noted}");
            }
        } else {
            assert!(text.ends_with("-----END SSH SIGNATURE-----\n"), "{name}");
        }
        names.push(name);
    }
    names.sort();
    names
}

#[test]
fn phones_come_and_go_and_one_is_refused_and_then_trusted() {
    let Some(tmux) = outside::program("tmux") else {
        return;
    };
    let server = server();
    let args = "--register register.csv --records out";
    let desk = Terminal::open(tmux, folder(), &server, None, args);
    desk.wait_for("Ctrl-C closes the desk");
    server.plug("ALPHA0001", "device");
    desk.wait_for_panels("==[ PASS ]== ALPHA0001 ", 1);
    desk.wait_for("it is not in the register");
    server.plug("BRAVO0001", "unauthorized");
    desk.wait_for_panels("==[ NOT READ ]== BRAVO0001 ", 1);
    desk.wait_for("Allow USB debugging?");
    server.set_state("BRAVO0001", "device");
    desk.wait_for_panels("==[ FAIL ]== BRAVO0001 ", 1);
    desk.wait_for("person minister");
    desk.wait_for("2 registered not yet here: CHARLIE01, DELTA0001");
    server.unplug("ALPHA0001");
    desk.wait_for("--- ALPHA0001 was unplugged");
    server.plug("ALPHA0001", "device");
    desk.wait_for_panels("==[ PASS ]== ALPHA0001 ", 2);
    let text = desk.text();
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'), "{text}");
    let records = whole_records(&desk.folder.path().join("out"));
    assert_eq!(records.len(), 3 * 3 + 1, "{records:?}");
    assert_eq!(
        records
            .iter()
            .filter(|name| name.starts_with("ALPHA0001-"))
            .count(),
        6
    );
    desk.tmux(&["send-keys", "C-c"]);
    desk.wait_for("ended with 130");
    assert_eq!(whole_records(&desk.folder.path().join("out")), records);
}

#[test]
fn an_iphone_is_waited_for_until_somebody_trusts_this_computer() {
    let Some(tmux) = outside::program("tmux") else {
        return;
    };
    let (server, iphones) = (server(), FakeDaemon::start(&[]));
    let desk = Terminal::open(tmux, folder(), &server, Some(&iphones), "--records out");
    desk.wait_for("Ctrl-C closes the desk");
    let iphone = Iphone {
        mode: "no_record".to_owned(),
        ..Iphone::named(IPHONE)
    };
    iphones.shared.plug(&iphone);
    desk.wait_for_panels(&format!("==[ NOT READ ]== {IPHONE} "), 1);
    iphones.shared.trust(IPHONE);
    desk.wait_for_panels(&format!("==[ PASS ]== {IPHONE} "), 1);
    server.plug("BRAVO0001", "device");
    desk.wait_for_panels("==[ FAIL ]== BRAVO0001 ", 1);
    iphones.shared.unplug(IPHONE);
    desk.wait_for(&format!("--- {IPHONE} was unplugged"));
    let records = whole_records(&desk.folder.path().join("out"));
    assert_eq!(records.len(), 2 * 3 + 1, "{records:?}");
    assert_eq!(iphones.alarms(), [""; 0]);
}

/// Starts the desk without a terminal.
fn start(folder: &Path, server: &FakeServer) -> Child {
    // A test that itself runs in the background, or under nohup, may have signals
    // switched off, and hands that on.
    let mut command = outside::command(Path::new("env"));
    command
        .args(["INT", "TERM", "HUP"].map(|signal| format!("--default-signal={signal}")))
        .arg(env!("CARGO_BIN_EXE_dutyphone"))
        .args(["desk", "-p", "policy.toml", "--records", "out", "-q"])
        .env("ADB_SERVER_SOCKET", socket(server))
        .env("USBMUXD_SOCKET_ADDRESS", "127.0.0.1:1")
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn records_are_whole_however_the_desk_ends() {
    for signal in ["-INT", "-TERM", "-KILL", "-KILL", "-KILL"] {
        let (server, folder) = (server(), folder());
        let out = folder.path().join("out");
        let mut desk = start(folder.path(), &server);
        let mut wanted = 1;
        // Phones come all the time, so that the signal comes in the middle.
        for _ in 0..3 {
            server.plug("ALPHA0001", "device");
            server.plug("BRAVO0001", "device");
            wait_until(|| whole_names(&out) >= wanted);
            wanted = whole_names(&out) + 1;
        }
        let id = desk.id().to_string();
        let mut kill = outside::command(Path::new("kill"));
        assert!(kill.args([signal, &id]).status().unwrap().success());
        let status = desk.wait().unwrap();
        if signal != "-KILL" {
            assert_eq!(status.code(), Some(130), "{signal} {status}");
            let entries = fs::read_dir(&out).unwrap();
            let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            let left: Vec<String> = names.filter(|name| name.ends_with(".unfinished")).collect();
            assert_eq!(left, [""; 0], "{signal}");
        }
        assert!(whole_records(&out).len() >= 3, "{signal}");
    }
}

/// How many files are there, whatever they hold.
fn whole_names(folder: &Path) -> usize {
    fs::read_dir(folder).into_iter().flatten().count()
}

#[test]
fn once_waits_for_one_phone_and_exits_with_its_code() {
    for (serial, state, args, code, says) in [
        ("ALPHA0001", "device", &[][..], 0, "==[ PASS ]=="),
        (
            "BRAVO0001",
            "device",
            &["--records", "out"],
            1,
            "==[ FAIL ]==",
        ),
        (
            "BRAVO0001",
            "offline",
            &["--wait", "1s"],
            3,
            "==[ NOT READ ]==",
        ),
        (
            "ALPHA0001",
            "device",
            &["--records", "policy.toml"],
            2,
            "cannot make the folder",
        ),
        (
            "ALPHA0001",
            "device",
            &["--sign", "missing", "--records", "x"],
            2,
            "cannot sign",
        ),
    ] {
        let (server, folder) = (server(), folder());
        server.plug(serial, state);
        let mut all = strings(&["desk", "-p", "policy.toml", "--once"]);
        all.extend(strings(args));
        let socket = socket(&server);
        let environment = [
            ("ADB_SERVER_SOCKET", socket.as_str()),
            ("USBMUXD_SOCKET_ADDRESS", "127.0.0.1:1"),
        ];
        let output = program_with(folder.path(), &all, b"", &environment);
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(code), "{text}");
        assert!(text.contains(says), "{text}");
    }
}

#[test]
fn signed_records_are_evidence_and_inventories() {
    let Some(ssh_keygen) = outside::program("ssh-keygen") else {
        return;
    };
    let (server, folder) = (server(), folder());
    server.plug("ALPHA0001", "device");
    let mut command = outside::command(&ssh_keygen);
    let command = command.args(["-q", "-t", "ed25519", "-N", "", "-f", "key"]);
    assert!(
        command
            .current_dir(folder.path())
            .status()
            .unwrap()
            .success()
    );
    let key = fs::read_to_string(folder.path().join("key.pub")).unwrap();
    fs::write(
        folder.path().join("signers"),
        format!("desk@example.org {key}"),
    )
    .unwrap();
    let socket = socket(&server);
    let environment = [
        ("ADB_SERVER_SOCKET", socket.as_str()),
        ("USBMUXD_SOCKET_ADDRESS", "127.0.0.1:1"),
    ];
    let run = |args: &[&str]| {
        let output = program_with(folder.path(), &strings(args), b"", &environment);
        let text = String::from_utf8(output.stdout).unwrap();
        (output.status.code().unwrap(), text)
    };
    let desk = "desk -p policy.toml --once --records out --sign key";
    assert_eq!(run(&desk.split(' ').collect::<Vec<_>>()).0, 0);
    let records = whole_records(&folder.path().join("out"));
    assert_eq!(records.len(), 2 * 4, "{records:?}");
    let (code, text) = run(&["verify", "out", "--signers", "signers"]);
    assert_eq!(code, 0, "{text}");
    // The inventory counts, once, and what was made of it is set aside.
    let audit = "audit out -p policy.toml --require-signed signers -f json";
    let (code, text) = run(&audit.split(' ').collect::<Vec<_>>());
    let result: Value = serde_json::from_str(&text).unwrap();
    // A file of three apps is believed less than a phone of three apps.
    assert_eq!(code, 3, "{text}");
    assert!(!text.contains("inventory-unsigned") && !text.contains("inventory-altered"));
    assert_eq!(result["inputs"]["devices"], 1, "{}", result["inputs"]);
    assert_eq!(result["inputs"]["not_read"], serde_json::json!([]));
    let evidence = &result["devices"][0]["evidence"];
    assert_eq!(evidence["signed_by"]["principal"], "desk@example.org");
    // The same digest as the result that the desk wrote.
    let kept = records
        .iter()
        .find(|name| name.ends_with(".result.json"))
        .unwrap();
    let kept = fs::read_to_string(folder.path().join("out").join(kept)).unwrap();
    let kept: Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(
        kept["devices"][0]["evidence"]["inventory"],
        evidence["inventory"]
    );
}
