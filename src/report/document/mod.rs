//! The result of an audit as one plain document: what `-f json` writes, what
//! `dutyphone report` reads back, and all that any format knows.
//!
//! Because every format renders this document and nothing else, a saved result
//! gives the same bytes later as the audit gave at once.
//!
//! Fields are part of the interface `dutyphone/audit/2`. Version 1, which did not
//! say who was judged by what, is still read. A newer version may add fields and
//! words; formats show a word that they do not know as it
//! stands. Only the two words that decide something, a level and a verdict,
//! must be known.

mod basis;
mod claims;
mod data_set;
mod device;
mod device_evidence;
mod devices;
mod from_audit;
mod glance;
mod inputs;
mod measure;
mod originals;
mod parts;
mod read;
mod rule;
mod summary;
mod window;
mod words;

pub use basis::{Applicability, Evidence, FactUsed, File};
pub(in crate::report) use claims::{Claims, Judged};
pub use data_set::DataSet;
pub use device::{Apps, Coverage, Device, Finding, Gap, Note, Profile, Remark, Waiver};
pub use device_evidence::{DeviceEvidence, Signer};
pub use devices::{Aside, Devices};
pub(in crate::report) use from_audit::{applicability, exception, waiver};
pub use glance::{Glance, is_of_age};
pub use inputs::{Inputs, NotRead};
pub use measure::{Adoption, Exception, NotCovered, Source};
pub use originals::Originals;
pub(in crate::report) use parts::split;
pub use read::ResultError;
pub(in crate::report) use read::read_head;
pub use rule::Rule;
pub use summary::Summary;
pub use words::Verdict;
pub(in crate::report) use words::{Words, known};

use crate::audit::Threshold;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// The name and major version of this format.
pub const SCHEMA: &str = "dutyphone/audit/2";

/// The version before, which is still read.
pub const SCHEMA_BEFORE: &str = "dutyphone/audit/1";

/// What the names of all versions begin with.
pub const FAMILY: &str = "dutyphone/audit/";

/// Text that is borrowed from an audit's result or owned after reading a file.
pub type Text<'r> = Cow<'r, str>;

/// The result for a whole run, with everything that stands behind it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Document<'r> {
    /// [`SCHEMA`].
    pub schema: Text<'r>,
    /// The program and version that judged.
    pub tool: Text<'r>,
    /// The day the audit was made for.
    pub as_of: Text<'r>,
    /// The level from which a finding breaks the policy.
    #[serde(with = "words::known")]
    pub fail_on: Threshold,
    /// The result for all devices together.
    #[serde(with = "words::known")]
    pub verdict: Verdict,
    /// The policies that judged, in the order they were given.
    pub policies: Vec<Policy<'r>>,
    /// Their rules, in the order of the policies.
    #[serde(default)]
    pub rules: Vec<Rule<'r>>,
    /// The facts that were used. Older results do not tell.
    #[serde(default)]
    pub data: Vec<DataSet<'r>>,
    /// The counts.
    pub summary: Summary,
    /// The devices, worst first.
    pub devices: Devices<'r>,
    /// What is worth telling about the whole run.
    #[serde(default)]
    pub remarks: Vec<Remark<'r>>,
    /// The organisation's files that were used.
    #[serde(default)]
    pub evidence: Evidence<'r>,
    /// Where every input ended; none in results of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inputs: Option<Inputs<'r>>,
    /// What the measures name and no rule of them can see.
    #[serde(default)]
    pub not_covered: Vec<NotCovered<'r>>,
}

impl<'r> Document<'r> {
    /// The rules by id.
    #[must_use]
    pub fn rules_by_id(&self) -> HashMap<&str, &Rule<'r>> {
        self.rules.iter().map(|rule| (&*rule.id, rule)).collect()
    }

    /// Whether every device of the run is listed.
    #[must_use]
    pub fn lists_all(&self) -> bool {
        self.devices.len() == self.summary.devices
    }

    /// How many devices were not fully read or judged, whatever was found on them.
    /// Of those that break a policy, only listed ones tell.
    #[must_use]
    pub fn not_whole(&self) -> usize {
        let broken = |device: Glance| device.is_broken_and_unread();
        self.summary.indeterminate + self.devices.count(broken)
    }

    /// The policy of that id.
    #[must_use]
    pub fn policy(&self, id: &str) -> Option<&Policy<'r>> {
        self.policies.iter().find(|policy| policy.id == id)
    }
}

/// A policy that judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy<'r> {
    /// Its id.
    pub id: Text<'r>,
    /// `sha256:` and the digest of the policy file.
    pub digest: Text<'r>,
    /// The measure's title.
    pub title: Option<Text<'r>>,
    /// Its title in other languages, by the language's code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub titles: BTreeMap<Text<'r>, Text<'r>>,
    /// Who issued it.
    pub issuer: Option<Text<'r>>,
    /// Where it holds.
    pub jurisdiction: Option<Text<'r>>,
    /// What kind of measure it is.
    pub instrument: Option<Text<'r>>,
    /// When it was issued.
    pub issued: Option<Text<'r>>,
    /// When it took effect, if not at once.
    #[serde(default)]
    pub effective: Option<Text<'r>>,
    /// When it ends by itself.
    #[serde(default)]
    pub expires: Option<Text<'r>>,
    /// Whether it still holds.
    pub status: Option<Text<'r>>,
    /// More on the status.
    #[serde(default)]
    pub status_remark: Option<Text<'r>>,
    /// When the policy was last compared with its sources.
    #[serde(default)]
    pub checked: Option<Text<'r>>,
    /// When it is to be looked at again.
    #[serde(default)]
    pub review_by: Option<Text<'r>>,
    /// Where it can be read.
    pub sources: Vec<Source<'r>>,
    /// Its published exceptions.
    pub exceptions: Vec<Exception<'r>>,
    /// Set when an organisation judged by it on terms of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adoption: Option<Adoption<'r>>,
}
