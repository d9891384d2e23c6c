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
mod cache;
mod calendar;
mod device;
mod fleet;
mod glance;
mod index;
mod judge;
mod matching;
pub mod newest;
mod organisation;
mod overview;
mod result;
mod roll;
mod screen;
mod tally;
pub mod trial;
mod verdict;

pub use advice::removal;
pub use fleet::FleetJudge;
pub use judge::{Judge, Terms};
pub use matching::MatchKind;
pub use organisation::Organisation;
pub use overview::{AppCount, BadDevice, Overview, RuleCount, UnreadDevice};
pub use result::{
    AppCounts, AuditResult, DeviceResult, Finding, Measure, OwnerFact, Remark, RemarkCode,
    RuleFact, SourceFact, Summary, Unlisted, WaiverFact, WayOut,
};
pub use roll::{Answers, Roll};
pub use tally::Tally;
pub use verdict::Verdict;

// The words of earlier stages that results are made of, so that a report needs
// to know this stage alone.
pub use crate::catalogue::{Confidence, Country, Relation};
pub use crate::policy::{Instrument, Level, Status};
