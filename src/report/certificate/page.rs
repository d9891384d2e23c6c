//! What stands on the page of one device, short enough to fit on it: lists and
//! texts are cut, visibly, and the full report has the rest.

use super::room::Room;
use super::{limits, words};
use crate::report::by_app::by_app;
use crate::report::document::{Device, Document, Finding, Policy};
use crate::report::escape::{prose, terminal};
use crate::report::wording::{self, CertificatePage, Words};
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
    words: CertificatePage,
    /// For which time it holds.
    holds: &'static str,
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
    pub(super) fn of(say: &Words, document: &Document<'_>, device: &Device<'_>) -> Self {
        let mut page = None;
        for room in Room::ALL {
            let tried = Self::within(say, room, document, device);
            let fits = tried.height(room) <= room.between();
            page = Some(tried);
            if fits {
                break;
            }
        }
        page.unwrap_or_else(|| Self::of_nothing(say, prose(&document.tool)))
    }

    fn within(say: &Words, room: Room, document: &Document<'_>, device: &Device<'_>) -> Self {
        let policies = document.policies.iter().take(room.policies);
        let policies = policies.map(|policy| measure(say, room, policy, device));
        let more = document.policies.len().saturating_sub(room.policies);
        Self {
            dense: room.dense,
            as_of: words::day(say, document, device),
            verdict: device.verdict.as_str(),
            heading: (say.certificate.heading)(device.verdict),
            sentence: words::sentence(say, document, device),
            device: facts(say, room, device),
            policies: policies.collect(),
            more_policies: (more > 0).then(|| (say.certificate.more)(more)),
            lists: lists(say, room, document, device),
            evidence: evidence(say, room, document, device),
            signs: say.certificate.signs,
            words: say.certificate.page.clone(),
            holds: words::holds(say, device),
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
    pub(super) fn of_nothing(say: &Words, tool: String) -> Self {
        Self {
            dense: false,
            as_of: String::new(),
            verdict: "indeterminate",
            heading: say.certificate.nothing_checked,
            sentence: say.certificate.nothing.to_owned(),
            device: Vec::new(),
            policies: Vec::new(),
            more_policies: None,
            lists: Vec::new(),
            evidence: Vec::new(),
            signs: say.certificate.signs,
            words: say.certificate.page.clone(),
            holds: "",
            tool,
        }
    }
}

fn facts(say: &Words, room: Room, device: &Device<'_>) -> Vec<Row> {
    let about = wording::about(device);
    let mut rows = Vec::new();
    if !about.is_empty() {
        rows.push(Row::new(say.certificate.rows.model, room.clip(&about)));
    }
    let own_id = wording::own_id(device);
    let not_stated = || say.certificate.not_stated.to_owned();
    rows.push(Row::new(
        say.certificate.rows.serial,
        own_id.map_or_else(not_stated, |id| room.clip(&terminal(id))),
    ));
    let facts = device.evidence.iter().flat_map(|evidence| &evidence.facts);
    rows.extend(facts.take(4).map(|fact| {
        Row::new(
            &words::dimension(say, fact),
            room.clip(&words::value(say, fact)),
        )
        .soft(words::basis(say, fact))
    }));
    rows.push(Row::new(
        say.certificate.rows.looked_at,
        words::coverage(say, device),
    ));
    rows
}

fn measure(say: &Words, room: Room, policy: &Policy<'_>, device: &Device<'_>) -> Measure {
    let title = say.title(policy).unwrap_or_else(|| terminal(&policy.id));
    Measure {
        state: words::standing(say, device, &policy.id),
        title: room.clip(&title),
        authority: say.issued_and_adopted(policy).map(|text| room.clip(&text)),
        id: room.clip(&terminal(&policy.id)),
        digest: terminal(&policy.digest),
    }
}

/// What was found and what was not seen, the most serious first.
fn lists(say: &Words, room: Room, document: &Document<'_>, device: &Device<'_>) -> Vec<List> {
    let fail_on = document.fail_on;
    let breaks = |found: &&Finding<'_>| found.is_open() && fail_on.is_reached_by(found.level);
    let (broken, other): (Vec<_>, Vec<_>) = device.findings.iter().partition(breaks);
    let (shown, told): (Vec<_>, Vec<_>) = device
        .remarks
        .iter()
        .partition(|remark| remark.breaks(fail_on));
    let mut broken: Vec<String> = apps(say, device, broken);
    broken.extend(
        shown
            .into_iter()
            .map(|remark| prose(&say.line(&say.remark(remark)))),
    );
    let mut other: Vec<String> = apps(say, device, other);
    other.extend(
        told.into_iter()
            .map(|remark| prose(&say.line(&say.remark(remark)))),
    );
    let gaps = device.coverage.gaps.iter();
    let gaps = gaps.map(|gap| {
        let profile = say.in_profile(gap.profile);
        let said = say.gap(gap);
        let advice = prose(&said.todo);
        let advice = if advice.is_empty() {
            advice
        } else {
            (say.certificate.todo)(&advice)
        };
        // First what is certain to be read, then the quotation, which may be cut.
        let (text, quote) = (terminal(&said.text), terminal(&say.quote(&said)));
        format!("{text}{profile}{advice}{quote}")
    });
    let standings = say.standings(device);
    let limits = limits::of(say, document, device);
    let clip = |text: &str| room.clip(text);
    let clip_limit = |text: &str| room.clip_limit(text);
    let heads = &say.certificate.lists;
    let lists = [
        list(say, heads.broken, &broken, room.findings, clip),
        list(
            say,
            heads.unread,
            &gaps.collect::<Vec<_>>(),
            room.others,
            clip,
        ),
        list(say, heads.other, &other, room.others, clip),
        list(say, heads.not_judged, &standings, room.others, clip),
        list(say, heads.limits, &limits, room.limits, clip_limit),
    ];
    let mut lists: Vec<List> = lists.into_iter().flatten().collect();
    if room.joins_limits
        && let Some(list) = lists.iter_mut().find(|list| list.heading == heads.limits)
    {
        list.items = vec![list.items.join("; ")];
    }
    lists
}

/// A list of so many entries, and how many more there are; none without an entry.
fn list(
    say: &Words,
    heading: &'static str,
    all: &[String],
    most: usize,
    clip: impl Fn(&str) -> String,
) -> Option<List> {
    let mut items: Vec<String> = all.iter().take(most).map(|item| clip(item)).collect();
    if all.len() > most {
        items.push((say.certificate.more)(all.len() - most));
    }
    (!items.is_empty()).then_some(List { heading, items })
}

fn apps(say: &Words, device: &Device<'_>, found: Vec<&Finding<'_>>) -> Vec<String> {
    let apps = by_app(found).into_iter();
    apps.map(|(found, rules)| app(say, device, found, &rules))
        .collect()
}

fn app(say: &Words, device: &Device<'_>, found: &Finding<'_>, rules: &[String]) -> String {
    let mut text = (say.certificate.by_rules)(&say.app(found), &rules.join(", "));
    for doubt in say.doubts(found) {
        text.push_str("; ");
        text.push_str(&doubt);
    }
    if let Some(permission) = say.permission(found) {
        text.push_str("; ");
        text.push_str(&permission);
    } else if let Some(fix) = say.how_to_fix(device, found) {
        text.push_str(&(say.certificate.todo)(&prose(&fix)));
    }
    text
}

fn evidence(say: &Words, room: Room, document: &Document<'_>, device: &Device<'_>) -> Vec<Row> {
    let known = device.evidence.as_ref();
    let time = |time: Option<&str>| {
        let stated = time.map(|time| say.time(time));
        room.clip(&stated.unwrap_or_else(|| say.certificate.not_stated.to_owned()))
    };
    let mut rows = vec![
        Row::new(
            say.certificate.rows.read_from,
            room.clip(&terminal(&device.source)),
        ),
        Row::new(
            say.certificate.rows.clock_of_device,
            time(device.taken_at.as_deref()),
        ),
    ];
    let computer = known.and_then(|known| known.host_clock.as_deref());
    if computer.is_some() {
        rows.push(Row::new(
            say.certificate.rows.clock_of_computer,
            time(computer),
        ));
    }
    if let Some(digest) = known.and_then(|known| known.inventory.as_deref()) {
        let of = known.and_then(|known| known.digest_of.as_deref());
        let row = Row::new(say.certificate.rows.inventory, "").hash(digest);
        rows.push(row.soft(words::digest_of(say, of.unwrap_or_default())));
    }
    if let Some(program) = known.and_then(|known| known.taken_by.as_deref()) {
        rows.push(Row::new(
            say.certificate.rows.taken_by,
            room.clip(&terminal(program)),
        ));
    }
    if let Some(signer) = known.and_then(|known| known.signed_by.as_ref()) {
        rows.push(
            Row::new(
                say.certificate.rows.signed_by,
                room.clip(&terminal(&signer.principal)),
            )
            .hash(&signer.key),
        );
    }
    rows.extend(files(say, room, document));
    rows
}

/// The data sets and the organisation's files, with their digests.
fn files(say: &Words, room: Room, document: &Document<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for set in document.data.iter().take(room.data_sets) {
        let text = say.data(set);
        rows.push(Row::new(say.certificate.rows.facts, room.clip(&text)).hash(&set.digest));
    }
    if document.data.len() > room.data_sets {
        let more = (say.certificate.more)(document.data.len() - room.data_sets);
        rows.push(Row::new(say.certificate.rows.facts, more));
    }
    let files = &document.evidence;
    for (what, file) in [
        (say.certificate.rows.register, &files.register),
        (say.certificate.rows.waivers, &files.waivers),
    ] {
        if let Some(file) = file {
            let count = (say.run.entries)(file.entries);
            rows.push(Row::new(what, count).hash(&file.digest));
        }
    }
    if let Some(key) = &files.signed_with {
        rows.push(Row::new(say.certificate.rows.page_signed, "").hash(key));
    }
    rows
}
