//! The README's commands, run as they stand there.
//!
//! A block of shell is run as a whole; `<!-- exit N -->` before it says how it
//! ends, 0 when nothing is said. Of a YAML example every line that calls the
//! program is run. They run in one folder, from top to bottom, with
//! `inventories/` in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const README: &str = include_str!("../../README.md");

/// Language, expected exit code, text.
fn blocks() -> Vec<(String, i32, String)> {
    let mut found = Vec::new();
    let mut exit = 0;
    let mut lines = README.lines();
    while let Some(line) = lines.next() {
        if let Some(rest) = line.strip_prefix("<!-- exit ") {
            exit = rest.trim_end_matches(" -->").parse().unwrap();
        } else if let Some(language) = line.strip_prefix("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            found.push((language.to_owned(), exit, text.join("\n")));
            exit = 0;
        }
    }
    found
}

/// A folder as a reader would have it.
fn desk() -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    let inventories = desk.path().join("inventories");
    fs::create_dir(&inventories).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut fleet = String::new();
    for entry in fs::read_dir(root.join("fixtures/reports/mixed/inventories")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), inventories.join(entry.file_name())).unwrap();
        let text = fs::read_to_string(entry.path()).unwrap();
        if let Ok(inventory) = serde_json::from_str::<serde_json::Value>(&text) {
            fleet.push_str(&format!("{inventory}\n"));
        }
    }
    fs::write(desk.path().join("fleet.ndjson"), fleet).unwrap();
    // The audit of the night before knew of no device that breaks anything.
    let calm = root.join("fixtures/first-look/compliant.json");
    let calm = calm.to_str().unwrap().to_owned();
    let args = ["audit".to_owned(), calm, "--format=json".to_owned()];
    let before = super::cases::program(desk.path(), &args, b"");
    assert_eq!(before.status.code(), Some(0));
    fs::write(desk.path().join("last-night.json"), before.stdout).unwrap();
    fs::write(
        desk.path().join("redact.key"),
        "a key for tests, 32 characters..",
    )
    .unwrap();
    desk
}

#[expect(clippy::disallowed_methods, reason = "a test runs a shell")]
fn shell(folder: &Path, script: &str) -> Output {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_dutyphone"));
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    Command::new("sh")
        .args(["-u", "-c", script])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        // An address at which dutyphone never starts a server: the commands
        // run with the reader's PATH, on which there may be an adb.
        .env("ADB_SERVER_SOCKET", "tcp:[::1]:1")
        .env("USBMUXD_SOCKET_ADDRESS", "127.0.0.1:1")
        .env("SERIAL", "EXAMPLE-1003")
        .env("GITHUB_STEP_SUMMARY", folder.join("summary.md"))
        .output()
        .unwrap()
}

#[test]
#[cfg(unix)]
fn the_commands_of_the_readme_do_what_it_says() {
    let desk = desk();
    let mut languages = BTreeSet::new();
    for (language, exit, text) in blocks() {
        let (script, exit) = match language.as_str() {
            "sh" => (text, exit),
            "yaml" => (program_lines(&text), 1),
            _ => continue,
        };
        let output = shell(desk.path(), &script);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(exit), "{script}\n{stderr}");
        languages.insert(language);
    }
    assert_eq!(languages.len(), 2, "{languages:?}");
    let written = [
        "report.html",
        "findings.csv",
        "result.json",
        "ticket.md",
        "for-the-board.html",
        "EXAMPLE-1003.html",
        "dutyphone.sarif",
        "dutyphone.xml",
        "summary.md",
    ];
    for name in written {
        assert!(desk.path().join(name).is_file(), "{name}");
    }
    let board = fs::read_to_string(desk.path().join("for-the-board.html")).unwrap();
    assert!(!board.contains("EXAMPLE-"));
}

fn program_lines(yaml: &str) -> String {
    let lines = yaml
        .lines()
        .map(|line| line.trim().trim_start_matches("- "));
    let calls: Vec<&str> = lines
        .filter(|line| line.starts_with("dutyphone "))
        .collect();
    // The folder's age is no matter of the example.
    calls
        .join("\n")
        .replace("--max-age 30d", "--max-age 30d --as-of 2026-11-21")
}

#[test]
fn the_readme_names_every_format_and_exit_code() {
    for format in dutyphone::report::Format::ALL {
        assert!(README.contains(&format!("| `{format}` |")), "{format}");
    }
    for code in [0, 1, 2, 3, 130] {
        assert!(README.contains(&format!("\n| {code} | ")), "{code}");
    }
}
