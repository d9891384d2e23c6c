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
use crate::cli::run::{catalogue, policies};
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::cli::ui::policy_fields;
use crate::policy::{Tests, builtin_names, read};
use crate::report::escape::prose;
use crate::report::layout::{WIDTH, fill};
use anyhow::Context as _;

pub(crate) fn run(
    args: &PolicyArgs,
    messages: Messages,
    pending: &AtomicFiles,
) -> anyhow::Result<Exit> {
    let Some(catalogue) = catalogue::load(&args.catalogue.catalogues, messages)? else {
        return Ok(Exit::CannotRun);
    };
    match &args.command {
        PolicyCommand::List => list(&catalogue),
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

fn list(catalogue: &Catalogue) -> anyhow::Result<Exit> {
    let mut rows: Vec<[String; 3]> = Vec::new();
    for name in builtin_names() {
        let Ok(document) = policies::fetch(name, None) else {
            continue;
        };
        // A test keeps the built-in policies free of mistakes.
        let Ok(policy) = read(&document.text, catalogue) else {
            continue;
        };
        let issued = policy
            .issued
            .map_or_else(String::new, |date| date.to_string());
        let about = match (policy.title, policy.extends.as_slice()) {
            (Some(title), []) => title,
            (Some(title), bases) => format!("{title} ({})", bases.join(" + ")),
            (None, bases) => bases.join(" + "),
        };
        rows.push([policy.id, issued, about]);
    }
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
