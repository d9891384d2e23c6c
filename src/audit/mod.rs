//! The judgement: an inventory, policies and a date become findings and a
//! verdict.
//!
//! **Invariant:** this stage is pure. It reads no clock and no file and prints
//! nothing, so the same input gives the same result on every machine.
//!
//! **Invariant:** only this stage makes a [`Verdict`], and a `compliant` one
//! carries the proof that everything was looked at.

mod advice;
mod age;
mod calendar;
mod combination;
mod context;
mod data;
mod device;
pub(crate) mod fleet;
mod fold;
mod index;
mod judge;
mod listed;
mod matching;
mod organisation;
pub mod policy_tests;
mod result;
mod terms;
mod verdict;

pub use advice::removal;
pub use fleet::deduplicate::{
    Deduplicator, LEFT_OUT, SAME_ID, Standing, VerdictCounts, keep_newest, standing, which_counts,
};
pub use fleet::judge::FleetJudge;
pub use fleet::summary::{AppCount, BadDevice, FleetSummary, RuleCount, UnreadDevice};
pub use fleet::totals::Totals;
pub use judge::Judge;
pub use organisation::Organisation;
pub use result::{
    AppCounts, AuditResult, DataSetFact, DeviceResult, ExceptionFact, Finding, MatchKind, Measure,
    OwnerFact, Remark, RemarkCode, RuleFact, SourceFact, Summary, Unlisted, WaiverFact,
};
pub use terms::Terms;
pub use verdict::Verdict;

// The words of earlier stages that results are made of, so that a report needs
// to know this stage alone.
pub use crate::catalogue::{Confidence, Country, Relation};
pub use crate::policy::{Instrument, Level, Status};
