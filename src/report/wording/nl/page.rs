//! Labels and headings in Dutch.

use super::super::number::dutch;
use super::super::words::{ChartWords, ChartsWords, HtmlWords, Labels, MarkdownWords, Tiles};
use crate::report::fact_code::FactCode;

pub(super) const LABELS: Labels = Labels {
    why: "waarom",
    todo: "doe",
    todo_each: "elk",
    level: "niveau",
    note: "let op",
    not_read: "niet gelezen",
    age: "ouderdom",
    more_devices: |count| {
        let devices = if count == 1 {
            "ander apparaat staat"
        } else {
            "andere apparaten staan"
        };
        format!("{count} {devices} hier niet; -o xlsx=BESTAND en -f json hebben ze allemaal")
    },
    fact: |code| match code {
        FactCode::AsOf => "datum",
        FactCode::Measure => "maatregel",
        FactCode::NotCovered => "niet gedekt",
        FactCode::Data => "gegevens",
        FactCode::Organisation => "organisatie",
        FactCode::Listed => "vermelding",
        FactCode::Inputs => "invoer",
        FactCode::SetAside => "terzijde gelegd",
        FactCode::NotRead => "niet gelezen",
        FactCode::Apps => "apps",
        FactCode::Assumed => "aangenomen",
        FactCode::Note => "let op",
        FactCode::Applicability => "toepassing",
    },
};

pub(super) const MARKDOWN: MarkdownWords = MarkdownWords {
    title: |verdict| format!("Controle van apps: {verdict}"),
    columns: ["apparaat", "resultaat", "bevindingen", "niet gelezen"],
    not_fully_read: "niet volledig gelezen",
    by_rule: |rule| format!("volgens {rule}"),
    confidence: "zekerheid",
    fix: "doe",
    issued_by: |who| format!("uitgegeven door {who}"),
    exception: "uitzondering",
    source: "bron",
};

pub(super) const HTML: HtmlWords = HtmlWords {
    title: "Controle van apps",
    skip: "Naar de apparaten",
    over: "Controle van apps op werktelefoons",
    counts: "Aantallen",
    overview: "Waar de problemen zitten",
    bar: "staaf",
    whole_run: "Over de hele controle",
    devices: "Apparaten",
    device: "apparaat",
    verdict: "resultaat",
    model: "model",
    open: "open",
    findings: "bevindingen",
    quiet: "Volledig gelezen, geen bevindingen",
    taken_on: "gelezen op",
    apps: "apps",
    owner_known: "eigenaar bekend",
    nobody: "Er is geen apparaat onderzocht.",
    by: "Volgens",
    confidence: "Zekerheid",
    todo: "Wat te doen",
    do_this: "Doe dit",
    not_fully_read: "niet volledig gelezen",
    why: "Waarom",
    detail: "Technisch, in het Engels",
    not_judged_by: "Niet beoordeeld volgens",
    good_to_know: "Goed om te weten",
    authority: "Wie dit heeft bepaald",
    policy: "Regels",
    issued_by: "Uitgegeven door",
    asks_for: "Maatregel",
    exception: "Uitzondering",
    source: "Bron",
    rests_on: "Waarop dit berust",
    disclaimer: "Het programma zegt wat een maatregel noemt en van wie een app is; het zegt niet \
                 dat een app schade veroorzaakt.",
};

pub(super) const TILES: Tiles = Tiles {
    devices: "apparaten",
    non_compliant: "voldoet niet",
    indeterminate: "geen oordeel",
    compliant: "voldoet",
    findings: "bevindingen",
    not_applicable: "niet van toepassing",
    waived: "met ontheffing",
    permitted: "met uitzondering",
    contradicted: "in strijd met het register",
    unregistered: "niet in het register",
    assumed: "beoordeeld op aannames",
};

const fn chart(title: &'static str, of: &'static str, unit: &'static str) -> ChartWords {
    ChartWords { title, of, unit }
}

pub(super) const CHARTS: ChartsWords = ChartsWords {
    verdicts: chart("Apparaten naar resultaat", "resultaat", "apparaten"),
    countries: chart(
        "Bevindingen naar land van de eigenaar",
        "land",
        "bevindingen",
    ),
    rules: chart("Bevindingen naar regel", "regel", "bevindingen"),
    apps: chart("Meest voorkomende apps, naar apparaten", "app", "apparaten"),
    unread: chart(
        "Niet volledig gelezen apparaten, naar reden",
        "reden",
        "apparaten",
    ),
    worst: chart(
        "Apparaten met de meeste bevindingen",
        "apparaat",
        "open bevindingen",
    ),
    oldest: chart("Oudste applijsten, in dagen", "apparaat", "dagen"),
    unknown: "niet bekend",
    others: |number| dutch(number, "andere", "andere"),
};
