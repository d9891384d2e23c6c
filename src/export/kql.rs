//! A Kusto query for Sentinel, Defender and Azure Data Explorer: a table of what
//! is denied, joined with a table of installed apps.
//!
//! Microsoft's own tables of software hold names and no ids, so the installed apps
//! come from a table of the reader's own, whose name and columns stand at one
//! place. Nothing is matched by name.

use super::error::ExportError;
use super::fit::Export;
use crate::policy::fold_case;

#[expect(clippy::unnecessary_wraps, reason = "every target may fail")]
pub(super) fn write(export: &Export) -> Result<String, ExportError> {
    let mut text = String::from("// What policies deny, joined with installed apps.\n");
    let mut line = |line: &str| {
        let line: String = line.chars().filter(|c| !c.is_control()).collect();
        text.push_str(&format!("// {line}\n"));
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
    text.push_str(DENIED);
    let rows: Vec<String> = export
        .rows
        .iter()
        .map(|row| {
            let name = row.name.as_deref().unwrap_or_default();
            let cells = [
                row.platform.as_str(),
                &fold_case(row.platform, &row.app_id),
                name,
                &row.rule,
                row.level.as_str(),
            ];
            format!("  {}", cells.map(quoted).join(", "))
        })
        .collect();
    text.push_str(&rows.join(",\n"));
    text.push_str(JOIN);
    Ok(text)
}

const DENIED: &str = "\
let denied = datatable(platform:string, app_key:string, name:string, rule:string, level:string) [
";

const JOIN: &str = "
];
// Your own table of installed apps: put its name and columns here.
let installed = MobileApps_CL
| project device = DeviceId_s, platform = tolower(Platform_s), app_id = AppId_s;
installed
| extend app_key = iff(platform == \"ios\", tolower(app_id), app_id)
| join kind=inner denied on platform, app_key
| project device, platform, app_id, name, rule, level
";

/// A string literal.
fn quoted(text: &str) -> String {
    let sound: String = text.chars().filter(|c| !c.is_control()).collect();
    let escaped = sound.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}
