//! The part of a device's result that a comparison needs. Results of fleets are long,
//! and most of what they say is passed over unread.

use crate::audit::Level;
use crate::report::document::{Claims, Judged, Verdict, known};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::borrow::Cow;

type Text<'t> = Cow<'t, str>;

/// A device.
#[derive(Deserialize)]
pub(super) struct Lean<'t> {
    #[serde(borrow)]
    pub(super) id: Text<'t>,
    pub(super) platform: Option<Text<'t>>,
    pub(super) maker: Option<Text<'t>>,
    pub(super) model: Option<Text<'t>>,
    pub(super) os_version: Option<Text<'t>>,
    pub(super) taken_at: Option<Text<'t>>,
    #[serde(with = "known")]
    pub(super) verdict: Verdict,
    #[serde(default)]
    pub(super) applicability: Vec<Stand<'t>>,
    pub(super) coverage: Coverage<'t>,
    pub(super) findings: Vec<Finding<'t>>,
    #[serde(default)]
    pub(super) remarks: Vec<Remark>,
    pub(super) evidence: Option<Evidence<'t>>,
}

/// What it was judged by.
#[derive(Deserialize)]
pub(super) struct Evidence<'t> {
    #[serde(borrow)]
    pub(super) inventory: Option<Text<'t>>,
}

/// How a policy stands to it.
#[derive(Deserialize)]
pub(super) struct Stand<'t> {
    #[serde(borrow)]
    pub(super) policy: Text<'t>,
    #[serde(default)]
    pub(super) rule: Option<Text<'t>>,
    #[serde(borrow)]
    pub(super) state: Text<'t>,
}

/// How much of it was seen.
#[derive(Deserialize)]
pub(super) struct Coverage<'t> {
    pub(super) complete: bool,
    #[serde(borrow)]
    pub(super) gaps: Vec<Coded<'t>>,
    #[serde(borrow, default)]
    pub(super) notes: Vec<Coded<'t>>,
}

/// What was not, or what is worth telling.
#[derive(Deserialize)]
pub(super) struct Coded<'t> {
    #[serde(borrow)]
    pub(super) code: Text<'t>,
}

/// What was found.
#[derive(Deserialize)]
pub(super) struct Finding<'t> {
    #[serde(borrow)]
    pub(super) rule: Text<'t>,
    #[serde(with = "known")]
    pub(super) level: Level,
    #[serde(borrow)]
    pub(super) app: Text<'t>,
    pub(super) name: Option<Text<'t>>,
    pub(super) version: Option<Text<'t>>,
    #[serde(default)]
    pub(super) first_installed: Option<Text<'t>>,
    pub(super) profile: u32,
    #[serde(borrow)]
    pub(super) state: Text<'t>,
    pub(super) owner: Option<Text<'t>>,
    pub(super) owner_through: Option<Text<'t>>,
    pub(super) summarises: Option<usize>,
    waived_by: Option<IgnoredAny>,
    permitted_by: Option<IgnoredAny>,
}

/// What else is worth telling.
#[derive(Deserialize)]
pub(super) struct Remark {
    #[serde(with = "known")]
    level: Level,
    #[serde(default)]
    finding: bool,
}

impl Finding<'_> {
    /// Whether nothing permits what was found.
    pub(super) fn is_open(&self) -> bool {
        self.waived_by.is_none() && self.permitted_by.is_none()
    }
}

impl Lean<'_> {
    /// What it claims, and what stands below it.
    pub(super) fn claims(&self) -> Claims {
        let open = self.findings.iter().filter(|finding| finding.is_open());
        let remarks = self.remarks.iter();
        Claims {
            verdict: self.verdict,
            found: open.map(|finding| finding.level).max(),
            remarks: [
                remarks
                    .clone()
                    .filter(|one| one.finding)
                    .map(|one| one.level)
                    .max(),
                remarks.map(|remark| remark.level).max(),
            ],
            seen: self.coverage.complete && self.coverage.gaps.is_empty(),
            judged: Judged::of(self.applicability.iter().map(|stand| &*stand.state)),
        }
    }
}
