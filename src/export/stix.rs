//! A STIX 2.1 bundle: an indicator for each id, and a report for each measure.
//!
//! The apps of a measure are lawful products, so nothing here is an object
//! `malware`; the report names the measure. A pattern is one comparison, because
//! MVT reads no others. Two dialects, because no file suits both: `app:id` is
//! MVT's, `x-mobile-app:app_id` passes strict validators.

use super::error::ExportError;
use super::fit::Export;
use super::identity::uuid;
use super::json::pretty;
use super::selection::{PolicyFact, Row};
use super::target::Form;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Bundle {
    r#type: &'static str,
    id: String,
    objects: Vec<Object>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Object {
    Identity(Identity),
    Report(Report),
    Indicator(Indicator),
}

/// What every object begins with.
#[derive(Serialize)]
struct Head {
    r#type: &'static str,
    spec_version: &'static str,
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by_ref: Option<String>,
    created: String,
    modified: String,
    name: String,
}

#[derive(Serialize)]
struct Identity {
    #[serde(flatten)]
    head: Head,
    identity_class: &'static str,
}

#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    head: Head,
    description: String,
    #[serde(rename = "report_types")]
    types: [&'static str; 1],
    published: String,
    object_refs: Vec<String>,
}

#[derive(Serialize)]
struct Indicator {
    #[serde(flatten)]
    head: Head,
    description: String,
    #[serde(rename = "indicator_types")]
    types: [&'static str; 1],
    pattern: String,
    pattern_type: &'static str,
    valid_from: String,
}

pub(super) fn write(export: &Export) -> Result<String, ExportError> {
    let apps = apps(export);
    let identity = format!("identity--{}", uuid("stix|identity"));
    let mut objects = vec![Object::Identity(Identity {
        head: Head {
            created_by_ref: None,
            ..head(
                "identity",
                &identity,
                &identity,
                "dutyphone",
                (BEGAN, BEGAN),
            )
        },
        identity_class: "system",
    })];
    for policy in &export.policies {
        let own = apps.iter();
        let own: Vec<String> = own
            .filter(|(_, app)| app.policies.contains(policy.id.as_str()))
            .map(|(folded, _)| indicator_id(folded, export.form))
            .collect();
        // A policy whose rules were all left out has nothing to report.
        if !own.is_empty() {
            objects.push(Object::Report(report(export, policy, &identity, own)));
        }
    }
    for (folded, app) in &apps {
        objects.push(Object::Indicator(indicator(export, folded, app, &identity)));
    }
    pretty(&Bundle {
        r#type: "bundle",
        id: format!(
            "bundle--{}",
            uuid(&format!("stix|bundle|{}", export.digest()))
        ),
        objects,
    })
}

/// The day on which objects were created that no measure dates.
const BEGAN: Date = jiff::civil::date(2023, 3, 21);

/// One app: readers compare ids without regard to case and platform.
struct App<'e> {
    row: &'e Row,
    policies: BTreeSet<&'e str>,
    /// The rules with their reasons.
    rules: BTreeSet<String>,
}

fn apps(export: &Export) -> BTreeMap<String, App<'_>> {
    let mut apps: BTreeMap<String, App<'_>> = BTreeMap::new();
    for row in &export.rows {
        let app = apps
            .entry(row.app_id.to_ascii_lowercase())
            .or_insert_with(|| App {
                row,
                policies: BTreeSet::new(),
                rules: BTreeSet::new(),
            });
        app.policies.insert(&row.policy);
        app.rules.insert(match &row.reason {
            Some(reason) => format!("{}: {reason}", row.rule),
            None => row.rule.clone(),
        });
    }
    apps
}

fn report(export: &Export, policy: &PolicyFact, author: &str, refs: Vec<String>) -> Report {
    let created = policy.from.or(policy.checked).unwrap_or(BEGAN);
    let id = format!("report--{}", uuid(&format!("stix|report|{}", policy.id)));
    let name = format!("{} (apps of a measure, not malware)", policy.title);
    Report {
        head: head("report", &id, author, &name, (created, export.day())),
        description: export.description(),
        types: ["observed-data"],
        published: time(created),
        object_refs: refs,
    }
}

fn indicator(export: &Export, folded: &str, app: &App<'_>, author: &str) -> Indicator {
    let policies = export.policies.iter();
    let dates = policies
        .filter(|policy| app.policies.contains(policy.id.as_str()))
        .filter_map(|policy| policy.from.or(policy.checked));
    let since = dates.min().unwrap_or(BEGAN);
    let id = &app.row.app_id;
    let name = app.row.name.as_deref().unwrap_or(id);
    let path = match export.form {
        Form::Strict => "x-mobile-app:app_id",
        _ => "app:id",
    };
    let indicator = indicator_id(folded, export.form);
    Indicator {
        head: head("indicator", &indicator, author, name, (since, export.day())),
        description: app.rules.iter().cloned().collect::<Vec<_>>().join("; "),
        types: ["unknown"],
        // Ids are letters, digits, dots, hyphens and underscores.
        pattern: format!("[{path}='{id}']"),
        pattern_type: "stix",
        valid_from: time(since),
    }
}

fn indicator_id(folded: &str, form: Form) -> String {
    format!(
        "indicator--{}",
        uuid(&format!("stix|indicator|{form}|{folded}"))
    )
}

fn head(
    r#type: &'static str,
    id: &str,
    author: &str,
    name: &str,
    (created, modified): (Date, Date),
) -> Head {
    Head {
        r#type,
        spec_version: "2.1",
        id: id.to_owned(),
        created_by_ref: Some(author.to_owned()),
        created: time(created),
        modified: time(modified.max(created)),
        name: name.to_owned(),
    }
}

/// Midnight of a day, with the milliseconds that STIX asks for.
fn time(day: Date) -> String {
    format!("{day}T00:00:00.000Z")
}
