//! The formats are what `policies/README.md` and the JSON Schemas say: the
//! examples are read, the schemas accept what the readers accept and refuse
//! what they refuse, and no key is missing from either.

use dutyphone::audit::policy_tests;
use dutyphone::catalogue::{self, Catalogue, CatalogueFile};
use dutyphone::policy::{self, Document, Policy, Register, read_waivers};
use jiff::civil::date;
use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const FORMATS: [&str; 4] = ["policy", "register", "waivers", "catalogue"];

fn path(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

fn schema(format: &str) -> Value {
    serde_json::from_str(catalogue::schema(format).unwrap()).unwrap()
}

fn validator(format: &str) -> Validator {
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&schema(format))
        .unwrap()
}

/// TOML as JSON, dates as strings.
fn json(text: &str) -> Value {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(truth) => truth.into(),
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(convert).collect(),
            toml::Value::Table(table) => {
                Value::Object(table.into_iter().map(|(k, v)| (k, convert(v))).collect())
            }
        }
    }
    convert(toml::Value::Table(text.parse().unwrap()))
}

fn complaints(validator: &Validator, text: &str) -> Vec<String> {
    validator
        .iter_errors(&json(text))
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// The mistakes that the reader of a format finds.
fn mistakes(format: &str, text: &str, catalogue: &Catalogue, rules: &[String]) -> Vec<String> {
    let found = match format {
        "policy" => policy::read(text, catalogue).err(),
        "register" => Register::read_toml(text).err(),
        "waivers" => read_waivers(text, catalogue, rules).err(),
        "catalogue" => {
            let name = "example".to_owned();
            let loaded = catalogue::load(&[CatalogueFile { name, text }]);
            let mistakes = loaded.err().map(|error| error.mistakes);
            mistakes.map(|all| all.into_iter().map(|(_, mistake)| mistake).collect())
        }
        _ => unreachable!("{format}"),
    };
    let found = found.unwrap_or_default();
    found.into_iter().map(|mistake| mistake.message).collect()
}

fn fetch(name: &str, _: Option<&str>) -> Result<Document, String> {
    policy::builtin_document(name).ok_or_else(String::new)
}

/// The rules of the default policy, which the examples speak of.
fn rules(catalogue: &Catalogue) -> Vec<String> {
    let policies = policy::load(
        &["default".to_owned()],
        catalogue,
        &fetch,
        policy::Tests::Read,
    )
    .unwrap();
    let ids = |policy: &Policy| -> Vec<String> {
        policy
            .rules
            .iter()
            .map(|rule| policy.full_id(rule))
            .collect()
    };
    policies.iter().flat_map(ids).collect()
}

#[test]
fn what_is_built_in_satisfies_the_schemas() {
    let mut wrong = Vec::new();
    let validator_of_policies = validator("policy");
    for file in catalogue::builtin_policies() {
        assert!(file.text.starts_with("#:schema ./policy.schema.json\n"));
        let found = complaints(&validator_of_policies, file.text);
        wrong.extend(found.iter().map(|text| format!("{}{text}", file.name)));
    }
    let validator_of_catalogue = validator("catalogue");
    for file in catalogue::builtin_catalogue_files() {
        assert!(file.text.starts_with("#:schema ../catalogue.schema.json\n"));
        let found = complaints(&validator_of_catalogue, file.text);
        wrong.extend(found.iter().map(|text| format!("{}{text}", file.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[derive(serde::Deserialize)]
struct Refusals {
    refused: Vec<Refused>,
}

#[derive(serde::Deserialize)]
struct Refused {
    what: String,
    format: String,
    text: String,
}

#[test]
fn reader_and_schema_refuse_the_same() {
    let catalogue = catalogue::builtin();
    let rules = rules(&catalogue);
    let text = fs::read_to_string(path("fixtures/policies/refused.toml")).unwrap();
    let refusals: Refusals = toml::from_str(&text).unwrap();
    for case in &refusals.refused {
        let by_reader = mistakes(&case.format, &case.text, &catalogue, &rules);
        assert_eq!(by_reader.len(), 1, "{}: {by_reader:?}", case.what);
        let by_schema = complaints(&validator(&case.format), &case.text);
        assert!(!by_schema.is_empty(), "the schema accepts {}", case.what);
    }
}

/// A fenced block of the format reference.
struct Example {
    language: String,
    format: String,
    text: String,
}

fn examples(readme: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut pieces = readme.split("\n```");
    pieces.next();
    while let (Some(block), Some(_)) = (pieces.next(), pieces.next()) {
        let (head, text) = block.split_once('\n').unwrap();
        let (language, format) = head.split_once(' ').unwrap();
        found.push(Example {
            language: language.to_owned(),
            format: format.to_owned(),
            text: format!("{text}\n"),
        });
    }
    assert!(found.len() >= 6);
    found
}

#[test]
fn the_examples_of_the_reference_are_right() {
    let catalogue = catalogue::builtin();
    let rules = rules(&catalogue);
    let readme = fs::read_to_string(path("policies/README.md")).unwrap();
    let mut registers = Vec::new();
    for example in examples(&readme) {
        if example.language == "csv" {
            registers.push(Register::read_csv(&example.text).unwrap());
            continue;
        }
        let found = mistakes(&example.format, &example.text, &catalogue, &rules);
        assert_eq!(found, [""; 0], "{}", example.text);
        let found = complaints(&validator(&example.format), &example.text);
        assert_eq!(found, [""; 0], "{}", example.text);
        match example.format.as_str() {
            "policy" => run_tests(&example.text, &catalogue),
            "register" => registers.push(Register::read_toml(&example.text).unwrap()),
            _ => {}
        }
    }
    assert_eq!(registers.len(), 2);
    assert_eq!(
        registers[0].entries(),
        registers[1].entries(),
        "TOML and CSV say the same"
    );
}

fn run_tests(text: &str, catalogue: &Catalogue) {
    let fetch = |name: &str, referrer: Option<&str>| match name {
        "example" => Ok(Document {
            name: name.to_owned(),
            text: text.to_owned().into(),
        }),
        _ => fetch(name, referrer),
    };
    let policies = policy::load(
        &["example".to_owned()],
        catalogue,
        &fetch,
        policy::Tests::Read,
    )
    .unwrap();
    let own = policies.last().unwrap();
    for test in &own.tests {
        let today = date(2026, 11, 21);
        let different = policy_tests::run(own, test, &policies, catalogue, today);
        assert_eq!(different, [""; 0], "{}", test.name);
    }
}

/// The paths of all keys that a schema knows, such as `rule.level`.
fn keys_of_schema(root: &Value, node: &Value, prefix: &str, keys: &mut BTreeSet<String>) {
    if let Some(reference) = node.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(reference.trim_start_matches('#')).unwrap();
        keys_of_schema(root, target, prefix, keys);
    }
    if let Some(items) = node.get("items") {
        keys_of_schema(root, items, prefix, keys);
    }
    let properties = node.get("properties").and_then(Value::as_object);
    for (key, below) in properties.into_iter().flatten() {
        keys.insert(format!("{prefix}{key}"));
        keys_of_schema(root, below, &format!("{prefix}{key}."), keys);
    }
}

/// The paths of all keys that a document uses.
fn keys_of_document(node: &Value, prefix: &str, keys: &mut BTreeSet<String>) {
    match node {
        Value::Array(items) => {
            for item in items {
                keys_of_document(item, prefix, keys);
            }
        }
        Value::Object(table) => {
            for (key, below) in table {
                keys.insert(format!("{prefix}{key}"));
                keys_of_document(below, &format!("{prefix}{key}."), keys);
            }
        }
        _ => {}
    }
}

#[test]
fn the_reference_shows_and_explains_every_key() {
    let readme = fs::read_to_string(path("policies/README.md")).unwrap();
    let examples = examples(&readme);
    for format in FORMATS {
        let schema = schema(format);
        let mut known = BTreeSet::new();
        keys_of_schema(&schema, &schema, "", &mut known);
        // A list of selectors is shown where it is explained, with a few keys
        // where it is used again.
        let again = |key: &String| {
            let tables = [
                "rule.not-in.",
                "rule.all.",
                "rule.except.",
                "rule.scope.",
                "adopt.scope.",
                // Shown beside it in the table of keys.
                "adopt.off",
                "exception.contradicted-by.",
            ];
            tables.iter().any(|table| key.starts_with(table))
        };
        let mut shown = BTreeSet::new();
        for example in examples
            .iter()
            .filter(|e| e.format == format && e.language == "toml")
        {
            keys_of_document(&json(&example.text), "", &mut shown);
        }
        // What every row of the catalogue may say is shown once.
        let everywhere = ["checked", "confidence", "reason", "remark"];
        let elsewhere = |key: &String| {
            let name = key.rsplit('.').next().unwrap();
            let ending = format!(".{name}");
            format == "catalogue"
                && everywhere.contains(&name)
                && shown.iter().any(|key: &String| key.ends_with(&ending))
        };
        let missing: Vec<&String> = known
            .difference(&shown)
            .filter(|key| !again(key) && !elsewhere(key))
            .collect();
        assert_eq!(missing, [""; 0], "not shown for {format}");
        let unexplained: Vec<&String> = known
            .iter()
            .filter(|key| {
                let name = key.rsplit('.').next().unwrap();
                !readme.contains(&format!("`{name}`"))
                    && !readme.contains(&format!("`[[{name}]]`"))
                    && !readme.contains(&format!("`[{name}]`"))
            })
            .collect();
        assert_eq!(unexplained, [""; 0], "not explained for {format}");
    }
}

/// The keys that the readers ask their tables for, by the way they ask:
/// `fields.date("issued")`, `string(&mut fields, "title")`.
fn keys_of_readers() -> BTreeSet<String> {
    let files = [
        "src/catalogue/entries/read.rs",
        "src/catalogue/entries/source.rs",
        "src/policy/adopt.rs",
        "src/policy/condition.rs",
        "src/policy/measure_keys.rs",
        "src/policy/read.rs",
        "src/policy/rule_keys.rs",
        "src/policy/register.rs",
        "src/policy/scope_keys.rs",
        "src/policy/selector_keys.rs",
        "src/policy/test_case.rs",
        "src/policy/waivers.rs",
    ];
    let mut keys = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(path(file)).unwrap();
        for holder in ["fields", "entry", "device"] {
            for piece in text.split(holder).skip(1) {
                let Some((call, rest)) = piece.split_once('"') else {
                    continue;
                };
                let is_call = call
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || "._( ,\n".contains(c));
                let asks = is_call && call.contains(['(', ',']) && !call.contains("unknown_");
                let key = rest.split('"').next().unwrap();
                if asks && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                    keys.insert(key.to_owned());
                }
            }
        }
    }
    keys
}

#[test]
fn the_schemas_know_the_keys_that_the_readers_ask_for() {
    let mut known = BTreeSet::new();
    for format in FORMATS {
        let schema = schema(format);
        let mut paths = BTreeSet::new();
        keys_of_schema(&schema, &schema, "", &mut paths);
        known.extend(
            paths
                .iter()
                .map(|path| path.rsplit('.').next().unwrap().to_owned()),
        );
    }
    let asked = keys_of_readers();
    assert!(asked.len() > 60, "{asked:?}");
    let unknown: Vec<&String> = asked.difference(&known).collect();
    assert_eq!(unknown, [""; 0]);
}
