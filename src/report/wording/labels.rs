//! Labels before a sentence, headings and the names of columns in reports.

/// Before the reason of a finding.
pub(in crate::report) const WHY: &str = "why";
/// Before what is to be done.
pub(in crate::report) const DO: &str = "do";
/// Before why a finding weighs less than its rule.
pub(in crate::report) const LEVEL: &str = "level";
/// Before what is worth knowing and hides no app.
pub(in crate::report) const NOTE: &str = "note";
/// Before what could not be read.
pub(in crate::report) const NOT_READ: &str = "not read";
/// A finding that something permits.
pub(in crate::report) const PERMITTED: &str = "ok";
