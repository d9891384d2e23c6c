//! The scripts in `.ci/` themselves: each of their steps fails when it should, with
//! programs in the place of cargo that do as they are told.

use crate::outside::{command, program};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Output;

struct Bench {
    folder: tempfile::TempDir,
    bash: PathBuf,
}

impl Bench {
    /// A tree with the scripts, and what they need of it.
    fn new() -> Option<Self> {
        let bash = program("bash")?;
        let folder = tempfile::tempdir().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::create_dir_all(folder.path().join(".ci")).unwrap();
        for name in [".ci/run", ".ci/release", ".ci/package.json", "Cargo.toml"] {
            fs::copy(root.join(name), folder.path().join(name)).unwrap();
        }
        let bench = Self { folder, bash };
        // Everything that the gate would install is there already.
        for name in ["adb", "chromium", "xmllint", "plistutil", "ssh-keygen"] {
            bench.stub(&format!("bin/{name}"), "exit 0");
        }
        for name in ["tmux", "zsh", "fish", "python3"] {
            bench.stub(&format!("bin/{name}"), "exit 0");
        }
        for name in ["python", "npm"] {
            bench.stub(&format!("target/python/bin/{name}"), "exit 0");
        }
        Some(bench)
    }

    fn stub(&self, name: &str, script: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn run(&self, cargo: &str, args: &[&str]) -> Output {
        self.stub("bin/cargo", cargo);
        let bin = self.folder.path().join("bin");
        command(&self.bash)
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", format!("{}:/usr/bin:/bin", bin.display()))
            .output()
            .unwrap()
    }
}

/// Cargo in a tree where all is well.
const WELL: &str = r#"case "$1" in
test)
    echo 'test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out'
    echo 'test result: ok. 4 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out' ;;
run) printf 'NON-COMPLIANT a\nINDETERMINATE b\nCOMPLIANT c\n'; exit 1 ;;
esac"#;

#[test]
fn the_gate_passes_and_counts() {
    let Some(bench) = Bench::new() else { return };
    let output = bench.run(WELL, &[".ci/run"]);
    let stdout = String::from_utf8(output.stdout).unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stdout}{stderr}");
    let last = stdout.lines().last().unwrap();
    let counts = "gate: format lint tests first_look passed: 7 tests, 2 skipped, ";
    assert!(last.starts_with(counts), "{last}");
}

#[test]
fn every_step_of_the_gate_fails_when_it_should() {
    let Some(bench) = Bench::new() else { return };
    for (step, what, cargo) in [
        ("format", "a file is not formatted", "exit 1"),
        ("lint", "clippy warns", "exit 101"),
        (
            "tests",
            "a test fails",
            "echo 'test result: FAILED. 3 passed; 1 failed'; exit 101",
        ),
        ("tests", "nothing is tested", "exit 0"),
        (
            "first_look",
            "a verdict is missing",
            "printf 'NON-COMPLIANT a\n'; exit 1",
        ),
        (
            "first_look",
            "all phones are clean",
            "printf 'COMPLIANT c\n'; exit 0",
        ),
        ("first_look", "it does not run", "exit 2"),
        ("release", "there is no release to build", "exit 0"),
        ("other", "there is no such step", "exit 0"),
    ] {
        if step == "release" {
            fs::write(bench.folder.path().join(".ci/release"), "exit 1\n").unwrap();
        }
        let output = bench.run(cargo, &[".ci/run", step]);
        assert_ne!(output.status.code(), Some(0), "{what}");
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert!(!stdout.contains("gate:"), "{what}: {stdout}");
    }
}

#[test]
fn a_release_that_is_none_is_refused() {
    let Some(bench) = Bench::new() else { return };
    let said = |bench: &Bench| {
        let output = bench.run("exit 1", &[".ci/release", "check"]);
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    let nothing = said(&bench);
    assert!(nothing.contains("only 0 of 1 kinds"), "{nothing}");
    if program("readelf").is_none() {
        return;
    }
    // This program is linked to the system's libraries.
    let own = Path::new(env!("CARGO_BIN_EXE_dutyphone"));
    let place = bench.folder.path().join("target/package/dutyphone");
    fs::copy(own, place).unwrap();
    let linked = said(&bench);
    assert!(linked.contains("is not static"), "{linked}");
}
