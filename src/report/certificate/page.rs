//! What stands on the page of one device, short enough to fit on it: lists and
//! texts are cut, visibly, and the full report has the rest.

use super::room::Room;
use super::words;
use crate::report::by_app::by_app;
use crate::report::document::{Device, Document, Finding, Policy};
use crate::report::escape::{prose, terminal};
use crate::report::{facts, wording};
use serde::Serialize;

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
        self.hash = Some(terminal(hash).chars().take(80).collect());
        self
    }

    fn height(&self, room: Room) -> usize {
        let length = |text: &Option<String>| text.as_ref().map_or(0, |text| text.chars().count());
        let soft = length(&self.soft);
        let text = self.text.chars().count();
        match (&self.hash, text) {
            (None, _) => room.row(&[text + soft]),
            // Its letters are wider.
            (hash, 0) => room.row(&[length(hash) * 5 / 4 + soft]),
            (hash, _) => room.row(&[text, length(hash) * 5 / 4 + soft]),
        }
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

impl Measure {
    fn height(&self, room: Room) -> usize {
        let length = |text: &str| text.chars().count();
        let digest = (length(&self.id) + length(&self.digest) + 1) * 5 / 4;
        match &self.authority {
            Some(authority) => room.row(&[length(&self.title), length(authority), digest]),
            None => room.row(&[length(&self.title), digest]),
        }
    }
}

#[derive(Serialize)]
struct List {
    heading: &'static str,
    items: Vec<String>,
}

impl Page {
    /// The page of a device, cut until it fits.
    pub(super) fn of(document: &Document<'_>, device: &Device<'_>) -> Self {
        let mut page = None;
        for room in Room::ALL {
            let tried = Self::within(room, document, device);
            let fits = tried.height(room) <= room.between();
            page = Some(tried);
            if fits {
                break;
            }
        }
        page.unwrap_or_else(|| Self::of_nothing(prose(&document.tool)))
    }

    fn within(room: Room, document: &Document<'_>, device: &Device<'_>) -> Self {
        let policies = document.policies.iter().take(room.policies);
        let policies = policies.map(|policy| measure(room, policy, device));
        let more = document.policies.len().saturating_sub(room.policies);
        Self {
            dense: room.dense,
            as_of: terminal(&document.as_of),
            verdict: device.verdict.as_str(),
            heading: words::heading(device.verdict),
            sentence: words::sentence(device, document.fail_on),
            device: facts(room, device),
            policies: policies.collect(),
            more_policies: (more > 0).then(|| more_of(more)),
            lists: lists(room, document, device),
            evidence: evidence(room, document, device),
            signs: ["Checked by", "Received by"],
            tool: prose(&document.tool),
        }
    }

    /// How high all between verdict and signatures is, near enough.
    fn height(&self, room: Room) -> usize {
        let rows = self.device.iter().chain(&self.evidence);
        let rows: usize = rows.map(|row| row.height(room)).sum();
        let policies: usize = self.policies.iter().map(|one| one.height(room)).sum();
        let items = self.lists.iter().flat_map(|list| &list.items);
        let items: usize = items.map(|item| room.entry(item.chars().count())).sum();
        rows + policies
            + items
            + (3 + self.lists.len()) * room.heading()
            + self.more_policies.iter().count() * room.row(&[1])
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
}

fn more_of(count: usize) -> String {
    format!("and {count} more: see the full report")
}

fn facts(room: Room, device: &Device<'_>) -> Vec<Row> {
    let about = wording::about(device);
    let mut rows = Vec::new();
    if !about.is_empty() {
        rows.push(Row::new("Model and system", room.clip(&about)));
    }
    rows.push(Row::new("Serial or UDID", room.clip(&terminal(&device.id))));
    let facts = device.evidence.iter().flat_map(|evidence| &evidence.facts);
    rows.extend(facts.take(4).map(|fact| {
        Row::new(&words::dimension(fact), room.clip(&words::value(fact))).soft(words::basis(fact))
    }));
    rows.push(Row::new("Looked at", words::coverage(device)));
    rows
}

fn measure(room: Room, policy: &Policy<'_>, device: &Device<'_>) -> Measure {
    let title = policy.title.as_deref().unwrap_or(&policy.id);
    Measure {
        state: words::standing(device, &policy.id),
        title: room.clip(&prose(title)),
        authority: wording::issued_and_adopted(policy).map(|text| room.clip(&text)),
        id: room.clip(&terminal(&policy.id)),
        digest: terminal(&policy.digest),
    }
}

/// What was found and what was not seen, the most serious first.
fn lists(room: Room, document: &Document<'_>, device: &Device<'_>) -> Vec<List> {
    let fail_on = document.fail_on;
    let breaks = |found: &&Finding<'_>| found.is_open() && fail_on.is_reached_by(found.level);
    let (broken, other): (Vec<_>, Vec<_>) = device.findings.iter().partition(breaks);
    let (shown, told): (Vec<_>, Vec<_>) = device
        .remarks
        .iter()
        .partition(|remark| remark.breaks(fail_on));
    let mut broken: Vec<String> = apps(broken);
    broken.extend(shown.into_iter().map(|remark| prose(&remark.message)));
    let mut other: Vec<String> = apps(other);
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
        ("What breaks the policy", broken, room.findings),
        ("What could not be looked at", gaps.collect(), room.others),
        ("Found besides, and breaking nothing", other, room.others),
        ("Not judged", standings, room.others),
        ("What limits this", limits(device), room.others),
    ];
    let lists = lists.into_iter().filter(|(_, items, _)| !items.is_empty());
    lists
        .map(|(heading, all, most)| {
            let mut items: Vec<String> =
                all.iter().take(most).map(|item| room.clip(item)).collect();
            if all.len() > most {
                items.push(more_of(all.len() - most));
            }
            List { heading, items }
        })
        .collect()
}

/// What limits the verdict on this device; few entries, for the page is small. What
/// limits the whole run is in the full report.
fn limits(device: &Device<'_>) -> Vec<String> {
    let facts = facts::of_device(device);
    let (notes, known): (Vec<_>, Vec<_>) = facts.into_iter().partition(|f| f.code == "note");
    let known: Vec<String> = known
        .into_iter()
        .map(|fact| match fact.code {
            "assumed" => wording::assumptions(&fact.sentence),
            _ => fact.sentence,
        })
        .collect();
    let mut limits = vec![wording::limits(&known)];
    limits.extend(notes.into_iter().map(|note| note.sentence));
    limits.retain(|sentence| !sentence.is_empty());
    limits
}

fn apps(found: Vec<&Finding<'_>>) -> Vec<String> {
    let apps = by_app(found).into_iter();
    apps.map(|(found, rules)| app(found, &rules)).collect()
}

fn app(found: &Finding<'_>, rules: &[String]) -> String {
    let mut text = format!("{} (by {})", wording::app(found), rules.join(", "));
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

fn evidence(room: Room, document: &Document<'_>, device: &Device<'_>) -> Vec<Row> {
    let known = device.evidence.as_ref();
    let time = |time: Option<&str>| room.clip(&terminal(time.unwrap_or("not stated")));
    let mut rows = vec![
        Row::new("Read from", room.clip(&terminal(&device.source))),
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
        rows.push(Row::new("Taken by", room.clip(&terminal(program))));
    }
    if let Some(signer) = known.and_then(|known| known.signed_by.as_ref()) {
        rows.push(
            Row::new(
                "Inventory signed by",
                room.clip(&terminal(&signer.principal)),
            )
            .hash(&signer.key),
        );
    }
    for set in document.data.iter().take(room.data_sets) {
        let text = wording::data(set);
        rows.push(Row::new("Facts about apps", room.clip(&text)).hash(&set.digest));
    }
    if document.data.len() > room.data_sets {
        let more = more_of(document.data.len() - room.data_sets);
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
        rows.push(Row::new("Page signed with", "").hash(key));
    }
    rows
}
