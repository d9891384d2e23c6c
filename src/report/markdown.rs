//! Markdown for a ticket or the summary page of a build: the result, the
//! counts, then each device that needs somebody, worst first. Devices that
//! break nothing are one line each at the end.
//!
//! Whatever may come from a device stands in code spans, where nothing is a
//! heading, a link or a mention.

use super::document::{Device, Document, Finding, Policy, Remark, Verdict};
use super::escape::{is_web_address, markdown, markdown_code};
use super::{facts, wording};
use std::collections::BTreeSet;

pub(super) fn render(document: &Document<'_>) -> String {
    let mut page = String::new();
    page.push_str(&format!("# App audit: {}\n\n", document.verdict));
    page.push_str(&format!("{}.\n\n", markdown(&wording::counts(document))));
    let of = |verdict: fn(Verdict) -> bool| {
        let devices = document.devices.iter();
        devices.filter(move |device| verdict(device.verdict))
    };
    let others: Vec<&Device<'_>> =
        of(|v| matches!(v, Verdict::NonCompliant | Verdict::Indeterminate)).collect();
    if !others.is_empty() {
        table(&mut page, &others);
    }
    for device in &others {
        section(&mut page, document, device);
    }
    let briefs = [
        (
            "Compliant",
            of(|v| v == Verdict::Compliant).collect::<Vec<_>>(),
        ),
        (
            "Not applicable",
            of(|v| v == Verdict::NotApplicable).collect(),
        ),
    ];
    for (heading, devices) in briefs {
        if !devices.is_empty() {
            page.push_str(&format!("## {heading}\n\n"));
            for device in devices {
                brief(&mut page, device);
            }
            page.push('\n');
        }
    }
    authorities(&mut page, document);
    page.push_str("## What this rests on\n\n");
    for remark in &document.remarks {
        page.push_str(&of_remark(remark));
    }
    for fact in facts::of_run(document) {
        page.push_str(&format!("- {}: {}\n", fact.code, markdown(&fact.sentence)));
    }
    page.push('\n');
    page.push_str(&format!(
        "_{}; {}_\n",
        markdown(&document.tool),
        markdown(&wording::basis(document))
    ));
    page
}

fn table(page: &mut String, devices: &[&Device<'_>]) {
    page.push_str("| device | verdict | findings | not read |\n|---|---|---:|---:|\n");
    for device in devices {
        page.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            markdown_code(&device.id),
            device.verdict,
            device.findings.len(),
            device.coverage.gaps.len(),
        ));
    }
    page.push('\n');
}

fn section(page: &mut String, document: &Document<'_>, device: &Device<'_>) {
    page.push_str(&format!(
        "## {}: {}\n\n",
        device.verdict,
        markdown_code(&device.id)
    ));
    page.push_str(&format!("{}\n\n", about(device)));
    for finding in &device.findings {
        of_finding(page, document, finding);
    }
    for gap in &device.coverage.gaps {
        let profile = wording::in_profile(gap.profile);
        let code = markdown_code(&gap.code);
        let message = markdown_code(&gap.message);
        page.push_str(&format!(
            "- **not fully read** {code}{profile}: {message}\n"
        ));
        if !gap.advice.is_empty() {
            page.push_str(&format!("  - do: {}\n", markdown(&gap.advice)));
        }
    }
    tail(page, device);
    page.push('\n');
}

/// A device that breaks nothing, with what is worth knowing of it all the
/// same.
fn brief(page: &mut String, device: &Device<'_>) {
    page.push_str(&format!(
        "- {}: {}\n",
        markdown_code(&device.id),
        about(device)
    ));
    for finding in &device.findings {
        let app = markdown_code(&wording::app(finding));
        let rule = markdown_code(&finding.rule);
        let permission = wording::permission(finding)
            .map(|permission| format!(", {}", markdown(&permission)))
            .unwrap_or_default();
        page.push_str(&format!(
            "  - {}: {app}, by {rule}{permission}\n",
            finding.level
        ));
    }
    for fact in limits(device) {
        page.push_str(&format!("  - {fact}\n"));
    }
    for remark in &device.remarks {
        page.push_str("  ");
        page.push_str(&of_remark(remark));
    }
    for standing in wording::standings(device) {
        page.push_str(&format!("  - {}\n", markdown(&standing)));
    }
}

/// What limits the verdict, but for what stands behind the device's id already.
fn limits(device: &Device<'_>) -> Vec<String> {
    let facts = facts::of_device(device).into_iter();
    facts
        .filter(|fact| fact.code != "apps")
        .map(|fact| format!("{}: {}", fact.code, markdown_code(&fact.sentence)))
        .collect()
}

fn about(device: &Device<'_>) -> String {
    let about = wording::about(device);
    let provenance = markdown_code(&wording::provenance(device));
    if about.is_empty() {
        provenance
    } else {
        format!("{}, {provenance}", markdown_code(&about))
    }
}

fn of_finding(page: &mut String, document: &Document<'_>, finding: &Finding<'_>) {
    let app = markdown_code(&wording::app(finding));
    let mut line = format!("- **{}** {app}", finding.level);
    for part in wording::circumstances(finding) {
        line.push_str(&format!("; {}", markdown(&part)));
    }
    page.push_str(&line);
    page.push('\n');
    let rule = markdown_code(&finding.rule);
    page.push_str(&format!("  - by {rule}"));
    if let Some(reason) = wording::reason(finding) {
        page.push_str(&format!(": {}", markdown(&reason)));
    }
    page.push('\n');
    let level = document
        .rules
        .iter()
        .find(|rule| rule.id == finding.rule)
        .map(|rule| rule.level);
    let lines = [
        ("level", wording::weaker(finding, level)),
        ("", wording::permission(finding)),
        ("confidence", Some(wording::confidence(finding))),
        ("fix", finding.how_to_fix.as_deref().map(str::to_owned)),
    ];
    for (name, text) in lines {
        if let Some(text) = text {
            let colon = if name.is_empty() { "" } else { ": " };
            page.push_str(&format!("  - {name}{colon}{}\n", markdown(&text)));
        }
    }
}

fn tail(page: &mut String, device: &Device<'_>) {
    for fact in limits(device) {
        page.push_str(&format!("- {fact}\n"));
    }
    for remark in &device.remarks {
        page.push_str(&of_remark(remark));
    }
    for standing in wording::standings(device) {
        page.push_str(&format!("- {}\n", markdown(&standing)));
    }
}

fn of_remark(remark: &Remark<'_>) -> String {
    let advice = if remark.advice.is_empty() {
        String::new()
    } else {
        format!("; do: {}", markdown(&remark.advice))
    };
    format!(
        "- {} {}: {}{advice}\n",
        remark.level,
        markdown_code(&remark.code),
        markdown_code(&remark.message)
    )
}

/// Who says so: each measure that found something, once.
fn authorities(page: &mut String, document: &Document<'_>) {
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
    page.push_str("## On whose authority\n\n");
    for policy in found {
        let title = policy.title.as_deref().map(markdown).unwrap_or_default();
        page.push_str(&format!("- {}: {title}\n", markdown_code(&policy.id)));
        if let Some(authority) = wording::authority(policy) {
            page.push_str(&format!("  - issued by {}\n", markdown(&authority)));
        }
        for way in &policy.exceptions {
            page.push_str(&format!("  - exception: {}\n", markdown(&way.reason)));
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
            page.push_str(&format!("  - source: {address}\n"));
        }
    }
    page.push('\n');
}
