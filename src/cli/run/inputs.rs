//! The inputs of a run besides the devices: policies, catalogue, the organisation's
//! own files and the date. `audit` and `diff` load them in the same way.

use super::{catalogue, jurisdiction, known_apps, look_for, organisation, policies};
use crate::audit::{Digests, Judge, Organisation, Terms, Threshold};
use crate::catalogue::Catalogue;
use crate::cli::args::InputArgs;
use crate::cli::ui::messages::Messages;
use crate::policy::{Policy, Tests};
use crate::source::KnownApps;
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::Arc;

/// The terms that the command line sets, but for the day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AskedTerms {
    pub(crate) fail_on: Threshold,
    pub(crate) max_age_days: Option<u32>,
    pub(crate) list_parts: bool,
    pub(crate) digests: Digests,
}

impl AskedTerms {
    /// Those of a command that asks for nothing but a level.
    pub(crate) const fn from_level(fail_on: Threshold, digests: Digests) -> Self {
        Self {
            fail_on,
            max_age_days: None,
            list_parts: false,
            digests,
        }
    }
}

/// Everything that was loaded.
#[derive(Debug)]
pub(crate) struct RunInputs {
    pub(crate) policies: Arc<[Policy]>,
    catalogue: Catalogue,
    organisation: Organisation,
    pub(crate) terms: Terms,
}

impl RunInputs {
    /// Loads it all; `None` when something is wrong with one of the files, which
    /// has been said by then.
    pub(crate) fn load(
        args: &InputArgs,
        asked: AskedTerms,
        now: Timestamp,
        messages: Messages,
    ) -> anyhow::Result<Option<Self>> {
        let Some(catalogue) = catalogue::load(&args.catalogue.catalogues, messages)? else {
            return Ok(None);
        };
        let today = || now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let terms = Terms {
            as_of: args.as_of.unwrap_or_else(today),
            fail_on: asked.fail_on,
            max_age_days: asked.max_age_days,
            list_parts: asked.list_parts,
            digests: asked.digests,
        };
        let Some(policies) = policies(args, terms.as_of, &catalogue, messages)? else {
            return Ok(None);
        };
        let files = (args.register.as_deref(), args.waivers.as_deref());
        let organisation = organisation::load(files, &policies, &catalogue, messages)?;
        Ok(organisation.map(|organisation| Self {
            policies,
            catalogue,
            organisation,
            terms,
        }))
    }

    /// Lets the run fail on a waiver that is over or permits nothing.
    pub(crate) fn with_strict_waivers(mut self, strict: bool) -> Self {
        self.organisation.strict_waivers = strict;
        self
    }

    /// The apps that iPhones are asked for one by one.
    pub(crate) fn look_for(&self) -> Vec<String> {
        look_for::ios_ids(&self.policies, &self.catalogue)
    }

    /// What apps are called, by the catalogue and the policies.
    pub(crate) fn known_apps(&self) -> Arc<dyn KnownApps> {
        known_apps::of(&self.catalogue, Arc::clone(&self.policies))
    }

    /// The judge. Without a rule there is none: every phone would look clean.
    pub(crate) fn judge(&self) -> anyhow::Result<Judge<'_>> {
        let judge = Judge::new(&self.policies, &self.catalogue, self.terms)
            .for_organisation(self.organisation.clone());
        anyhow::ensure!(
            judge.has_rules(),
            "none of the policies has a rule that is in force on {}, so nothing would be judged",
            self.terms.as_of
        );
        Ok(judge)
    }
}

/// The policy that judges where none is named.
const DEFAULT: &str = "default";

/// The policies that were named, and the measures of a country that they do not
/// take in already.
fn policies(
    args: &InputArgs,
    day: Date,
    catalogue: &Catalogue,
    messages: Messages,
) -> anyhow::Result<Option<Arc<[Policy]>>> {
    let mut names = args.policies.clone();
    if names.is_empty() && args.jurisdictions.is_empty() {
        names.push(DEFAULT.to_owned());
    }
    let Some(mut policies) = policies::load(&names, catalogue, Tests::LeaveOut, messages) else {
        return Ok(None);
    };
    if !args.jurisdictions.is_empty() {
        let tests = Tests::LeaveOut;
        let found = jurisdiction::measures(&args.jurisdictions, day, tests, catalogue, messages)?;
        for measure in found.in_force {
            if !policies.iter().any(|known| known.id == measure.id) {
                policies.push(measure);
            }
        }
    }
    let on_that_day = policies.into_iter().map(|policy| policy.on(day));
    Ok(Some(on_that_day.collect()))
}
