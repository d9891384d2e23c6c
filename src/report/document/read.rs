//! Reading a saved result back.
//!
//! A saved result decides an exit code, so it is believed only as far as it
//! agrees with itself: a result that is better than what stands below it is
//! refused, not repeated.

use super::{Applicability, Device, Document, FAMILY, SCHEMA, SCHEMA_BEFORE, Verdict};
use serde::Deserialize;

/// Why a file is not a result that can be reported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResultError {
    /// It is no JSON, or not of this shape.
    #[error("it is no saved result: {0}; save one with `dutyphone audit -f json`")]
    Damaged(String),
    /// It is something else of ours, or of a later version.
    #[error("its schema is `{0}`, and this version reads `{SCHEMA}` and `{SCHEMA_BEFORE}`{1}")]
    Schema(String, &'static str),
    /// It contradicts itself.
    #[error("it contradicts itself: {0}; make it anew with `dutyphone audit`")]
    Contradiction(String),
}

impl Document<'static> {
    /// Reads a result that `-f json` wrote.
    ///
    /// # Errors
    ///
    /// When it is none, has an unknown major version, or contradicts itself.
    pub fn read(json: &[u8]) -> Result<Self, ResultError> {
        let parsed: Result<Document<'static>, _> = serde_json::from_slice(json);
        match parsed {
            Ok(mut document) => {
                check_schema(&document.schema)?;
                if is_version(&document.schema, SCHEMA_BEFORE) {
                    document.raise();
                }
                document.check()?;
                Ok(document)
            }
            Err(error) => {
                // Another schema has another shape; it deserves its own words.
                if let Ok(head) = serde_json::from_slice::<Head>(json) {
                    check_schema(&head.schema)?;
                }
                Err(ResultError::Damaged(error.to_string()))
            }
        }
    }

    /// Makes the present version of the one before. There, every remark on a
    /// device counted like a finding.
    fn raise(&mut self) {
        self.schema = SCHEMA.into();
        let fail_on = self.fail_on;
        for remark in self.devices.iter_mut().flat_map(|d| &mut d.remarks) {
            remark.finding = fail_on.is_reached_by(remark.level);
        }
    }

    fn check(&self) -> Result<(), ResultError> {
        let wrong = |what: String| Err(ResultError::Contradiction(what));
        for device in &self.devices {
            if let Some(what) = contradiction(device, self) {
                return wrong(format!("`{}` {what}", device.id));
            }
        }
        let listed = |answer| self.devices.iter().filter(|d| d.verdict == answer).count();
        let counts = self.summary;
        let counted = [
            (Verdict::NonCompliant, counts.non_compliant),
            (Verdict::Indeterminate, counts.indeterminate),
            (Verdict::Compliant, counts.compliant),
            (Verdict::NotApplicable, counts.not_applicable),
        ];
        for (answer, count) in counted {
            if listed(answer) > count {
                return wrong(format!("more devices are {answer} than it counts"));
            }
        }
        let sum = counted
            .iter()
            .try_fold(0_usize, |sum, (_, count)| sum.checked_add(*count));
        if sum != Some(counts.devices) {
            return wrong("its counts do not add up".to_owned());
        }
        let best = match (counts.non_compliant, counts.indeterminate, counts.devices) {
            (0, 0, 1..) if counts.compliant == 0 => Verdict::NotApplicable,
            (0, 0, 1..) => Verdict::Compliant,
            (0, _, _) => Verdict::Indeterminate,
            _ => Verdict::NonCompliant,
        };
        // Answers are ordered worst first, and what nobody judged is no pass.
        let unearned = self.verdict == Verdict::Compliant && best != Verdict::Compliant;
        if self.verdict > best || unearned {
            return wrong(format!(
                "it says {}, and by its counts it is {best}",
                self.verdict
            ));
        }
        Ok(())
    }
}

/// Whether a device's result is better than what stands below it.
fn contradiction(device: &Device<'_>, document: &Document<'_>) -> Option<&'static str> {
    let broken = device
        .findings
        .iter()
        .any(|finding| document.fail_on.is_reached_by(finding.level) && finding.is_open())
        || device
            .remarks
            .iter()
            .any(|remark| remark.breaks(document.fail_on));
    if broken && device.verdict != Verdict::NonCompliant {
        return Some("breaks the policy, and its verdict says otherwise");
    }
    let seen = device.coverage.complete && device.coverage.gaps.is_empty();
    if !seen && device.verdict == Verdict::Compliant {
        return Some("was not fully read, and is called compliant");
    }
    let stands = &device.applicability;
    let judged = stands.iter().any(Applicability::is_judged);
    let unclear = stands.iter().any(|stand| stand.state == "unknown");
    match device.verdict {
        Verdict::Compliant if unclear || (!judged && !stands.is_empty()) => {
            Some("was not judged by every policy that may be for it, and is called compliant")
        }
        Verdict::NotApplicable if unclear || judged => {
            Some("was judged, or may have to be, and is called not applicable")
        }
        _ => None,
    }
}

#[derive(Deserialize)]
struct Head {
    schema: String,
}

fn check_schema(schema: &str) -> Result<(), ResultError> {
    if is_version(schema, SCHEMA) || is_version(schema, SCHEMA_BEFORE) {
        return Ok(());
    }
    let hint = if schema.starts_with("dutyphone/inventory/") {
        ": this is an inventory; judge it with `dutyphone audit`"
    } else if schema.starts_with(FAMILY) {
        ": get the version of dutyphone that wrote it, or a newer one"
    } else {
        ""
    };
    Err(ResultError::Schema(schema.to_owned(), hint))
}

/// Whether a schema is of a major version.
fn is_version(schema: &str, major: &str) -> bool {
    let minor = schema.strip_prefix(major);
    minor.is_some_and(|minor| minor.is_empty() || minor.starts_with('.'))
}
