//! Sentences about one finding in Bokmål.

use super::super::words::{FindingWords, Owner, Weaker};

pub(super) const FINDING: FindingWords = FindingWords {
    fitted: |number, example| {
        format!("{number} apper som fulgte med telefonen, for eksempel {example}")
    },
    variant: |what| format!("variant: {what}"),
    profile: |number, kind| format!("profil {number} ({kind})"),
    owner: |Owner { name, above, tied }| {
        let mut text = format!("eier: {name}");
        if let Some(above) = above {
            text.push_str(&format!(", del av {above}"));
        }
        if let Some(tied) = tied {
            text.push_str(&format!(", {tied}"));
        }
        text
    },
    owner_confidence: |level, is_disputed| {
        let disputed = if is_disputed { ", omstridt" } else { "" };
        format!("hvor sikkert det er: {level}{disputed}")
    },
    owner_in: |place, confidence, is_disputed| {
        let confidence = confidence.map(|level| format!(", hvor sikkert det er: {level}"));
        let disputed = if is_disputed { ", omstridt" } else { "" };
        format!("eier i {place}{}{disputed}", confidence.unwrap_or_default())
    },
    owner_known: |confidence| format!("hvor sikkert eieren er kjent: {confidence}"),
    id_confidence: |level| format!("hvor sikker id-en er: {level}"),
    hint: |country| {
        format!(
            "eieren er ikke kjent; id-en begynner slik id-er fra {country} gjør, og regelen \
             gjelder eiere der"
        )
    },
    weaker: Weaker {
        by_name: |here, rule| {
            format!("{here}; det ville vært {rule} hvis listen hadde oppgitt id-en i regelen")
        },
        owner_unsure: |here, rule| {
            format!(
                "{here}; det ville vært {rule} hvis en kilde som kan slås opp, hadde bekreftet \
                 hvem som eier appen"
            )
        },
        id_unsure: |here, rule| {
            format!(
                "{here}; det ville vært {rule} hvis en kilde som kan slås opp, hadde bekreftet \
                 hvem id-en tilhører"
            )
        },
        not_installed: |here, rule| {
            format!("{here}; det ville vært {rule} for en installert app som er sikkert gjenkjent")
        },
    },
    waived: |approver, until, reason| {
        format!("dispensasjon: godkjent av {approver}, gjelder til og med {until}: {reason}")
    },
    permitted: |reason| format!("tillatt etter unntak: {reason}"),
};
