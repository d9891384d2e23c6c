//! Sentences about the measures in Nynorsk.

use super::super::shared::status;
use super::super::words::PolicyWords;

pub(super) const POLICY: PolicyWords = PolicyWords {
    issued: |who, kind, day| format!("{who}, {kind} frå {day}"),
    since: |day| format!("gjeld frå {day}"),
    ends: |day| format!("tek slutt {day}"),
    checked: |day| format!("samanlikna med kjeldene {day}"),
    review: |day| format!("skal vurderast på nytt innan {day}"),
    status,
    adopted: |by, decided_by, day| format!("teke i bruk av {by} (vedteke av {decided_by} {day})"),
    adopted_short: |by| format!("teke i bruk av {by}"),
    not_covered: |policy, name, on, why| match on {
        Some(platform) => {
            format!(
                "{policy} nemner {name}, som ingen regel kan sjå på {platform} (på engelsk: \u{201c}{why}\u{201d})"
            )
        }
        None => format!(
            "{policy} nemner {name}, som ingen regel kan sjå (på engelsk: \u{201c}{why}\u{201d})"
        ),
    },
    not_seen: |policy, count| format!("{policy} nemner {count} som ingen regel kan sjå"),
    not_seen_short: |count| format!("nemner {count} som ingen regel ser"),
    left_out_short: "brukarar ikkje oppgitte",
    no_finding: |policies| format!("ingen funn: {policies}"),
    judged_none: |policies| format!("vurderte inga eining: {policies}"),
    as_of: |day| format!("per {day}"),
    as_of_facts: |day, data| format!("per {day}, datasett {data}"),
};
