//! What stands on the page of one device, short enough to fit on it: lists and
//! texts are cut, visibly, and the full report has the rest.

use super::words;
use crate::report::document::{Device, Document, Finding, Policy};
use crate::report::escape::{prose, terminal};
use crate::report::{facts, wording};
use serde::Serialize;

/// How many entries of each list fit on the page.
const FINDINGS: usize = 6;
/// How many limits are told.
const LIMITS: usize = 8;
const GAPS: usize = 4;
const POLICIES: usize = 4;
const DATA_SETS: usize = 3;
/// How many characters of a text fit on the page.
const TEXT: usize = 170;
/// From so many lines on, the page is set smaller.
const DENSE: usize = 36;

/// One page.
#[derive(Serialize)]
pub(super) struct Page {
    dense: bool,
    as_of: String,
    verdict: &'static str,
    heading: &'static str,
    sentence: String,
    device: Vec<Row>,
    policies: Vec<Measure>,
    more_policies: Option<String>,
    lists: Vec<List>,
    evidence: Vec<Row>,
    signs: [&'static str; 2],
    tool: String,
}

#[derive(Serialize, Default)]
struct Row {
    what: String,
    text: String,
    soft: Option<String>,
    hash: Option<String>,
}

impl Row {
    fn new(what: &str, text: impl Into<String>) -> Self {
        Self {
            what: what.to_owned(),
            text: text.into(),
            ..Self::default()
        }
    }

    fn soft(mut self, soft: impl Into<String>) -> Self {
        self.soft = Some(soft.into());
        self
    }

    fn hash(mut self, hash: &str) -> Self {
        self.hash = Some(clip(&terminal(hash)));
        self
    }
}

#[derive(Serialize)]
struct Measure {
    state: &'static str,
    title: String,
    authority: Option<String>,
    id: String,
    digest: String,
}

#[derive(Serialize)]
struct List {
    heading: &'static str,
    items: Vec<String>,
}

impl Page {
    /// The page of a device.
    pub(super) fn of(document: &Document<'_>, device: &Device<'_>) -> Self {
        let policies = document.policies.iter().take(POLICIES);
        let policies = policies.map(|policy| measure(policy, device)).collect();
        let more = document.policies.len().saturating_sub(POLICIES);
        let mut page = Self {
            dense: false,
            as_of: terminal(&document.as_of),
            verdict: device.verdict.as_str(),
            heading: words::heading(device.verdict),
            sentence: words::sentence(device, document.fail_on),
            device: facts(device),
            policies,
            more_policies: (more > 0).then(|| more_of(more)),
            lists: lists(document, device),
            evidence: evidence(document, device),
            signs: ["Checked by", "Received by"],
            tool: prose(&document.tool),
        };
        page.dense = page.lines() > DENSE;
        page
    }

    /// The page of a run without a device.
    pub(super) fn of_nothing(tool: String) -> Self {
        Self {
            dense: false,
            as_of: String::new(),
            verdict: "indeterminate",
            heading: "Nothing was checked",
            sentence: "No device was looked at, so nothing can be said.".to_owned(),
            device: Vec::new(),
            policies: Vec::new(),
            more_policies: None,
            lists: Vec::new(),
            evidence: Vec::new(),
            signs: ["Checked by", "Received by"],
            tool,
        }
    }

    /// How many lines it takes, near enough.
    fn lines(&self) -> usize {
        let lines = |text: &str| 1 + text.chars().count() / 90;
        let items = self.lists.iter().flat_map(|list| &list.items);
        let rows = self.device.iter().chain(&self.evidence);
        items.map(|item| lines(item)).sum::<usize>()
            + rows
                .map(|row| lines(&row.text) + usize::from(row.hash.is_some()))
                .sum::<usize>()
            + 3 * self.policies.len()
            + 2 * self.lists.len()
    }
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(TEXT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn more_of(count: usize) -> String {
    format!("and {count} more: see the full report")
}

fn facts(device: &Device<'_>) -> Vec<Row> {
    let about = wording::about(device);
    let mut rows = Vec::new();
    if !about.is_empty() {
        rows.push(Row::new("Model and system", clip(&about)));
    }
    rows.push(Row::new(
        "Serial number or UDID",
        clip(&terminal(&device.id)),
    ));
    let facts = device.evidence.iter().flat_map(|evidence| &evidence.facts);
    rows.extend(facts.take(4).map(|fact| {
        Row::new(&words::dimension(fact), clip(&words::value(fact))).soft(words::basis(fact))
    }));
    rows.push(Row::new("Looked at", words::coverage(device)));
    rows
}

fn measure(policy: &Policy<'_>, device: &Device<'_>) -> Measure {
    let title = policy.title.as_deref().unwrap_or(&policy.id);
    Measure {
        state: words::standing(device, &policy.id),
        title: clip(&prose(title)),
        authority: wording::issued_and_adopted(policy).map(|text| clip(&text)),
        id: clip(&terminal(&policy.id)),
        digest: terminal(&policy.digest),
    }
}

/// What was found and what was not seen, the most serious first.
fn lists(document: &Document<'_>, device: &Device<'_>) -> Vec<List> {
    let fail_on = document.fail_on;
    let breaks = |found: &&Finding<'_>| found.is_open() && fail_on.is_reached_by(found.level);
    let (broken, other): (Vec<_>, Vec<_>) = device.findings.iter().partition(breaks);
    let (shown, told): (Vec<_>, Vec<_>) = device
        .remarks
        .iter()
        .partition(|remark| remark.breaks(fail_on));
    let mut broken: Vec<String> = broken.into_iter().map(finding).collect();
    broken.extend(shown.into_iter().map(|remark| prose(&remark.message)));
    let mut other: Vec<String> = other.into_iter().map(finding).collect();
    other.extend(told.into_iter().map(|remark| prose(&remark.message)));
    let gaps = device.coverage.gaps.iter();
    let gaps = gaps.map(|gap| {
        let profile = wording::in_profile(gap.profile);
        let advice = prose(&gap.advice);
        let advice = if advice.is_empty() {
            advice
        } else {
            format!(". To do: {advice}")
        };
        format!("{}{profile}{advice}", terminal(&gap.message))
    });
    let standings = wording::standings(device);
    let lists = [
        ("What breaks the policy", broken, FINDINGS),
        ("What could not be looked at", gaps.collect(), GAPS),
        ("Found besides, and breaking nothing", other, FINDINGS / 2),
        ("Not judged", standings, 2),
        ("What limits this", limits(document, device), LIMITS),
    ];
    let lists = lists.into_iter().filter(|(_, items, _)| !items.is_empty());
    lists
        .map(|(heading, all, most)| {
            let mut items: Vec<String> = all.iter().take(most).map(|item| clip(item)).collect();
            if all.len() > most {
                items.push(more_of(all.len() - most));
            }
            List { heading, items }
        })
        .collect()
}

/// What limits the verdict, of this device first.
fn limits(document: &Document<'_>, device: &Device<'_>) -> Vec<String> {
    let mut limits: Vec<String> = facts::of_device(device)
        .into_iter()
        .map(|fact| match fact.code {
            "assumed" => wording::assumptions(&fact.sentence),
            _ => fact.sentence,
        })
        .collect();
    limits.extend(wording::not_seen_by_rules(document));
    limits.extend(document.inputs.as_ref().map(wording::inputs));
    limits.extend(wording::organisation(document));
    limits
}

fn finding(found: &Finding<'_>) -> String {
    let mut text = format!("{} ({})", wording::app(found), terminal(&found.rule));
    for doubt in wording::doubts(found) {
        text.push_str("; ");
        text.push_str(&doubt);
    }
    if let Some(permission) = wording::permission(found) {
        text.push_str("; ");
        text.push_str(&permission);
    } else if let Some(fix) = &found.how_to_fix {
        text.push_str(". To do: ");
        text.push_str(&prose(fix));
    }
    text
}

fn evidence(document: &Document<'_>, device: &Device<'_>) -> Vec<Row> {
    let known = device.evidence.as_ref();
    let time = |time: Option<&str>| clip(&terminal(time.unwrap_or("not stated")));
    let mut rows = vec![
        Row::new("Read from", clip(&terminal(&device.source))),
        Row::new("Clock of the device", time(device.taken_at.as_deref())),
    ];
    let computer = known.and_then(|known| known.host_clock.as_deref());
    if computer.is_some() {
        rows.push(Row::new("Clock of the computer", time(computer)));
    }
    if let Some(digest) = known.and_then(|known| known.inventory.as_deref()) {
        let of = known.and_then(|known| known.digest_of.as_deref());
        let row = Row::new("Inventory", "").hash(digest);
        rows.push(row.soft(words::digest_of(of.unwrap_or_default())));
    }
    if let Some(program) = known.and_then(|known| known.taken_by.as_deref()) {
        rows.push(Row::new("Taken by", clip(&terminal(program))));
    }
    if let Some(signer) = known.and_then(|known| known.signed_by.as_ref()) {
        rows.push(
            Row::new("Inventory signed by", clip(&terminal(&signer.principal))).hash(&signer.key),
        );
    }
    for set in document.data.iter().take(DATA_SETS) {
        let row = Row::new("Facts about apps", clip(&wording::data(set)));
        rows.push(row.hash(&set.digest));
    }
    if document.data.len() > DATA_SETS {
        let more = more_of(document.data.len() - DATA_SETS);
        rows.push(Row::new("Facts about apps", more));
    }
    let files = &document.evidence;
    for (what, file) in [("Register", &files.register), ("Waivers", &files.waivers)] {
        if let Some(file) = file {
            let count = wording::count(file.entries, "entry", "entries");
            rows.push(Row::new(what, count).hash(&file.digest));
        }
    }
    if let Some(key) = &files.signed_with {
        rows.push(Row::new("This page is signed with", "").hash(key));
    }
    rows
}
