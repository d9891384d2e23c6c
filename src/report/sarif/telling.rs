//! What is told of one device, or of the run: results about findings, and
//! notifications about what limits them.

use super::index::{APPLICABILITY, Index, LEFT_OUT, NOT_READ, NOTE, NOTES_LEFT_OUT, weight};
use super::location::location;
use super::model::{Notification, Outcome, Suppression};
use super::quota::{Quota, SUPPRESSED};
use super::text::{message, severity, with_advice};
use crate::report::document::{Device, Document, Finding, Remark};
use crate::report::escape::{prose, terminal};
use crate::report::facts;
use crate::report::run_failures;
use crate::report::wording::{self, EN};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io;

/// Tells of devices, with references to what was mentioned.
pub(super) struct Teller<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) index: Index,
    /// How many results, and how many notifications on devices, have a place.
    pub(super) results: Quota,
    pub(super) notes: Quota,
}

impl Teller<'_> {
    /// The results of a device that a service takes.
    pub(super) fn outcomes(&self, device: &Device<'_>) -> io::Result<Vec<Outcome>> {
        let fail_on = self.document.fail_on;
        let is_listed = |finding: &&Finding<'_>| {
            let level = severity(finding.level, fail_on);
            let level = if finding.is_open() { level } else { SUPPRESSED };
            self.results.takes(level)
        };
        let findings = device.findings.iter().filter(is_listed);
        let findings = findings.map(|finding| self.finding(device, finding));
        findings
            .chain(self.remarks(Some(device), &device.remarks))
            .collect()
    }

    /// The results of the run itself.
    pub(super) fn outcomes_of_run(&self) -> io::Result<Vec<Outcome>> {
        self.remarks(None, &self.document.remarks).collect()
    }

    fn remarks<'s>(
        &'s self,
        device: Option<&'s Device<'_>>,
        remarks: &'s [Remark<'_>],
    ) -> impl Iterator<Item = io::Result<Outcome>> {
        let fail_on = self.document.fail_on;
        let is_listed = move |remark: &&Remark<'_>| {
            remark.finding && self.results.takes(severity(remark.level, fail_on))
        };
        let remarks = remarks.iter().filter(is_listed);
        remarks.map(move |remark| self.outcome(device, remark))
    }

    /// The notifications of a device, as many as have a place.
    pub(super) fn notes(&self, device: &Device<'_>) -> io::Result<Vec<Notification>> {
        let id = terminal(&device.id);
        let mut notes = Vec::new();
        let has_place = |level: &str| self.notes.takes(level);
        for gap in device.coverage.gaps.iter().filter(|_| has_place(NOT_READ)) {
            let profile = EN.in_profile(gap.profile);
            let message = terminal(&gap.message);
            let text = format!("{id}{profile} was not fully read: {message}");
            let text = with_advice(text, &gap.advice);
            notes.push(self.note(&gap.code, NOT_READ, &text, Some(device))?);
        }
        let remarks = device.remarks.iter().filter(|remark| !remark.finding);
        for remark in remarks.filter(|remark| has_place(weight(remark))) {
            notes.push(self.note_of(Some(device), remark)?);
        }
        let facts = facts::of_device(EN, device).into_iter();
        for fact in facts.filter(|_| has_place(NOTE)) {
            let text = format!("{id}: {}", fact.sentence);
            notes.push(self.note(fact.code.as_str(), NOTE, &text, Some(device))?);
        }
        let standings = EN.standings(device).into_iter();
        for standing in standings.filter(|_| has_place(NOTE)) {
            let text = format!("{id}: {standing}");
            notes.push(self.note(APPLICABILITY, NOTE, &text, Some(device))?);
        }
        Ok(notes)
    }

    /// The notifications of the run itself.
    pub(super) fn notes_of_run(&self) -> io::Result<Vec<Notification>> {
        let document = self.document;
        let failures = run_failures::of_run(document).into_iter();
        let failures =
            failures.map(|failure| self.note(failure.code, "error", &failure.message, None));
        let remarks = document.remarks.iter().filter(|remark| !remark.finding);
        let remarks = remarks.map(|remark| self.note_of(None, remark));
        let facts = facts::of_run(EN, document).into_iter();
        let facts = facts.map(|fact| self.note(fact.code.as_str(), NOTE, &fact.sentence, None));
        let left_out = [
            (LEFT_OUT, self.results.told()),
            (NOTES_LEFT_OUT, self.notes.told_of_notes()),
        ];
        let left_out = left_out.into_iter();
        let left_out =
            left_out.filter_map(|(code, told)| Some(self.note(code, "warning", &told?, None)));
        failures
            .chain(remarks)
            .chain(facts)
            .chain(left_out)
            .collect()
    }

    fn finding(&self, device: &Device<'_>, finding: &Finding<'_>) -> io::Result<Outcome> {
        let suppressions = EN.permission(finding).map(|justification| Suppression {
            kind: "external",
            status: "accepted",
            justification,
        });
        let mut text = format!("{} on {}", EN.app(finding), terminal(&device.id));
        let about = wording::about(device);
        if !about.is_empty() {
            text.push_str(&format!(" ({about})"));
        }
        for part in EN.circumstances(finding) {
            text.push_str("; ");
            text.push_str(&part);
        }
        text.push('.');
        let how = finding.how_to_fix.as_deref().map(prose);
        for (what, part) in [
            ("Why", EN.reason(finding, None)),
            ("Confidence", Some(EN.confidence(finding))),
            ("Fix", how),
        ] {
            if let Some(part) = part {
                text.push_str(&format!("\n{what}: {part}."));
            }
        }
        let profile = finding.profile.to_string();
        let identity = [&*finding.rule, &*device.id, &*finding.app, &*profile];
        let rule = self.index.rules.reference(&finding.rule)?;
        Ok(Outcome {
            rule_id: rule.id,
            rule_index: rule.index,
            level: severity(finding.level, self.document.fail_on),
            message: message(&text),
            locations: vec![location(Some(device))],
            partial_fingerprints: fingerprints(&identity),
            suppressions: suppressions.into_iter().collect(),
            properties: properties(device, finding),
        })
    }

    /// A finding about the device itself, or about the run.
    fn outcome(&self, device: Option<&Device<'_>>, remark: &Remark<'_>) -> io::Result<Outcome> {
        let id = device.map_or("", |device| &*device.id);
        let rule = self.index.rules.reference(&remark.code)?;
        Ok(Outcome {
            rule_id: rule.id,
            rule_index: rule.index,
            level: severity(remark.level, self.document.fail_on),
            message: message(&text_of(device, remark)),
            locations: vec![location(device)],
            partial_fingerprints: fingerprints(&[&remark.code, id, &remark.message]),
            suppressions: Vec::new(),
            properties: BTreeMap::new(),
        })
    }

    /// A remark that is only worth telling.
    fn note_of(
        &self,
        device: Option<&Device<'_>>,
        remark: &Remark<'_>,
    ) -> io::Result<Notification> {
        let text = text_of(device, remark);
        self.note(&remark.code, weight(remark), &text, device)
    }

    fn note(
        &self,
        code: &str,
        level: &'static str,
        text: &str,
        device: Option<&Device<'_>>,
    ) -> io::Result<Notification> {
        Ok(Notification {
            descriptor: self.index.notifications.reference(code)?,
            level,
            message: message(text),
            locations: vec![location(device)],
        })
    }
}

fn text_of(device: Option<&Device<'_>>, remark: &Remark<'_>) -> String {
    let mut text = prose(&remark.message);
    if let Some(device) = device {
        text = format!("{}: {text}", terminal(&device.id));
    }
    with_advice(text, &remark.advice)
}

/// The same finding on the same phone has the same fingerprint, whatever the
/// version of the app, the day, and the file it was read from.
fn fingerprints(identity: &[&str]) -> BTreeMap<&'static str, String> {
    let mut hash = Sha256::new();
    for part in identity {
        // Lengths keep neighbours apart: "ab" + "c" is not "a" + "bc".
        hash.update(part.len().to_string());
        hash.update(b":");
        hash.update(part);
    }
    let digest = hash.finalize();
    let hex: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let short = hex.get(..16).unwrap_or(&hex).concat();
    BTreeMap::from([
        ("dutyphone/v1", short.clone()),
        // The name that code scanning services look for.
        ("primaryLocationLineHash", format!("{short}:1")),
    ])
}

fn properties(device: &Device<'_>, finding: &Finding<'_>) -> BTreeMap<&'static str, String> {
    let mut known = BTreeMap::new();
    let mut add = |name: &'static str, value: Option<&str>| {
        if let Some(value) = value {
            known.insert(name, terminal(value));
        }
    };
    add("device", Some(&device.id));
    add("app", Some(&finding.app));
    add("name", finding.name.as_deref());
    add("version", finding.version.as_deref());
    add("state", Some(&finding.state));
    add("match", Some(&finding.matched));
    add("owner", finding.owner_name.as_deref());
    add("ownerCountry", finding.owner_country.as_deref());
    add("idConfidence", finding.id_confidence.as_deref());
    add("ownerConfidence", finding.owner_confidence.as_deref());
    known
}
