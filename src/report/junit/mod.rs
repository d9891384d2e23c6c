//! JUnit XML for build servers: a suite for each device, a case for each rule,
//! passed ones included, so that "nothing was checked" cannot look like
//! "nothing was found".
//!
//! Written on quick-xml, which is in the tree for property lists; quick-junit
//! would bring a second version of it and nine further crates for these few
//! elements. The counts at the head come from a first walk through the devices, and
//! from the same [answers](kind) as the cases.

mod kind;

use super::document::{Applicability, Device, Document, Finding, Remark};
use super::escape::{prose, terminal};
use super::facts;
use super::run_failures;
use super::wording::{self, EN};
use kind::{Kind, Totals, breaks, not_judged, of, rules};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    let run = of_run(document);
    let mut all = totals(&run.cases);
    document.devices.each(|device| {
        all.add_device(document, device);
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

impl Outcome {
    const fn kind(&self) -> Kind {
        match self {
            Self::Passed(_) => Kind::Passed,
            Self::Failed(..) => Kind::Failed,
            Self::Error(..) => Kind::Error,
            Self::Skipped(_) => Kind::Skipped,
        }
    }
}

fn totals(cases: &[Case]) -> Totals {
    let mut totals = Totals::default();
    for case in cases {
        totals.add(case.outcome.kind());
    }
    totals
}

fn of_device(document: &Document<'_>, device: &Device<'_>) -> Suite {
    let class = terminal(&device.id);
    let rules = rules(document, device);
    let mut cases: Vec<Case> = rules
        .iter()
        .map(|rule| Case {
            class: class.clone(),
            name: terminal(rule),
            outcome: match not_judged(device, rule) {
                Some(stand) => of_standing(stand),
                None => of_rule(document, device, rule),
            },
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

/// A rule of a policy that did not judge the device.
fn of_standing(stand: &Applicability<'_>) -> Outcome {
    let why = EN.standing(stand).unwrap_or_default();
    match Kind::of_standing(stand) {
        Kind::Skipped => Outcome::Skipped(why),
        _ => Outcome::Error(why.clone(), why),
    }
}

/// One rule on one device.
fn of_rule(document: &Document<'_>, device: &Device<'_>, rule: &str) -> Outcome {
    let findings = || of(device, rule);
    // Below the level that breaks the policy it is told, and no failure.
    let stories = |found: &mut dyn Iterator<Item = &Finding<'_>>| {
        let stories: Vec<String> = found.map(story).collect();
        stories.join("\n\n")
    };
    match Kind::of_rule(document, device, rule) {
        Kind::Failed => {
            let broken = || findings().filter(|found| breaks(document, found));
            let names: Vec<String> = broken().map(|found| EN.app(found)).collect();
            Outcome::Failed(names.join(", "), stories(&mut broken()))
        }
        Kind::Error => {
            let message = "not everything was seen, so this cannot be said".to_owned();
            Outcome::Error(message.clone(), message)
        }
        Kind::Skipped => {
            let permitted = findings().filter_map(|found| {
                let why = EN.permission(found)?;
                Some(format!("{}: {why}", EN.app(found)))
            });
            let permitted: Vec<String> = permitted.collect();
            Outcome::Skipped(permitted.join("; "))
        }
        Kind::Passed => Outcome::Passed(stories(&mut findings())),
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
    let outcome = if Kind::of_coverage(device) == Kind::Passed {
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
    let story = match &*remark.advice {
        "" => message.clone(),
        advice => format!("{message}\ndo: {}", prose(advice)),
    };
    Case {
        class: class.to_owned(),
        name: terminal(&remark.code),
        outcome: match Kind::of_remark(document, remark) {
            Kind::Failed => Outcome::Failed(message, story),
            Kind::Error => Outcome::Error(message, story),
            _ => Outcome::Passed(story),
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
    let tally = totals(&suite.cases);
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
