//! What the day of the audit means for a measure.
//!
//! A measure that has ended, or has not begun, judges nothing. One that is past
//! the day on which it was to be looked at again still judges, because nobody
//! has said that it ended, and the report says so.

use super::result::{Remark, RemarkCode};
use crate::policy::{Policy, Status};
use jiff::civil::Date;

/// That a measure, or one of its rules, has not begun.
pub(super) fn not_yet(id: &str, from: Date) -> Remark {
    Remark::note(
        RemarkCode::MeasureNotYetInForce,
        format!("{id} takes effect on {from} and did not judge"),
        "",
    )
    .with("policy", id)
    .with("day", from.to_string())
}

/// What is worth telling about a measure on a day.
pub(super) fn remark(policy: &Policy, day: Date) -> Option<Remark> {
    let id = &policy.id;
    if let Some(from) = policy.begins().filter(|from| *from > day) {
        return Some(not_yet(id, from));
    }
    if let Some(to) = policy.expires.filter(|to| *to < day) {
        return Some(
            Remark::note(
                RemarkCode::MeasureEnded,
                format!("{id} ended on {to} and did not judge"),
                "look for the measure that took its place",
            )
            .with("policy", id)
            .with("day", to.to_string()),
        );
    }
    if let Some(status @ (Status::Superseded | Status::Repealed)) = policy.status {
        let remark = policy.status_remark.as_deref().unwrap_or("no remark");
        let told = Remark::note(
            RemarkCode::MeasureEnded,
            format!("{id} is {status} and judged all the same, because you named it ({remark})"),
            "look for the measure that took its place",
        )
        .with("policy", id)
        .with("status", status.to_string());
        return Some(match &policy.status_remark {
            Some(remark) => told.with("remark", remark),
            None => told,
        });
    }
    let due = policy.review_by.filter(|due| *due < day)?;
    Some(
        Remark::note(
            RemarkCode::MeasurePastReview,
            format!("{id} was to be looked at again by {due}; it is used as it stands"),
            "compare it with its sources, and note the day under `checked`",
        )
        .with("policy", id)
        .with("day", due.to_string()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first and the last day count.
    #[test]
    fn a_measure_judges_from_its_first_day_to_its_last() {
        let text = "schema = 1\nid = \"t\"\neffective = 2026-02-01\nexpires = 2026-02-28\n\
                    review-by = 2026-02-10\n[[rule]]\nid = \"r\"\nandroid = [\"no.example\"]\n";
        let catalogue = crate::catalogue::builtin();
        let policy = crate::policy::read(text, &catalogue).unwrap();
        let table = [
            ("2026-01-31", false, Some(RemarkCode::MeasureNotYetInForce)),
            ("2026-02-01", true, None),
            ("2026-02-10", true, None),
            ("2026-02-11", true, Some(RemarkCode::MeasurePastReview)),
            ("2026-02-28", true, Some(RemarkCode::MeasurePastReview)),
            ("2026-03-01", false, Some(RemarkCode::MeasureEnded)),
        ];
        for (day, judges, code) in table {
            let day: Date = day.parse().unwrap();
            assert_eq!(policy.is_in_force(day), judges, "{day}");
            assert_eq!(
                remark(&policy, day).map(|remark| remark.code),
                code,
                "{day}"
            );
        }
    }
}
