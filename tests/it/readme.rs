//! The commands of the README do what it says: every line of a shell block that
//! ends in `# exit N` is run in a copy of `fixtures/readme/`.

use crate::cases::program;
use std::fs;
use std::path::Path;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn every_command_of_the_readme_exits_as_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    copy(&root.join("fixtures/readme"), folder.path());
    let mut count = 0;
    for line in text.lines().filter(|line| line.starts_with("dutyphone ")) {
        let (command, exit) = line.split_once("# exit ").unwrap();
        let args: Vec<String> = command
            .split_whitespace()
            .skip(1)
            .map(str::to_owned)
            .collect();
        let output = program(folder.path(), &args, b"");
        let stderr = String::from_utf8_lossy(&output.stderr);
        let expected: i32 = exit.trim().parse().unwrap();
        assert_eq!(output.status.code(), Some(expected), "{line}\n{stderr}");
        count += 1;
    }
    assert!(count >= 8, "the commands were not found");
    for written in ["report.html", "junit.xml", "dutyphone.sarif"] {
        assert!(folder.path().join(written).is_file(), "{written}");
    }
}

#[test]
fn the_exit_codes_of_readme_and_help_are_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let help = program(root, &["--help".to_owned()], b"");
    let help = String::from_utf8(help.stdout).unwrap();
    for (code, word) in [
        ("0", "compliant"),
        ("1", "non-compliant"),
        ("2", "cannot run"),
        ("3", "indeterminate"),
        ("130", "interrupted"),
    ] {
        assert!(readme.contains(&format!("| {code} | {word}")), "{code}");
        assert!(help.contains(&format!("  {code:<5}{word}")), "{code}");
    }
}
