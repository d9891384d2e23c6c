//! The part of the document that tells of one device: how much of it was seen, what
//! was found on it, and what permits that.

use super::basis::Applicability;
use super::device_evidence::DeviceEvidence;
use super::measure::Exception;
use super::words::{self, Verdict};
use crate::audit::{Level, Threshold};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

type Text<'r> = Cow<'r, str>;

/// The result for one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device<'r> {
    /// Serial, UDID, or the source when neither is known.
    pub id: Text<'r>,
    /// Where the inventory came from, spelt for a person.
    pub source: Text<'r>,
    /// The file or folder it was read from; none for a phone and for standard
    /// input.
    #[serde(default)]
    pub file: Option<Text<'r>>,
    /// The line, counted from 1, in a source that holds one inventory a line.
    #[serde(default)]
    pub line: Option<u64>,
    /// `android` or `ios`, when it is known.
    pub platform: Option<Text<'r>>,
    /// The maker.
    pub maker: Option<Text<'r>>,
    /// The model.
    pub model: Option<Text<'r>>,
    /// The OS version.
    pub os_version: Option<Text<'r>>,
    /// When the inventory was true.
    pub taken_at: Option<Text<'r>>,
    /// What shows later that it is this inventory that was judged. Earlier
    /// versions, and devices that were not read, have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<DeviceEvidence<'r>>,
    /// The verdict.
    #[serde(with = "words::known")]
    pub verdict: Verdict,
    /// How each policy in force stands to the device.
    #[serde(default)]
    pub applicability: Vec<Applicability<'r>>,
    /// How many days old the inventory was on the day of the audit.
    #[serde(default)]
    pub age_days: Option<u32>,
    /// How much was seen.
    pub coverage: Coverage<'r>,
    /// How many apps there are.
    pub apps: Apps,
    /// What was found, most serious first.
    pub findings: Vec<Finding<'r>>,
    /// What else is worth telling about the device.
    #[serde(default)]
    pub remarks: Vec<Remark<'r>>,
}

/// How much of a device was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage<'r> {
    /// Whether everything was.
    pub complete: bool,
    /// The profiles, by number.
    pub profiles: Vec<Profile<'r>>,
    /// What was not seen, why, and what to do.
    pub gaps: Vec<Gap<'r>>,
    /// What is worth telling and hides no app.
    pub notes: Vec<Note<'r>>,
}

/// One profile and how much of it was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile<'r> {
    /// Its number.
    pub id: u32,
    /// What it is.
    pub kind: Text<'r>,
    /// How much of it was seen.
    pub status: Text<'r>,
}

/// Something that could not be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap<'r> {
    /// The stable code.
    pub code: Text<'r>,
    /// The profile it concerns, when it is about one.
    pub profile: Option<u32>,
    /// What happened.
    pub message: Text<'r>,
    /// What to do. May be empty.
    pub advice: Text<'r>,
}

/// Something worth telling that hides no app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note<'r> {
    /// The stable code.
    pub code: Text<'r>,
    /// The sentence.
    pub message: Text<'r>,
}

/// How many apps a device has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apps {
    /// Installed apps, counted once in each profile.
    pub total: usize,
    /// Those of which the catalogue knows the owner.
    pub owner_known: usize,
}

/// One rule, one app, one profile, one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding<'r> {
    /// The rule's `policy/rule`.
    pub rule: Text<'r>,
    /// How serious it is here; a leftover weighs less than an installed app.
    #[serde(with = "words::known")]
    pub level: Level,
    /// The app id as the device spells it; for a summary, the first of them.
    pub app: Text<'r>,
    /// The app's name.
    pub name: Option<Text<'r>>,
    /// What sets this build apart.
    pub variant: Option<Text<'r>>,
    /// The version, as the device spells it.
    pub version: Option<Text<'r>>,
    /// When it was first installed in this profile. Left out when the device
    /// does not tell, as in results of versions that did not ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_installed: Option<Text<'r>>,
    /// The profile.
    pub profile: u32,
    /// What kind of profile it is, when that is known.
    #[serde(default)]
    pub profile_kind: Option<Text<'r>>,
    /// The app's state.
    pub state: Text<'r>,
    /// Whether the maker or the user put it there.
    pub origin: Text<'r>,
    /// How the rule matched.
    #[serde(rename = "match")]
    pub matched: Text<'r>,
    /// The owner's id.
    pub owner: Option<Text<'r>>,
    /// The owner's name.
    pub owner_name: Option<Text<'r>>,
    /// The owner above it that has the tie to the country.
    pub owner_through: Option<Text<'r>>,
    /// The country: the one the rule names, otherwise the first that controls
    /// the owner.
    pub owner_country: Option<Text<'r>>,
    /// That country's name. Older results do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_country_name: Option<Text<'r>>,
    /// The tie to that country.
    pub owner_relation: Option<Text<'r>>,
    /// Whether the attribution is disputed.
    pub owner_contested: bool,
    /// How sure it is that the id is this app.
    pub id_confidence: Option<Text<'r>>,
    /// How sure the owner and the tie are.
    pub owner_confidence: Option<Text<'r>>,
    /// The country that a bare country namespace hints at.
    pub hint_country: Option<Text<'r>>,
    /// That country's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint_country_name: Option<Text<'r>>,
    /// Whether the rule asks for the owner, so that a doubt about the owner is a
    /// doubt about the finding. Older results do not tell.
    #[serde(default = "yes")]
    pub by_owner: bool,
    /// For a summary of factory-fitted apps: how many it stands for.
    pub summarises: Option<usize>,
    /// The waiver that permits it, if one does.
    pub waived_by: Option<Waiver<'r>>,
    /// The published exception that permits it here, if one does.
    pub permitted_by: Option<Exception<'r>>,
    /// Why the rule is there.
    pub reason: Option<Text<'r>>,
    /// What the measure asks to be done.
    pub fix: Option<Text<'r>>,
    /// How to mend it on the device.
    pub how_to_fix: Option<Text<'r>>,
}

/// What is not known may matter.
const fn yes() -> bool {
    true
}

impl Finding<'_> {
    /// Whether nothing permits what was found.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.waived_by.is_none() && self.permitted_by.is_none()
    }
}

/// An organisation's own dated permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver<'r> {
    /// Its id in the organisation's file.
    pub id: Text<'r>,
    /// Why it was given.
    pub reason: Text<'r>,
    /// Who gave it.
    pub approver: Text<'r>,
    /// The last day on which it holds.
    pub expires: Text<'r>,
}

/// Something worth telling beside findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark<'r> {
    /// The stable code.
    pub code: Text<'r>,
    /// How serious it is.
    #[serde(with = "words::known")]
    pub level: Level,
    /// Whether it is a finding about the device itself; otherwise it is only
    /// worth telling.
    #[serde(default)]
    pub finding: bool,
    /// What was noticed.
    pub message: Text<'r>,
    /// What to do. May be empty.
    pub advice: Text<'r>,
    /// What the sentence is about, by name. Earlier versions do not tell.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<Text<'r>, Text<'r>>,
}

impl Remark<'_> {
    /// Whether it breaks the policy.
    #[must_use]
    pub fn breaks(&self, fail_on: Threshold) -> bool {
        self.finding && fail_on.is_reached_by(self.level)
    }
}
