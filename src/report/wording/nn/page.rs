//! Labels and headings in Nynorsk.

use super::super::number::norwegian;
use super::super::words::{ChartWords, ChartsWords, HtmlWords, Labels, MarkdownWords, Tiles};
use crate::report::fact_code::FactCode;

pub(super) const LABELS: Labels = Labels {
    why: "kvifor",
    todo: "gjer",
    todo_each: "kvar",
    level: "nivå",
    note: "merk",
    not_read: "ikkje lese",
    age: "alder",
    more_devices: |count| {
        let devices = if count == 1 { "eining" } else { "einingar" };
        format!("{count} {devices} til er ikkje viste her; -o xlsx=FIL og -f json har alle")
    },
    fact: |code| match code {
        FactCode::AsOf => "dato",
        FactCode::Measure => "tiltak",
        FactCode::NotCovered => "ikkje dekt",
        FactCode::Data => "datasett",
        FactCode::Organisation => "verksemda",
        FactCode::Listed => "lista",
        FactCode::Inputs => "inndata",
        FactCode::SetAside => "lagt til side",
        FactCode::NotRead => "ikkje lese",
        FactCode::Apps => "appar",
        FactCode::Assumed => "føresett",
        FactCode::Note => "merk",
        FactCode::Applicability => "omfang",
    },
};

pub(super) const MARKDOWN: MarkdownWords = MarkdownWords {
    title: |verdict| format!("Kontroll av appar: {verdict}"),
    columns: ["eining", "resultat", "funn", "ikkje lese"],
    not_fully_read: "ikkje fullstendig lesen",
    by_rule: |rule| format!("etter {rule}"),
    confidence: "pålitelegheit",
    fix: "gjer",
    issued_by: |who| format!("gjeve ut av {who}"),
    exception: "unntak",
    source: "kjelde",
};

pub(super) const HTML: HtmlWords = HtmlWords {
    title: "Kontroll av appar",
    skip: "Til einingane",
    over: "Kontroll av appar på tenestetelefonar",
    counts: "Tal",
    overview: "Kvar problema ligg",
    bar: "søyle",
    whole_run: "Om heile kontrollen",
    devices: "Einingar",
    device: "eining",
    verdict: "resultat",
    model: "modell",
    open: "opne",
    findings: "funn",
    quiet: "Fullstendig lesne, utan funn",
    taken_on: "lesen",
    apps: "appar",
    owner_known: "kjend eigar",
    nobody: "Inga vart undersøkt.",
    by: "Etter",
    confidence: "Pålitelegheit",
    todo: "Kva du skal gjere",
    do_this: "Gjer",
    not_fully_read: "ikkje fullstendig lesen",
    why: "Kvifor",
    detail: "Teknisk, på engelsk",
    not_judged_by: "Ikkje vurdert etter",
    good_to_know: "Verdt å vite",
    authority: "Kven som har bestemt det",
    policy: "Regelsett",
    issued_by: "Gjeve ut av",
    asks_for: "Tiltak",
    exception: "Unntak",
    source: "Kjelde",
    rests_on: "Kva dette byggjer på",
    disclaimer: "Programmet seier kva eit tiltak nemner og kven som eig ein app; det seier ikkje \
                 at ein app gjer skade.",
};

pub(super) const TILES: Tiles = Tiles {
    devices: "einingar",
    non_compliant: "bryt reglane",
    indeterminate: "uavklart",
    compliant: "i samsvar",
    findings: "funn",
    not_applicable: "ikkje omfatta",
    waived: "med dispensasjon",
    permitted: "tillatne etter unntak",
    contradicted: "i strid med registeret",
    unregistered: "ikkje førde i registeret",
    assumed: "vurderte ut frå føresetnader",
};

const fn chart(title: &'static str, of: &'static str, unit: &'static str) -> ChartWords {
    ChartWords { title, of, unit }
}

pub(super) const CHARTS: ChartsWords = ChartsWords {
    verdicts: chart("Einingar etter resultat", "resultat", "einingar"),
    countries: chart("Funn etter landet til eigaren", "land", "funn"),
    rules: chart("Funn etter regel", "regel", "funn"),
    apps: chart("Vanlegaste appar, etter einingar", "app", "einingar"),
    unread: chart(
        "Einingar som ikkje er fullstendig lesne, etter årsak",
        "årsak",
        "einingar",
    ),
    worst: chart("Einingar med flest funn", "eining", "opne funn"),
    oldest: chart("Eldste applister, i dagar", "eining", "dagar"),
    unknown: "ikkje kjend",
    others: |number| norwegian(number, "annan", "andre"),
};
