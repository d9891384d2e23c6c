//! Markdown for a ticket or the summary page of a build: the result, the
//! counts, then each device that needs somebody, worst first. Devices that
//! break nothing are one line each at the end.
//!
//! Whatever may come from a device stands in code spans, where nothing is a
//! heading, a link or a mention.

mod overview;
mod table;

use crate::report::authorities::Broken;
use crate::report::document::{
    Device, Document, Finding, Glance, Policy, Remark, Verdict, is_of_age,
};
use crate::report::escape::{is_web_address, markdown, markdown_code};
use crate::report::fact_code::FactCode;
use crate::report::facts;
use crate::report::layout::Layout;
use crate::report::wording::{self, Said, Words};
use std::io::{self, Write};
use std::ops::ControlFlow;
use table::{head, row};

pub(super) fn write(
    document: &Document<'_>,
    layout: Layout<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let words = layout.language.words();
    let mut page = Page {
        words,
        text: String::new(),
        out,
    };
    let title = (words.markdown.title)(words.verdict_word(document.verdict));
    let counts = markdown(&words.counts(document));
    page.text.push_str(&format!("# {title}\n\n{counts}.\n\n"));
    let mut broken = Broken::default();
    if layout.overview {
        overview::write(&mut page.text, words, document, &mut broken)?;
    } else {
        page.devices(document)?;
        document.devices.each(|device| {
            broken.add(device);
            Ok(())
        })?;
    }
    foot(&mut page.text, words, document, &broken);
    page.send()
}

/// How many bytes tell of devices in full, worst first.
const IN_FULL: usize = 500_000;

/// How many bytes list devices of one kind. Three kinds and what is told in full stay
/// below a mebibyte, with room for the rest of the page.
const LISTED: usize = 150_000;

/// A page that is handed on device by device.
struct Page<'o> {
    words: &'o Words,
    text: String,
    out: &'o mut dyn Write,
}

impl Page<'_> {
    /// A list of the devices that need somebody, each of them in full, and the others
    /// in a line.
    fn devices(&mut self, document: &Document<'_>) -> io::Result<()> {
        let words = self.words;
        let needy = Glance::needs_somebody;
        self.list(document, needy, &head(words), |text, device| {
            row(text, words, device);
        })?;
        self.each(document, IN_FULL, needy, |text, device| {
            section(text, words, document, device);
        })?;
        for wanted in [Verdict::Compliant, Verdict::NotApplicable] {
            let heading = format!("## {}\n\n", words.verdict(wanted));
            let is_wanted = |glance: Glance| glance.verdict() == wanted;
            self.list(document, is_wanted, &heading, |text, device| {
                brief(text, words, device);
            })?;
        }
        Ok(())
    }

    fn send(&mut self) -> io::Result<()> {
        self.out.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    /// Tells of each device with such a verdict.
    ///
    /// A summary page of GitHub takes one MiB and a ticket less, so the worst are
    /// told of and the others counted.
    fn each(
        &mut self,
        document: &Document<'_>,
        most: usize,
        wanted: impl Fn(Glance) -> bool,
        tell: impl Fn(&mut String, &Device<'_>),
    ) -> io::Result<()> {
        let mut left = most;
        let rest = document.devices.worst_first(wanted, |device| {
            let before = self.text.len();
            tell(&mut self.text, device);
            let Some(room) = left.checked_sub(self.text.len() - before) else {
                self.text.truncate(before);
                return Ok(ControlFlow::Break(()));
            };
            left = room;
            self.send().map(ControlFlow::Continue)
        })?;
        if rest > 0 {
            let rest = (self.words.labels.more_devices)(rest);
            self.text.push_str(&format!("\n{}\n", markdown(&rest)));
        }
        Ok(())
    }

    /// The same below a heading, and an empty line at the end; nothing without
    /// devices.
    fn list(
        &mut self,
        document: &Document<'_>,
        wanted: impl Fn(Glance) -> bool,
        heading: &str,
        tell: impl Fn(&mut String, &Device<'_>),
    ) -> io::Result<()> {
        if document.devices.any(&wanted) {
            self.text.push_str(heading);
            self.each(document, LISTED, wanted, tell)?;
            self.text.push('\n');
        }
        Ok(())
    }
}

fn foot(page: &mut String, words: &Words, document: &Document<'_>, broken: &Broken) {
    authorities(page, words, document, broken);
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
            if is_of_age(&gap.code) {
                words.labels.age
            } else {
                words.markdown.not_fully_read
            }
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
fn authorities(page: &mut String, words: &Words, document: &Document<'_>, broken: &Broken) {
    let found: Vec<&Policy<'_>> = document
        .policies
        .iter()
        .filter(|policy| {
            let mut rules = document.rules.iter();
            rules.any(|rule| rule.policy == policy.id && broken.has(&rule.id))
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
