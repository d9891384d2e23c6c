//! `dutyphone policy test`: run the tests that policies carry with them.

use crate::audit::policy_tests;
use crate::catalogue::Catalogue;
use crate::cli::Exit;
use crate::cli::run::{policies, requests};
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::policy::Tests;
use crate::policy::builtin_names;
use crate::report::escape::prose;
use crate::report::layout::{WIDTH, fill};
use jiff::tz::TimeZone;

pub(crate) fn run(
    names: &[String],
    catalogue: &Catalogue,
    messages: Messages,
) -> anyhow::Result<Exit> {
    let all: Vec<String> = builtin_names()
        .iter()
        .map(|name| (*name).to_owned())
        .collect();
    let names = if names.is_empty() { &all } else { names };
    let today = requests::now().to_zoned(TimeZone::UTC).date();
    let (mut passed, mut failed) = (0, 0);
    let mut text = String::new();
    for name in names {
        // Each by itself, so that a test sees its own policy and what that
        // builds on, and nothing else.
        let Some(loaded) =
            policies::load(std::slice::from_ref(name), catalogue, Tests::Read, messages)
        else {
            return Ok(Exit::CannotRun);
        };
        let Some(policy) = loaded.last() else {
            continue;
        };
        for test in &policy.tests {
            let different = policy_tests::run(policy, test, &loaded, catalogue, today);
            let outcome = if different.is_empty() { "ok" } else { "FAILED" };
            let line = format!("{}: {} ... {outcome}", policy.id, test.name);
            text.push_str(&fill(&prose(&line), WIDTH, "", "    "));
            text.push('\n');
            for difference in &different {
                text.push_str(&fill(&prose(difference), WIDTH, "    ", "    "));
                text.push('\n');
            }
            if different.is_empty() {
                passed += 1;
            } else {
                failed += 1;
            }
        }
    }
    text.push_str(&format!("{passed} passed, {failed} failed\n"));
    to_stdout(text.as_bytes())?;
    if passed + failed == 0 {
        messages.say("warning", "there was no test to run");
    }
    Ok(match (passed, failed) {
        (_, 1..) => Exit::NonCompliant,
        (0, 0) => Exit::Indeterminate,
        _ => Exit::Compliant,
    })
}
