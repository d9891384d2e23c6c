//! Sentences about a whole run in Bokmål.

use super::super::number::{HARD_SPACE, grouped, norwegian};
use super::super::sums::Further;
use super::super::words::{Answer, RunWords};

fn n(number: usize) -> String {
    grouped(number, HARD_SPACE)
}

fn devices(number: usize) -> String {
    norwegian(number, "enhet", "enheter")
}

fn entries(number: usize) -> String {
    norwegian(number, "oppføring", "oppføringer")
}

fn file(what: &str, number: usize, day: Option<&str>) -> String {
    let entries = entries(number);
    match day {
        Some(day) => format!("{what} fra {day}: {entries}"),
        None => format!("{what}: {entries}"),
    }
}

const fn further(what: Further) -> &'static str {
    match what {
        Further::Waived => "med dispensasjon",
        Further::Permitted => "tillatt etter unntak",
        Further::Contradicted => "i strid med registeret",
        Further::Unregistered => "ikke ført i registeret",
        Further::Assumed => "vurdert ut fra antakelser",
    }
}

pub(super) const RUN: RunWords = RunWords {
    answer: ANSWER,
    devices,
    entries,
    by_verdict: |counts| {
        let mut text = format!(
            "{}: {} bryter reglene, {} uavklart, {} i samsvar",
            devices(counts.devices),
            n(counts.non_compliant),
            n(counts.indeterminate),
            n(counts.compliant)
        );
        if counts.not_applicable > 0 {
            let none = n(counts.not_applicable);
            text.push_str(&format!(", {none} ikke omfattet (ikke vurdert)"));
        }
        text
    },
    findings: |counts| {
        let mut text = format!("{} funn", n(counts.all));
        if counts.all > 1 {
            text.push_str(", talt per regel");
        }
        if counts.waived > 0 {
            text.push_str(&format!(", {} med dispensasjon", n(counts.waived)));
        }
        if counts.permitted > 0 {
            text.push_str(&format!(", {} tillatt etter unntak", n(counts.permitted)));
        }
        text
    },
    further_devices: |number, what| format!("{} {}", devices(number), further(what)),
    further: |number, what| format!("{} {}", n(number), further(what)),
    listed: |listed, all| format!("{} av {} er listet", n(listed), devices(all)),
    no_device: "ingen enhet ble undersøkt",
    none_judged: |inputs| {
        let inputs = norwegian(inputs, "kilde", "kilder");
        format!("ingenting vurdert: {inputs} ikke lest")
    },
    basis: |day, policies| format!("per {day}; regelsett {policies}"),
    data_set: |name, version, day| match (version, day) {
        (Some(version), Some(day)) => format!("{name} {version} fra {day}"),
        (Some(version), None) => format!("{name} {version}"),
        (None, Some(day)) => format!("{name} fra {day}"),
        (None, None) => name.to_owned(),
    },
    built_in: "innebygd",
    overridden: |set, rows| format!("{set}, {} erstattet", norwegian(rows, "rad", "rader")),
    register: |entries, day| file("enhetsregister", entries, day),
    waivers: |entries, day| file("dispensasjoner", entries, day),
    inputs: |counts| {
        format!(
            "{}, {}, {} lagt til side, {} ikke lest",
            devices(counts.devices),
            norwegian(counts.parts, "del", "deler"),
            n(counts.set_aside),
            n(counts.not_read)
        )
    },
    set_aside: |name| format!("{name} inneholder ingen liste over apper"),
    not_read: |name, code| format!("{name} ble ikke lest: {code}"),
    and_more: |number| format!("og {} til", n(number)),
    assumptions: |facts| format!("antatt: {facts}"),
    left_out: |policy| format!("{policy} utelatt: brukerne er ikke oppgitt"),
    known: |known, apps| format!("{} av {} eiere kjent", n(known), n(apps)),
};

const ANSWER: Answer = Answer {
    nothing: "Ingen enhet ble undersøkt, så ingenting kan sies.",
    no_list: "Ingenting å vurdere: ingen appliste kunne leses.",
    bad: "Enheten bryter reglene",
    bad_of: |number, all| format!("{} av {} bryter reglene", n(number), devices(all)),
    unread: "Enheten er ikke fullstendig lest, så ingen går god for den",
    unread_of: |number, all| {
        let them = if number == 1 { "den" } else { "dem" };
        format!(
            "{} av {} er ikke fullstendig lest, og ingen går god for {them}",
            n(number),
            devices(all)
        )
    },
    unread_too: |number| format!("{} til er ikke fullstendig lest", n(number)),
    unjudged: "Enheten kunne ikke vurderes fullt ut, så ingen går god for den",
    unjudged_of: |number, all| {
        let them = if number == 1 { "den" } else { "dem" };
        let (number, all) = (n(number), devices(all));
        format!("{number} av {all} kunne ikke vurderes fullt ut, og ingen går god for {them}")
    },
    unjudged_too: |number| format!("{} til kunne ikke vurderes fullt ut", n(number)),
    good: "Enheten er fullstendig lest og bryter ingen regel",
    good_all: |all| {
        format!(
            "Alle {} er fullstendig lest og bryter ingen regel",
            devices(all)
        )
    },
    good_of: |number, all| format!("{} av {} er i samsvar med reglene", n(number), devices(all)),
    good_too: |number| format!("{} er i samsvar", n(number)),
    outside: "Ingen regler gjelder for enheten, så den er ikke vurdert",
    outside_all: |all| {
        let all = n(all);
        format!("Ingen regler gjelder for noen av de {all} enhetene, så de er ikke vurdert")
    },
    outside_too: |number| {
        format!(
            "{} er ikke omfattet av noen regler og ikke vurdert",
            n(number)
        )
    },
};
