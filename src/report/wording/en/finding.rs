//! Sentences about one finding in English.

use super::super::words::{FindingWords, Owner, Weaker};

pub(super) const FINDING: FindingWords = FindingWords {
    fitted: |number, example| format!("{number} apps that came with the phone, such as {example}"),
    variant: |what| format!("variant: {what}"),
    profile: |number, kind| format!("profile {number} ({kind})"),
    owner: |Owner { name, above, tied }| match (above, tied) {
        (Some(above), Some(tied)) => format!("owner {name}, part of {above}, {tied}"),
        (Some(above), None) => format!("owner {name}, part of {above}"),
        (None, Some(tied)) => format!("owner {name}, {tied}"),
        (None, None) => format!("owner {name}"),
    },
    owner_confidence: |level, is_disputed| {
        let disputed = if is_disputed { ", disputed" } else { "" };
        format!("confidence {level}{disputed}")
    },
    owner_in: |place, confidence, is_disputed| {
        let confidence = confidence.map(|level| format!(", confidence {level}"));
        let disputed = if is_disputed { ", disputed" } else { "" };
        format!(
            "owner in {place}{}{disputed}",
            confidence.unwrap_or_default()
        )
    },
    owner_known: |confidence| format!("owner known with confidence {confidence}"),
    id_confidence: |level| format!("id confidence {level}"),
    hint: |country| {
        format!(
            "who owns it is not known; its id begins as ids from {country} do, and the rule is \
             about owners there"
        )
    },
    weaker: Weaker {
        by_name: |here, rule| {
            format!("{here}; it would be {rule} if a list gave the id that the rule selects")
        },
        owner_unsure: |here, rule| {
            format!(
                "{here}; it would be {rule} if a source that can be looked up bore out who owns \
                 the app"
            )
        },
        id_unsure: |here, rule| {
            format!(
                "{here}; it would be {rule} if a source that can be looked up bore out whose id \
                 it is"
            )
        },
        not_installed: |here, rule| {
            format!("{here}; it would be {rule} for an installed app that is surely recognised")
        },
    },
    waived: |approver, until, reason| format!("waived: by {approver} until {until}: {reason}"),
    permitted: |reason| format!("permitted: {reason}"),
};
