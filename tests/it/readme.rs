//! The commands of the README and of `.github/docs/`, run as they stand there, and the
//! README's picture.
//!
//! A block of shell is run as a whole; `<!-- exit N -->` before it says how it
//! ends, 0 when nothing is said. Of an example in YAML or for PowerShell every line
//! that calls the program is run. Those of one file run in one folder, from top to
//! bottom, with `inventories/` in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const README: &str = include_str!("../../README.md");

/// All files for readers, the README first.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![("README.md".to_owned(), README.to_owned())];
    for entry in fs::read_dir(root.join(".github/docs")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            files.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    files
}

/// Language, expected exit code, text.
fn blocks(file: &str) -> Vec<(String, i32, String)> {
    let mut found = Vec::new();
    let mut exit = 0;
    let mut lines = file.lines();
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
    let mut languages = BTreeSet::new();
    let mut written = BTreeSet::new();
    for (name, text) in files() {
        let desk = desk();
        for (language, exit, text) in blocks(&text) {
            let (script, exit) = match language.as_str() {
                "sh" => (text, exit),
                "yaml" | "powershell" => (program_lines(&text), 1),
                _ => continue,
            };
            let output = shell(desk.path(), &script);
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert_eq!(
                output.status.code(),
                Some(exit),
                "{name}: {script}\n{stderr}"
            );
            languages.insert(language);
        }
        let files = fs::read_dir(desk.path()).unwrap();
        written.extend(files.map(|entry| entry.unwrap().file_name().into_string().unwrap()));
        if let Ok(board) = fs::read_to_string(desk.path().join("for-the-board.html")) {
            assert!(!board.contains("EXAMPLE-"));
        }
    }
    assert_eq!(languages.len(), 3, "{languages:?}");
    let promised = [
        "report.html",
        "findings.xlsx",
        "result.json",
        "ticket.md",
        "for-the-board.html",
        "EXAMPLE-1003.html",
        "dutyphone.sarif",
        "dutyphone.xml",
        "summary.md",
        "private",
        "our-list.toml",
    ];
    for name in promised {
        assert!(written.contains(name), "{name}");
    }
}

fn program_lines(yaml: &str) -> String {
    let lines = yaml.lines().map(|line| {
        line.trim()
            .trim_start_matches("- ")
            .trim_start_matches("run: ")
    });
    let calls: Vec<&str> = lines
        .filter(|line| line.starts_with("dutyphone "))
        .collect();
    // The folder's age is no matter of the example.
    calls
        .join("\n")
        .replace("--max-age 30d", "--max-age 30d --as-of 2026-11-21")
        .replace('\\', "/")
}

#[test]
fn the_readme_names_every_format_and_exit_code() {
    let all: String = files().into_iter().map(|(_, text)| text).collect();
    for format in dutyphone::report::Format::ALL {
        assert!(all.contains(&format!("| `{format}` |")), "{format}");
    }
    for code in [0, 1, 2, 3, 130] {
        assert!(README.contains(&format!("\n| {code} | ")), "{code}");
    }
    assert!(README.lines().count() < 200);
}

/// What is linked is there.
#[test]
fn links_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, text) in files() {
        let folder = if name == "README.md" {
            root.to_owned()
        } else {
            root.join(".github/docs")
        };
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let path = link.split('#').next().unwrap();
            let remote = link.contains("://") || path.is_empty();
            assert!(remote || folder.join(path).exists(), "{name}: {link}");
        }
    }
}

/// How wide a sign of the picture is, and how far a line is below another.
const SIGN: f64 = 8.4;
const LINE: usize = 19;

/// The picture is what the program prints: `DUTYPHONE_BLESS=1` draws it anew.
#[test]
fn the_picture_is_what_the_program_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let args = ["audit", "fixtures/first-look", "--as-of", "2026-11-26"].map(str::to_owned);
    let output = super::cases::program(root, &args, b"");
    let printed = String::from_utf8(output.stdout).unwrap();
    let shown = printed.split("\n\n").next().unwrap();
    let last = printed.lines().last().unwrap();
    let mut lines = vec!["$ dutyphone audit fixtures/first-look"];
    lines.extend(shown.lines());
    lines.extend(["", last]);
    let picture = picture(&lines);
    let path = root.join(".github/docs/first-look.svg");
    if std::env::var_os("DUTYPHONE_BLESS").is_some() {
        fs::write(&path, &picture).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), picture);
}

fn picture(lines: &[&str]) -> String {
    let height = lines.len() * LINE + 32;
    let width = 84.0 * SIGN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height}\" \
         role=\"img\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1b1f24\"/>\n\
         <g font-family=\"ui-monospace,Menlo,Consolas,DejaVu Sans Mono,monospace\" \
         font-size=\"14\" fill=\"#d7dce2\">\n"
    );
    for (number, line) in lines.iter().enumerate() {
        let colours = [
            ("NON-COMPLIANT", "#ff7b72"),
            ("INDETERMINATE", "#e3b341"),
            ("COMPLIANT", "#7ee787"),
            ("  deny", "#ff7b72"),
            ("$", "#79c0ff"),
        ];
        let colour = colours.iter().find(|(word, _)| line.starts_with(word));
        let fill = colour.map_or_else(String::new, |(_, fill)| format!(" fill=\"{fill}\""));
        let y = number * LINE + 30;
        // Some readers of SVG fold ordinary spaces into one.
        let line = line
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace(' ', "\u{a0}");
        svg += &format!("<text x=\"16\" y=\"{y}\"{fill}>{line}</text>\n");
    }
    svg + "</g>\n</svg>\n"
}
