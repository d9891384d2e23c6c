//! What a notice says, before it is laid out: whole sentences of one language, in
//! sections. An organisation's template gets the same.

use super::super::document::{Device, Document, Finding, Policy, Verdict};
use super::super::escape::{prose, terminal};
use super::super::facts::assumed_by;
use super::super::wording::{Language, Words, notice::NoticeWords, own_id};
use super::page::{Item, Notice, Section, Sender};
use super::steps;
use crate::audit::Dimension;
use crate::inventory::{NoteCode, WEB_PAGE};
use std::collections::BTreeMap;

/// The notice for the holder of a device; none where its holder has nothing to do.
#[must_use]
pub fn notice(
    document: &Document<'_>,
    device: &Device<'_>,
    language: Language,
    sender: &Sender,
) -> Option<Notice> {
    let all = language.words();
    let words = &all.notice;
    let found: Vec<&Finding<'_>> = device
        .findings
        .iter()
        .filter(|finding| finding.is_open() && document.fail_on.is_reached_by(finding.level))
        .collect();
    let is_unread = !device.coverage.complete && device.verdict != Verdict::NotApplicable;
    if found.is_empty() && !is_unread {
        return None;
    }
    let policies = broken(document, &found);
    let mut sections = vec![what_was_found(words, &found, is_unread)];
    if !policies.is_empty() {
        sections.push(decisions(all, device, &policies));
    }
    sections.push(what_to_do(words, device, &found, is_unread));
    sections.push(by_when(all, document, &found, sender));
    sections.push(whom_to_ask(all, device, &policies, sender));
    sections.push(not_looked_at(words, device));
    let day = device.taken_at.as_deref().map(|time| all.long_day(time));
    Some(Notice {
        device: terminal(&device.id),
        language: all.code,
        subject: words.subject.to_owned(),
        hello: words.hello.to_owned(),
        opening: (words.checked)(&phone(device), day.as_deref()),
        sections,
    })
}

/// The phone as its holder knows it: maker, model and number. The path of a file is
/// nothing that a holder knows, and stands there only where nothing else is known.
fn phone(device: &Device<'_>) -> String {
    let id = own_id(device).map(terminal);
    let parts = [&device.maker, &device.model];
    let named: Vec<String> = parts
        .into_iter()
        .filter_map(|part| part.as_deref().map(terminal))
        .collect();
    let known = [(!named.is_empty()).then(|| named.join(" ")), id];
    let known: Vec<String> = known.into_iter().flatten().collect();
    if known.is_empty() {
        terminal(&device.id)
    } else {
        known.join(", ")
    }
}

/// The policies that the findings break, in the order of the document.
fn broken<'d>(document: &'d Document<'_>, found: &[&Finding<'_>]) -> Vec<&'d Policy<'d>> {
    let breaks = |policy: &&Policy<'_>| {
        let belongs = |finding: &&Finding<'_>| policy_of(&finding.rule) == policy.id;
        found.iter().any(belongs)
    };
    document.policies.iter().filter(breaks).collect()
}

fn policy_of(rule: &str) -> &str {
    rule.split_once('/').map_or(rule, |(policy, _)| policy)
}

/// What is found of one app, told once however many rules and profiles it is in.
fn by_app<'f, 'd>(found: &[&'f Finding<'d>]) -> BTreeMap<String, Vec<&'f Finding<'d>>> {
    let mut apps: BTreeMap<String, Vec<&Finding<'_>>> = BTreeMap::new();
    for finding in found {
        apps.entry(name(finding)).or_default().push(finding);
    }
    apps
}

/// The app's name; its id where no name is known. Of a web page it is the host.
fn name(finding: &Finding<'_>) -> String {
    let host = finding.app.strip_prefix(WEB_PAGE);
    let host = host.filter(|_| steps::is_web_page(finding));
    let name = host.or(finding.name.as_deref());
    terminal(name.unwrap_or(&finding.app))
}

fn what_was_found(words: &NoticeWords, found: &[&Finding<'_>], is_unread: bool) -> Section {
    let mut section = Section::new(words.found.title);
    let apps = by_app(found);
    if apps.is_empty() {
        section.paragraphs.push(words.found.nothing.to_owned());
        return section;
    }
    let pages = apps.values().filter(|one| is_page(one)).count();
    let counted = match pages {
        0 => words.found.apps,
        pages if pages == apps.len() => words.found.pages,
        _ => words.found.apps_and_pages,
    };
    section.paragraphs.push(counted(apps.len()));
    for (name, findings) in &apps {
        let Some(first) = findings.first() else {
            continue;
        };
        let mut text = match first.summarises {
            Some(number) if number > 1 => (words.found.fitted)(number, name),
            _ if is_page(findings) => (words.found.page)(name),
            _ => name.clone(),
        };
        let mut about: Vec<&str> = Vec::new();
        for finding in findings {
            for word in steps::circumstances(words, finding) {
                if !about.contains(&word) {
                    about.push(word);
                }
            }
        }
        if !about.is_empty() {
            text.push_str(&format!(" ({})", about.join("; ")));
        }
        section.items.push(Item {
            text,
            steps: Vec::new(),
        });
    }
    if is_unread {
        section.after.push(words.found.not_all.to_owned());
    }
    section
}

fn is_page(findings: &[&Finding<'_>]) -> bool {
    findings.iter().all(|finding| steps::is_web_page(finding))
}

fn decisions(all: &Words, device: &Device<'_>, policies: &[&Policy<'_>]) -> Section {
    let words = &all.notice;
    let mut section = Section::new(words.decision.title);
    for policy in policies {
        let title = titled(all, policy);
        let issuer = policy.issuer.as_deref().map(prose);
        let day = |text: &str| all.long_day(text);
        let since = policy.issued.as_deref().map(day);
        let mut text = (words.decision.measure)(&title, issuer.as_deref(), since.as_deref());
        let kind = match policy.instrument.as_deref() {
            Some("recommendation") => Some(words.decision.recommendation),
            Some("ban") => Some(words.decision.ban),
            Some("warning") => Some(words.decision.warning),
            _ => None,
        };
        if let Some(sentence) = kind {
            text.push(' ');
            text.push_str(sentence);
        }
        if let Some(adoption) = &policy.adoption {
            let (by, decided_by) = (prose(&adoption.by), prose(&adoption.decided_by));
            text.push(' ');
            text.push_str(&(words.decision.adopted)(
                &by,
                &decided_by,
                &day(&adoption.decided_on),
            ));
        }
        section.items.push(Item {
            text,
            steps: Vec::new(),
        });
    }
    let is_broken = |id: &str| policies.iter().any(|policy| policy.id == id);
    let assumed = assumed_by(device, is_broken).into_iter();
    let assumed: Vec<String> = assumed
        .map(|(fact, value)| {
            let about = Dimension::parse(fact);
            let own = about.and_then(|about| (words.decision.assumption)(about, value));
            own.map_or_else(|| all.assumption(fact, value), str::to_owned)
        })
        .collect();
    if !assumed.is_empty() {
        let told = (words.decision.assumed)(&assumed.join(", "));
        section.after.push(told);
    }
    section
}

fn what_to_do(
    words: &NoticeWords,
    device: &Device<'_>,
    found: &[&Finding<'_>],
    is_unread: bool,
) -> Section {
    let mut section = Section::new(words.to_do.title);
    let platform = device.platform.as_deref();
    for (name, findings) in by_app(found) {
        if let Some(item) = steps::item(words, platform, &name, &findings) {
            section.items.push(item);
        }
    }
    if is_unread {
        section.after.push(words.to_do.bring.to_owned());
    }
    if !found.is_empty() {
        section.after.push(words.to_do.then.to_owned());
    }
    section
}

fn not_looked_at(words: &NoticeWords, device: &Device<'_>) -> Section {
    let mut section = Section::new(words.privacy.title);
    section.paragraphs.push(words.privacy.text.to_owned());
    let mut notes = device.coverage.notes.iter();
    if notes.any(|note| NoteCode::parse(&note.code) == Some(NoteCode::MinimalInventory)) {
        section.paragraphs.push(words.privacy.minimal.to_owned());
    }
    section
}

/// The organisation's day, or else the first one that a rule sets.
fn by_when(
    all: &Words,
    document: &Document<'_>,
    found: &[&Finding<'_>],
    sender: &Sender,
) -> Section {
    let words = &all.notice;
    let mut section = Section::new(words.by_when.title);
    let rules = document.rules_by_id();
    let set = found
        .iter()
        .filter_map(|finding| rules.get(&*finding.rule)?.deadline.as_deref())
        .min();
    let day = match (sender.deadline, set) {
        (Some(day), _) => Some(all.long_date(day)),
        (None, Some(day)) if *day >= *document.as_of => Some(all.long_day(day)),
        (None, _) => None,
    };
    let text = day.map_or_else(
        || words.by_when.soon.to_owned(),
        |day| (words.by_when.day)(&day),
    );
    section.paragraphs.push(text);
    section
}

fn whom_to_ask(
    all: &Words,
    device: &Device<'_>,
    policies: &[&Policy<'_>],
    sender: &Sender,
) -> Section {
    let words = &all.notice;
    let mut section = Section::new(words.help.title);
    section.paragraphs.push(match &sender.contact {
        Some(contact) => (words.help.contact)(&prose(contact)),
        None => words.help.nobody_named.to_owned(),
    });
    if policies.is_empty() {
        return section;
    }
    section.paragraphs.push(words.help.exception.to_owned());
    section.paragraphs.extend(ways_out(all, device, policies));
    section
}

/// Which of the decisions allow a separate device, and which do not. Nobody may take
/// the exception of one for that of another, and a phone that is a separate device
/// already needs no second one.
fn ways_out(all: &Words, device: &Device<'_>, policies: &[&Policy<'_>]) -> Vec<String> {
    let help = &all.notice.help;
    let is_separate = |policy: &Policy<'_>| {
        let mut stands = device.applicability.iter();
        stands.any(|stand| {
            stand.policy == policy.id
                && stand.facts.iter().any(|fact| {
                    Dimension::parse(&fact.fact) == Some(Dimension::Use)
                        && fact.value == "dedicated"
                })
        })
    };
    let (open, closed): (Vec<&Policy<'_>>, Vec<&Policy<'_>>) = policies
        .iter()
        .copied()
        .partition(|policy| policy.exceptions.iter().any(|way| way.dedicated));
    if open.is_empty() {
        return Vec::new();
    }
    let name = |policy: &&Policy<'_>| titled(all, policy);
    let open = open.iter().filter(|policy| !is_separate(policy)).map(name);
    let mut told: Vec<String> = open.map(|title| (help.separate_device)(&title)).collect();
    told.extend(
        closed
            .iter()
            .map(name)
            .map(|title| (help.no_way_out)(&title)),
    );
    told
}

/// The name of a decision.
fn titled(all: &Words, policy: &Policy<'_>) -> String {
    let own = policy.titles.get(all.code).or(policy.title.as_ref());
    prose(own.unwrap_or(&policy.id))
}
