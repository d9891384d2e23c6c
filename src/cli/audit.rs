//! `dutyphone audit`: judge devices.

use super::args::AuditArgs;
use super::output::Talk;
use super::outputs::Outputs;
use super::unfinished::Unfinished;
use super::{Exit, organisation, policies, read};
use crate::audit::{Judge, Terms};
use crate::report::Document;

pub(super) fn run(args: &AuditArgs, talk: Talk, unfinished: &Unfinished) -> anyhow::Result<Exit> {
    let catalogue = policies::catalogue()?;
    let Some(policies) = policies::load(&args.policies, &catalogue, talk) else {
        return Ok(Exit::CannotRun);
    };
    let now = read::now();
    let terms = Terms {
        as_of: args
            .as_of
            .unwrap_or_else(|| now.to_zoned(jiff::tz::TimeZone::UTC).date()),
        fail_on: args.fail_on.into(),
        max_age_days: args.max_age,
    };
    let Some(organisation) = organisation::load(args, &policies, &catalogue, talk)? else {
        return Ok(Exit::CannotRun);
    };
    let judge = Judge::new(&policies, &catalogue, terms).for_organisation(organisation);
    anyhow::ensure!(
        judge.has_rules(),
        "none of the policies has a rule that is in force on {}, so nothing would be judged",
        terms.as_of
    );
    let outputs = Outputs::open(&args.output, unfinished)?;
    let mut devices = Vec::new();
    read::each(&args.source, now, talk, |reading| {
        devices.push(judge.device(reading));
    })?;
    let result = judge.result(devices);
    let document = Document::new(&result, policies::rules(&policies));
    outputs.write(&document, talk)?;
    Ok(result.verdict().into())
}
