//! What a policy's author is warned of on a given day: a table of small policies,
//! each with every message that its check gives. A new row needs no Rust.

use dutyphone::catalogue;
use dutyphone::policy::{self, Document, PolicyError};
use jiff::civil::date;
use std::fs;
use std::path::Path;

#[derive(serde::Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    what: String,
    text: String,
    #[serde(default)]
    warnings: Vec<String>,
    #[serde(default)]
    mistakes: Vec<String>,
}

#[test]
fn every_policy_gets_its_warnings_and_no_other() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/policies/warnings.toml");
    let table: Table = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let catalogue = catalogue::builtin();
    let today = date(2026, 11, 21);
    let mut wrong = Vec::new();
    for row in &table.row {
        let fetch = |name: &str, _: Option<&str>| {
            Ok(policy::builtin_document(name).unwrap_or_else(|| Document {
                name: name.to_owned(),
                text: row.text.clone().into(),
            }))
        };
        let (loaded, said) = policy::load_checked(&["ours".to_owned()], &catalogue, &fetch, today);
        let said = said.into_iter().flat_map(|(_, said)| said);
        let warnings: Vec<String> = said.map(|said| said.message).collect();
        let mut mistakes = Vec::new();
        for error in loaded.err().into_iter().flatten() {
            match error {
                PolicyError::Mistakes {
                    mistakes: found, ..
                } => {
                    mistakes.extend(found.into_iter().map(|mistake| mistake.message));
                }
                other => mistakes.push(other.to_string()),
            }
        }
        if (&warnings, &mistakes) != (&row.warnings, &row.mistakes) {
            wrong.push(format!("{}: {warnings:#?} {mistakes:#?}", row.what));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
