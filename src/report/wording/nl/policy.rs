//! Sentences about the measures in Dutch.

use super::super::shared::status;
use super::super::words::PolicyWords;

pub(super) const POLICY: PolicyWords = PolicyWords {
    issued: |who, kind, day| format!("{who}, {kind} van {day}"),
    since: |day| format!("geldt vanaf {day}"),
    ends: |day| format!("eindigt op {day}"),
    checked: |day| format!("vergeleken met de bronnen op {day}"),
    review: |day| format!("opnieuw te bezien uiterlijk {day}"),
    status,
    adopted: |by, decided_by, day| {
        format!("overgenomen door {by} (besluit van {decided_by}, {day})")
    },
    adopted_short: |by| format!("overgenomen door {by}"),
    not_covered: |policy, name, on, why| match on {
        Some(platform) => {
            format!(
                "{policy} noemt {name}, wat geen regel kan zien op {platform} (in het Engels: \u{201c}{why}\u{201d})"
            )
        }
        None => format!(
            "{policy} noemt {name}, wat geen regel kan zien (in het Engels: \u{201c}{why}\u{201d})"
        ),
    },
    not_seen: |policy, count| format!("{policy} noemt er {count} die geen regel kan zien"),
    not_seen_short: |count| format!("noemt er {count} die geen regel ziet"),
    left_out_short: "houders niet opgegeven",
    no_finding: |policies| format!("geen bevinding: {policies}"),
    judged_none: |policies| format!("geen apparaat beoordeeld: {policies}"),
    as_of: |day| format!("per {day}"),
    as_of_facts: |day, data| format!("per {day}, gegevens {data}"),
};
