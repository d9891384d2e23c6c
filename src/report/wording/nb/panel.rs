//! The panel and the summary of a fleet in Bokmål.

use super::super::number::norwegian;
use super::super::words::{PanelWords, SummaryWords};
use crate::report::document::Verdict;

pub(super) const PANEL: PanelWords = PanelWords {
    answer: |verdict| match verdict {
        Verdict::Compliant => "I SAMSVAR",
        Verdict::NonCompliant => "BRYTER REGLENE",
        Verdict::Indeterminate => "IKKE LEST",
        Verdict::NotApplicable => "IKKE VURDERT",
    },
    phone: "telefon",
    purpose: "gjelder",
    why: "hvorfor",
    breaks: "brudd",
    todo: "  gjør",
    besides: "ellers",
    unread: "ulest",
    policy: "regelsett",
    next: "NESTE",
    record: "lagret",
    register: "register",
    apps_seen: |number| format!("{} sett", norwegian(number, "app", "apper")),
    fact: |what, value| format!("{what}: {value}"),
    by_register: |facts| format!("{facts} (ifølge registeret)"),
    not_registered: "den er ikke ført i registeret; vurdert strengt",
    by_rules: |app, rules| format!("{app}, etter {rules}"),
    more_apps: |number| format!("og {} til", norwegian(number, "app", "apper")),
    harmless: |number| format!("{number} funn som ikke bryter reglene"),
    hand_out: "koble den fra; den kan utleveres",
    keep: "behold den; rett det som bryter reglene, og koble den til på nytt",
    again: "behold den, og koble den til på nytt",
    no_policy: "behold den; ut fra registeret gjelder ingen regler for den: rett registeret, \
                eller oppgi et annet regelsett",
    no_policy_assumed: "behold den; ut fra det som antas uten register, gjelder ingen regler for \
                        den: oppgi hva den er til (--register FILE), eller et annet regelsett",
    all_came: "alle registrerte telefoner har vært her",
    not_yet_here: |number, names| format!("{number} registrerte har ikke vært her ennå: {names}"),
};

pub(super) const SUMMARY: SummaryWords = SummaryWords {
    omitted: |number| {
        let lists = norwegian(number, "appliste", "applister");
        format!("{lists} utelatt: en annen av samme enhet teller")
    },
    oldest: "Eldste applister",
    of_day: |id, day| format!("{id} fra {day}"),
    apps: "Mest alvorlige og vanligste apper",
    rules: "Regler med flest funn",
    countries: "Eiernes land",
    contradicted: "Enheter som viser noe annet enn registeret",
    worst: "Enheter med de alvorligste funnene",
    unread: "Ikke fullstendig lest, etter enheter",
    more: |number| format!("{number} til"),
    of_level: |count, level| format!("{level}: {count}"),
    every_device: "= alle enheter: --summary=never, --only non-compliant eller -o xlsx=FIL",
    every_device_of_result: "= alle enheter: uten --summary eller -o xlsx=FIL",
};
