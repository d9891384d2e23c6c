//! Sentences about the whole run: the answer, the counts, what it rests on, and
//! what limits it.

use super::{count, devices};
use crate::report::document::{DataSet, Document, File, Inputs, Summary};
use crate::report::escape::terminal;

/// The answer for all devices, in one sentence.
pub(in crate::report) fn answer(counts: &Summary) -> String {
    if counts.devices == 0 {
        return "No device was looked at, so nothing can be said.".to_owned();
    }
    let all = devices(counts.devices);
    let mut parts = Vec::new();
    match (counts.non_compliant, counts.devices) {
        (0, _) => {}
        (1, 1) => parts.push("The device breaks the policy".to_owned()),
        (1, _) => parts.push(format!("1 of {all} breaks the policy")),
        (many, _) => parts.push(format!("{many} of {all} break the policy")),
    }
    match (counts.indeterminate, parts.is_empty()) {
        (0, _) => {}
        (1, true) if counts.devices == 1 => {
            parts.push("The device was not fully read, so nothing is promised about it".to_owned());
        }
        (1, true) => parts.push(format!(
            "1 of {all} was not fully read, and nobody vouches for it"
        )),
        (many, true) => parts.push(format!(
            "{many} of {all} were not fully read, and nobody vouches for them"
        )),
        (1, false) => parts.push("1 was not fully read".to_owned()),
        (many, false) => parts.push(format!("{many} were not fully read")),
    }
    match (counts.compliant, parts.is_empty()) {
        (0, _) => {}
        (1, true) if counts.devices == 1 => {
            parts.push("The device was fully read and breaks nothing".to_owned());
        }
        (many, true) if many == counts.devices => {
            parts.push(format!("All {all} were fully read and break nothing"));
        }
        (1, true) => parts.push(format!("1 of {all} is compliant")),
        (many, true) => parts.push(format!("{many} of {all} are compliant")),
        (1, false) => parts.push("1 is compliant".to_owned()),
        (many, false) => parts.push(format!("{many} are compliant")),
    }
    match (counts.not_applicable, parts.is_empty()) {
        (0, _) => {}
        (1, true) => parts.push("No policy is for the device, so nobody judged it".to_owned()),
        (_, true) => parts.push(format!(
            "No policy is for any of the {all}, so nobody judged them"
        )),
        (1, false) => parts.push("1 is outside every scope and was not judged".to_owned()),
        (many, false) => {
            parts.push(format!(
                "{many} are outside every scope and were not judged"
            ));
        }
    }
    format!("{}.", parts.join("; "))
}

/// The answer in one sentence, or that there was nothing to ask.
pub(in crate::report) fn headline(document: &Document<'_>) -> String {
    if is_nothing(document) {
        return "Nothing to judge: no list of apps could be read.".to_owned();
    }
    answer(&document.summary)
}

/// How many devices there are of each verdict, or that none was read.
pub(in crate::report) fn verdicts(document: &Document<'_>) -> String {
    if is_nothing(document) {
        let inputs = count(document.summary.devices, "input", "inputs");
        return format!("nothing judged: {inputs} not read");
    }
    fleet_counts(&document.summary)
}

/// Whether no input was a device that could be read.
fn is_nothing(document: &Document<'_>) -> bool {
    let counts = &document.summary;
    let read_none = |inputs: &Inputs<'_>| inputs.devices == 0 && !inputs.not_read.is_empty();
    counts.devices == counts.indeterminate && document.inputs.as_ref().is_some_and(read_none)
}

/// The counts in a sentence.
pub(in crate::report) fn counts(document: &Document<'_>) -> String {
    let counts = document.summary;
    let mut parts = vec![verdicts(document)];
    let findings = count(counts.findings, "finding", "findings");
    parts.push(match (counts.waived, counts.permitted) {
        (0, 0) => findings,
        (waived, 0) => format!("{findings}, {waived} waived"),
        (0, permitted) => format!("{findings}, {permitted} permitted"),
        (waived, permitted) => format!("{findings}, {waived} waived, {permitted} permitted"),
    });
    let further = [
        (counts.contradicted, "against the register"),
        (counts.unregistered, "not in the register"),
        (counts.assumed, "judged on assumptions"),
    ];
    let further = further.iter().filter(|(count, _)| *count > 0);
    parts.extend(further.map(|(number, what)| format!("{} {what}", devices(*number))));
    if counts.devices == 0 {
        parts.push("no device was looked at".to_owned());
    }
    parts.join("; ")
}

/// Devices by verdict.
pub(in crate::report) fn fleet_counts(counts: &Summary) -> String {
    let all = devices(counts.devices);
    let (bad, open, good) = (counts.non_compliant, counts.indeterminate, counts.compliant);
    match counts.not_applicable {
        0 => format!("{all}: {bad} non-compliant, {open} indeterminate, {good} compliant"),
        none => format!(
            "{all}: {bad} non-compliant, {open} indeterminate, {good} compliant, {none} not \
             applicable (outside every scope, not judged)"
        ),
    }
}

/// The day and the policies with their digests, short enough to compare by
/// eye.
pub(in crate::report) fn basis(document: &Document<'_>) -> String {
    const DIGEST_SHOWN: usize = "sha256:".len() + 12;
    let policies: Vec<String> = document
        .policies
        .iter()
        .map(|policy| {
            let digest = policy.digest.get(..DIGEST_SHOWN).unwrap_or(&policy.digest);
            format!("{} {}", terminal(&policy.id), terminal(digest))
        })
        .collect();
    format!(
        "as of {}; policy {}",
        terminal(&document.as_of),
        policies.join(", ")
    )
}

/// A data set, its version and its day.
pub(in crate::report) fn data_set(set: &DataSet<'_>) -> String {
    let name = terminal(&set.name);
    let (version, date) = (set.version.as_deref(), set.date.as_deref());
    match (version.map(terminal), date.map(terminal)) {
        (Some(version), Some(date)) => format!("{name} {version} of {date}"),
        (Some(version), None) => format!("{name} {version}"),
        (None, Some(date)) => format!("{name} of {date}"),
        (None, None) => name,
    }
}

/// A file of the organisation.
pub(in crate::report) fn file_of_organisation(what: &str, file: &File<'_>) -> String {
    let entries = count(file.entries, "entry", "entries");
    match file.date.as_deref() {
        Some(date) => format!("{what} of {}: {entries}", terminal(date)),
        None => format!("{what}: {entries}"),
    }
}

/// Where all inputs ended, in numbers.
pub(in crate::report) fn inputs(inputs: &Inputs<'_>) -> String {
    format!(
        "{}, {}, {} set aside, {} not read",
        devices(inputs.devices),
        count(inputs.parts, "part", "parts"),
        inputs.set_aside.len(),
        inputs.not_read.len()
    )
}

/// How many inputs of a kind a report names.
const NAMED: usize = 20;

/// The inputs that hold no list of apps; the first of many.
pub(in crate::report) fn set_aside(inputs: &Inputs<'_>) -> Vec<String> {
    let named = inputs
        .set_aside
        .iter()
        .map(|name| format!("{} holds no list of apps", terminal(name)));
    first(named, inputs.set_aside.len())
}

/// The inputs that were not read, by name and reason; the first of many.
pub(in crate::report) fn inputs_not_read(inputs: &Inputs<'_>) -> Vec<String> {
    let named = inputs.not_read.iter().map(|entry| {
        format!(
            "{} was not read: {}",
            terminal(&entry.name),
            terminal(&entry.gap)
        )
    });
    first(named, inputs.not_read.len())
}

fn first(named: impl Iterator<Item = String>, all: usize) -> Vec<String> {
    let mut named: Vec<String> = named.take(NAMED).collect();
    if all > NAMED {
        named.push(format!("and {} more", all - NAMED));
    }
    named
}

/// A data set with all that is known of it.
pub(in crate::report) fn data(set: &DataSet<'_>) -> String {
    let overridden = count(set.overridden as usize, "row", "rows");
    let set_name = data_set(set);
    match set.overridden {
        0 => set_name,
        _ => format!("{set_name}, {overridden} overridden"),
    }
}

/// What is assumed, as `(fact, value)`.
pub(in crate::report) fn assumed<'f>(facts: impl Iterator<Item = (&'f str, &'f str)>) -> String {
    let facts: Vec<String> = facts.map(|(fact, value)| assumption(fact, value)).collect();
    facts.join(", ")
}

fn assumption(fact: &str, value: &str) -> String {
    match (fact, value) {
        ("person", "public-employee") => "public employee".to_owned(),
        ("use", "service") => "service use".to_owned(),
        ("access", "internal") => "internal access".to_owned(),
        ("ownership", "issued") => "issued".to_owned(),
        (fact, value) => format!("{} {}", terminal(fact), terminal(value)),
    }
}

/// What is assumed of devices, behind a word that says so.
pub(in crate::report) fn assumptions(facts: &str) -> String {
    format!("assumed: {facts}")
}

/// A policy left devices out, because it is for few and nobody states who holds
/// them.
pub(in crate::report) fn left_out(policy: &str) -> String {
    format!("{} left out: holders not stated", terminal(policy))
}

/// All that limits the answers, in one sentence.
pub(in crate::report) fn limits(sentences: &[String]) -> String {
    sentences.join("; ")
}

/// The last line: devices by verdict and known owners, and what else counts.
pub(in crate::report) fn last_line(
    document: &Document<'_>,
    (apps, known): (usize, usize),
) -> String {
    let counts = document.summary;
    let mut parts = vec![verdicts(document)];
    if apps > 0 {
        parts.push(format!("{known} of {apps} owners known"));
    }
    let further = [
        (counts.waived, "waived"),
        (counts.permitted, "permitted"),
        (counts.contradicted, "against the register"),
        (counts.unregistered, "not in the register"),
    ];
    let further = further.iter().filter(|(count, _)| *count > 0);
    parts.extend(further.map(|(number, what)| format!("{number} {what}")));
    parts.join("; ")
}
