//! Sentences about a whole run in Dutch.

use super::super::number::{POINT, dutch, grouped};
use super::super::sums::Further;
use super::super::words::{Answer, RunWords};

fn n(number: usize) -> String {
    grouped(number, POINT)
}

fn devices(number: usize) -> String {
    dutch(number, "apparaat", "apparaten")
}

fn entries(number: usize) -> String {
    dutch(number, "regel", "regels")
}

fn file(what: &str, number: usize, day: Option<&str>) -> String {
    let entries = entries(number);
    match day {
        Some(day) => format!("{what} van {day}: {entries}"),
        None => format!("{what}: {entries}"),
    }
}

const fn further(what: Further) -> &'static str {
    match what {
        Further::Waived => "met ontheffing",
        Further::Permitted => "toegestaan op grond van een uitzondering",
        Further::Contradicted => "in strijd met het register",
        Further::Unregistered => "niet opgenomen in het register",
        Further::Assumed => "beoordeeld op aannames",
    }
}

/// The verb of one or of several.
const fn verb(number: usize, one: &'static str, many: &'static str) -> &'static str {
    if number == 1 { one } else { many }
}

pub(super) const RUN: RunWords = RunWords {
    answer: ANSWER,
    devices,
    entries,
    by_verdict: |counts| {
        let (bad, good) = (counts.non_compliant, counts.compliant);
        let mut text = format!(
            "{}: {} {} niet, {} zonder oordeel, {} {}",
            devices(counts.devices),
            n(bad),
            verb(bad, "voldoet", "voldoen"),
            n(counts.indeterminate),
            n(good),
            verb(good, "voldoet", "voldoen")
        );
        if counts.not_applicable > 0 {
            let none = n(counts.not_applicable);
            text.push_str(&format!(", {none} niet van toepassing (niet beoordeeld)"));
        }
        text
    },
    findings: |counts| {
        let mut text = dutch(counts.all, "bevinding", "bevindingen");
        if counts.all > 1 {
            text.push_str(", geteld per regel");
        }
        if counts.waived > 0 {
            text.push_str(&format!(", {} met ontheffing", n(counts.waived)));
        }
        if counts.permitted > 0 {
            let permitted = n(counts.permitted);
            text.push_str(&format!(
                ", {permitted} toegestaan op grond van een uitzondering"
            ));
        }
        text
    },
    further_devices: |number, what| format!("{} {}", devices(number), further(what)),
    further: |number, what| format!("{} {}", n(number), further(what)),
    listed: |listed, all| format!("{} van de {} zijn vermeld", n(listed), devices(all)),
    no_device: "geen apparaat onderzocht",
    none_judged: |inputs| match inputs {
        1 => "niets beoordeeld: 1 bron niet gelezen".to_owned(),
        _ => format!("niets beoordeeld: {} bronnen niet gelezen", n(inputs)),
    },
    basis: |day, policies| format!("per {day}; regels {policies}"),
    data_set: |name, version, day| match (version, day) {
        (Some(version), Some(day)) => format!("{name} {version} van {day}"),
        (Some(version), None) => format!("{name} {version}"),
        (None, Some(day)) => format!("{name} van {day}"),
        (None, None) => name.to_owned(),
    },
    built_in: "ingebouwd",
    overridden: |set, rows| format!("{set}, {} vervangen", dutch(rows, "rij", "rijen")),
    register: |entries, day| file("apparatenregister", entries, day),
    waivers: |entries, day| file("ontheffingen", entries, day),
    inputs: |counts| {
        format!(
            "{}, {}, {} terzijde gelegd, {} niet gelezen",
            devices(counts.devices),
            dutch(counts.parts, "deel", "delen"),
            n(counts.set_aside),
            n(counts.not_read)
        )
    },
    set_aside: |name| format!("{name} bevat geen lijst van apps"),
    not_read: |name, code| format!("{name} is niet gelezen: {code}"),
    and_more: |number| format!("en nog {}", n(number)),
    assumptions: |facts| format!("aangenomen: {facts}"),
    left_out: |policy| format!("{policy} buiten beschouwing: houders niet opgegeven"),
    known: |known, apps| format!("{} van {} eigenaren bekend", n(known), n(apps)),
};

const ANSWER: Answer = Answer {
    nothing: "Er is geen apparaat onderzocht, dus er valt niets te zeggen.",
    no_list: "Niets te beoordelen: er kon geen lijst van apps worden gelezen.",
    bad: "Het apparaat voldoet niet aan de regels",
    bad_of: |number, all| {
        let verb = verb(number, "voldoet", "voldoen");
        format!("{} van de {} {verb} niet", n(number), devices(all))
    },
    unread: "Het apparaat is niet volledig gelezen, dus niemand staat ervoor in",
    unread_of: |number, all| {
        let verb = verb(number, "is", "zijn");
        format!(
            "{} van de {} {verb} niet volledig gelezen, en niemand staat ervoor in",
            n(number),
            devices(all)
        )
    },
    unread_too: |number| {
        format!(
            "nog {} {} niet volledig gelezen",
            n(number),
            verb(number, "is", "zijn")
        )
    },
    unjudged: "Het apparaat kon niet volledig worden beoordeeld, dus niemand staat ervoor in",
    unjudged_of: |number, all| {
        let verb = verb(number, "kon", "konden");
        let (number, all) = (n(number), devices(all));
        format!(
            "{number} van de {all} {verb} niet volledig worden beoordeeld, en niemand staat \
             ervoor in"
        )
    },
    unjudged_too: |number| {
        let verb = verb(number, "kon", "konden");
        format!("nog {} {verb} niet volledig worden beoordeeld", n(number))
    },
    good: "Het apparaat is volledig gelezen en overtreedt geen regel",
    good_all: |all| {
        format!(
            "Alle {} zijn volledig gelezen en overtreden geen regel",
            devices(all)
        )
    },
    good_of: |number, all| {
        let verb = verb(number, "voldoet", "voldoen");
        format!("{} van de {} {verb} aan de regels", n(number), devices(all))
    },
    good_too: |number| format!("{} {}", n(number), verb(number, "voldoet", "voldoen")),
    outside: "Er zijn geen regels van toepassing op het apparaat, dus het is niet beoordeeld",
    outside_all: |all| {
        format!(
            "Op geen van de {} zijn regels van toepassing, dus ze zijn niet beoordeeld",
            devices(all)
        )
    },
    outside_too: |number| {
        let (verb, is) = if number == 1 {
            ("valt", "is")
        } else {
            ("vallen", "zijn")
        };
        let number = n(number);
        format!("{number} {verb} onder geen enkele regel en {is} niet beoordeeld")
    },
};
