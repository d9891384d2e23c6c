//! The inputs of a run besides the devices: policies, catalogue, the organisation's
//! own files and the date. `audit` and `diff` load them in the same way.

use super::{catalogue, look_for, organisation, policies};
use crate::audit::{Judge, Organisation, Terms, Threshold};
use crate::catalogue::Catalogue;
use crate::cli::args::InputArgs;
use crate::cli::ui::messages::Messages;
use crate::policy::{Policy, Tests};
use jiff::Timestamp;

/// Everything that was loaded.
#[derive(Debug)]
pub(crate) struct RunInputs {
    pub(crate) policies: Vec<Policy>,
    catalogue: Catalogue,
    organisation: Organisation,
    terms: Terms,
}

impl RunInputs {
    /// Loads it all; `None` when something is wrong with one of the files, which
    /// has been said by then.
    pub(crate) fn load(
        args: &InputArgs,
        (fail_on, max_age_days, list_parts): (Threshold, Option<u32>, bool),
        now: Timestamp,
        messages: Messages,
    ) -> anyhow::Result<Option<Self>> {
        let Some(catalogue) = catalogue::load(&args.catalogue.catalogues, messages)? else {
            return Ok(None);
        };
        let Some(policies) = policies::load(&args.policies, &catalogue, Tests::LeaveOut, messages)
        else {
            return Ok(None);
        };
        let today = || now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let terms = Terms {
            as_of: args.as_of.unwrap_or_else(today),
            fail_on,
            max_age_days,
            list_parts,
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

    /// The apps that iPhones are asked for one by one.
    pub(crate) fn look_for(&self) -> Vec<String> {
        look_for::ios_ids(&self.policies, &self.catalogue)
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
