//! What may be typed to keep of a phone only what rules match.

use super::CatalogueArgs;
use super::InputArgs;
use super::candidates::{countries, policies};

/// Where the help lists them.
const PRIVATE: &str = "Privately owned phones";

/// Inventories of privately owned phones.
#[derive(Debug, clap::Args)]
pub(crate) struct MinimalArgs {
    /// Keep only the apps that the rules of the policies match, and the number of
    /// the others
    ///
    /// Without names and times. Such an inventory can be judged by these policies,
    /// as they are now, and by no others: for those it is not fully read.
    #[arg(long, help_heading = PRIVATE, conflicts_with = "diagnose")]
    pub(crate) minimal: bool,
    /// With --minimal, a built-in policy or a policy file; may be given again
    /// [default: default]
    #[arg(short, long = "policy", help_heading = PRIVATE, value_name = "POLICY", add = policies(), requires = "minimal")]
    policies: Vec<String>,
    /// With --minimal, the built-in measures of a country that are in force, for
    /// example NO; may be given again
    #[arg(long = "jurisdiction", help_heading = PRIVATE, value_name = "CODE", add = countries(), requires = "minimal")]
    jurisdictions: Vec<String>,
    #[command(flatten)]
    catalogue: CatalogueArgs,
}

impl MinimalArgs {
    /// By what apps are chosen, as `audit` takes it; none for whole inventories.
    pub(crate) fn inputs(&self) -> Option<InputArgs> {
        self.minimal.then(|| InputArgs {
            policies: self.policies.clone(),
            jurisdictions: self.jurisdictions.clone(),
            catalogue: self.catalogue.clone(),
            register: None,
            waivers: None,
            as_of: None,
        })
    }
}
