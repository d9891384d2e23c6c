//! What of JSON, XML, HTML and workbooks this program wrote: results, reports, and
//! what it exported of policies for other programs.
//!
//! A document counts when it is whole, alone in its file, and of a shape that a list
//! of installed apps does not have. `serde` refuses what stands behind a value, and a
//! name that comes twice.

use memchr::memmem;
use serde::Deserialize;
use serde::de::IgnoredAny;

pub(super) const RESULT: &str = "a result or report of this program";
pub(super) const EXPORT: &str = "what this program exported of a policy";

/// How far into a file the marks of a page are looked for, in bytes.
const HEAD: usize = 4 << 10;

/// What every exported text begins with.
const MADE: &str = "Made by dutyphone of ";

/// What JSON, XML or HTML is that this program wrote.
pub(super) fn json_or_markup(bytes: &[u8]) -> Option<&'static str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim();
    if text.starts_with('<') {
        if is_junit(text) || is_page(text) {
            return Some(RESULT);
        }
        return is_profile(text).then_some(EXPORT);
    }
    if is_result(text) || is_report(text) || are_lines(text) {
        return Some(RESULT);
    }
    is_export(text).then_some(EXPORT)
}

/// Whether the properties of a workbook say that this program wrote it, and that no
/// other program saved it since.
pub(super) fn is_workbook(properties: &[u8]) -> bool {
    let has = |word: &[u8]| memmem::find(properties, word).is_some();
    has(b"<dc:creator>dutyphone</dc:creator>")
        && has(b"<cp:lastModifiedBy>dutyphone</cp:lastModifiedBy>")
}

/// One value of this shape, and nothing behind it.
fn is<'t, T: Deserialize<'t>>(text: &'t str, holds: impl Fn(T) -> bool) -> bool {
    serde_json::from_str::<T>(text).is_ok_and(holds)
}

fn is_result(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Result {
        schema: String,
    }
    is(text, |result: Result| {
        let ours = [
            "dutyphone/audit/",
            "dutyphone/diff/",
            "dutyphone/export-table/",
        ];
        ours.iter().any(|name| result.schema.starts_with(name))
    })
}

/// SARIF, of which each run is ours.
fn is_report(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Log {
        version: String,
        runs: Vec<Run>,
    }
    #[derive(Deserialize)]
    struct Run {
        tool: Tool,
    }
    #[derive(Deserialize)]
    struct Tool {
        driver: Driver,
    }
    #[derive(Deserialize)]
    struct Driver {
        name: String,
    }
    is(text, |log: Log| {
        log.version == "2.1.0"
            && !log.runs.is_empty()
            && log
                .runs
                .iter()
                .all(|run| run.tool.driver.name == "dutyphone")
    })
}

/// A line for each device of a result, or for each row of an exported table.
fn are_lines(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Device {
        #[serde(rename = "id")]
        _id: String,
        #[serde(rename = "verdict")]
        _verdict: String,
        #[serde(rename = "coverage")]
        _coverage: IgnoredAny,
        #[serde(rename = "findings")]
        _findings: IgnoredAny,
        schema: Option<String>,
    }
    #[derive(Deserialize)]
    struct Row {
        #[serde(rename = "match")]
        _matched: String,
        #[serde(rename = "rule")]
        _rule: String,
        policy_digest: String,
    }
    let is_device = |line| is(line, |device: Device| device.schema.is_none());
    let is_row = |line| is(line, |row: Row| row.policy_digest.starts_with("sha256:"));
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.clone().all(is_device) || lines.all(is_row)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Application {
    #[serde(rename = "packageName")]
    _package_name: String,
    #[serde(rename = "installType")]
    _install_type: String,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Android {
    #[serde(rename = "playStoreMode")]
    _mode: String,
    #[serde(rename = "applications")]
    _applications: Vec<Application>,
    #[serde(rename = "personalUsagePolicies")]
    _personal: Option<IgnoredAny>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patch {
    #[serde(rename = "changes")]
    _changes: Vec<Change>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    #[serde(rename = "application")]
    _application: Application,
    #[serde(rename = "updateMask")]
    _mask: String,
}
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Declaration {
    identifier: String,
    #[serde(rename = "Type")]
    _type: String,
    #[serde(rename = "ServerToken")]
    _token: String,
    #[serde(rename = "Payload")]
    _payload: IgnoredAny,
}
#[derive(Deserialize)]
struct Described {
    description: String,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Requests {
    requests: Vec<Request>,
}
#[derive(Deserialize)]
struct Request {
    body: Described,
}

/// What `policy export` writes for the management systems that take JSON.
fn is_export(text: &str) -> bool {
    let is_made = |one: &Described| one.description.starts_with(MADE);
    is(text, |_: Android| true)
        || is(text, |_: Patch| true)
        || is(text, |one: Declaration| {
            one.identifier.starts_with("dutyphone.")
        })
        || is(text, |one: Described| is_made(&one))
        || is_bundle(text)
        || is(text, |all: Requests| {
            !all.requests.is_empty() && all.requests.iter().all(|one| is_made(&one.body))
        })
}

/// Threat intelligence (STIX 2.1), told by who made it.
fn is_bundle(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Bundle {
        objects: Vec<Object>,
    }
    #[derive(Deserialize)]
    struct Object {
        #[serde(rename = "type")]
        kind: String,
        name: Option<String>,
    }
    let is_ours = |one: &Object| one.kind == "identity" && one.name.as_deref() == Some("dutyphone");
    is(text, |all: Bundle| all.objects.iter().any(is_ours))
}

/// Whether XML is one element of this name, which begins so, and nothing behind it.
fn is_element(text: &str, begins: &str, name: &str) -> bool {
    let (opens, ends) = (format!("<{name}"), format!("</{name}>"));
    let opened = text.matches(&opens).count();
    text.contains(begins)
        && text.ends_with(&ends)
        && text.matches(&ends).count() == 1
        && opened == 1
}

fn is_junit(text: &str) -> bool {
    let behind = text
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .map_or(text, |(_, rest)| rest.trim_start());
    let begins = "<testsuites name=\"dutyphone\"";
    behind.starts_with(begins) && is_element(text, begins, "testsuites")
}

/// A report or a certificate; both name who made them.
fn is_page(text: &str) -> bool {
    let head = text.get(..HEAD).unwrap_or(text);
    let mark = "<meta name=\"generator\" content=\"dutyphone\">";
    text.starts_with("<!DOCTYPE html>") && head.contains(mark) && is_element(text, "<html", "html")
}

/// A configuration profile.
fn is_profile(text: &str) -> bool {
    let mark = "<key>PayloadIdentifier</key>\n\t<string>dutyphone.";
    text.starts_with("<?xml") && is_element(text, mark, "plist")
}
