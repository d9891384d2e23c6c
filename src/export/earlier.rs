//! An earlier table, as `policy export --to table` wrote it: csv, json or ndjson,
//! told apart by content.

use super::error::ExportError;
use super::table::SCHEMA;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What tells one row from another: platform, id, `match`, rule.
pub(super) type Key = [String; 4];

/// What a change is told by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) name: String,
    pub(super) level: String,
}

/// An earlier table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    pub(super) rows: BTreeMap<Key, Told>,
    /// The ids of its policies, with the digest where it states one.
    pub(super) policies: BTreeMap<String, String>,
}

/// The columns that are used here. A newer version may write more.
#[derive(Deserialize)]
struct Line {
    platform: String,
    app_id: String,
    r#match: String,
    #[serde(default)]
    name: String,
    level: String,
    policy: String,
    rule: String,
    #[serde(default)]
    policy_digest: String,
}

#[derive(Deserialize)]
struct Document {
    schema: String,
    rows: Vec<Line>,
}

impl Earlier {
    /// Reads an earlier table.
    ///
    /// # Errors
    ///
    /// When the text is none, or has no rows: then everything would look new.
    pub fn read(text: &str) -> Result<Self, ExportError> {
        let text = text.trim_start_matches('\u{feff}');
        let lines = match text.trim_start().chars().next() {
            None => return Err(failed("it is empty")),
            Some('{') => json(text)?,
            Some(_) => csv(text)?,
        };
        if lines.is_empty() {
            return Err(failed("it has no rows"));
        }
        let mut earlier = Self {
            rows: BTreeMap::new(),
            policies: BTreeMap::new(),
        };
        for line in lines {
            earlier.policies.insert(line.policy, line.policy_digest);
            let key = [line.platform, line.app_id, line.r#match, line.rule];
            let told = Told {
                name: line.name,
                level: line.level,
            };
            earlier.rows.insert(key, told);
        }
        Ok(earlier)
    }
}

fn failed(reason: impl Into<String>) -> ExportError {
    ExportError::Earlier {
        reason: reason.into(),
    }
}

/// One document, or an object a line.
fn json(text: &str) -> Result<Vec<Line>, ExportError> {
    let first: Option<Result<Line, _>> = text.lines().next().map(serde_json::from_str);
    if let Some(Ok(_)) = first {
        let lines = text.lines().enumerate();
        let filled = lines.filter(|(_, line)| !line.trim().is_empty());
        return filled
            .map(|(number, line)| {
                let line = serde_json::from_str(line);
                line.map_err(|error| failed(format!("line {}: {error}", number + 1)))
            })
            .collect();
    }
    let document: Document =
        serde_json::from_str(text).map_err(|error| failed(error.to_string()))?;
    if document.schema != SCHEMA {
        return Err(failed(format!("it is not a `{SCHEMA}`")));
    }
    Ok(document.rows)
}

fn csv(text: &str) -> Result<Vec<Line>, ExportError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let lines = reader.deserialize();
    lines
        .map(|line| line.map_err(|error| failed(error.to_string())))
        .collect()
}
