//! SARIF 2.1.0 for code scanning services.
//!
//! A service may refuse a whole file for one result without a place in a
//! file, so every result has one: the saved inventory and its line, or, for a
//! phone that was read directly, a path made of its id that stays the same
//! from run to run.
//!
//! A device that was not fully read is a notification, and the run did not
//! succeed: without results a viewer would show nothing, which looks like
//! clean.

mod model;

use super::document::{Device, Document, Finding, Remark, Rule, Verdict};
use super::escape::{is_web_address, prose, sarif, terminal, uri_path};
use super::wording::{self, EN};
use super::{facts, json_writer};
use crate::audit::{Level, Threshold};
use model::{
    ArtifactLocation, Configuration, Descriptor, Driver, Invocation, Location, Log,
    LogicalLocation, Message, Notification, Outcome, PhysicalLocation, Reference, Region, Run,
    Suppression, Tool,
};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut log = Builder::new(document);
    for device in &document.devices {
        log.device(device);
    }
    for remark in &document.remarks {
        log.remark(None, remark);
    }
    for fact in facts::of_run(EN, document) {
        log.notify(fact.code.as_str(), "note", &fact.sentence, None);
    }
    json_writer::pretty(&log.finish(), out)
}

struct Builder<'d> {
    document: &'d Document<'d>,
    rules: Descriptors,
    notifications: Descriptors,
    results: Vec<Outcome>,
    notes: Vec<Notification>,
    successful: bool,
}

impl<'d> Builder<'d> {
    fn new(document: &'d Document<'d>) -> Self {
        let mut rules = Descriptors::default();
        for rule in &document.rules {
            rules.add(descriptor(document, rule));
        }
        Self {
            document,
            rules,
            notifications: Descriptors::default(),
            results: Vec::new(),
            notes: Vec::new(),
            // Nothing looked at is no success either.
            successful: document.summary.indeterminate == 0
                && !matches!(
                    document.verdict,
                    Verdict::Indeterminate | Verdict::NotApplicable
                ),
        }
    }

    fn device(&mut self, device: &Device<'_>) {
        for finding in &device.findings {
            self.finding(device, finding);
        }
        for gap in &device.coverage.gaps {
            self.successful = false;
            let profile = EN.in_profile(gap.profile);
            let text = format!(
                "{}{profile} was not fully read: {}",
                terminal(&device.id),
                terminal(&gap.message)
            );
            let text = with_advice(text, &gap.advice);
            self.notify(&gap.code, "error", &text, Some(device));
        }
        for remark in &device.remarks {
            self.remark(Some(device), remark);
        }
        for fact in facts::of_device(EN, device) {
            let text = format!("{}: {}", terminal(&device.id), fact.sentence);
            self.notify(fact.code.as_str(), "note", &text, Some(device));
        }
        for standing in EN.standings(device) {
            let text = format!("{}: {standing}", terminal(&device.id));
            self.notify("applicability", "note", &text, Some(device));
        }
    }

    fn finding(&mut self, device: &Device<'_>, finding: &Finding<'_>) {
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
        let result = Outcome {
            rule_id: prose(&finding.rule),
            rule_index: self.rules.index(&finding.rule),
            level: severity(finding.level, self.document.fail_on),
            message: message(&text),
            locations: vec![location(Some(device))],
            partial_fingerprints: fingerprints(&identity),
            suppressions: suppressions.into_iter().collect(),
            properties: properties(device, finding),
        };
        self.results.push(result);
    }

    /// A finding about the device itself is a result, any other remark a
    /// notification.
    fn remark(&mut self, device: Option<&Device<'_>>, remark: &Remark<'_>) {
        let level = if remark.finding {
            severity(remark.level, self.document.fail_on)
        } else if remark.level == Level::Note {
            "note"
        } else {
            "warning"
        };
        let mut text = prose(&remark.message);
        if let Some(device) = device {
            text = format!("{}: {text}", terminal(&device.id));
        }
        let text = with_advice(text, &remark.advice);
        if !remark.finding {
            return self.notify(&remark.code, level, &text, device);
        }
        let id = device.map_or("", |device| &*device.id);
        let result = Outcome {
            rule_id: prose(&remark.code),
            rule_index: self.rules.index(&remark.code),
            level,
            message: message(&text),
            locations: vec![location(device)],
            partial_fingerprints: fingerprints(&[&remark.code, id, &remark.message]),
            suppressions: Vec::new(),
            properties: BTreeMap::new(),
        };
        self.results.push(result);
    }

    fn notify(&mut self, code: &str, level: &'static str, text: &str, device: Option<&Device<'_>>) {
        let index = self.notifications.index(code);
        self.notes.push(Notification {
            descriptor: Reference {
                id: prose(code),
                index,
            },
            level,
            message: message(text),
            locations: vec![location(device)],
        });
    }

    fn finish(self) -> Log {
        let tool = &self.document.tool;
        let version = tool
            .rsplit_once(' ')
            .map_or(&**tool, |(_, version)| version);
        Log {
            schema: "https://json.schemastore.org/sarif-2.1.0.json",
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: Driver {
                        name: "dutyphone",
                        version: prose(version),
                        rules: self.rules.list,
                        notifications: self.notifications.list,
                    },
                },
                invocations: [Invocation {
                    execution_successful: self.successful,
                    tool_execution_notifications: self.notes,
                }],
                column_kind: "utf16CodeUnits",
                results: self.results,
            }],
        }
    }
}

/// Descriptors in the order of first mention, each once.
#[derive(Default)]
struct Descriptors {
    list: Vec<Descriptor>,
    index: HashMap<String, usize>,
}

impl Descriptors {
    fn add(&mut self, descriptor: Descriptor) -> usize {
        let next = self.list.len();
        let index = *self.index.entry(descriptor.id.clone()).or_insert(next);
        if index == next {
            self.list.push(descriptor);
        }
        index
    }

    fn index(&mut self, id: &str) -> usize {
        let id = prose(id);
        match self.index.get(&id) {
            Some(index) => *index,
            None => self.add(Descriptor {
                id,
                short_description: None,
                full_description: None,
                help: None,
                help_uri: None,
                default_configuration: None,
            }),
        }
    }
}

fn descriptor(document: &Document<'_>, rule: &Rule<'_>) -> Descriptor {
    let policy = document.policy(&rule.policy);
    let reason = rule.reason.as_deref().map(prose);
    let title = policy.and_then(|policy| policy.title.as_deref());
    let authority = policy.and_then(|policy| EN.authority(policy));
    let full: Vec<String> = [title.map(prose), authority]
        .into_iter()
        .flatten()
        .collect();
    let addresses = policy.map(|policy| policy.sources.iter());
    let address = addresses
        .into_iter()
        .flatten()
        .find_map(|source| source.url.as_deref().filter(|url| is_web_address(url)));
    Descriptor {
        id: prose(&rule.id),
        short_description: Some(message(reason.as_deref().unwrap_or(&rule.id))),
        full_description: (!full.is_empty()).then(|| message(&full.join("; "))),
        help: rule.fix.as_deref().map(|fix| message(&prose(fix))),
        help_uri: address.map(str::to_owned),
        default_configuration: Some(Configuration {
            level: severity(rule.level, document.fail_on),
        }),
    }
}

/// An error is what breaks the policy, so that it agrees with the exit code.
fn severity(level: Level, fail_on: Threshold) -> &'static str {
    match level {
        _ if fail_on != Threshold::None && fail_on.is_reached_by(level) => "error",
        Level::Note => "note",
        Level::Warn | Level::Deny => "warning",
    }
}

fn message(text: &str) -> Message {
    Message { text: sarif(text) }
}

fn with_advice(text: String, advice: &str) -> String {
    if advice.is_empty() {
        text
    } else {
        format!("{text}\nDo: {}", prose(advice))
    }
}

/// The file it was read from, or a path that stands for the phone.
fn location(device: Option<&Device<'_>>) -> Location {
    let Some(device) = device else {
        return physical("dutyphone/run".to_owned(), 1, Vec::new());
    };
    let uri = match device.file.as_deref() {
        Some(path) => file_uri(path),
        None => format!("devices/{}", uri_path(&device.id).replace('/', "%2F")),
    };
    let id = terminal(&device.id);
    let logical = LogicalLocation {
        name: id.clone(),
        fully_qualified_name: id,
        kind: "object",
    };
    physical(uri, device.line.unwrap_or(1).max(1), vec![logical])
}

fn physical(uri: String, start_line: u64, logical_locations: Vec<LogicalLocation>) -> Location {
    Location {
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri },
            region: Region { start_line },
        },
        logical_locations,
    }
}

/// A relative path stays one, so that a service finds it in the repository.
fn file_uri(path: &str) -> String {
    let path = path.trim_start_matches("./");
    let path = if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    };
    let drive = path.as_bytes().get(1) == Some(&b':') && cfg!(windows);
    if let Some(absolute) = path.strip_prefix('/') {
        format!("file:///{}", uri_path(absolute.trim_start_matches('/')))
    } else if drive {
        format!("file:///{}", uri_path(&path))
    } else if path.is_empty() {
        ".".to_owned()
    } else {
        uri_path(&path)
    }
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
