//! A table, one row for each id, prefix or developer and each rule: the only
//! target that keeps every selector.

use super::error::ExportError;
use super::fit::Export;
use super::json::pretty;
use super::selection::Row;
use super::target::Form;
use serde::Serialize;

/// The names of the columns. Part of the interface: new ones come at the end.
pub(super) const COLUMNS: [&str; 15] = [
    "platform",
    "app_id",
    "match",
    "name",
    "owner",
    "owner_country",
    "level",
    "policy",
    "rule",
    "reason",
    "id_confidence",
    "owner_confidence",
    "source",
    "checked",
    "policy_digest",
];

/// The document of the form `json`.
#[derive(Serialize)]
struct Table<'e> {
    schema: &'static str,
    level: &'static str,
    policies: Vec<Policy<'e>>,
    data: Vec<Data<'e>>,
    rows: Vec<Cells>,
    left_out: Vec<Left<'e>>,
    limits: &'e [String],
}

#[derive(Serialize)]
struct Policy<'e> {
    id: &'e str,
    digest: &'e str,
    title: &'e str,
}

#[derive(Serialize)]
struct Data<'e> {
    name: &'e str,
    version: Option<&'e str>,
    date: Option<String>,
    digest: &'e str,
}

#[derive(Serialize)]
struct Left<'e> {
    what: &'static str,
    of: &'e str,
    count: usize,
    message: &'e str,
}

/// A row as it is written. Absent facts are empty texts, so that every line of
/// the form `ndjson` has the same columns of the same type.
#[derive(Debug, Serialize)]
struct Cells {
    platform: String,
    app_id: String,
    r#match: &'static str,
    name: String,
    owner: String,
    owner_country: String,
    level: &'static str,
    policy: String,
    rule: String,
    reason: String,
    id_confidence: &'static str,
    owner_confidence: &'static str,
    source: String,
    checked: String,
    policy_digest: String,
}

pub(super) fn write(export: &Export) -> Result<String, ExportError> {
    match export.form {
        Form::Ids => {
            let mut ids: Vec<&str> = export.ids().into_keys().collect();
            ids.push("");
            Ok(ids.join("\n"))
        }
        Form::Json => json(export),
        Form::Ndjson => {
            let mut text = String::new();
            for row in &export.rows {
                let line = serde_json::to_string(&cells(export, row));
                text.push_str(&line.map_err(|error| ExportError::Document(error.to_string()))?);
                text.push('\n');
            }
            Ok(text)
        }
        _ => csv(export),
    }
}

fn json(export: &Export) -> Result<String, ExportError> {
    let policies = export.policies.iter().map(|policy| Policy {
        id: &policy.id,
        digest: &policy.digest,
        title: &policy.title,
    });
    let data = export.data.iter().map(|data| Data {
        name: &data.name,
        version: data.version.as_deref(),
        date: data.date.map(|date| date.to_string()),
        digest: &data.digest,
    });
    let left_out = export.left_out.iter().map(|left| Left {
        what: left.what.as_str(),
        of: &left.of,
        count: left.count,
        message: &left.message,
    });
    pretty(&Table {
        schema: SCHEMA,
        level: export.level.as_str(),
        policies: policies.collect(),
        data: data.collect(),
        rows: export.rows.iter().map(|row| cells(export, row)).collect(),
        left_out: left_out.collect(),
        limits: &export.limits,
    })
}

/// What the form `json` is.
pub(super) const SCHEMA: &str = "dutyphone/export-table/1";

fn csv(export: &Export) -> Result<String, ExportError> {
    let mut sheet = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| ExportError::Document(error.to_string());
    sheet.write_record(COLUMNS).map_err(failed)?;
    for row in &export.rows {
        let cells = cells(export, row);
        let record = [
            &cells.platform,
            &cells.app_id,
            cells.r#match,
            &cells.name,
            &cells.owner,
            &cells.owner_country,
            cells.level,
            &cells.policy,
            &cells.rule,
            &cells.reason,
            cells.id_confidence,
            cells.owner_confidence,
            &cells.source,
            &cells.checked,
            &cells.policy_digest,
        ];
        sheet.write_record(record.map(inert)).map_err(failed)?;
    }
    let bytes = sheet.into_inner();
    let bytes = bytes.map_err(|error| ExportError::Document(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| ExportError::Document(error.to_string()))
}

fn cells(export: &Export, row: &Row) -> Cells {
    let policy = export
        .policies
        .iter()
        .find(|policy| policy.id == row.policy);
    Cells {
        platform: row.platform.to_string(),
        app_id: row.app_id.clone(),
        r#match: row.matching.as_str(),
        name: row.name.clone().unwrap_or_default(),
        owner: row.owner.clone().unwrap_or_default(),
        owner_country: row
            .owner_country
            .map(|country| country.to_string())
            .unwrap_or_default(),
        level: row.level.as_str(),
        policy: row.policy.clone(),
        rule: row.rule.clone(),
        reason: row.reason.clone().unwrap_or_default(),
        id_confidence: row
            .id_confidence
            .map_or("", |confidence| confidence.as_str()),
        owner_confidence: row
            .owner_confidence
            .map_or("", |confidence| confidence.as_str()),
        source: row.source.clone(),
        checked: row.checked.map(|day| day.to_string()).unwrap_or_default(),
        policy_digest: policy
            .map(|policy| policy.digest.clone())
            .unwrap_or_default(),
    }
}

/// A cell that no spreadsheet takes for a formula, on one line.
pub(super) fn inert(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let calculates = plain.starts_with(['=', '+', '-', '@', '|', '%']);
    if calculates {
        format!("'{plain}")
    } else {
        plain
    }
}
