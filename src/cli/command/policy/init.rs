//! `dutyphone policy init`: a policy to begin with, commented or made of phones.

use super::allow_list;
use crate::catalogue::Catalogue;
use crate::cli::Exit;
use crate::cli::args::SourceArgs;
use crate::cli::run::{known_apps, requests};
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::inventory::{Inventory, Reading};
use anyhow::Context as _;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;

/// The file that is written. A test keeps it free of mistakes.
pub(crate) const TEMPLATE: &str = include_str!("init.toml");

/// How long one phone may take.
const TIMEOUT: Duration = Duration::from_mins(1);

/// Writes the commented policy, or the allow-list of the phones at `from`.
pub(crate) fn run(
    target: Option<&Path>,
    from: &[String],
    catalogue: &Catalogue,
    messages: Messages,
) -> anyhow::Result<Exit> {
    if from.is_empty() {
        return write(target, TEMPLATE, messages);
    }
    let phones = phones(from, messages)?;
    let made = allow_list::make(&phones, catalogue);
    if made.left_out > 0 {
        let text = format!("{} that no app can have", made.left_out);
        messages.say("left out", &text);
    }
    let (approved, fitted) = made.counts;
    let text = format!("{approved} apps; {fitted} parts came with the phones");
    messages.say("approved", &text);
    write(target, &made.text, messages)
}

/// The phones that a list is made of. One that was not wholly read would approve
/// too little without anybody noticing.
fn phones(from: &[String], messages: Messages) -> anyhow::Result<Vec<Inventory>> {
    let sources = SourceArgs {
        sources: from.to_vec(),
        ios_backups: false,
        timeout: TIMEOUT,
        assume_complete: Vec::new(),
        mapping: None,
        exclude: Vec::new(),
    };
    let mut readings: Vec<Reading> = Vec::new();
    let mut options = requests::source_options(&sources, requests::now())?;
    options.known_apps = known_apps::built_in();
    requests::each(&sources, &options, messages, |reading| {
        readings.push(reading);
    })?;
    anyhow::ensure!(
        !readings.is_empty(),
        "no phone was found; name an inventory, a dump, a backup or `adb:SERIAL` with `--from`"
    );
    let phones = readings.into_iter().map(|reading| {
        let place = reading.locator.to_string();
        let gap = match reading.content {
            Ok(inventory) if inventory.coverage().complete().is_some() => return Ok(inventory),
            Ok(inventory) => inventory.coverage().gaps().first().cloned(),
            Err(unread) => Some(unread.gap),
        };
        let why = gap.map_or_else(String::new, |gap| {
            format!(": {}; {}", gap.message, gap.advice)
        });
        anyhow::bail!("`{place}` was not wholly read, so its list would not be whole{why}")
    });
    phones.collect()
}

fn write(target: Option<&Path>, text: &str, messages: Messages) -> anyhow::Result<Exit> {
    let Some(path) = target else {
        to_stdout(text.as_bytes())?;
        return Ok(Exit::Compliant);
    };
    // A policy that somebody wrote is never overwritten.
    let name = path.display();
    let opened = OpenOptions::new().write(true).create_new(true).open(path);
    let is_there = |error: &io::Error| error.kind() == io::ErrorKind::AlreadyExists;
    if opened.as_ref().is_err_and(is_there) {
        anyhow::bail!("`{name}` is there already and stays as it is; name a new file");
    }
    let mut file = opened.with_context(|| format!("cannot write `{name}`"))?;
    file.write_all(text.as_bytes())
        .with_context(|| format!("cannot write `{name}`"))?;
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
