//! Sentences about the measures in Bokmål.

use super::super::shared::status;
use super::super::words::PolicyWords;

pub(super) const POLICY: PolicyWords = PolicyWords {
    issued: |who, kind, day| format!("{who}, {kind} fra {day}"),
    since: |day| format!("gjelder fra {day}"),
    ends: |day| format!("opphører {day}"),
    checked: |day| format!("sammenholdt med kildene {day}"),
    review: |day| format!("skal vurderes på nytt innen {day}"),
    status,
    adopted: |by, decided_by, day| {
        format!("gjort gjeldende av {by} (besluttet av {decided_by} {day})")
    },
    adopted_short: |by| format!("gjort gjeldende av {by}"),
    not_covered: |policy, name, on, why| match on {
        Some(platform) => {
            format!(
                "{policy} nevner {name}, som ingen regel kan se på {platform} (på engelsk: \u{201c}{why}\u{201d})"
            )
        }
        None => format!(
            "{policy} nevner {name}, som ingen regel kan se (på engelsk: \u{201c}{why}\u{201d})"
        ),
    },
    not_seen: |policy, count| format!("{policy} nevner {count} som ingen regel kan se"),
    not_seen_short: |count| format!("nevner {count} som ingen regel ser"),
    left_out_short: "brukere ikke oppgitt",
    no_finding: |policies| format!("ingen funn: {policies}"),
    judged_none: |policies| format!("vurderte ingen enhet: {policies}"),
    as_of: |day| format!("per {day}"),
    as_of_facts: |day, data| format!("per {day}, datasett {data}"),
};
