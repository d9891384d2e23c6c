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
mod applicability;
mod attendance;
mod calendar;
mod context;
mod data;
mod device;
mod disclosure;
mod evidence;
pub(crate) mod fleet;
mod id_table;
mod index;
mod inputs;
mod judge;
mod matching;
mod measure;
mod minimal;
mod names;
mod organisation;
mod outcome;
mod overlap;
mod parts;
pub mod policy_tests;
mod profiles;
mod result;
mod scoping;
mod shown;
mod spellings;
mod standing;
mod subject;
mod terms;
mod told;
mod verdict;
mod web;
mod weight;

pub use advice::{Place, Step, removal, removal_command};
pub use applicability::{Applicability, Applies, FactUsed};
pub use attendance::Attendance;
pub use evidence::DeviceEvidence;
pub use fleet::by_day::shown_time;
pub use fleet::counts::{Counting, Counts};
pub use fleet::deduplicate::{
    Deduplicator, LEFT_OUT, SAME_ID, Standing, VerdictCounts, reading, which_counts,
};
pub use fleet::judge::FleetJudge;
pub use fleet::limits::{DeviceLimits, Permission};
pub use fleet::roster::Roster;
pub use fleet::summary::{AppCount, BadDevice, FleetSummary, More, RuleCount, UnreadDevice};
pub use fleet::totals::{Reason, Totals};
pub use judge::Judge;
pub use measure::{ExceptionFact, Measure, SourceFact};
pub use organisation::Organisation;
pub use outcome::{AuditResult, Evidence, FileFact, Summary, Unlisted};
pub use result::{
    AppCounts, DataSetFact, DeviceResult, Finding, MatchKind, OwnerFact, Remark, RemarkCode,
    RuleFact, WaiverFact,
};
pub use terms::{Digests, Terms, Threshold};
pub use verdict::Verdict;

// The words of earlier stages that results are made of, so that a report needs
// to know this stage alone.
pub use crate::catalogue::{Confidence, Country, Relation};
pub use crate::policy::{Adoption, Basis, Dimension, Instrument, Level, NotCovered, Status};
