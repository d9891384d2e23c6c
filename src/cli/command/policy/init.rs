//! `dutyphone policy init`: a commented policy to begin with.

use crate::cli::Exit;
use crate::cli::ui::messages::{Messages, to_stdout};
use anyhow::Context as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

/// The file that is written. A test keeps it free of mistakes.
pub(crate) const TEMPLATE: &str = include_str!("init.toml");

pub(crate) fn run(target: Option<&Path>, messages: Messages) -> anyhow::Result<Exit> {
    let Some(path) = target else {
        to_stdout(TEMPLATE.as_bytes())?;
        return Ok(Exit::Compliant);
    };
    // A policy that somebody wrote is never overwritten.
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .with_context(|| format!("cannot write `{}`", path.display()))?;
    file.write_all(TEMPLATE.as_bytes())
        .with_context(|| format!("cannot write `{}`", path.display()))?;
    messages.say("wrote", &path.display().to_string());
    Ok(Exit::Compliant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_a_policy_and_passes_its_own_test() {
        let catalogue = crate::catalogue::builtin();
        let names = ["template".to_owned()];
        let policies = crate::policy::load(
            &names,
            &catalogue,
            &|name, _| {
                Ok(crate::policy::builtin_document(name).unwrap_or_else(|| {
                    crate::policy::Document {
                        name: name.to_owned(),
                        text: TEMPLATE.into(),
                    }
                }))
            },
            crate::policy::Tests::Read,
        )
        .unwrap();
        let policy = policies.last().unwrap();
        assert!(!policy.tests.is_empty());
        for test in &policy.tests {
            let today = jiff::civil::date(2026, 11, 21);
            let wrong = crate::audit::policy_tests::run(policy, test, &policies, &catalogue, today);
            assert_eq!(wrong, [""; 0], "{}", test.name);
        }
    }
}
