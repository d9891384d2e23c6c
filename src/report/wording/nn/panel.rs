//! The panel and the summary of a fleet in Nynorsk.

use super::super::number::norwegian;
use super::super::words::{PanelWords, SummaryWords};
use crate::report::document::Verdict;

pub(super) const PANEL: PanelWords = PanelWords {
    answer: |verdict| match verdict {
        Verdict::Compliant => "I SAMSVAR",
        Verdict::NonCompliant => "BRYT REGLANE",
        Verdict::Indeterminate => "IKKJE LESEN",
        Verdict::NotApplicable => "IKKJE VURDERT",
    },
    phone: "telefon",
    purpose: "gjeld",
    why: "kvifor",
    breaks: "brot",
    todo: "  gjer",
    besides: "elles",
    unread: "ulesen",
    policy: "regelsett",
    next: "NESTE",
    record: "lagra",
    register: "register",
    apps_seen: |number| format!("{} sedde", norwegian(number, "app", "appar")),
    fact: |what, value| format!("{what}: {value}"),
    by_register: |facts| format!("{facts} (ifølgje registeret)"),
    not_registered: "han er ikkje førd i registeret; vurdert strengt",
    by_rules: |app, rules| format!("{app}, etter {rules}"),
    more_apps: |number| format!("og {} til", norwegian(number, "app", "appar")),
    harmless: |number| format!("{number} funn som ikkje bryt reglane"),
    hand_out: "kopla han frå; han kan utleverast",
    keep: "behald han; rett det som bryt reglane, og kopla han til på nytt",
    again: "behald han, og kopla han til på nytt",
    no_policy: "behald han; ut frå registeret gjeld ingen reglar for han: rett registeret, eller \
                oppgje eit anna regelsett",
    no_policy_assumed: "behald han; ut frå det som er rekna med utan register, gjeld ingen reglar \
                        for han: oppgje kva han er til (--register FILE), eller eit anna regelsett",
    all_came: "alle registrerte telefonar har vore her",
    not_yet_here: |number, names| format!("{number} registrerte har ikkje vore her enno: {names}"),
};

pub(super) const SUMMARY: SummaryWords = SummaryWords {
    omitted: |number| {
        let lists = norwegian(number, "appliste", "applister");
        format!("{lists} utelatne: ei anna av same eining tel")
    },
    oldest: "Eldste applister",
    of_day: |id, day| format!("{id} frå {day}"),
    apps: "Mest alvorlege og vanlege appar",
    rules: "Reglar med flest funn",
    countries: "Landa til eigarane",
    contradicted: "Einingar som viser noko anna enn registeret",
    worst: "Einingar med dei mest alvorlege funna",
    unread: "Ikkje fullstendig lesne, etter einingar",
    more: |number| format!("{number} til"),
    of_level: |count, level| format!("{level}: {count}"),
    every_device: "= alle einingar: --summary=never, --only non-compliant eller -o xlsx=FIL",
    every_device_of_result: "= alle einingar: utan --summary eller -o xlsx=FIL",
};
