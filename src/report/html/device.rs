//! What an HTML page says of a device: a row in a list, or a section that tells all.

use super::told::{Known, Said, said, unread};
use crate::report::document::{self, Device, Finding, Glance};
use crate::report::escape::{prose, terminal};
use crate::report::fact_code::FactCode;
use crate::report::facts;
use crate::report::wording::{self, Words};
use serde::Serialize;
use std::collections::HashMap;

#[derive(Serialize)]
pub(super) struct Brief {
    id: String,
    about: String,
    apps: usize,
    known: usize,
    taken_at: String,
    limits: Vec<Known>,
}

/// A device in the list of those with something to tell.
#[derive(Serialize)]
pub(super) struct Row {
    id: String,
    verdict: &'static str,
    heading: &'static str,
    about: String,
    open: usize,
}

#[derive(Serialize)]
pub(super) struct Section {
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

pub(super) fn row(words: &Words, device: &Device<'_>) -> Row {
    Row {
        id: terminal(&device.id),
        verdict: device.verdict.as_str(),
        heading: words.verdict(device.verdict),
        about: wording::about(device),
        open: device.findings.iter().filter(|f| f.is_open()).count(),
    }
}

pub(super) fn brief(words: &Words, device: &Device<'_>) -> Brief {
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

pub(super) fn section(
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

pub(super) fn is_quiet(device: &Device<'_>) -> bool {
    Glance::of(device).is_quiet()
}
