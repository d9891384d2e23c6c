//! `dutyphone explain`: why a report says what it says, offline.
//!
//! What is asked about is found by its shape and by the names the program
//! knows: a rule has a slash, an app id has a dot, the rest is looked up among
//! policies, codes, apps and owners.

mod addressed;
mod app;
mod code;
mod country;
mod owner;
mod rule;
mod state;
mod unseen;

use crate::catalogue::Catalogue;
use crate::cli::Exit;
use crate::cli::args::ExplainArgs;
use crate::cli::run::{catalogue, policies};
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::cli::ui::policy_fields;
use crate::policy::{Policy, Tests, builtin_names};
use crate::report::Language;

/// Where to look for a name that resembles none.
const ELSEWHERE: &str = "`dutyphone policy list` names the measures, `dutyphone policy show ID` \
     their rules; an app is found by its id or name, a code as a report writes it";

pub(crate) fn run(args: &ExplainArgs, messages: Messages) -> anyhow::Result<Exit> {
    let Some(catalogue) = catalogue::load(&args.catalogue.catalogues, messages)? else {
        return Ok(Exit::CannotRun);
    };
    let mut names: Vec<String> = args.policies.clone();
    names.extend(builtin_names().iter().map(|name| (*name).to_owned()));
    let Some(known) = policies::load(&names, &catalogue, Tests::LeaveOut, messages) else {
        return Ok(Exit::CannotRun);
    };
    let language = args.language.language();
    let Some(text) = explain(args.what.trim(), language, &known, &catalogue) else {
        let hint = match nearest(&args.what, &known, &catalogue) {
            Some(name) => format!("did you mean `{name}`?"),
            None => ELSEWHERE.to_owned(),
        };
        anyhow::bail!("nothing is known by the name `{}`\nhint: {hint}", args.what);
    };
    to_stdout(text.as_bytes())?;
    Ok(Exit::Compliant)
}

fn explain(
    what: &str,
    language: Language,
    policies: &[Policy],
    catalogue: &Catalogue,
) -> Option<String> {
    if what.contains('/') {
        return rule::explain(what, policies, catalogue);
    }
    if let Some(policy) = policies.iter().find(|policy| policy.id == what) {
        return Some(policy_fields::measure(policy, catalogue));
    }
    code::explain(what, language)
        .or_else(|| app::explain(what, policies, catalogue))
        .or_else(|| owner::explain(what, catalogue))
        .or_else(|| country::explain(what, catalogue))
        .or_else(|| unseen::explain(what, policies))
}

/// The known name that is most like a word.
fn nearest(what: &str, policies: &[Policy], catalogue: &Catalogue) -> Option<String> {
    let rules = policies
        .iter()
        .flat_map(|policy| policy.rules.iter().map(|rule| policy.full_id(rule)));
    let mut names: Vec<String> = rules.collect();
    names.extend(policies.iter().map(|policy| policy.id.clone()));
    names.extend(code::all().map(str::to_owned));
    for family in catalogue.families() {
        names.extend([family.id(), family.name()].map(str::to_owned));
    }
    for owner in catalogue.owners() {
        names.extend([owner.id(), owner.name()].map(str::to_owned));
    }
    names.extend(catalogue.app_ids().map(|app| app.id().to_owned()));
    let folded = what.to_lowercase();
    names
        .into_iter()
        .map(|name| {
            let slips = strsim::osa_distance(&folded, &name.to_lowercase());
            (slips, strsim::osa_distance(what, &name), name)
        })
        .filter(|(slips, _, name)| *slips <= most_slips(what, name))
        .min()
        .map(|(_, _, name)| name)
}

/// How many slips of the finger make a name of a word: one in four letters. What
/// is further off is another name, and to propose it would mislead.
fn most_slips(what: &str, name: &str) -> usize {
    what.chars().count().min(name.chars().count()) / 4
}
