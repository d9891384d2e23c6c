//! The panel and the summary of a fleet in Dutch.

use super::super::number::dutch;
use super::super::words::{PanelWords, SummaryWords};
use crate::report::document::Verdict;

pub(super) const PANEL: PanelWords = PanelWords {
    answer: |verdict| match verdict {
        Verdict::Compliant => "VOLDOET",
        Verdict::NonCompliant => "VOLDOET NIET",
        Verdict::Indeterminate => "NIET GELEZEN",
        Verdict::NotApplicable => "NIET BEOORDEELD",
    },
    phone: "telefoon",
    purpose: "voor",
    why: "waarom",
    breaks: "strijdig",
    todo: "  doe",
    besides: "verder",
    unread: "ongelezen",
    policy: "regels",
    next: "DAARNA",
    record: "bewaard",
    register: "register",
    apps_seen: |number| format!("{} gezien", dutch(number, "app", "apps")),
    fact: |what, value| format!("{what}: {value}"),
    by_register: |facts| format!("{facts} (volgens het register)"),
    not_registered: "niet opgenomen in het register; streng beoordeeld",
    by_rules: |app, rules| format!("{app}, volgens {rules}"),
    more_apps: |number| format!("en nog {}", dutch(number, "app", "apps")),
    harmless: |number| {
        let findings = dutch(number, "bevinding", "bevindingen");
        format!("{findings} zonder strijdigheid")
    },
    hand_out: "koppel hem los; hij mag worden uitgegeven",
    keep: "houd hem hier; verhelp wat niet voldoet en sluit hem opnieuw aan",
    again: "houd hem hier en sluit hem opnieuw aan",
    no_policy: "houd hem hier; volgens het register zijn er geen regels voor: verbeter het \
                register of kies andere regels",
    no_policy_assumed: "houd hem hier; volgens wat zonder register wordt aangenomen zijn er geen \
                        regels voor: geef op waarvoor hij is (--register FILE) of kies andere \
                        regels",
    all_came: "alle geregistreerde telefoons zijn geweest",
    not_yet_here: |number, names| format!("{number} geregistreerde nog niet geweest: {names}"),
};

pub(super) const SUMMARY: SummaryWords = SummaryWords {
    omitted: |number| {
        let lists = dutch(number, "applijst", "applijsten");
        format!("{lists} weggelaten: een andere van hetzelfde apparaat telt")
    },
    oldest: "Oudste applijsten",
    of_day: |id, day| format!("{id} van {day}"),
    apps: "Ernstigste en meest voorkomende apps",
    rules: "Regels met de meeste bevindingen",
    countries: "Landen van de eigenaren",
    contradicted: "Apparaten die iets anders tonen dan het register",
    worst: "Apparaten met de ernstigste bevindingen",
    unread: "Niet volledig gelezen, naar apparaten",
    more: |number| format!("nog {number}"),
    of_level: |count, level| format!("{level}: {count}"),
    every_device: "= elk apparaat: --summary=never, --only non-compliant of -o xlsx=PAD",
    every_device_of_result: "= elk apparaat: zonder --summary of -o xlsx=PAD",
};
