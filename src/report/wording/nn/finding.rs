//! Sentences about one finding in Nynorsk.

use super::super::words::{FindingWords, Owner, Weaker};

pub(super) const FINDING: FindingWords = FindingWords {
    fitted: |number, example| {
        format!("{number} appar som følgde med telefonen, til dømes {example}")
    },
    variant: |what| format!("variant: {what}"),
    profile: |number, kind| format!("profil {number} ({kind})"),
    owner: |Owner { name, above, tied }| {
        let mut text = format!("eigar: {name}");
        if let Some(above) = above {
            text.push_str(&format!(", del av {above}"));
        }
        if let Some(tied) = tied {
            text.push_str(&format!(", {tied}"));
        }
        text
    },
    owner_confidence: |level, is_disputed| {
        let disputed = if is_disputed { ", omstridd" } else { "" };
        format!("kor sikkert det er: {level}{disputed}")
    },
    owner_in: |place, confidence, is_disputed| {
        let confidence = confidence.map(|level| format!(", kor sikkert det er: {level}"));
        let disputed = if is_disputed { ", omstridd" } else { "" };
        format!(
            "eigar i {place}{}{disputed}",
            confidence.unwrap_or_default()
        )
    },
    owner_known: |confidence| format!("kor sikkert eigaren er kjend: {confidence}"),
    id_confidence: |level| format!("kor sikker id-en er: {level}"),
    hint: |country| {
        format!(
            "eigaren er ikkje kjend; id-en byrjar slik id-ar frå {country} gjer, og regelen gjeld \
             eigarar der"
        )
    },
    weaker: Weaker {
        by_name: |here, rule| {
            format!("{here}; det ville vore {rule} om lista hadde oppgitt id-en i regelen")
        },
        owner_unsure: |here, rule| {
            format!(
                "{here}; det ville vore {rule} om ei kjelde som kan slåast opp, hadde stadfesta \
                 kven som eig appen"
            )
        },
        id_unsure: |here, rule| {
            format!(
                "{here}; det ville vore {rule} om ei kjelde som kan slåast opp, hadde stadfesta \
                 kven id-en høyrer til"
            )
        },
        not_installed: |here, rule| {
            format!("{here}; det ville vore {rule} for ein installert app som er sikkert kjend att")
        },
    },
    waived: |approver, until, reason| {
        format!("dispensasjon: godkjend av {approver}, gjeld til og med {until}: {reason}")
    },
    permitted: |reason| format!("tillate etter unntak: {reason}"),
};
