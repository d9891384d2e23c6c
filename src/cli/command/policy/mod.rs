//! `dutyphone policy`: list, show, check and export policies.

mod allow_list;
mod check;
mod export;
mod init;
mod test;

use crate::catalogue::{self as facts, Catalogue};
use crate::cli::Exit;
use crate::cli::args::{PolicyArgs, PolicyCommand};
use crate::cli::run::atomic_file::AtomicFiles;
use crate::cli::run::{catalogue, jurisdiction, policies, requests};
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::cli::ui::policy_fields;
use crate::policy::{Instrument, Policy, Tests, builtin_names};
use crate::report::escape::prose;
use crate::report::layout::{WIDTH, fill};
use anyhow::Context as _;
use jiff::tz::TimeZone;

pub(crate) fn run(
    args: &PolicyArgs,
    messages: Messages,
    pending: &AtomicFiles,
) -> anyhow::Result<Exit> {
    let Some(catalogue) = catalogue::load(&args.catalogue.catalogues, messages)? else {
        return Ok(Exit::CannotRun);
    };
    match &args.command {
        PolicyCommand::List { jurisdictions } => list(jurisdictions, &catalogue, messages),
        PolicyCommand::Show { policy } => show(policy, &catalogue, messages),
        PolicyCommand::Check {
            policies,
            register,
            waivers,
            strict,
        } => {
            let files = (register.as_deref(), waivers.as_deref());
            check::run(policies, files, *strict, &catalogue, messages)
        }
        PolicyCommand::Export(args) => export::run(args, &catalogue, messages, pending),
        PolicyCommand::Schema => schema(),
        PolicyCommand::Init { file, from, .. } => {
            init::run(file.as_deref(), from, &catalogue, messages)
        }
        PolicyCommand::Test { policies } => test::run(policies, &catalogue, messages),
    }
}

fn list(
    jurisdictions: &[String],
    catalogue: &Catalogue,
    messages: Messages,
) -> anyhow::Result<Exit> {
    let Some(listed) = listed(jurisdictions, catalogue, messages)? else {
        return Ok(Exit::CannotRun);
    };
    let mut listed = listed;
    listed.sort_by(|a, b| a.id.cmp(&b.id));
    let width = listed.iter().map(|policy| policy.id.len()).max();
    let entries = listed
        .iter()
        .map(|policy| entry(policy, width.unwrap_or(0)));
    to_stdout(entries.collect::<String>().as_bytes())?;
    Ok(Exit::Compliant)
}

/// A policy in two lines or three: where it holds, what it is and since when; below
/// it what it is about, and which devices it is for.
fn entry(policy: &Policy, width: usize) -> String {
    let instrument = policy.instrument.map_or("", Instrument::as_str);
    let issued = policy.issued.map(|date| date.to_string());
    let head = format!(
        "{:width$}  {:5}  {instrument:14}  {}",
        policy.id,
        policy.jurisdiction.as_deref().unwrap_or_default(),
        issued.unwrap_or_default()
    );
    let bases = policy.extends.join(" + ");
    let about = match &policy.title {
        Some(title) if bases.is_empty() => title.clone(),
        Some(title) => format!("{title} ({bases})"),
        None => bases,
    };
    let mut text = format!("{}\n", head.trim_end());
    // A bundle is for the devices of those that it bundles.
    let reach =
        (!policy.rules.is_empty()).then(|| format!("devices: {}", policy_fields::reach(policy)));
    for line in [Some(about), reach].into_iter().flatten() {
        text.push_str(&fill(&prose(&line), WIDTH, "    ", "    "));
        text.push('\n');
    }
    text
}

/// All built-in policies, or those of some places that are in force today.
fn listed(
    jurisdictions: &[String],
    catalogue: &Catalogue,
    messages: Messages,
) -> anyhow::Result<Option<Vec<Policy>>> {
    let tests = Tests::LeaveOut;
    if jurisdictions.is_empty() {
        let names: Vec<String> = builtin_names().into_iter().map(str::to_owned).collect();
        return Ok(policies::load(&names, catalogue, tests, messages));
    }
    let today = requests::now().to_zoned(TimeZone::UTC).date();
    let found = jurisdiction::measures(jurisdictions, today, tests, catalogue, messages)?;
    if !found.others.is_empty() {
        messages.say("not in force", &found.others.join(", "));
    }
    Ok(Some(found.in_force))
}

/// The schema lies beside the policies; naming it in the first line of a file,
/// as `#:schema policy.schema.json`, makes editors complete and check.
fn schema() -> anyhow::Result<Exit> {
    let text = facts::schema("policy").context("the built-in schema is missing")?;
    to_stdout(text.as_bytes())?;
    Ok(Exit::Compliant)
}

fn show(name: &str, catalogue: &Catalogue, messages: Messages) -> anyhow::Result<Exit> {
    let names = [name.to_owned()];
    let Some(loaded) = policies::load(&names, catalogue, Tests::Read, messages) else {
        return Ok(Exit::CannotRun);
    };
    let pages: Vec<String> = loaded
        .iter()
        .map(|p| policy_fields::measure(p, catalogue))
        .collect();
    to_stdout(pages.join("\n").as_bytes())?;
    Ok(Exit::Compliant)
}
