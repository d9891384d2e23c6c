//! Sentences about a whole run in Nynorsk.

use super::super::number::{HARD_SPACE, grouped, norwegian};
use super::super::sums::Further;
use super::super::words::{Answer, RunWords};

fn n(number: usize) -> String {
    grouped(number, HARD_SPACE)
}

fn devices(number: usize) -> String {
    norwegian(number, "eining", "einingar")
}

fn entries(number: usize) -> String {
    norwegian(number, "oppføring", "oppføringar")
}

fn file(what: &str, number: usize, day: Option<&str>) -> String {
    let entries = entries(number);
    match day {
        Some(day) => format!("{what} frå {day}: {entries}"),
        None => format!("{what}: {entries}"),
    }
}

const fn further(what: Further) -> &'static str {
    match what {
        Further::Waived => "med dispensasjon",
        Further::Permitted => "tillatne etter unntak",
        Further::Contradicted => "i strid med registeret",
        Further::Unregistered => "ikkje førde i registeret",
        Further::Assumed => "vurderte ut frå føresetnader",
    }
}

pub(super) const RUN: RunWords = RunWords {
    answer: ANSWER,
    devices,
    entries,
    by_verdict: |counts| {
        let mut text = format!(
            "{}: {} bryt reglane, {} uavklart, {} i samsvar",
            devices(counts.devices),
            n(counts.non_compliant),
            n(counts.indeterminate),
            n(counts.compliant)
        );
        if counts.not_applicable > 0 {
            let none = n(counts.not_applicable);
            text.push_str(&format!(", {none} ikkje omfatta (ikkje vurdert)"));
        }
        text
    },
    findings: |counts| {
        let mut text = format!("{} funn", n(counts.all));
        if counts.all > 1 {
            text.push_str(", talde per regel");
        }
        if counts.waived > 0 {
            text.push_str(&format!(", {} med dispensasjon", n(counts.waived)));
        }
        if counts.permitted > 0 {
            text.push_str(&format!(", {} tillatne etter unntak", n(counts.permitted)));
        }
        text
    },
    further_devices: |number, what| format!("{} {}", devices(number), further(what)),
    further: |number, what| format!("{} {}", n(number), further(what)),
    listed: |listed, all| format!("{} av {} er lista", n(listed), devices(all)),
    no_device: "inga eining vart undersøkt",
    none_judged: |inputs| {
        let read = if inputs == 1 { "lesen" } else { "lesne" };
        let inputs = norwegian(inputs, "kjelde", "kjelder");
        format!("ingenting vurdert: {inputs} ikkje {read}")
    },
    basis: |day, policies| format!("per {day}; regelsett {policies}"),
    data_set: |name, version, day| match (version, day) {
        (Some(version), Some(day)) => format!("{name} {version} frå {day}"),
        (Some(version), None) => format!("{name} {version}"),
        (None, Some(day)) => format!("{name} frå {day}"),
        (None, None) => name.to_owned(),
    },
    built_in: "innebygd",
    overridden: |set, rows| format!("{set}, {} bytte ut", norwegian(rows, "rad", "rader")),
    register: |entries, day| file("einingsregister", entries, day),
    waivers: |entries, day| file("dispensasjonar", entries, day),
    inputs: |counts| {
        format!(
            "{}, {}, {} lagde til side, {} ikkje lesne",
            devices(counts.devices),
            norwegian(counts.parts, "del", "delar"),
            n(counts.set_aside),
            n(counts.not_read)
        )
    },
    set_aside: |name| format!("{name} inneheld inga liste over appar"),
    not_read: |name, code| format!("{name} vart ikkje lesen: {code}"),
    and_more: |number| format!("og {} til", n(number)),
    assumptions: |facts| format!("føresett: {facts}"),
    left_out: |policy| format!("{policy} utelaten: brukarane er ikkje oppgitte"),
    known: |known, apps| format!("{} av {} eigarar kjende", n(known), n(apps)),
};

const ANSWER: Answer = Answer {
    nothing: "Inga eining vart undersøkt, så ingenting kan seiast.",
    no_list: "Ingenting å vurdere: inga appliste kunne lesast.",
    bad: "Eininga bryt reglane",
    bad_of: |number, all| format!("{} av {} bryt reglane", n(number), devices(all)),
    unread: "Eininga er ikkje fullstendig lesen, så ingen går god for henne",
    unread_of: |number, all| match number {
        1 => format!(
            "1 av {} er ikkje fullstendig lesen, og ingen går god for henne",
            devices(all)
        ),
        _ => format!(
            "{} av {} er ikkje fullstendig lesne, og ingen går god for dei",
            n(number),
            devices(all)
        ),
    },
    unread_too: |number| match number {
        1 => "1 til er ikkje fullstendig lesen".to_owned(),
        _ => format!("{} til er ikkje fullstendig lesne", n(number)),
    },
    unjudged: "Eininga kunne ikkje vurderast fullt ut, så ingen går god for henne",
    unjudged_of: |number, all| {
        let them = if number == 1 { "henne" } else { "dei" };
        let (number, all) = (n(number), devices(all));
        format!("{number} av {all} kunne ikkje vurderast fullt ut, og ingen går god for {them}")
    },
    unjudged_too: |number| format!("{} til kunne ikkje vurderast fullt ut", n(number)),
    good: "Eininga er fullstendig lesen og bryt ingen regel",
    good_all: |all| {
        format!(
            "Alle {} er fullstendig lesne og bryt ingen regel",
            devices(all)
        )
    },
    good_of: |number, all| format!("{} av {} er i samsvar med reglane", n(number), devices(all)),
    good_too: |number| format!("{} er i samsvar", n(number)),
    outside: "Ingen reglar gjeld for eininga, så ho er ikkje vurdert",
    outside_all: |all| {
        let all = n(all);
        format!("Ingen reglar gjeld for nokon av dei {all} einingane, så dei er ikkje vurderte")
    },
    outside_too: |number| match number {
        1 => "1 er ikkje omfatta av nokon reglar og ikkje vurdert".to_owned(),
        _ => format!(
            "{} er ikkje omfatta av nokon reglar og ikkje vurderte",
            n(number)
        ),
    },
};
