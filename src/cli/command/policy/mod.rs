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
use crate::policy::{Policy, Tests, builtin_names};
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
    let rows = listed.into_iter().map(|policy| {
        let issued = policy
            .issued
            .map_or_else(String::new, |date| date.to_string());
        let about = match (policy.title, policy.extends.as_slice()) {
            (Some(title), []) => title,
            (Some(title), bases) => format!("{title} ({})", bases.join(" + ")),
            (None, bases) => bases.join(" + "),
        };
        [policy.id, issued, about]
    });
    let mut rows: Vec<[String; 3]> = rows.collect();
    rows.sort();
    let width = rows.iter().map(|row| row[0].len()).max().unwrap_or(0);
    let mut text = String::new();
    for [id, issued, about] in rows {
        let first = format!("{id:width$}  {issued:10}  ");
        let rest = " ".repeat(first.len());
        text.push_str(&fill(&prose(&about), WIDTH, &first, &rest));
        text.push('\n');
    }
    to_stdout(text.as_bytes())?;
    Ok(Exit::Compliant)
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
