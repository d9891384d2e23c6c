//! `dutyphone verify`: whether files are what was signed, and whether all of
//! them are there.

mod check;

use crate::cli::Exit;
use crate::cli::args::VerifyArgs;
use crate::cli::run::{requests, signers};
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::report::escape::terminal;
use check::{Finding, State};
use std::path::Path;

pub(crate) fn run(args: &VerifyArgs, messages: Messages) -> anyhow::Result<Exit> {
    let allowed = signers::read(&args.signers)?;
    let at = signers::at(args.as_of, requests::now())?;
    let mut findings = Vec::new();
    for path in &args.paths {
        anyhow::ensure!(
            path.exists(),
            "`{}` does not exist; name the folder or the file that was signed",
            path.display()
        );
        let known = findings.len();
        if path.is_dir() {
            findings.extend(check::folder(path, &allowed, at)?);
        } else {
            findings.push(check::file(path, &allowed, at));
        }
        if findings.len() == known {
            findings.push(Finding::of_folder(path, State::Unread, "it holds no file"));
        }
    }
    let text: String = findings.iter().map(line).collect();
    to_stdout(format!("{text}{}\n", summary(&findings)).as_bytes())?;
    if let Some(advice) = advice(&findings) {
        messages.say("do", advice);
    }
    Ok(exit(&findings))
}

/// What is wrong wins over what could not be told.
fn exit(findings: &[Finding]) -> Exit {
    let any = |wanted: fn(State) -> bool| findings.iter().any(|found| wanted(found.state));
    if any(State::is_wrong) {
        Exit::NonCompliant
    } else if findings.is_empty() || any(|state| state != State::Ok) {
        Exit::Indeterminate
    } else {
        Exit::Compliant
    }
}

fn line(found: &Finding) -> String {
    let (name, text) = (terminal(&found.name), terminal(&found.text));
    format!("{:<8}  {name}: {text}\n", found.state.as_str())
}

fn summary(findings: &[Finding]) -> String {
    let counts = State::ALL.iter().filter_map(|state| {
        let count = findings.iter().filter(|f| f.state == *state).count();
        (count > 0).then(|| format!("{count} {}", state.as_str()))
    });
    let counts: Vec<String> = counts.collect();
    counts.join(", ")
}

fn advice(findings: &[Finding]) -> Option<&'static str> {
    let any = |state| findings.iter().any(|found| found.state == state);
    if findings.iter().any(|found| found.state.is_wrong()) {
        Some(
            "keep the folder as it is, find out who changed it, and take the inventories that \
             are in doubt again",
        )
    } else if any(State::Unsigned) {
        Some("sign with `dutyphone collect -o DIR --sign KEY`, which also signs the list of files")
    } else {
        None
    }
}

impl Finding {
    fn of_folder(path: &Path, state: State, text: &str) -> Self {
        Self {
            name: path.display().to_string(),
            state,
            text: text.to_owned(),
        }
    }
}
