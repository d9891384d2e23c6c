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
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page {
        text: String::new(),
        out,
    };
    page.text
        .push_str(&format!("# App audit: {}\n\n", document.verdict));
    page.text
        .push_str(&format!("{}.\n\n", markdown(&wording::counts(document))));
    let needy = |verdict| matches!(verdict, Verdict::NonCompliant | Verdict::Indeterminate);
    page.list(document, needy, TABLE, row)?;
    page.each(document, needy, |text, device| {
        section(text, document, device);
    })?;
    for (heading, wanted) in [
        ("Compliant", Verdict::Compliant),
        ("Not applicable", Verdict::NotApplicable),
    ] {
        let heading = format!("## {heading}\n\n");
        page.list(document, |verdict| verdict == wanted, &heading, brief)?;
    }
    let broken = broken(document)?;
    foot(&mut page.text, document, &broken);
    page.send()
}

/// A page that is handed on device by device.
struct Page<'o> {
    text: String,
    out: &'o mut dyn Write,
}

impl Page<'_> {
    fn send(&mut self) -> io::Result<()> {
        self.out.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    /// Tells of each device with such a verdict.
    fn each(
        &mut self,
        document: &Document<'_>,
        wanted: impl Fn(Verdict) -> bool,
        tell: impl Fn(&mut String, &Device<'_>),
    ) -> io::Result<()> {
        document.devices.each_of(wanted, |device| {
            tell(&mut self.text, device);
            self.send()
        })
    }

    /// The same below a heading, and an empty line at the end; nothing without
    /// devices.
    fn list(
        &mut self,
        document: &Document<'_>,
        wanted: impl Fn(Verdict) -> bool,
        heading: &str,
        tell: impl Fn(&mut String, &Device<'_>),
    ) -> io::Result<()> {
        if document.devices.any(&wanted) {
            self.text.push_str(heading);
            self.each(document, wanted, tell)?;
            self.text.push('\n');
        }
        Ok(())
    }
}

fn foot(page: &mut String, document: &Document<'_>, broken: &BTreeSet<String>) {
    authorities(page, document, broken);
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
}

/// The rules that found something.
fn broken(document: &Document<'_>) -> io::Result<BTreeSet<String>> {
    let mut broken = BTreeSet::new();
    document.devices.each(|device| {
        for finding in &device.findings {
            if !broken.contains(&*finding.rule) {
                broken.insert(finding.rule.to_string());
            }
        }
        Ok(())
    })?;
    Ok(broken)
}

/// The head of the list of devices that need somebody.
const TABLE: &str = "| device | verdict | findings | not read |\n|---|---|---:|---:|\n";

fn row(page: &mut String, device: &Device<'_>) {
    page.push_str(&format!(
        "| {} | {} | {} | {} |\n",
        markdown_code(&device.id),
        device.verdict,
        device.findings.len(),
        device.coverage.gaps.len(),
    ));
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
fn authorities(page: &mut String, document: &Document<'_>, broken: &BTreeSet<String>) {
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
