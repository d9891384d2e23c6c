//! `dutyphone catalogue`: the facts about apps and owners, listed, shown,
//! checked and added to.

mod add;
mod list;
mod show;
mod stats;

use crate::catalogue::Catalogue;
use crate::cli::Exit;
use crate::cli::args::{CatalogueArgs, CatalogueCommand, CatalogueCommandArgs};
use crate::cli::run::atomic_file::AtomicFiles;
use crate::cli::run::catalogue;
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::report::escape::prose;
use std::path::PathBuf;

pub(crate) fn run(
    args: &CatalogueCommandArgs,
    messages: Messages,
    pending: &AtomicFiles,
) -> anyhow::Result<Exit> {
    let with = |args: &CatalogueArgs, text: &dyn Fn(&Catalogue) -> anyhow::Result<String>| {
        let Some(catalogue) = catalogue::load(&args.catalogues, messages)? else {
            return Ok(Exit::CannotRun);
        };
        to_stdout(text(&catalogue)?.as_bytes())?;
        Ok(Exit::Compliant)
    };
    match &args.command {
        CatalogueCommand::List(list) => with(&list.catalogue, &|facts| list::text(list, facts)),
        CatalogueCommand::Show { what, catalogue } => {
            with(catalogue, &|facts| show::text(what, facts))
        }
        CatalogueCommand::Check { files } => check(files, messages),
        CatalogueCommand::Add(add) => add::run(add, messages, pending),
        CatalogueCommand::Stats { catalogue } => with(catalogue, &|facts| Ok(stats::text(facts))),
    }
}

/// Loads files over the built-in facts and says what came of it.
fn check(files: &[PathBuf], messages: Messages) -> anyhow::Result<Exit> {
    let Some(catalogue) = catalogue::load(files, messages)? else {
        return Ok(Exit::CannotRun);
    };
    let mut text = String::from("no mistakes\n");
    for set in catalogue.data_sets() {
        let version = set.version.map_or_else(String::new, |v| format!(" {v}"));
        let date = set.date.map_or_else(String::new, |d| format!(" of {d}"));
        let overridden = match set.overridden {
            0 => String::new(),
            rows => format!(", {rows} of them overridden"),
        };
        text.push_str(&prose(&format!(
            "{}{version}{date}: {} rows{overridden}, {}",
            set.name, set.rows, set.digest
        )));
        text.push('\n');
    }
    to_stdout(text.as_bytes())?;
    Ok(Exit::Compliant)
}
