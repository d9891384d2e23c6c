//! A SQL script: a table of what is denied, and a view that joins it with a table
//! of installed apps.
//!
//! Only what `SQLite`, `DuckDB` and Spark SQL read alike: no text holds an
//! apostrophe or a backslash, because engines escape them differently.

use super::error::ExportError;
use super::fit::Export;
use super::selection::Row;
use crate::policy::fold_case;

/// How many rows one statement inserts.
const ROWS: usize = 500;

#[expect(clippy::unnecessary_wraps, reason = "every target may fail")]
pub(super) fn write(export: &Export) -> Result<String, ExportError> {
    let mut text = head(export);
    text.push_str(TABLE);
    for rows in export.rows.chunks(ROWS) {
        text.push_str("INSERT INTO dutyphone_denied VALUES\n");
        let rows: Vec<String> = rows.iter().map(values).collect();
        text.push_str(&rows.join(",\n"));
        text.push_str(";\n");
    }
    text.push_str(VIEW);
    Ok(text)
}

fn head(export: &Export) -> String {
    let mut text = String::from("-- What policies deny, and the join with installed apps.\n");
    let mut line = |line: &str| {
        let line: String = line.chars().filter(|c| !c.is_control()).collect();
        text.push_str(&format!("-- {}\n", line.replace(';', ",")));
    };
    for policy in export.digests() {
        line(&policy);
    }
    line(&format!("facts of {}", export.day()));
    for left in &export.left_out {
        line(&format!("not in it, {}: {}", left.of, left.message));
    }
    for limit in &export.limits {
        line(limit);
    }
    text
}

const TABLE: &str = "\
-- It needs a table apps(device, platform, app_id), platform being ios or android.
DROP VIEW IF EXISTS dutyphone_findings;
DROP TABLE IF EXISTS dutyphone_denied;
CREATE TABLE dutyphone_denied (
  platform VARCHAR(16), app_id VARCHAR(255), app_key VARCHAR(255),
  match_kind VARCHAR(16), name VARCHAR(255), owner VARCHAR(255),
  rule VARCHAR(255), level VARCHAR(8)
);
";

/// Whole ids first, so that an engine can hash them; beginnings of ids are few.
/// `app_key` is the id as it is compared: on iOS in lower case.
const VIEW: &str = "\
CREATE VIEW dutyphone_findings AS
WITH installed AS (
  SELECT device, platform, app_id,
    CASE WHEN platform = 'ios' THEN lower(app_id) ELSE app_id END AS app_key
  FROM apps
), found AS (
  SELECT i.device, i.platform, i.app_id, i.app_key, d.name, d.rule, d.level
  FROM installed i JOIN dutyphone_denied d
    ON i.platform = d.platform AND i.app_key = d.app_key
  WHERE d.match_kind = 'exact'
  UNION ALL
  SELECT i.device, i.platform, i.app_id, i.app_key, d.name, d.rule, d.level
  FROM installed i JOIN dutyphone_denied d
    ON i.platform = d.platform
    AND substr(i.app_key, 1, length(d.app_key)) = d.app_key
  WHERE d.match_kind = 'prefix'
)
SELECT DISTINCT f.device, f.platform, f.app_id, f.name, f.rule, f.level
FROM found f LEFT JOIN dutyphone_denied e
  ON e.platform = f.platform AND e.rule = f.rule
  AND ((e.match_kind = 'except' AND e.app_key = f.app_key)
    OR (e.match_kind = 'except-prefix'
      AND substr(f.app_key, 1, length(e.app_key)) = e.app_key))
WHERE e.rule IS NULL;
";

fn values(row: &Row) -> String {
    let cells = [
        row.platform.as_str(),
        &row.app_id,
        &fold_case(row.platform, &row.app_id),
        row.matching.as_str(),
        row.name.as_deref().unwrap_or_default(),
        row.owner.as_deref().unwrap_or_default(),
        &row.rule,
        row.level.as_str(),
    ];
    format!("('{}')", cells.map(portable).join("', '"))
}

/// A text that every engine reads as itself between apostrophes.
fn portable(text: &str) -> String {
    let sound = text.chars().filter(|c| !c.is_control());
    sound
        .map(|c| match c {
            '\'' => '\u{2019}',
            '\\' => '/',
            c => c,
        })
        .take(255)
        .collect()
}
