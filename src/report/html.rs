//! HTML for a manager: one file that can be sent, opened on a phone and
//! printed. The result first, then where the problems lie, then each device
//! with reasons and fixes.
//!
//! The page holds no script and asks for nothing from anywhere; a policy in
//! its head forbids both. The template lies beside this file and escapes all
//! that it is given. It is printed in parts, so that a fleet is never held as a
//! whole.

use super::authorities::{Broken, Measure, measures};
use super::charts::{Chart, Sums, charts};
use super::document::{self, Device, Document, Finding, Gap, Remark, Verdict};
use super::escape::{prose, terminal};
use super::fact_code::FactCode;
use super::facts::{self, Fact};
use super::press::Press;
use super::wording::{self, HtmlWords, Words};
use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;
use std::collections::HashMap;
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let (page, seen) = Page::new(document, words)?;
    let mut press = Press::new(include_str!("html.jinja"), Value::from(Serde(page)), out)?;
    let telling = |device: &Device<'_>| !is_quiet(device);
    press.part("head")?;
    if seen.telling {
        press.part("telling")?;
        let rest = press.each("row", document, ROWS, telling, |device| row(words, device))?;
        press.part("telling-end")?;
        say_rest(&mut press, words, rest)?;
    }
    if seen.quiet {
        press.part("quiet")?;
        let rest = press.each("quiet-row", document, QUIET_ROWS, is_quiet, |device| {
            brief(words, device)
        })?;
        press.part("quiet-end")?;
        say_rest(&mut press, words, rest)?;
    }
    if !seen.telling && !seen.quiet {
        press.part("nobody")?;
    }
    press.part("list-end")?;
    let rules = document.rules_by_id();
    let rest = press.each("device", document, IN_FULL, telling, |device| {
        section(words, device, &rules)
    })?;
    say_rest(&mut press, words, rest)?;
    press.part("foot")
}

/// Says how many devices have no place here, if there are any.
fn say_rest(press: &mut Press<'_>, words: &Words, rest: usize) -> io::Result<()> {
    if rest == 0 {
        return Ok(());
    }
    press.say("more", (words.labels.more_devices)(rest))
}

/// How many devices are told of in full, worst first. With the lists a page stays
/// below two megabytes, which every browser opens at once.
const IN_FULL: usize = 200;

/// How many devices with something to tell are listed.
const ROWS: usize = 3000;

/// How many others are listed.
const QUIET_ROWS: usize = 1500;

#[derive(Serialize)]
struct Page {
    /// The code of the language.
    language: &'static str,
    words: HtmlWords,
    verdict: &'static str,
    heading: &'static str,
    sentence: String,
    tiles: Vec<Tile>,
    charts: Vec<Chart>,
    measures: Vec<Measure>,
    remarks: Vec<Said>,
    facts: Vec<Known>,
    basis: String,
    tool: String,
    /// How many devices are told of in full.
    in_full: usize,
}

#[derive(Serialize)]
struct Tile {
    number: String,
    label: &'static str,
    class: &'static str,
}

/// A sentence that limits the result.
#[derive(Serialize)]
struct Known {
    code: &'static str,
    sentence: String,
}

impl Known {
    fn of(words: &Words, fact: Fact) -> Self {
        Self {
            code: (words.labels.fact)(fact.code),
            sentence: fact.sentence,
        }
    }
}

#[derive(Serialize)]
struct Brief {
    id: String,
    about: String,
    apps: usize,
    known: usize,
    taken_at: String,
    limits: Vec<Known>,
}

/// A device in the list of those with something to tell.
#[derive(Serialize)]
struct Row {
    id: String,
    verdict: &'static str,
    heading: &'static str,
    about: String,
    open: usize,
}

#[derive(Serialize)]
struct Section {
    id: String,
    verdict: &'static str,
    heading: &'static str,
    about: String,
    provenance: String,
    apps: Vec<App>,
    gaps: Vec<Said>,
    limits: Vec<Known>,
    remarks: Vec<Said>,
    standings: Vec<String>,
}

/// The findings about one app.
#[derive(Serialize)]
struct App {
    /// The class of its label.
    level: &'static str,
    label: &'static str,
    name: String,
    circumstances: String,
    rules: Vec<Rule>,
    certainty: String,
    fix: Option<String>,
}

#[derive(Serialize)]
struct Rule {
    id: String,
    reason: Option<String>,
    weaker: Option<String>,
    permission: Option<String>,
}

#[derive(Serialize)]
struct Said {
    /// The class of its label.
    level: &'static str,
    label: &'static str,
    code: String,
    message: String,
    advice: String,
    /// What is only known in English.
    detail: Option<String>,
}

impl Page {
    fn new(document: &Document<'_>, words: &Words) -> io::Result<(Self, Seen)> {
        let mut seen = Seen::of(document, words)?;
        let page = Self {
            language: words.code,
            words: words.html.clone(),
            verdict: document.verdict.as_str(),
            heading: words.verdict(document.verdict),
            sentence: words.headline(document),
            tiles: tiles(words, document),
            charts: charts(words, document, std::mem::take(&mut seen.sums)),
            measures: measures(words, document, &seen.broken),
            remarks: document
                .remarks
                .iter()
                .map(|remark| said(words, remark))
                .collect(),
            facts: facts::of_run(words, document)
                .into_iter()
                .map(|fact| Known::of(words, fact))
                .collect(),
            basis: words.basis(document),
            tool: prose(&document.tool),
            in_full: IN_FULL,
        };
        Ok((page, seen))
    }
}

/// What a first walk through the devices finds.
#[derive(Default)]
struct Seen {
    /// Whether there are devices with something to tell, and others.
    telling: bool,
    quiet: bool,
    broken: Broken,
    sums: Sums,
}

impl Seen {
    fn of(document: &Document<'_>, words: &Words) -> io::Result<Self> {
        let mut seen = Self::default();
        let today = document.as_of.parse().ok();
        document.devices.each(|device| {
            let is_quiet = is_quiet(device);
            seen.quiet |= is_quiet;
            seen.telling |= !is_quiet;
            seen.broken.add(device);
            seen.sums.add(words, device, today);
            Ok(())
        })?;
        Ok(seen)
    }
}

/// What limits the verdict, but for the apps, which stand elsewhere.
fn limits(words: &Words, device: &Device<'_>) -> Vec<Known> {
    let facts = facts::of_device(words, device).into_iter();
    let facts = facts.filter(|fact| fact.code != FactCode::Apps);
    let mut facts: Vec<Known> = facts.map(|fact| Known::of(words, fact)).collect();
    if is_quiet(device) {
        let standings = words.standings(device).into_iter();
        facts.extend(standings.map(|sentence| Known {
            code: (words.labels.fact)(FactCode::Applicability),
            sentence,
        }));
    }
    facts
}

fn tiles(words: &Words, document: &Document<'_>) -> Vec<Tile> {
    let counts = document.summary;
    let tile = |number, label, class| Tile {
        number: words.number(number),
        label,
        class,
    };
    let say = &words.tiles;
    let mut tiles = vec![
        tile(counts.devices, say.devices, "plain"),
        tile(counts.non_compliant, say.non_compliant, "non-compliant"),
        tile(counts.indeterminate, say.indeterminate, "indeterminate"),
        tile(counts.compliant, say.compliant, "compliant"),
        tile(counts.findings, say.findings, "plain"),
    ];
    let further = [
        (counts.not_applicable, say.not_applicable, "not-applicable"),
        (counts.waived, say.waived, "plain"),
        (counts.permitted, say.permitted, "plain"),
        (counts.contradicted, say.contradicted, "indeterminate"),
        (counts.unregistered, say.unregistered, "plain"),
        (counts.assumed, say.assumed, "plain"),
    ];
    let further = further.into_iter().filter(|(count, ..)| *count > 0);
    tiles.extend(further.map(|(count, label, class)| tile(count, label, class)));
    tiles
}

fn is_quiet(device: &Device<'_>) -> bool {
    device.verdict == Verdict::Compliant && device.findings.is_empty() && device.remarks.is_empty()
}

fn row(words: &Words, device: &Device<'_>) -> Row {
    Row {
        id: terminal(&device.id),
        verdict: device.verdict.as_str(),
        heading: words.verdict(device.verdict),
        about: wording::about(device),
        open: device.findings.iter().filter(|f| f.is_open()).count(),
    }
}

fn brief(words: &Words, device: &Device<'_>) -> Brief {
    let taken_at = device.taken_at.as_deref().map(|time| words.day(time));
    Brief {
        id: terminal(&device.id),
        about: wording::about(device),
        apps: device.apps.total,
        known: device.apps.owner_known,
        limits: limits(words, device),
        taken_at: taken_at.unwrap_or_default(),
    }
}

fn section(
    words: &Words,
    device: &Device<'_>,
    rules: &HashMap<&str, &document::Rule<'_>>,
) -> Section {
    let mut apps: Vec<App> = Vec::new();
    let mut of_app: HashMap<(&str, u32, bool), usize> = HashMap::new();
    for finding in &device.findings {
        let summary = finding.summarises.is_some();
        let key = (&*finding.app, finding.profile, summary);
        let place = *of_app.entry(key).or_insert(apps.len());
        if place == apps.len() {
            apps.push(app(words, device, finding));
        }
        if let Some(app) = apps.get_mut(place) {
            let known = rules.get(&*finding.rule).copied();
            app.rules.push(rule(words, finding, known));
        }
    }
    Section {
        id: terminal(&device.id),
        verdict: device.verdict.as_str(),
        heading: words.verdict(device.verdict),
        about: wording::about(device),
        provenance: words.provenance(device),
        apps,
        gaps: device
            .coverage
            .gaps
            .iter()
            .map(|gap| unread(words, gap))
            .collect(),
        limits: limits(words, device),
        remarks: device
            .remarks
            .iter()
            .map(|remark| said(words, remark))
            .collect(),
        standings: words.standings(device),
    }
}

fn app(words: &Words, device: &Device<'_>, finding: &Finding<'_>) -> App {
    App {
        level: finding.level.as_str(),
        label: words.level(finding.level),
        name: words.app(finding),
        circumstances: words.circumstances(finding).join("; "),
        rules: Vec::new(),
        certainty: words.confidence(finding),
        fix: words.how_to_fix(device, finding).as_deref().map(prose),
    }
}

fn rule(words: &Words, finding: &Finding<'_>, known: Option<&document::Rule<'_>>) -> Rule {
    Rule {
        id: terminal(&finding.rule),
        reason: words.reason(finding, known),
        weaker: words.weaker(finding, known.map(|rule| rule.level)),
        permission: words.permission(finding),
    }
}

fn unread(words: &Words, gap: &Gap<'_>) -> Said {
    let said = words.gap(gap);
    Said {
        level: "unread",
        label: words.html.not_fully_read,
        code: format!("{}{}", terminal(&gap.code), words.in_profile(gap.profile)),
        message: terminal(&said.text),
        advice: prose(&said.todo),
        detail: said.detail.as_deref().map(terminal),
    }
}

fn said(words: &Words, remark: &Remark<'_>) -> Said {
    let said = words.remark(remark);
    Said {
        level: remark.level.as_str(),
        label: words.level(remark.level),
        code: terminal(&remark.code),
        message: prose(&said.text),
        advice: prose(&said.todo),
        detail: said.detail.as_deref().map(prose),
    }
}
