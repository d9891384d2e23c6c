//! `dutyphone mapping`: propose and check mappings of tables.

use crate::cli::Exit;
use crate::cli::args::{MappingArgs, MappingCommand};
use crate::cli::run::{known_apps, mapping, requests};
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::inventory::{Locator, Reading};
use crate::report::escape::prose;
use crate::report::layout::{WIDTH, fill};
use crate::source::{MappedClaim, Mapping, propose_mapping};
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::path::Path;

pub(crate) fn run(args: &MappingArgs, messages: Messages) -> anyhow::Result<Exit> {
    match &args.command {
        MappingCommand::Init { table } => init(table, messages),
        MappingCommand::Check { mapping, table } => check(mapping, table.as_deref()),
    }
}

fn init(table: &Path, messages: Messages) -> anyhow::Result<Exit> {
    let text = propose_mapping(&mapping::table(table)?).with_context(|| {
        format!(
            "`{}` has no line of headings; give a table as CSV, JSON, NDJSON or XLSX",
            table.display()
        )
    })?;
    to_stdout(text.as_bytes())?;
    messages.say(
        "next",
        "save it, correct it, and try it: dutyphone mapping check MAPPING TABLE",
    );
    Ok(Exit::Compliant)
}

fn check(path: &Path, table: Option<&Path>) -> anyhow::Result<Exit> {
    let mapping = mapping::load(path, requests::now())?;
    let mut text = paragraph(&format!(
        "The mapping `{}` has no mistake. {}",
        mapping.name(),
        claim(&mapping)
    ));
    let mut exit = Exit::Compliant;
    if let Some(table) = table {
        let bytes = mapping::table(table)?;
        let place = Locator::new(table.display().to_string());
        let known = known_apps::built_in();
        let readings = mapping.readings_knowing(&place, &bytes, &*known);
        let readings =
            readings.with_context(|| format!("the mapping does not fit `{}`", table.display()))?;
        text.push('\n');
        text += &summary(&readings);
        if readings.iter().any(|reading| reading.content.is_err()) {
            exit = Exit::Indeterminate;
        }
    }
    to_stdout(text.as_bytes())?;
    Ok(exit)
}

/// What an audit can say of a list by this mapping.
fn claim(mapping: &Mapping) -> &'static str {
    match mapping.claim() {
        MappedClaim::AllApps => {
            "It claims that the table holds all apps: a phone without findings and gaps is compliant, and every report repeats the reason."
        }
        MappedClaim::UserApps => {
            "It claims that the table holds the user's apps and none of the system: a phone without findings stays indeterminate."
        }
        MappedClaim::ManagedOnly => {
            "It says that the table holds managed apps only: a phone without findings stays indeterminate."
        }
        MappedClaim::Unknown => {
            "It claims nothing of the table: a phone without findings stays indeterminate, unless --assume-complete or a claim under [coverage] says more."
        }
    }
}

/// What came of a table: devices, apps, and each kind of gap with its count.
fn summary(readings: &[Reading]) -> String {
    let (mut apps, mut unread) = (0, 0);
    let mut gaps: BTreeMap<String, usize> = BTreeMap::new();
    for reading in readings {
        match &reading.content {
            Ok(inventory) => {
                apps += inventory.apps().len();
                for gap in inventory.coverage().gaps() {
                    *gaps.entry(gap_line(gap)).or_default() += 1;
                }
            }
            Err(unread_device) => {
                unread += 1;
                *gaps.entry(gap_line(&unread_device.gap)).or_default() += 1;
            }
        }
    }
    let devices = readings.len() - unread;
    let mut text = format!("{devices} devices, {apps} apps; {unread} devices could not be read\n");
    for (gap, count) in gaps {
        text += &fill(&prose(&gap), WIDTH, &format!("{count:5}  "), "       ");
        text.push('\n');
    }
    text
}

fn gap_line(gap: &crate::inventory::Gap) -> String {
    format!("{}: {}", gap.code, gap.message)
}

fn paragraph(text: &str) -> String {
    fill(&prose(text), WIDTH, "", "") + "\n"
}
