//! JUnit XML for build servers: a suite for each device, a case for each rule,
//! passed ones included, so that "nothing was checked" cannot look like
//! "nothing was found".
//!
//! Written on quick-xml, which is in the tree for property lists; quick-junit
//! would bring a second version of it and nine further crates for these few
//! elements. The counts are taken from the very cases that are written: a first
//! walk through the devices counts them.

use super::document::{Device, Document, Finding, Remark, Verdict};
use super::escape::{prose, terminal};
use super::facts;
use super::run_failures;
use super::wording::{self, EN};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::collections::HashMap;
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    let run = of_run(document);
    let mut all = Totals::of(&run.cases);
    document.devices.each(|device| {
        all.add(&Totals::of(&of_device(document, device).cases));
        Ok(())
    })?;
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut root = BytesStart::new("testsuites");
    root.push_attribute(("name", "dutyphone"));
    counts(&mut root, &all);
    xml.write_event(Event::Start(root))?;
    let devices = &document.devices;
    devices.each(|device| write_suite(&mut xml, &of_device(document, device)))?;
    write_suite(&mut xml, &run)?;
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    xml.into_inner().write_all(b"\n")
}

struct Suite {
    name: String,
    timestamp: Option<String>,
    properties: Vec<(&'static str, String)>,
    cases: Vec<Case>,
}

struct Case {
    class: String,
    name: String,
    outcome: Outcome,
}

/// What becomes of a case: a message for the list and the whole story.
enum Outcome {
    /// With what is worth telling all the same; may be empty.
    Passed(String),
    Failed(String, String),
    Error(String, String),
    Skipped(String),
}

#[derive(Default)]
struct Totals {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Totals {
    fn add(&mut self, other: &Self) {
        self.tests += other.tests;
        self.failures += other.failures;
        self.errors += other.errors;
        self.skipped += other.skipped;
    }

    fn of(cases: &[Case]) -> Self {
        let mut tally = Self::default();
        for case in cases {
            tally.tests += 1;
            match case.outcome {
                Outcome::Passed(_) => {}
                Outcome::Failed(..) => tally.failures += 1,
                Outcome::Error(..) => tally.errors += 1,
                Outcome::Skipped(_) => tally.skipped += 1,
            }
        }
        tally
    }
}

fn of_device(document: &Document<'_>, device: &Device<'_>) -> Suite {
    let class = terminal(&device.id);
    let mut by_rule: HashMap<&str, Vec<&Finding<'_>>> = HashMap::new();
    for finding in &device.findings {
        by_rule.entry(&finding.rule).or_default().push(finding);
    }
    let mut rules: Vec<&str> = document.rules.iter().map(|rule| &*rule.id).collect();
    // A result of an older version names only the rules that found something.
    for finding in &device.findings {
        if !rules.contains(&&*finding.rule) {
            rules.push(&finding.rule);
        }
    }
    let mut cases: Vec<Case> = rules
        .iter()
        .map(|rule| Case {
            class: class.clone(),
            name: terminal(rule),
            outcome: not_judged(device, rule).unwrap_or_else(|| {
                let findings = by_rule.get(rule).map_or(&[][..], Vec::as_slice);
                of_rule(document, findings, device.coverage.complete)
            }),
        })
        .collect();
    cases.push(coverage(&class, device));
    cases.extend(
        device
            .remarks
            .iter()
            .map(|remark| of_remark(document, &class, remark)),
    );
    let mut properties = vec![
        ("verdict", device.verdict.as_str().to_owned()),
        ("source", terminal(&device.source)),
        ("about", wording::about(device)),
        ("as_of", terminal(&document.as_of)),
    ];
    let facts = facts::of_device(EN, device).into_iter();
    properties.extend(facts.map(|fact| (fact.code.as_str(), fact.sentence)));
    properties.retain(|(_, value)| !value.is_empty());
    Suite {
        name: class,
        timestamp: device.taken_at.as_deref().and_then(timestamp),
        properties,
        cases,
    }
}

/// What is told of the run itself, what it rests on, and what fails it beside the
/// devices that are listed.
fn of_run(document: &Document<'_>) -> Suite {
    let class = "dutyphone";
    let mut cases: Vec<Case> = document
        .remarks
        .iter()
        .map(|remark| of_remark(document, class, remark))
        .collect();
    let failures = run_failures::of_run(document).into_iter();
    cases.extend(failures.map(|failure| Case {
        class: class.to_owned(),
        name: failure.code.to_owned(),
        outcome: Outcome::Error(failure.message.clone(), failure.message),
    }));
    let facts = facts::of_run(EN, document).into_iter();
    Suite {
        name: "run".to_owned(),
        timestamp: None,
        properties: facts
            .map(|fact| (fact.code.as_str(), fact.sentence))
            .collect(),
        cases,
    }
}

/// A rule of a policy that did not judge the device is skipped; where it is not
/// known whether the policy is for the device, that is an error.
fn not_judged(device: &Device<'_>, rule: &str) -> Option<Outcome> {
    let (policy, _) = rule.rsplit_once('/')?;
    let of = |subject: &str| {
        let mut stands = device.applicability.iter();
        stands.find(|stand| stand.subject() == subject)
    };
    let stand = of(rule).or_else(|| of(policy))?;
    let why = EN.standing(stand)?;
    Some(if stand.state == "not-applicable" {
        Outcome::Skipped(why)
    } else {
        Outcome::Error(why.clone(), why)
    })
}

/// One rule on one device. What was found wins over what was not seen, and an
/// open finding over a permitted one.
fn of_rule(document: &Document<'_>, findings: &[&Finding<'_>], complete: bool) -> Outcome {
    let breaks =
        |finding: &&Finding<'_>| finding.is_open() && document.fail_on.is_reached_by(finding.level);
    let broken: Vec<&Finding<'_>> = findings.iter().copied().filter(breaks).collect();
    if !broken.is_empty() {
        let names: Vec<String> = broken.iter().map(|found| EN.app(found)).collect();
        let stories: Vec<String> = broken.iter().map(|found| story(found)).collect();
        return Outcome::Failed(names.join(", "), stories.join("\n\n"));
    }
    if !complete {
        let message = "not everything was seen, so this cannot be said".to_owned();
        return Outcome::Error(message.clone(), message);
    }
    let permitted: Vec<String> = findings
        .iter()
        .filter_map(|found| {
            let why = EN.permission(found)?;
            Some(format!("{}: {why}", EN.app(found)))
        })
        .collect();
    if permitted.is_empty() {
        // Below the level that breaks the policy: told, and no failure.
        let stories: Vec<String> = findings.iter().map(|found| story(found)).collect();
        Outcome::Passed(stories.join("\n\n"))
    } else {
        Outcome::Skipped(permitted.join("; "))
    }
}

fn story(finding: &Finding<'_>) -> String {
    let mut lines = vec![format!("{} {}", finding.level, EN.app(finding))];
    lines.extend(EN.circumstances(finding));
    lines.extend(
        EN.reason(finding, None)
            .map(|reason| format!("why: {reason}")),
    );
    lines.push(format!("confidence: {}", EN.confidence(finding)));
    lines.extend(
        finding
            .how_to_fix
            .as_deref()
            .map(|how| format!("fix: {}", prose(how))),
    );
    lines.join("\n")
}

/// A case of its own says whether the device was fully read.
fn coverage(class: &str, device: &Device<'_>) -> Case {
    let lines: Vec<String> = device
        .coverage
        .gaps
        .iter()
        .map(|gap| {
            let profile = EN.in_profile(gap.profile);
            let code = terminal(&gap.code);
            let message = terminal(&gap.message);
            let advice = prose(&gap.advice);
            format!("{code}{profile}: {message}\ndo: {advice}")
        })
        .collect();
    let codes: Vec<String> = device
        .coverage
        .gaps
        .iter()
        .map(|gap| terminal(&gap.code))
        .collect();
    let seen = lines.is_empty() && device.coverage.complete;
    let outcome = if seen || (lines.is_empty() && device.verdict == Verdict::Compliant) {
        Outcome::Passed(String::new())
    } else {
        Outcome::Error(
            format!("not fully read: {}", codes.join(", ")),
            lines.join("\n\n"),
        )
    };
    Case {
        class: class.to_owned(),
        name: "coverage".to_owned(),
        outcome,
    }
}

fn of_remark(document: &Document<'_>, class: &str, remark: &Remark<'_>) -> Case {
    let message = prose(&remark.message);
    let story = format!("{message}\ndo: {}", prose(&remark.advice));
    Case {
        class: class.to_owned(),
        name: terminal(&remark.code),
        outcome: if remark.breaks(document.fail_on) {
            Outcome::Failed(message, story)
        } else if run_failures::fails(remark) {
            Outcome::Error(message, story)
        } else {
            Outcome::Passed(story)
        },
    }
}

/// Schemas want a time without zone and without fractions; it is UTC.
fn timestamp(taken_at: &str) -> Option<String> {
    let seconds = taken_at.get(..19)?;
    let shape = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        10 => byte == b'T',
        13 | 16 => byte == b':',
        _ => byte.is_ascii_digit(),
    };
    seconds
        .bytes()
        .enumerate()
        .all(shape)
        .then(|| seconds.to_owned())
}

fn counts(element: &mut BytesStart<'_>, tally: &Totals) {
    element.push_attribute(("tests", tally.tests.to_string().as_str()));
    element.push_attribute(("failures", tally.failures.to_string().as_str()));
    element.push_attribute(("errors", tally.errors.to_string().as_str()));
}

fn write_suite(xml: &mut Writer<&mut dyn Write>, suite: &Suite) -> io::Result<()> {
    let mut element = BytesStart::new("testsuite");
    element.push_attribute(("name", suite.name.as_str()));
    let tally = Totals::of(&suite.cases);
    counts(&mut element, &tally);
    element.push_attribute(("time", "0"));
    element.push_attribute(("skipped", tally.skipped.to_string().as_str()));
    if let Some(timestamp) = &suite.timestamp {
        element.push_attribute(("timestamp", timestamp.as_str()));
    }
    xml.write_event(Event::Start(element))?;
    if !suite.properties.is_empty() {
        xml.write_event(Event::Start(BytesStart::new("properties")))?;
        for (name, value) in &suite.properties {
            let mut property = BytesStart::new("property");
            property.push_attribute(("name", *name));
            property.push_attribute(("value", value.as_str()));
            xml.write_event(Event::Empty(property))?;
        }
        xml.write_event(Event::End(BytesEnd::new("properties")))?;
    }
    for case in &suite.cases {
        write_case(xml, case)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn write_case(xml: &mut Writer<&mut dyn Write>, case: &Case) -> io::Result<()> {
    let mut element = BytesStart::new("testcase");
    element.push_attribute(("name", case.name.as_str()));
    element.push_attribute(("classname", case.class.as_str()));
    // Nothing is timed, and some readers want the number.
    element.push_attribute(("time", "0"));
    let (name, message, story) = match &case.outcome {
        Outcome::Passed(story) if story.is_empty() => {
            return xml.write_event(Event::Empty(element));
        }
        Outcome::Passed(story) => ("system-out", None, Some(story)),
        Outcome::Failed(message, story) => ("failure", Some(message), Some(story)),
        Outcome::Error(message, story) => ("error", Some(message), Some(story)),
        Outcome::Skipped(message) => ("skipped", Some(message), None),
    };
    xml.write_event(Event::Start(element))?;
    let mut outcome = BytesStart::new(name);
    if let Some(message) = message {
        outcome.push_attribute(("message", message.as_str()));
    }
    match story {
        Some(story) => {
            xml.write_event(Event::Start(outcome))?;
            xml.write_event(Event::Text(BytesText::new(story)))?;
            xml.write_event(Event::End(BytesEnd::new(name)))?;
        }
        None => xml.write_event(Event::Empty(outcome))?,
    }
    xml.write_event(Event::End(BytesEnd::new("testcase")))
}
