//! Every folder under `fixtures/cases/` is one run of the program. A new case
//! is a new folder and needs no Rust:
//!
//! - `case.toml`: `what` it shows, `args`, and the expected `exit` code;
//! - `stdout.txt` and `stderr.txt`: what it must print;
//! - `stdin.txt`, if it reads any, and whatever files it reads.
//!
//! The program runs inside the folder, without adb and without colour.
//! `DUTYPHONE_BLESS=1` rewrites the expected output; read the difference before
//! you commit it.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) what: String,
    pub(crate) args: Vec<String>,
    pub(crate) exit: i32,
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cases")
}

fn folders() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    assert!(!found.is_empty(), "no case under fixtures/cases");
    found
}

pub(crate) fn case(folder: &Path) -> Case {
    let text = fs::read_to_string(folder.join("case.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

/// Runs the program as on a machine that has no adb.
pub(crate) fn program(folder: &Path, args: &[String], stdin: &[u8]) -> Output {
    program_with(folder, args, stdin, &[])
}

/// The same, with further environment variables.
#[expect(clippy::disallowed_methods, reason = "a test runs the program")]
pub(crate) fn program_with(
    folder: &Path,
    args: &[String],
    stdin: &[u8],
    environment: &[(&str, &str)],
) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dutyphone"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("PATH", folder)
        .env("ADB_SERVER_SOCKET", "tcp:127.0.0.1:1")
        .env("USBMUXD_SOCKET_ADDRESS", "127.0.0.1:1")
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // A filter writes while it reads, so both ends are served at once. A
        // program that does not read its input may be gone already.
        scope.spawn(move || {
            let _ = input.write_all(stdin);
        });
        child.wait_with_output().unwrap()
    })
}

/// A digest changes with every word of a policy, and would change every
/// expected answer with it. That it is there is enough.
fn without_digests(text: &str) -> String {
    let mut pieces = text.split("sha256:");
    let mut plain = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let digits = piece.bytes().take_while(u8::is_ascii_hexdigit).count();
        plain.push_str("sha256:");
        plain.push_str(&"0".repeat(digits));
        plain.push_str(piece.get(digits..).unwrap());
    }
    plain
}

pub(crate) fn compare(path: &Path, actual: &[u8], wrong: &mut Vec<String>) {
    let actual = without_digests(std::str::from_utf8(actual).unwrap());
    let expected = fs::read_to_string(path).unwrap_or_default();
    if actual == expected {
        return;
    }
    if std::env::var_os("DUTYPHONE_BLESS").is_some() {
        fs::write(path, &actual).unwrap();
    } else {
        wrong.push(format!(
            "{}: expected\n{expected}\nfound\n{actual}",
            path.display()
        ));
    }
}

#[test]
fn every_case_prints_and_exits_as_it_must() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let case = case(&folder);
        let stdin = fs::read(folder.join("stdin.txt")).unwrap_or_default();
        let output = program(&folder, &case.args, &stdin);
        if output.status.code() != Some(case.exit) {
            wrong.push(format!(
                "{}: {}: expected exit {}, found {:?}\n{}",
                folder.display(),
                case.what,
                case.exit,
                output.status.code(),
                String::from_utf8_lossy(&output.stderr),
            ));
        }
        compare(&folder.join("stdout.txt"), &output.stdout, &mut wrong);
        compare(&folder.join("stderr.txt"), &output.stderr, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_exit_code_but_the_interrupt_has_a_case() {
    let shown: BTreeSet<i32> = folders().iter().map(|folder| case(folder).exit).collect();
    assert_eq!(shown, BTreeSet::from([0, 1, 2, 3]));
}

/// What a terminal shows is written once and reads well there.
#[test]
fn text_for_people_fits_80_columns() {
    for folder in folders() {
        let case = case(&folder);
        if case
            .args
            .iter()
            .any(|arg| ["json", "junit", "collect"].contains(&arg.as_str()))
        {
            continue;
        }
        let text = fs::read_to_string(folder.join("stdout.txt")).unwrap_or_default();
        for line in text.lines() {
            let width = line.chars().count();
            // A path or an id that is longer than a line cannot be broken.
            let unbreakable = line.trim().split(' ').any(|word| word.len() > 50);
            assert!(width <= 80 || unbreakable, "{}: {line}", folder.display());
        }
    }
}
