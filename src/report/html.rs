//! HTML for a manager: one file that can be sent, opened on a phone and
//! printed. The result first, then where the problems lie, then each device
//! with reasons and fixes.
//!
//! The page holds no script and asks for nothing from anywhere; a policy in
//! its head forbids both. The template lies beside this file and escapes all
//! that it is given. It is printed in parts, so that a fleet is never held as a
//! whole.

use super::charts::{Chart, Sums, charts};
use super::document::{Device, Document, Finding, Policy, Remark, Verdict};
use super::escape::{is_web_address, prose, terminal};
use super::facts::{self, Fact};
use super::press::Press;
use super::wording;
use crate::audit::Level;
use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (page, seen) = Page::new(document)?;
    let mut press = Press::new(include_str!("html.jinja"), Value::from(Serde(page)), out)?;
    press.part("head")?;
    if seen.telling {
        press.part("telling")?;
        press.each("row", document, |device| !is_quiet(device), row)?;
        press.part("telling-end")?;
    }
    if seen.quiet {
        press.part("quiet")?;
        press.each("quiet-row", document, is_quiet, brief)?;
        press.part("quiet-end")?;
    }
    if !seen.telling && !seen.quiet {
        press.part("nobody")?;
    }
    press.part("list-end")?;
    let levels = document.rules.iter().map(|rule| (&*rule.id, rule.level));
    let levels: HashMap<&str, Level> = levels.collect();
    let section = |device: &Device<'_>| section(device, &levels);
    press.each("device", document, |device| !is_quiet(device), section)?;
    press.part("foot")
}

#[derive(Serialize)]
struct Page {
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

/// What a first walk through the devices finds.
#[derive(Default)]
struct Seen {
    telling: bool,
    quiet: bool,
    /// Rules that found something.
    broken: BTreeSet<String>,
    sums: Sums,
}

impl Seen {
    fn of(document: &Document<'_>) -> io::Result<Self> {
        let mut seen = Self::default();
        let today = document.as_of.parse().ok();
        document.devices.each(|device| {
            if is_quiet(device) {
                seen.quiet = true;
            } else {
                seen.telling = true;
            }
            for finding in &device.findings {
                if !seen.broken.contains(&*finding.rule) {
                    seen.broken.insert(finding.rule.to_string());
                }
            }
            seen.sums.add(device, today);
            Ok(())
        })?;
        Ok(seen)
    }
}

impl Page {
    fn new(document: &Document<'_>) -> io::Result<(Self, Seen)> {
        let mut seen = Seen::of(document)?;
        let page = Self {
            verdict: document.verdict.as_str(),
            heading: wording::verdict(document.verdict),
            sentence: wording::answer(&document.summary),
            tiles: tiles(document),
            charts: charts(document, std::mem::take(&mut seen.sums)),
            measures: measures(document, &seen.broken),
            remarks: document.remarks.iter().map(said).collect(),
            facts: facts::of_run(document)
                .into_iter()
                .map(Known::from)
                .collect(),
            basis: wording::basis(document),
            tool: prose(&document.tool),
        };
        Ok((page, seen))
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

fn row(device: &Device<'_>) -> Row {
    Row {
        id: terminal(&device.id),
        verdict: device.verdict.as_str(),
        heading: wording::verdict(device.verdict),
        about: wording::about(device),
        open: device.findings.iter().filter(|f| f.is_open()).count(),
    }
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
fn measures(document: &Document<'_>, broken: &BTreeSet<String>) -> Vec<Measure> {
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
