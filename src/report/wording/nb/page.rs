//! Labels and headings in Bokmål.

use super::super::number::norwegian;
use super::super::words::{ChartWords, ChartsWords, HtmlWords, Labels, MarkdownWords, Tiles};
use crate::report::fact_code::FactCode;

pub(super) const LABELS: Labels = Labels {
    why: "hvorfor",
    todo: "gjør",
    todo_each: "hver",
    level: "nivå",
    note: "merk",
    not_read: "ikke lest",
    age: "alder",
    more_devices: |count| {
        let devices = if count == 1 { "enhet" } else { "enheter" };
        format!("{count} {devices} til vises ikke her; -o xlsx=FIL og -f json har alle")
    },
    fact: |code| match code {
        FactCode::AsOf => "dato",
        FactCode::Measure => "tiltak",
        FactCode::NotCovered => "ikke dekket",
        FactCode::Data => "datasett",
        FactCode::Organisation => "virksomheten",
        FactCode::Listed => "listet",
        FactCode::Inputs => "inndata",
        FactCode::SetAside => "lagt til side",
        FactCode::NotRead => "ikke lest",
        FactCode::Apps => "apper",
        FactCode::Assumed => "antatt",
        FactCode::Note => "merk",
        FactCode::Applicability => "omfang",
    },
};

pub(super) const MARKDOWN: MarkdownWords = MarkdownWords {
    title: |verdict| format!("Kontroll av apper: {verdict}"),
    columns: ["enhet", "resultat", "funn", "ikke lest"],
    not_fully_read: "ikke fullstendig lest",
    by_rule: |rule| format!("etter {rule}"),
    confidence: "pålitelighet",
    fix: "gjør",
    issued_by: |who| format!("utstedt av {who}"),
    exception: "unntak",
    source: "kilde",
};

pub(super) const HTML: HtmlWords = HtmlWords {
    title: "Kontroll av apper",
    skip: "Til enhetene",
    over: "Kontroll av apper på tjenestetelefoner",
    counts: "Tall",
    overview: "Hvor problemene ligger",
    bar: "søyle",
    whole_run: "Om hele kontrollen",
    devices: "Enheter",
    device: "enhet",
    verdict: "resultat",
    model: "modell",
    open: "åpne",
    findings: "funn",
    quiet: "Fullstendig lest, uten funn",
    taken_on: "lest",
    apps: "apper",
    owner_known: "kjent eier",
    nobody: "Ingen ble undersøkt.",
    by: "Etter",
    confidence: "Pålitelighet",
    todo: "Hva du skal gjøre",
    do_this: "Gjør",
    not_fully_read: "ikke fullstendig lest",
    why: "Hvorfor",
    detail: "Teknisk, på engelsk",
    not_judged_by: "Ikke vurdert etter",
    good_to_know: "Verdt å vite",
    authority: "Hvem som har bestemt det",
    policy: "Regelsett",
    issued_by: "Utstedt av",
    asks_for: "Tiltak",
    exception: "Unntak",
    source: "Kilde",
    rests_on: "Hva dette bygger på",
    disclaimer: "Programmet sier hva et tiltak nevner og hvem som eier en app; det sier ikke at \
                 en app gjør skade.",
};

pub(super) const TILES: Tiles = Tiles {
    devices: "enheter",
    non_compliant: "bryter reglene",
    indeterminate: "uavklart",
    compliant: "i samsvar",
    findings: "funn",
    not_applicable: "ikke omfattet",
    waived: "med dispensasjon",
    permitted: "tillatt etter unntak",
    contradicted: "i strid med registeret",
    unregistered: "ikke ført i registeret",
    assumed: "vurdert ut fra antakelser",
};

const fn chart(title: &'static str, of: &'static str, unit: &'static str) -> ChartWords {
    ChartWords { title, of, unit }
}

pub(super) const CHARTS: ChartsWords = ChartsWords {
    verdicts: chart("Enheter etter resultat", "resultat", "enheter"),
    countries: chart("Funn etter eierens land", "land", "funn"),
    rules: chart("Funn etter regel", "regel", "funn"),
    apps: chart("Vanligste apper, etter enheter", "app", "enheter"),
    unread: chart(
        "Enheter som ikke er fullstendig lest, etter årsak",
        "årsak",
        "enheter",
    ),
    worst: chart("Enheter med flest funn", "enhet", "åpne funn"),
    oldest: chart("Eldste applister, i dager", "enhet", "dager"),
    unknown: "ikke kjent",
    others: |number| norwegian(number, "annen", "andre"),
};
