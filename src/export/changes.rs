//! What was added and removed since an earlier table, for a change request.

use super::earlier::{Earlier, Key, Told};
use super::error::ExportError;
use super::fit::Export;
use super::json::pretty;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The forms of a list of changes; the first is the default.
pub const CHANGE_FORMS: [&str; 3] = ["markdown", "csv", "json"];

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changes {
    schema: &'static str,
    /// `policy digest` of the earlier table and of this one.
    policies_before: Vec<String>,
    policies: Vec<String>,
    added: Vec<Change>,
    removed: Vec<Change>,
    changed: Vec<Change>,
    unchanged: usize,
}

/// One row that is new, gone, or of another level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Change {
    platform: String,
    app_id: String,
    r#match: String,
    name: String,
    rule: String,
    level: String,
    /// Set where the level changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    level_before: Option<String>,
}

impl Changes {
    /// Compares an export with an earlier one.
    #[must_use]
    pub fn new(earlier: &Earlier, export: &Export) -> Self {
        let now: BTreeMap<Key, Told> = export
            .rows
            .iter()
            .map(|row| {
                let key = [
                    row.platform.to_string(),
                    row.app_id.clone(),
                    row.matching.as_str().to_owned(),
                    row.rule.clone(),
                ];
                let told = Told {
                    name: row.name.clone().unwrap_or_default(),
                    level: row.level.to_string(),
                };
                (key, told)
            })
            .collect();
        let both = earlier.policies.iter();
        let mut changes = Self {
            schema: "dutyphone/export-changes/1",
            policies_before: both.map(|(id, digest)| format!("{id} {digest}")).collect(),
            policies: export.digests(),
            added: Vec::new(),
            removed: Vec::new(),
            changed: Vec::new(),
            unchanged: 0,
        };
        for (key, told) in &now {
            match earlier.rows.get(key) {
                None => changes.added.push(change(key, told, None)),
                Some(before) if before.level != told.level => {
                    let before = Some(before.level.clone());
                    changes.changed.push(change(key, told, before));
                }
                Some(_) => changes.unchanged += 1,
            }
        }
        let gone = earlier
            .rows
            .iter()
            .filter(|(key, _)| !now.contains_key(*key));
        changes.removed = gone.map(|(key, told)| change(key, told, None)).collect();
        changes
    }

    /// Policies that only one of the two tables was made of. Then the changes
    /// are mostly those of the choice.
    #[must_use]
    pub fn other_policies(&self) -> Vec<String> {
        let ids = |all: &[String]| -> BTreeSet<String> {
            let ids = all.iter().filter_map(|one| one.split(' ').next());
            ids.map(str::to_owned).collect()
        };
        let (before, now) = (ids(&self.policies_before), ids(&self.policies));
        before.symmetric_difference(&now).cloned().collect()
    }

    /// How much changed, in a line.
    #[must_use]
    pub fn summary(&self) -> String {
        format!(
            "{} added, {} removed, {} with another level, {} unchanged",
            self.added.len(),
            self.removed.len(),
            self.changed.len(),
            self.unchanged
        )
    }

    /// The list in one of [`CHANGE_FORMS`].
    ///
    /// # Errors
    ///
    /// When the document cannot be made.
    pub fn write(&self, form: &str) -> Result<String, ExportError> {
        match form {
            "json" => pretty(self),
            "csv" => self.csv(),
            _ => Ok(self.markdown()),
        }
    }

    fn csv(&self) -> Result<String, ExportError> {
        let mut sheet = csv::Writer::from_writer(Vec::new());
        let failed = |error: csv::Error| ExportError::Document(error.to_string());
        let columns = [
            "change",
            "platform",
            "app_id",
            "match",
            "name",
            "rule",
            "level",
            "level_before",
        ];
        sheet.write_record(columns).map_err(failed)?;
        for (word, changes) in self.kinds() {
            for change in changes {
                let record = [
                    word,
                    &change.platform,
                    &change.app_id,
                    &change.r#match,
                    &change.name,
                    &change.rule,
                    &change.level,
                    change.level_before.as_deref().unwrap_or_default(),
                ];
                sheet
                    .write_record(record.map(super::table::inert))
                    .map_err(failed)?;
            }
        }
        let bytes = sheet.into_inner();
        let bytes = bytes.map_err(|error| ExportError::Document(error.to_string()))?;
        String::from_utf8(bytes).map_err(|error| ExportError::Document(error.to_string()))
    }

    fn markdown(&self) -> String {
        let list = |all: &[String]| all.join(", ").replace('`', "");
        let mut text = format!(
            "# Changed lists of apps\n\n{}\n\n- before: `{}`\n- now: `{}`\n",
            self.summary(),
            list(&self.policies_before),
            list(&self.policies)
        );
        for (word, changes) in self.kinds() {
            if changes.is_empty() {
                continue;
            }
            text.push_str(&format!("\n## {word}\n\n"));
            text.push_str("| platform | id | match | name | rule | level |\n");
            text.push_str("|---|---|---|---|---|---|\n");
            for change in changes {
                let level = match &change.level_before {
                    Some(before) => format!("{before}, now {}", change.level),
                    None => change.level.clone(),
                };
                let cells = [
                    &change.platform,
                    &change.app_id,
                    &change.r#match,
                    &change.name,
                    &change.rule,
                    &level,
                ];
                let cells = cells.map(|cell| plain(cell));
                text.push_str(&format!("| {} |\n", cells.join(" | ")));
            }
        }
        text
    }

    fn kinds(&self) -> [(&'static str, &[Change]); 3] {
        [
            ("added", &self.added),
            ("removed", &self.removed),
            ("changed", &self.changed),
        ]
    }
}

fn change(key: &Key, told: &Told, level_before: Option<String>) -> Change {
    let [platform, app_id, r#match, rule] = key.clone();
    Change {
        platform,
        app_id,
        r#match,
        name: told.name.clone(),
        rule,
        level: told.level.clone(),
        level_before,
    }
}

/// A cell of a Markdown table in which nothing acts.
fn plain(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '!' | '#' | '@' => {
                clean.push('\\');
                clean.push(c);
            }
            c if c.is_control() => clean.push(' '),
            c => clean.push(c),
        }
    }
    clean
}
