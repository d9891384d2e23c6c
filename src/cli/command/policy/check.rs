//! `dutyphone policy check`: every mistake, what is probably not meant, and how
//! many known apps each rule matches.

use crate::catalogue::Catalogue;
use crate::cli::Exit;
use crate::cli::run::{organisation, policies, requests};
use crate::cli::ui::diagnostics;
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::policy;
use crate::policy::{Policy, Rule, Warnings, matched_by};
use crate::report::escape::prose;
use jiff::tz::TimeZone;
use std::path::Path;

pub(super) fn run(
    names: &[String],
    files: (Option<&Path>, Option<&Path>),
    strict: bool,
    catalogue: &Catalogue,
    messages: Messages,
) -> anyhow::Result<Exit> {
    let today = requests::now().to_zoned(TimeZone::UTC).date();
    let (loaded, warnings) = policy::load_checked(names, catalogue, &policies::fetch, today);
    if let Err(errors) = &loaded {
        policies::report(errors, messages);
    }
    let warnings = warnings.iter().map(|found| tell(found, messages)).sum();
    let Ok(loaded) = loaded else {
        return Ok(Exit::CannotRun);
    };
    if organisation::load(files, &loaded, catalogue, messages)?.is_none() {
        return Ok(Exit::CannotRun);
    }
    to_stdout(summary(&loaded, warnings, catalogue).as_bytes())?;
    Ok(if strict && warnings > 0 {
        Exit::CannotRun
    } else {
        Exit::Compliant
    })
}

/// Says what is probably not meant in one file, and counts it.
fn tell((document, warnings): &Warnings, messages: Messages) -> usize {
    if !diagnostics::may_quote(&document.text) {
        return 0;
    }
    Messages::raw(&diagnostics::render(
        document,
        warnings,
        messages.colours_stderr(),
    ));
    warnings.len()
}

/// How many hosts a rule names, if any.
fn pages(rule: &Rule) -> String {
    match rule.web.hosts.len() {
        0 => String::new(),
        1 => " and web pages on 1 host".to_owned(),
        hosts => format!(" and web pages on {hosts} hosts"),
    }
}

fn summary(loaded: &[Policy], warnings: usize, catalogue: &Catalogue) -> String {
    let count = |number: usize, one: &str, many: &str| {
        format!("{number} {}", if number == 1 { one } else { many })
    };
    let rules: usize = loaded.iter().map(|policy| policy.rules.len()).sum();
    let found = match warnings {
        0 => "no mistakes".to_owned(),
        _ => format!("no mistakes, {}", count(warnings, "warning", "warnings")),
    };
    let mut text = format!(
        "{found}: {}, {}\n",
        count(loaded.len(), "policy", "policies"),
        count(rules, "rule", "rules"),
    );
    for policy in loaded {
        for rule in &policy.rules {
            let matched = matched_by(rule, catalogue);
            let id = policy.full_id(rule);
            text.push_str(&prose(&format!(
                "  {id} matches {matched} of the known apps{}",
                pages(rule)
            )));
            text.push('\n');
        }
    }
    text
}
