//! Sentences about the measures in English.

use super::super::shared::status;
use super::super::words::PolicyWords;

pub(super) const POLICY: PolicyWords = PolicyWords {
    issued: |who, kind, day| format!("{who}, {kind} of {day}"),
    since: |day| format!("in force since {day}"),
    ends: |day| format!("ends on {day}"),
    checked: |day| format!("compared with its sources on {day}"),
    review: |day| format!("to be looked at again by {day}"),
    status,
    adopted: |by, decided_by, day| format!("adopted by {by} (decided by {decided_by} on {day})"),
    adopted_short: |by| format!("adopted by {by}"),
    not_covered: |policy, name, on, why| match on {
        Some(platform) => {
            format!("{policy} names {name}, which no rule sees on {platform}: {why}")
        }
        None => format!("{policy} names {name}, which no rule sees: {why}"),
    },
    not_seen: |policy, count| format!("{policy} names {count} that no rule sees"),
    not_seen_short: |count| format!("names {count} that no rule sees"),
    left_out_short: "holders not stated",
    no_finding: |policies| format!("no finding: {policies}"),
    judged_none: |policies| format!("judged no device: {policies}"),
    as_of: |day| format!("as of {day}"),
    as_of_facts: |day, data| format!("as of {day}, facts {data}"),
};
