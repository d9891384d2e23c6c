//! What the program says of itself: `--help` of every command, completions for
//! every shell, and the manual.
//!
//! `fixtures/help/` holds each help text; `DUTYPHONE_BLESS=1` writes them anew.

use crate::cases::{compare, program};
use crate::reports::strings;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn said(args: &[&str]) -> String {
    let output = program(root(), &strings(args), b"");
    assert_eq!(output.status.code(), Some(0), "{args:?}");
    assert!(output.stderr.is_empty());
    String::from_utf8(output.stdout).unwrap()
}

/// The commands, as the program lists them.
fn commands() -> Vec<String> {
    let help = said(&["--help"]);
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let lines = rest.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| {
        let name = line.strip_prefix("  ")?;
        let name = name.split(' ').next()?;
        (!name.is_empty() && name != "help").then(|| name.to_owned())
    });
    names.collect()
}

#[test]
fn every_command_explains_itself_with_examples() {
    let mut wrong = Vec::new();
    assert!(commands().len() >= 8, "{:?}", commands());
    for command in commands() {
        let help = said(&[&command, "--help"]);
        let (_, examples) = help.split_once("\nExamples:\n").unwrap();
        assert!(examples.contains(&format!("dutyphone {command}")), "{help}");
        for line in help.lines() {
            assert!(line.chars().count() <= 90, "{command}: {line}");
        }
        let path = root().join(format!("fixtures/help/{command}.txt"));
        compare(&path, help.as_bytes(), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_manual_has_a_part_for_every_command() {
    let page = said(&["man"]);
    assert!(page.contains(".TH dutyphone 1"), "{page}");
    for command in commands() {
        let part = format!(".SH \"DUTYPHONE {}\"", command.to_uppercase());
        assert!(page.contains(&part), "{part}");
    }
}

/// A package has a page for each command, also for those below another one.
#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    said(&["man", "--dir", pages.to_str().unwrap()]);
    for command in commands() {
        let text = fs::read_to_string(pages.join(format!("dutyphone-{command}.1"))).unwrap();
        assert!(text.contains(".SH NAME"), "{command}");
        assert!(text.contains(".SH ENVIRONMENT"), "{command}");
    }
    assert!(pages.join("dutyphone.1").is_file());
    assert!(pages.join("dutyphone-policy-check.1").is_file());
    assert!(!pages.join("dutyphone-help.1").exists());
}
