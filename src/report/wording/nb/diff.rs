//! Comparisons in Bokmål.

use super::super::number::norwegian;
use super::super::words::DiffWords;
use super::run::RUN;
use crate::report::change::Change;

pub(super) const DIFF: DiffWords = DiffWords {
    title: "Hva som er endret",
    change: |change| match change {
        Change::New => "nytt",
        Change::WaiverLapsed => "unntak utløpt",
        Change::StillThere => "der fortsatt",
        Change::NotSeen => "ikke sett",
        Change::NotJudged => "ikke vurdert",
        Change::Eased => "mildere",
        Change::Permitted => "tillatt",
        Change::Fixed => "rettet",
    },
    counted: |change, number| match change {
        Change::New => norwegian(number, "nytt", "nye"),
        Change::WaiverLapsed => norwegian(
            number,
            "som ikke lenger er tillatt",
            "som ikke lenger er tillatt",
        ),
        Change::StillThere => norwegian(number, "der fortsatt", "der fortsatt"),
        Change::NotSeen => norwegian(
            number,
            "ikke sett på enheter som ikke er fullstendig lest",
            "ikke sett på enheter som ikke er fullstendig lest",
        ),
        Change::NotJudged => norwegian(number, "ikke lenger vurdert", "ikke lenger vurdert"),
        Change::Eased => norwegian(number, "mildere", "mildere"),
        Change::Permitted => norwegian(number, "nå tillatt", "nå tillatt"),
        Change::Fixed => norwegian(number, "rettet", "rettet"),
    },
    answer: |old, new| match (old, new) {
        (Some(old), Some(new)) if old == new => format!("{new}, som før"),
        (Some(old), Some(new)) => format!("{new}, før: {old}"),
        (None, Some(new)) => format!("{new}; var ikke med i den eldre kontrollen"),
        (Some(old), None) => format!("før: {old}; ikke med i den nyere kontrollen"),
        (None, None) => String::new(),
    },
    before_and_now: |old, new| {
        let (old, new) = (old.unwrap_or("ikke med"), new.unwrap_or("ikke med"));
        format!("før: {old}, nå: {new}")
    },
    updated_from: |version| format!("oppdatert fra {version}"),
    in_profile: |number| format!("i profil {number}"),
    by_rule: |level, rule| format!("{level} etter {rule}"),
    installed: "installert",
    state_was: |new, old| format!("{new}, før: {old}"),
    first_installed: |day| format!("først installert {day}"),
    still_there: |day| format!("fortsatt der {day}"),
    gone_by: |day| format!("borte innen {day}"),
    old: "eldre",
    new: "nyere",
    verdicts: RUN.by_verdict,
    totals: |findings, totals| {
        format!(
            "funn: {findings}; {}; enheter: {}, {}, {}",
            norwegian(totals.updated, "oppdatert", "oppdatert"),
            norwegian(
                totals.breaking,
                "som nå bryter reglene",
                "som nå bryter reglene"
            ),
            norwegian(totals.new, "ny", "nye"),
            norwegian(totals.gone, "borte", "borte"),
        )
    },
    none: "ingen",
    none_of_seen: "ingen på enheter som er sett begge ganger",
    findings_gone: |number| {
        format!(
            "{} på enheter som ikke er sett igjen",
            norwegian(number, "funn", "funn")
        )
    },
    backwards: |number| {
        format!(
            "det andre resultatet har eldre lister enn det første for {}, så ingenting på dem kalles \
             rettet; oppgi det eldste resultatet først",
            norwegian(number, "enhet", "enheter")
        )
    },
    other_policies: "kontrollene brukte ulike regelsett eller versjoner av dem: et funn kan være nytt eller borte uten at noe er endret på en telefon",
    columns: ["endring", "enhet", "hva"],
    changed_answer: "vurdering",
    new_device: "ny enhet",
    gone_device: "enhet borte",
};
