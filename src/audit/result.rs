//! What an audit says, as plain data. Reports know these types and no others.

use super::applicability::{Applicability, Applies};
use super::evidence::DeviceEvidence;
use super::measure::{ExceptionFact, Measure};
use super::verdict::Verdict;
use crate::catalogue::{Confidence, Country, Match, Relation};
use crate::inventory::{
    Coverage, DeviceIdentity, Locator, Origin, Platform, ProfileId, ProfileKind, State, words,
};
use crate::policy::Level;
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::Arc;

words! {
    /// How a rule matched an app, best evidence first.
    pub enum MatchKind {
        /// The exact id, signed by the expected certificate.
        IdAndCertificate = "id-and-certificate",
        /// The exact id.
        Id = "id",
        /// The exact id, signed by a certificate that is not the expected one.
        UnknownBuild = "id-unknown-build",
        /// The App Store item id.
        StoreId = "store-id",
        /// The developer's name.
        Developer = "developer",
        /// The id, or the beginning of it, but for capitals.
        Capitals = "id-but-for-capitals",
        /// The beginning of the id, as the policy spells it.
        Prefix = "prefix",
        /// The beginning of the id, as the catalogue knows the owner's ids.
        Namespace = "namespace",
        /// A bare country namespace.
        Hint = "hint",
        /// The name, where a list gives no id.
        Name = "name",
        /// The host of a web page on the home screen.
        WebHost = "web-host",
        /// The rule names no app, and asks only how it came onto the device.
        Condition = "condition",
        /// It is not on the allow-list.
        NotListed = "not-listed",
    }
}

impl From<Match> for MatchKind {
    fn from(found: Match) -> Self {
        match found {
            Match::IdAndCertificate => Self::IdAndCertificate,
            Match::Id => Self::Id,
            Match::UnknownBuild => Self::UnknownBuild,
            Match::StoreId => Self::StoreId,
            Match::Developer => Self::Developer,
            Match::Capitals => Self::Capitals,
            Match::Namespace => Self::Namespace,
            Match::Name => Self::Name,
        }
    }
}

/// A version of the facts about apps and owners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSetFact {
    /// What it is called: `built-in`, or the path of an overlay.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// The day of that version, or of its newest row.
    pub date: Option<Date>,
    /// `sha256:` and the digest of its files.
    pub digest: String,
    /// How many of its rows gave way to a later data set.
    pub overridden: u32,
}

/// An organisation's own dated permission.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WaiverFact {
    /// Its id in the organisation's file.
    pub id: String,
    /// Why it was given.
    pub reason: String,
    /// Who gave it.
    pub approver: String,
    /// The last day on which it holds.
    pub expires: Date,
    /// Whether it is for one device, by its id.
    pub is_for_device: bool,
}

words! {
    /// Something worth telling beside findings. Stable; `explain` knows each.
    pub enum RemarkCode {
        /// A waiver matched nothing in this run.
        WaiverUnused = "waiver-unused",
        /// A waiver would have matched, and is past its last day.
        WaiverExpired = "waiver-expired",
        /// A waiver whose first day is still to come.
        WaiverNotYetValid = "waiver-not-yet-valid",
        /// A measure is past the day on which it was to be looked at again.
        MeasurePastReview = "measure-past-review",
        /// A measure has ended, or was replaced or withdrawn.
        MeasureEnded = "measure-ended",
        /// A measure takes effect later than the day of the audit.
        MeasureNotYetInForce = "measure-not-yet-in-force",
        /// What the register says of a device and what the device shows
        /// exclude each other.
        RegisterContradicted = "register-contradicted",
        /// The register says that a device is a separate one, and an
        /// organisation manages it.
        SeparateDeviceDoubtful = "separate-device-doubtful",
        /// An exception would fit the device, and nobody recorded the approval
        /// it needs.
        ApprovalMissing = "approval-missing",
        /// A measure is not for this device, by what the register says of it.
        /// Told by results of version 1.
        OutOfScope = "out-of-scope",
        /// A data set is older than half a year.
        DataSetOld = "data-set-old",
        /// Rows of a data set gave way to those of an overlay.
        DataSetOverridden = "data-set-overridden",
        /// An organisation judges by a measure on terms of its own.
        MeasureAdopted = "measure-adopted",
        /// A measure names something that no rule can see.
        NotCovered = "not-covered",
        /// A device is not in the register.
        NotRegistered = "not-registered",
        /// An inventory is old, and nobody set a limit.
        InventoryOld = "inventory-old",
        /// A measure is for a narrow group, and nobody states who holds some of
        /// the devices.
        HolderNotStated = "holder-not-stated",
        /// Devices were judged by what is assumed of them.
        FactsAssumed = "facts-assumed",
        /// Of some devices only what the rules match was kept.
        MinimalInventories = "minimal-inventories",
        /// Columns of the register were not read.
        RegisterColumnsUnread = "register-columns-unread",
        /// Devices of the register were not read.
        RegisteredNotRead = "registered-not-read",
        /// Inputs hold no list of apps, and were not judged.
        InputsSetAside = "inputs-set-aside",
    }
}

/// Something worth telling beside findings, about one device or the whole run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The stable code.
    pub code: RemarkCode,
    /// How serious it is.
    pub level: Level,
    /// Whether it is a finding about the device itself, which breaks the policy
    /// from the level of `--fail-on` on. What is only worth telling never does.
    pub is_finding: bool,
    /// What was noticed, in a sentence.
    pub message: String,
    /// What to do. May be empty.
    pub advice: String,
    /// What the sentence is about, by name, so that it can be told in another
    /// language.
    pub details: Vec<(&'static str, String)>,
}

impl Remark {
    /// The same, with one more thing that the sentence is about.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.details.push((name, value.into()));
        self
    }

    /// Whether it is about the organisation's waivers.
    #[must_use]
    pub fn is_of_waivers(&self) -> bool {
        matches!(
            self.code,
            RemarkCode::WaiverUnused | RemarkCode::WaiverExpired | RemarkCode::WaiverNotYetValid
        )
    }

    /// Something that is only worth telling.
    pub(super) fn note(
        code: RemarkCode,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self {
            code,
            level: Level::Note,
            is_finding: false,
            message: message.into(),
            advice: advice.into(),
            details: Vec::new(),
        }
    }
}

/// A rule that found something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFact {
    /// `policy/rule`.
    pub id: String,
    /// The policy it belongs to.
    pub measure: Arc<Measure>,
    /// The level the policy gives it.
    pub level: Level,
    /// Why, in our words.
    pub reason: Option<String>,
    /// What the measure asks to be done, beyond removing the app.
    pub fix: Option<String>,
}

/// Who owns an app, and what ties the owner to a country a rule names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerFact {
    /// The owner's stable id.
    pub id: String,
    /// The owner's name.
    pub name: String,
    /// The name of the owner above it that has the tie to the country.
    pub through: Option<String>,
    /// The country: the one the rule names, otherwise the first that controls
    /// the owner.
    pub country: Option<Country>,
    /// That country's name.
    pub country_name: Option<String>,
    /// The tie to that country.
    pub relation: Option<Relation>,
    /// How sure the owner and the tie are.
    pub confidence: Confidence,
    /// Whether the attribution is disputed.
    pub contested: bool,
}

/// One rule, one app, one profile, one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Arc<RuleFact>,
    /// How serious it is here; a leftover weighs less than an installed app.
    pub level: Level,
    /// The app id as the device spells it; for a summary, the first of them.
    pub app: String,
    /// The app's name, from the catalogue or else from the device.
    pub name: Option<String>,
    /// What sets this build apart, for example `lite`.
    pub variant: Option<String>,
    /// The version, as the device spells it.
    pub version: Option<String>,
    /// When it was first installed in this profile, where the device tells.
    pub first_installed: Option<Timestamp>,
    /// The profile.
    pub profile: ProfileId,
    /// What kind of profile it is, when that is known.
    pub profile_kind: Option<ProfileKind>,
    /// The app's state.
    pub state: State,
    /// Whether the maker or the user put it there.
    pub origin: Origin,
    /// How the rule matched.
    pub matched: MatchKind,
    /// How sure it is that the id is this app.
    pub id_confidence: Option<Confidence>,
    /// Who owns it.
    pub owner: Option<OwnerFact>,
    /// The country that a bare country namespace hints at, when nothing better
    /// is known.
    pub hint: Option<Country>,
    /// That country's name.
    pub hint_name: Option<String>,
    /// Whether the rule asks for the owner, so that a doubt about the owner is a
    /// doubt about the finding.
    pub by_owner: bool,
    /// For a summary of factory-fitted apps: how many it stands for.
    pub summarises: Option<usize>,
    /// How to mend it on the device; a note asks for nothing.
    pub how_to_fix: Option<String>,
    /// The waiver that permits it, if one does.
    pub waived_by: Option<Arc<WaiverFact>>,
    /// The published exception that permits it on this device, if one does.
    pub permitted_by: Option<ExceptionFact>,
}

impl DeviceResult {
    /// Whether the phone shows something else than its register entry.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        self.remarks.iter().any(|remark| remark.is_finding)
    }

    /// Whether it breaks the policy and could not be fully read.
    #[must_use]
    pub fn is_broken_and_unread(&self) -> bool {
        self.verdict == Verdict::NonCompliant && self.coverage.complete().is_none()
    }

    /// Whether there is a register and the device is not in it.
    #[must_use]
    pub fn is_unregistered(&self) -> bool {
        let mut remarks = self.remarks.iter();
        remarks.any(|remark| remark.code == RemarkCode::NotRegistered)
    }

    /// Whether something is permitted, or nobody judged, because of what is noted
    /// under its id.
    #[must_use]
    pub fn leans_on_its_id(&self) -> bool {
        let by_device = |finding: &Finding| {
            let waiver = finding.waived_by.as_ref();
            finding.permitted_by.is_some() || waiver.is_some_and(|waiver| waiver.is_for_device)
        };
        let mut stands = self.applicability.iter();
        let is_left_out = stands.any(|stand| stand.state != Applies::Judged);
        self.findings.iter().any(by_device) || (is_left_out && !self.is_unregistered())
    }

    /// Whether it was judged by what is assumed of it.
    #[must_use]
    pub fn is_assumed(&self) -> bool {
        let judged = |stand: &&Applicability| stand.state == Applies::Judged;
        let mut judged = self.applicability.iter().filter(judged);
        judged.any(Applicability::is_assumed)
    }
}

impl Finding {
    /// Whether nothing permits what was found.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.waived_by.is_none() && self.permitted_by.is_none()
    }
}

/// How many apps a device has, and how many of them have a known owner.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AppCounts {
    /// Installed apps, counted once in each profile.
    pub total: usize,
    /// Those of which the catalogue knows the owner.
    pub owner_known: usize,
}

/// The result for one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceResult {
    /// Where the inventory came from.
    pub locator: Locator,
    /// Serial, UDID, or the locator when neither is known.
    pub id: String,
    /// That by which it is the same device as another; `None` where nothing
    /// strong is known, and then it is a device of its own.
    pub identity: Option<DeviceIdentity>,
    /// Android or iOS, when it is known.
    pub platform: Option<Platform>,
    /// The maker.
    pub maker: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The OS version.
    pub os_version: Option<String>,
    /// When the inventory was true.
    pub taken_at: Option<Timestamp>,
    /// What shows later that it is this inventory that was judged.
    pub evidence: DeviceEvidence,
    /// The verdict.
    pub verdict: Verdict,
    /// How each policy in force stands to the device, in their order.
    pub applicability: Arc<[Applicability]>,
    /// How many days old the inventory was on the day of the audit.
    pub age_days: Option<u32>,
    /// How much was seen.
    pub coverage: Coverage,
    /// How many apps there are.
    pub apps: AppCounts,
    /// What was found, most serious first.
    pub findings: Vec<Finding>,
    /// What else is worth telling about the device.
    pub remarks: Vec<Remark>,
}
