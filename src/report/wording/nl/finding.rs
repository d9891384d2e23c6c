//! Sentences about one finding in Dutch.

use super::super::words::{FindingWords, Owner, Weaker};

pub(super) const FINDING: FindingWords = FindingWords {
    fitted: |number, example| {
        format!("{number} apps die met de telefoon zijn meegeleverd, zoals {example}")
    },
    variant: |what| format!("variant: {what}"),
    profile: |number, kind| format!("profiel {number} ({kind})"),
    owner: |Owner { name, above, tied }| {
        let mut text = format!("eigenaar: {name}");
        if let Some(above) = above {
            text.push_str(&format!(", onderdeel van {above}"));
        }
        if let Some(tied) = tied {
            text.push_str(&format!(", {tied}"));
        }
        text
    },
    owner_confidence: |level, is_disputed| {
        let disputed = if is_disputed { ", omstreden" } else { "" };
        format!("zekerheid: {level}{disputed}")
    },
    owner_in: |place, confidence, is_disputed| {
        let confidence = confidence.map(|level| format!(", zekerheid: {level}"));
        let disputed = if is_disputed { ", omstreden" } else { "" };
        format!(
            "eigenaar in {place}{}{disputed}",
            confidence.unwrap_or_default()
        )
    },
    owner_known: |confidence| format!("hoe zeker de eigenaar bekend is: {confidence}"),
    id_confidence: |level| format!("hoe zeker de id is: {level}"),
    hint: |country| {
        format!(
            "de eigenaar is niet bekend; de id begint zoals id's uit {country}, en de regel gaat \
             over eigenaren daar"
        )
    },
    weaker: Weaker {
        by_name: |here, rule| {
            format!("{here}; het zou een {rule} zijn als de lijst de id uit de regel noemde")
        },
        owner_unsure: |here, rule| {
            format!(
                "{here}; het zou een {rule} zijn als een raadpleegbare bron bevestigde van wie de \
                 app is"
            )
        },
        id_unsure: |here, rule| {
            format!(
                "{here}; het zou een {rule} zijn als een raadpleegbare bron bevestigde van wie de \
                 id is"
            )
        },
        not_installed: |here, rule| {
            format!(
                "{here}; het zou een {rule} zijn voor een geïnstalleerde app die zeker is herkend"
            )
        },
    },
    waived: |approver, until, reason| {
        format!("ontheffing: goedgekeurd door {approver}, geldt tot en met {until}: {reason}")
    },
    permitted: |reason| format!("toegestaan op grond van een uitzondering: {reason}"),
};
