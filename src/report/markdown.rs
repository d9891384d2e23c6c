//! Markdown for a ticket or the summary page of a build: the result, the
//! counts, then each device that needs somebody, worst first. Devices that
//! break nothing are one line each at the end.
//!
//! Whatever may come from a device stands in code spans, where nothing is a
//! heading, a link or a mention.

use super::document::{Device, Document, Finding, Policy, Remark, Verdict};
use super::escape::{is_web_address, markdown, markdown_code};
use super::fact_code::FactCode;
use super::facts;
use super::wording::{self, Said, Words};
use std::collections::BTreeSet;

pub(super) fn render(document: &Document<'_>, words: &Words) -> String {
    let mut page = String::new();
    let title = (words.markdown.title)(words.verdict_word(document.verdict));
    page.push_str(&format!("# {title}\n\n"));
    page.push_str(&format!("{}.\n\n", markdown(&words.counts(document))));
    let of = |verdict: fn(Verdict) -> bool| {
        let devices = document.devices.iter();
        devices.filter(move |device| verdict(device.verdict))
    };
    let others: Vec<&Device<'_>> =
        of(|v| matches!(v, Verdict::NonCompliant | Verdict::Indeterminate)).collect();
    if !others.is_empty() {
        table(&mut page, words, &others);
    }
    for device in &others {
        section(&mut page, words, document, device);
    }
    let briefs = [
        (
            words.verdict(Verdict::Compliant),
            of(|v| v == Verdict::Compliant).collect::<Vec<_>>(),
        ),
        (
            words.verdict(Verdict::NotApplicable),
            of(|v| v == Verdict::NotApplicable).collect(),
        ),
    ];
    for (heading, devices) in briefs {
        if !devices.is_empty() {
            page.push_str(&format!("## {heading}\n\n"));
            for device in devices {
                brief(&mut page, words, device);
            }
            page.push('\n');
        }
    }
    authorities(&mut page, words, document);
    page.push_str(&format!("## {}\n\n", words.html.rests_on));
    for remark in &document.remarks {
        page.push_str(&of_remark(words, remark));
    }
    for fact in facts::of_run(words, document) {
        page.push_str(&format!(
            "- {}: {}\n",
            (words.labels.fact)(fact.code),
            markdown(&fact.sentence)
        ));
    }
    page.push('\n');
    page.push_str(&format!(
        "_{}; {}_\n",
        markdown(&document.tool),
        markdown(&words.basis(document))
    ));
    page
}

fn table(page: &mut String, words: &Words, devices: &[&Device<'_>]) {
    let columns = words.markdown.columns.join(" | ");
    page.push_str(&format!("| {columns} |\n|---|---|---:|---:|\n"));
    for device in devices {
        page.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            markdown_code(&device.id),
            words.verdict_word(device.verdict),
            device.findings.len(),
            device.coverage.gaps.len(),
        ));
    }
    page.push('\n');
}

fn section(page: &mut String, words: &Words, document: &Document<'_>, device: &Device<'_>) {
    page.push_str(&format!(
        "## {}: {}\n\n",
        words.verdict_word(device.verdict),
        markdown_code(&device.id)
    ));
    page.push_str(&format!("{}\n\n", about(words, device)));
    for finding in &device.findings {
        of_finding(page, words, (document, device), finding);
    }
    for gap in &device.coverage.gaps {
        let profile = words.in_profile(gap.profile);
        let code = markdown_code(&gap.code);
        let said = words.gap(gap);
        let message = words_or_code(words, &said);
        page.push_str(&format!(
            "- **{}** {code}{profile}: {message}\n",
            words.markdown.not_fully_read
        ));
        if !said.todo.is_empty() {
            page.push_str(&format!(
                "  - {}: {}\n",
                words.labels.todo,
                markdown(&said.todo)
            ));
        }
    }
    tail(page, words, device);
    page.push('\n');
}

/// A device that breaks nothing, with what is worth knowing of it all the
/// same.
fn brief(page: &mut String, words: &Words, device: &Device<'_>) {
    page.push_str(&format!(
        "- {}: {}\n",
        markdown_code(&device.id),
        about(words, device)
    ));
    for finding in &device.findings {
        let app = markdown_code(&words.app(finding));
        let rule = markdown_code(&finding.rule);
        let permission = words
            .permission(finding)
            .map(|permission| format!(", {}", markdown(&permission)))
            .unwrap_or_default();
        page.push_str(&format!(
            "  - {}: {app}, {}{permission}\n",
            words.level(finding.level),
            (words.markdown.by_rule)(&rule)
        ));
    }
    for fact in limits(words, device) {
        page.push_str(&format!("  - {fact}\n"));
    }
    for remark in &device.remarks {
        page.push_str("  ");
        page.push_str(&of_remark(words, remark));
    }
    for standing in words.standings(device) {
        page.push_str(&format!("  - {}\n", markdown(&standing)));
    }
}

/// What limits the verdict, but for what stands behind the device's id already.
fn limits(words: &Words, device: &Device<'_>) -> Vec<String> {
    let facts = facts::of_device(words, device).into_iter();
    facts
        .filter(|fact| fact.code != FactCode::Apps)
        .map(|fact| {
            format!(
                "{}: {}",
                (words.labels.fact)(fact.code),
                markdown_code(&fact.sentence)
            )
        })
        .collect()
}

fn about(words: &Words, device: &Device<'_>) -> String {
    let about = wording::about(device);
    let provenance = markdown_code(&words.provenance(device));
    if about.is_empty() {
        provenance
    } else {
        format!("{}, {provenance}", markdown_code(&about))
    }
}

fn of_finding(
    page: &mut String,
    words: &Words,
    (document, device): (&Document<'_>, &Device<'_>),
    finding: &Finding<'_>,
) {
    let known = document.rules.iter().find(|rule| rule.id == finding.rule);
    let app = markdown_code(&words.app(finding));
    let mut line = format!("- **{}** {app}", words.level(finding.level));
    for part in words.circumstances(finding) {
        line.push_str(&format!("; {}", markdown(&part)));
    }
    page.push_str(&line);
    page.push('\n');
    let rule = markdown_code(&finding.rule);
    page.push_str(&format!("  - {}", (words.markdown.by_rule)(&rule)));
    if let Some(reason) = words.reason(finding, known) {
        page.push_str(&format!(": {}", markdown(&reason)));
    }
    page.push('\n');
    let level = known.map(|rule| rule.level);
    let lines = [
        (words.labels.level, words.weaker(finding, level)),
        ("", words.permission(finding)),
        (words.markdown.confidence, Some(words.confidence(finding))),
        (words.markdown.fix, words.how_to_fix(device, finding)),
    ];
    for (name, text) in lines {
        if let Some(text) = text {
            let colon = if name.is_empty() { "" } else { ": " };
            page.push_str(&format!("  - {name}{colon}{}\n", markdown(&text)));
        }
    }
}

fn tail(page: &mut String, words: &Words, device: &Device<'_>) {
    for fact in limits(words, device) {
        page.push_str(&format!("- {fact}\n"));
    }
    for remark in &device.remarks {
        page.push_str(&of_remark(words, remark));
    }
    for standing in words.standings(device) {
        page.push_str(&format!("- {}\n", markdown(&standing)));
    }
}

/// A sentence; what stands in it from a device stands in a code span.
fn words_or_code(words: &Words, said: &Said) -> String {
    match &said.detail {
        Some(detail) => format!(
            "{} ({}: {})",
            markdown(&said.text),
            words.detail_label(),
            markdown_code(detail)
        ),
        None => markdown_code(&said.text),
    }
}

fn of_remark(words: &Words, remark: &Remark<'_>) -> String {
    let said = words.remark(remark);
    let advice = if said.todo.is_empty() {
        String::new()
    } else {
        format!("; {}: {}", words.labels.todo, markdown(&said.todo))
    };
    format!(
        "- {} {}: {}{advice}\n",
        words.level(remark.level),
        markdown_code(&remark.code),
        words_or_code(words, &said)
    )
}

/// Who says so: each measure that found something, once.
fn authorities(page: &mut String, words: &Words, document: &Document<'_>) {
    let findings = document.devices.iter().flat_map(|device| &device.findings);
    let broken: BTreeSet<&str> = findings.map(|finding| &*finding.rule).collect();
    let found: Vec<&Policy<'_>> = document
        .policies
        .iter()
        .filter(|policy| {
            let mut rules = document.rules.iter();
            rules.any(|rule| rule.policy == policy.id && broken.contains(&*rule.id))
        })
        .filter(|policy| policy.issuer.is_some() || policy.title.is_some())
        .collect();
    if found.is_empty() {
        return;
    }
    page.push_str(&format!("## {}\n\n", words.html.authority));
    for policy in found {
        let title = words
            .title(policy)
            .as_deref()
            .map(markdown)
            .unwrap_or_default();
        page.push_str(&format!("- {}: {title}\n", markdown_code(&policy.id)));
        if let Some(authority) = words.authority(policy) {
            page.push_str(&format!(
                "  - {}\n",
                (words.markdown.issued_by)(&markdown(&authority))
            ));
        }
        for way in &policy.exceptions {
            page.push_str(&format!(
                "  - {}: {}\n",
                words.markdown.exception,
                markdown(&words.exception(way))
            ));
        }
        let address = policy
            .sources
            .iter()
            .find_map(|source| source.url.as_deref());
        if let Some(address) = address {
            let address = if is_web_address(address) {
                format!("<{address}>")
            } else {
                markdown(address)
            };
            page.push_str(&format!("  - {}: {address}\n", words.markdown.source));
        }
    }
    page.push('\n');
}
