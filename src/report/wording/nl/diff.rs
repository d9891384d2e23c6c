//! Comparisons in Dutch.

use super::super::number::dutch;
use super::super::words::DiffWords;
use super::run::RUN;
use crate::report::change::Change;

pub(super) const DIFF: DiffWords = DiffWords {
    title: "Wat er is veranderd",
    change: |change| match change {
        Change::New => "nieuw",
        Change::WaiverLapsed => "ontheffing voorbij",
        Change::StillThere => "nog aanwezig",
        Change::NotSeen => "niet gezien",
        Change::NotJudged => "niet beoordeeld",
        Change::Eased => "minder ernstig",
        Change::Permitted => "toegestaan",
        Change::Fixed => "verholpen",
    },
    counted: |change, number| match change {
        Change::New => dutch(number, "nieuw", "nieuw"),
        Change::WaiverLapsed => dutch(number, "niet meer toegestaan", "niet meer toegestaan"),
        Change::StillThere => dutch(number, "nog aanwezig", "nog aanwezig"),
        Change::NotSeen => dutch(
            number,
            "niet gezien op apparaten die niet volledig zijn gelezen",
            "niet gezien op apparaten die niet volledig zijn gelezen",
        ),
        Change::NotJudged => dutch(number, "niet meer beoordeeld", "niet meer beoordeeld"),
        Change::Eased => dutch(number, "minder ernstig", "minder ernstig"),
        Change::Permitted => dutch(number, "nu toegestaan", "nu toegestaan"),
        Change::Fixed => dutch(number, "verholpen", "verholpen"),
    },
    answer: |old, new| match (old, new) {
        (Some(old), Some(new)) if old == new => format!("{new}, zoals eerder"),
        (Some(old), Some(new)) => format!("{new}, eerder: {old}"),
        (None, Some(new)) => format!("{new}; niet in de oudere controle"),
        (Some(old), None) => format!("eerder: {old}; niet in de nieuwere controle"),
        (None, None) => String::new(),
    },
    before_and_now: |old, new| {
        let (old, new) = (
            old.unwrap_or("niet aanwezig"),
            new.unwrap_or("niet aanwezig"),
        );
        format!("eerder: {old}, nu: {new}")
    },
    updated_from: |version| format!("bijgewerkt vanaf {version}"),
    in_profile: |number| format!("in profiel {number}"),
    by_rule: |level, rule| format!("{level} volgens {rule}"),
    installed: "geïnstalleerd",
    state_was: |new, old| format!("{new}, eerder: {old}"),
    first_installed: |day| format!("voor het eerst geïnstalleerd op {day}"),
    still_there: |day| format!("nog aanwezig op {day}"),
    gone_by: |day| format!("verdwenen op {day}"),
    old: "ouder",
    new: "nieuwer",
    verdicts: RUN.by_verdict,
    totals: |findings, totals| {
        format!(
            "bevindingen: {findings}; {}; apparaten: {}, {}, {}",
            dutch(totals.updated, "bijgewerkt", "bijgewerkt"),
            dutch(
                totals.breaking,
                "dat nu niet voldoet",
                "die nu niet voldoen"
            ),
            dutch(totals.new, "nieuw", "nieuw"),
            dutch(totals.gone, "verdwenen", "verdwenen"),
        )
    },
    none: "geen",
    none_of_seen: "geen op apparaten die beide keren zijn gezien",
    findings_gone: |number| {
        format!(
            "{} op apparaten die niet zijn teruggezien",
            dutch(number, "bevinding", "bevindingen")
        )
    },
    backwards: |number| {
        format!(
            "het tweede resultaat heeft oudere lijsten dan het eerste van {}, dus niets daarop heet \
             verholpen; geef het oudste resultaat eerst op",
            dutch(number, "apparaat", "apparaten")
        )
    },
    other_policies: "de controles gebruikten verschillende regels of versies daarvan: een bevinding kan nieuw of verdwenen zijn zonder dat er op een telefoon iets is veranderd",
    columns: ["verandering", "apparaat", "wat"],
    changed_answer: "oordeel",
    new_device: "nieuw apparaat",
    gone_device: "apparaat weg",
};
