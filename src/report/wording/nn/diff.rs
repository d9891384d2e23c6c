//! Comparisons in Nynorsk.

use super::super::number::norwegian;
use super::super::words::DiffWords;
use super::run::RUN;
use crate::report::change::Change;

pub(super) const DIFF: DiffWords = DiffWords {
    title: "Kva som er endra",
    change: |change| match change {
        Change::New => "nytt",
        Change::WaiverLapsed => "unntak gått ut",
        Change::StillThere => "der framleis",
        Change::NotSeen => "ikkje sett",
        Change::NotJudged => "ikkje vurdert",
        Change::Eased => "mildare",
        Change::Permitted => "tillate",
        Change::Fixed => "retta",
    },
    counted: |change, number| match change {
        Change::New => norwegian(number, "nytt", "nye"),
        Change::WaiverLapsed => norwegian(
            number,
            "som ikkje lenger er tillate",
            "som ikkje lenger er tillatne",
        ),
        Change::StillThere => norwegian(number, "der framleis", "der framleis"),
        Change::NotSeen => norwegian(
            number,
            "ikkje sett på einingar som ikkje er fullstendig lesne",
            "ikkje sette på einingar som ikkje er fullstendig lesne",
        ),
        Change::NotJudged => norwegian(number, "ikkje lenger vurdert", "ikkje lenger vurderte"),
        Change::Eased => norwegian(number, "mildare", "mildare"),
        Change::Permitted => norwegian(number, "no tillate", "no tillatne"),
        Change::Fixed => norwegian(number, "retta", "retta"),
    },
    answer: |old, new| match (old, new) {
        (Some(old), Some(new)) if old == new => format!("{new}, som før"),
        (Some(old), Some(new)) => format!("{new}, før: {old}"),
        (None, Some(new)) => format!("{new}; var ikkje med i den eldre kontrollen"),
        (Some(old), None) => format!("før: {old}; ikkje med i den nyare kontrollen"),
        (None, None) => String::new(),
    },
    before_and_now: |old, new| {
        let (old, new) = (old.unwrap_or("ikkje med"), new.unwrap_or("ikkje med"));
        format!("før: {old}, no: {new}")
    },
    updated_from: |version| format!("oppdatert frå {version}"),
    in_profile: |number| format!("i profil {number}"),
    by_rule: |level, rule| format!("{level} etter {rule}"),
    installed: "installert",
    state_was: |new, old| format!("{new}, før: {old}"),
    first_installed: |day| format!("først installert {day}"),
    still_there: |day| format!("framleis der {day}"),
    gone_by: |day| format!("borte innan {day}"),
    old: "eldre",
    new: "nyare",
    verdicts: RUN.by_verdict,
    totals: |findings, totals| {
        format!(
            "funn: {findings}; {}; einingar: {}, {}, {}",
            norwegian(totals.updated, "oppdatert", "oppdaterte"),
            norwegian(
                totals.breaking,
                "som no bryt reglane",
                "som no bryt reglane"
            ),
            norwegian(totals.new, "ny", "nye"),
            norwegian(totals.gone, "borte", "borte"),
        )
    },
    none: "ingen",
    none_of_seen: "ingen på einingar som er sette begge gongene",
    findings_gone: |number| {
        format!(
            "{} på einingar som ikkje er sette att",
            norwegian(number, "funn", "funn")
        )
    },
    backwards: |number| {
        format!(
            "det andre resultatet har eldre lister enn det første for {}, så ingenting på dei blir kalla \
             retta; gje opp det eldste resultatet først",
            norwegian(number, "eining", "einingar")
        )
    },
    other_policies: "kontrollane brukte ulike regelsett eller versjonar av dei: eit funn kan vere nytt eller borte utan at noko er endra på ein telefon",
    columns: ["endring", "eining", "kva"],
    changed_answer: "vurdering",
    new_device: "ny eining",
    gone_device: "eining borte",
};
