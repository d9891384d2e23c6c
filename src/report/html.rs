//! HTML for a manager: one file that can be sent, opened on a phone and
//! printed. The result first, then where the problems lie, then each device
//! with reasons and fixes.
//!
//! The page holds no script and asks for nothing from anywhere; a policy in
//! its head forbids both. The template lies beside this file and escapes all
//! that it is given.

use super::charts::{Chart, charts};
use super::document::{Device, Document, Finding, Policy, Remark, Verdict};
use super::escape::{is_web_address, prose, terminal};
use super::facts::{self, Fact};
use super::wording;
use crate::audit::Level;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    render(Page::new(document), out).map_err(io::Error::other)
}

fn render(page: Page, out: &mut dyn Write) -> Result<(), minijinja::Error> {
    let mut engine = Environment::new();
    engine.set_auto_escape_callback(|_| AutoEscape::Html);
    // A line that holds only a block leaves no empty line behind.
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    syntax.keep_trailing_newline(true);
    engine.set_syntax(syntax.build()?);
    let template = engine.template_from_str(include_str!("html.jinja"))?;
    let page = Value::from(Serde(page));
    template.render_captured_to(page, out).map(|_| ())
}

#[derive(Serialize)]
struct Page {
    verdict: &'static str,
    heading: &'static str,
    sentence: String,
    tiles: Vec<Tile>,
    charts: Vec<Chart>,
    /// Devices with something to tell, worst first.
    devices: Vec<Section>,
    /// Devices that break nothing and of which nothing is to be told.
    quiet: Vec<Brief>,
    measures: Vec<Measure>,
    remarks: Vec<Said>,
    facts: Vec<Known>,
    basis: String,
    tool: String,
}

#[derive(Serialize)]
struct Tile {
    number: usize,
    label: &'static str,
    class: &'static str,
}

/// A sentence that limits the result.
#[derive(Serialize)]
struct Known {
    code: &'static str,
    sentence: String,
}

impl From<Fact> for Known {
    fn from(fact: Fact) -> Self {
        Self {
            code: fact.code,
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

#[derive(Serialize)]
struct Section {
    id: String,
    verdict: &'static str,
    heading: &'static str,
    about: String,
    provenance: String,
    open: usize,
    apps: Vec<App>,
    gaps: Vec<Said>,
    limits: Vec<Known>,
    remarks: Vec<Said>,
    standings: Vec<String>,
}

/// The findings about one app.
#[derive(Serialize)]
struct App {
    level: &'static str,
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
    level: &'static str,
    code: String,
    message: String,
    advice: String,
}

#[derive(Serialize)]
struct Measure {
    id: String,
    title: String,
    authority: Option<String>,
    fixes: Vec<String>,
    exceptions: Vec<String>,
    address: Option<String>,
}

impl Page {
    fn new(document: &Document<'_>) -> Self {
        let levels: HashMap<&str, Level> = document
            .rules
            .iter()
            .map(|rule| (&*rule.id, rule.level))
            .collect();
        let (quiet, telling): (Vec<&Device<'_>>, Vec<&Device<'_>>) =
            document.devices.iter().partition(|device| is_quiet(device));
        Self {
            verdict: document.verdict.as_str(),
            heading: wording::verdict(document.verdict),
            sentence: wording::headline(document),
            tiles: tiles(document),
            charts: charts(document),
            devices: telling
                .into_iter()
                .map(|device| section(device, &levels))
                .collect(),
            quiet: quiet.into_iter().map(brief).collect(),
            measures: measures(document),
            remarks: document.remarks.iter().map(said).collect(),
            facts: facts::of_run(document)
                .into_iter()
                .map(Known::from)
                .collect(),
            basis: wording::basis(document),
            tool: prose(&document.tool),
        }
    }
}

/// What limits the verdict, but for the apps, which stand elsewhere.
fn limits(device: &Device<'_>) -> Vec<Known> {
    let facts = facts::of_device(device).into_iter();
    let facts = facts.filter(|fact| fact.code != "apps");
    let mut facts: Vec<Known> = facts.map(Known::from).collect();
    if is_quiet(device) {
        let standings = wording::standings(device).into_iter();
        facts.extend(standings.map(|sentence| Known {
            code: "applicability",
            sentence,
        }));
    }
    facts
}

fn tiles(document: &Document<'_>) -> Vec<Tile> {
    let counts = document.summary;
    let tile = |number, label, class| Tile {
        number,
        label,
        class,
    };
    let mut tiles = vec![
        tile(counts.devices, "devices", "plain"),
        tile(counts.non_compliant, "non-compliant", "non-compliant"),
        tile(counts.indeterminate, "indeterminate", "indeterminate"),
        tile(counts.compliant, "compliant", "compliant"),
        tile(counts.findings, "findings", "plain"),
    ];
    let further = [
        (counts.not_applicable, "not applicable", "not-applicable"),
        (counts.waived, "waived", "plain"),
        (counts.permitted, "permitted", "plain"),
        (counts.contradicted, "against the register", "indeterminate"),
        (counts.unregistered, "not in the register", "plain"),
        (counts.assumed, "judged on assumptions", "plain"),
    ];
    let further = further.into_iter().filter(|(count, ..)| *count > 0);
    tiles.extend(further.map(|(count, label, class)| tile(count, label, class)));
    tiles
}

fn is_quiet(device: &Device<'_>) -> bool {
    device.verdict == Verdict::Compliant && device.findings.is_empty() && device.remarks.is_empty()
}

fn brief(device: &Device<'_>) -> Brief {
    let taken_at = device.taken_at.as_deref().map(wording::day);
    Brief {
        id: terminal(&device.id),
        about: wording::about(device),
        apps: device.apps.total,
        known: device.apps.owner_known,
        limits: limits(device),
        taken_at: terminal(taken_at.unwrap_or_default()),
    }
}

fn section(device: &Device<'_>, levels: &HashMap<&str, Level>) -> Section {
    let mut apps: Vec<App> = Vec::new();
    let mut of_app: HashMap<(&str, u32, bool), usize> = HashMap::new();
    for finding in &device.findings {
        let summary = finding.summarises.is_some();
        let key = (&*finding.app, finding.profile, summary);
        let place = *of_app.entry(key).or_insert(apps.len());
        if place == apps.len() {
            apps.push(app(finding));
        }
        if let Some(app) = apps.get_mut(place) {
            let level = levels.get(&*finding.rule).copied();
            app.rules.push(rule(finding, level));
        }
    }
    Section {
        id: terminal(&device.id),
        verdict: device.verdict.as_str(),
        heading: wording::verdict(device.verdict),
        about: wording::about(device),
        provenance: wording::provenance(device),
        open: device.findings.iter().filter(|f| f.is_open()).count(),
        apps,
        gaps: device
            .coverage
            .gaps
            .iter()
            .map(|gap| Said {
                level: "unread",
                code: format!(
                    "{}{}",
                    terminal(&gap.code),
                    wording::in_profile(gap.profile)
                ),
                message: terminal(&gap.message),
                advice: prose(&gap.advice),
            })
            .collect(),
        limits: limits(device),
        remarks: device.remarks.iter().map(said).collect(),
        standings: wording::standings(device),
    }
}

fn app(finding: &Finding<'_>) -> App {
    App {
        level: finding.level.as_str(),
        name: wording::app(finding),
        circumstances: wording::circumstances(finding).join("; "),
        rules: Vec::new(),
        certainty: wording::confidence(finding),
        fix: finding.how_to_fix.as_deref().map(prose),
    }
}

fn rule(finding: &Finding<'_>, level: Option<Level>) -> Rule {
    Rule {
        id: terminal(&finding.rule),
        reason: wording::reason(finding),
        weaker: wording::weaker(finding, level),
        permission: wording::permission(finding),
    }
}

fn said(remark: &Remark<'_>) -> Said {
    Said {
        level: remark.level.as_str(),
        code: terminal(&remark.code),
        message: prose(&remark.message),
        advice: prose(&remark.advice),
    }
}

/// Who says so: each measure that found something, once.
fn measures(document: &Document<'_>) -> Vec<Measure> {
    let findings = document.devices.iter().flat_map(|device| &device.findings);
    let broken: BTreeSet<&str> = findings.map(|finding| &*finding.rule).collect();
    let of = |policy: &Policy<'_>| {
        let rules = document
            .rules
            .iter()
            .filter(|rule| rule.policy == policy.id && broken.contains(&*rule.id));
        let rules: Vec<_> = rules.collect();
        let named = policy.issuer.is_some() || policy.title.is_some();
        (named && !rules.is_empty()).then(|| Measure {
            id: terminal(&policy.id),
            title: policy.title.as_deref().map(prose).unwrap_or_default(),
            authority: wording::authority(policy),
            fixes: rules
                .iter()
                .filter_map(|rule| rule.fix.as_deref().map(prose))
                .collect(),
            exceptions: policy
                .exceptions
                .iter()
                .map(|way| prose(&way.reason))
                .collect(),
            address: policy
                .sources
                .iter()
                .find_map(|source| source.url.as_deref().filter(|url| is_web_address(url)))
                .map(str::to_owned),
        })
    };
    document.policies.iter().filter_map(of).collect()
}
