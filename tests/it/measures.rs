//! The measures as issued: what was announced, on phones that are made up; and
//! every app that a measure names is found, or said not to be.

use dutyphone::audit::policy_tests;
use dutyphone::catalogue::{self, Catalogue};
use dutyphone::inventory::Platform;
use dutyphone::policy::{self, Document, Policy, Rule};
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

#[derive(serde::Deserialize)]
struct Statements {
    statement: Vec<Statement>,
}

#[derive(serde::Deserialize)]
struct Statement {
    says: String,
    measures: Vec<String>,
    /// The rest of a policy file, its tests above all.
    #[serde(flatten)]
    file: toml::Table,
}

/// The policy file that a statement is: it builds on the measures.
fn file(statement: &Statement) -> String {
    let mut file = toml::Table::new();
    file.insert("schema".to_owned(), 1.into());
    file.insert("id".to_owned(), "statement".into());
    file.insert("extends".to_owned(), statement.measures.clone().into());
    file.extend(statement.file.clone());
    toml::to_string(&file).unwrap()
}

#[test]
fn the_measures_say_what_was_announced() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/policies/statements.toml");
    let all: Statements = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let catalogue = catalogue::builtin();
    let mut wrong = Vec::new();
    for statement in &all.statement {
        let text = file(statement);
        let fetch = |name: &str, _: Option<&str>| {
            Ok(policy::builtin_document(name).unwrap_or_else(|| Document {
                name: name.to_owned(),
                text: text.clone().into(),
            }))
        };
        let says = &statement.says;
        let policies = policy::load(
            &["statement".to_owned()],
            &catalogue,
            &fetch,
            policy::Tests::Read,
        );
        let policies = policies.unwrap_or_else(|error| panic!("{says}: {error:?}"));
        let own = policies.iter().find(|policy| policy.id == "statement");
        let own = own.unwrap();
        assert!(!own.tests.is_empty(), "{says}");
        for test in &own.tests {
            let today = date(2026, 11, 26);
            let different = policy_tests::run(own, test, &policies, &catalogue, today);
            let different = different.iter();
            wrong.extend(different.map(|text| format!("{says}: {}: {text}", test.name)));
        }
    }
    assert!(all.statement.len() > 12);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[derive(serde::Deserialize)]
struct CatalogueRows {
    #[serde(default)]
    app: Vec<AppRow>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
struct AppRow {
    id: String,
    #[serde(default)]
    not_there: BTreeMap<String, toml::Value>,
}

/// Products that somebody looked for on a platform and did not find.
fn not_there() -> BTreeSet<(String, Platform)> {
    let files = catalogue::builtin_catalogue_files();
    let rows = files.iter().flat_map(|file| {
        let rows: CatalogueRows = toml::from_str(file.text).unwrap();
        rows.app
    });
    rows.flat_map(|app| {
        let platforms: Vec<String> = app.not_there.into_keys().collect();
        let id = app.id;
        let platforms = platforms.into_iter();
        platforms.map(move |platform| (id.clone(), Platform::parse(&platform).unwrap()))
    })
    .collect()
}

/// The products that a rule names.
fn named(rule: &Rule) -> impl Iterator<Item = usize> {
    let combined = rule.all.iter().flat_map(|all| &all.families);
    rule.selectors.families.iter().chain(combined).copied()
}

/// What is named and neither has an id nor stands in `[[not-covered]]`; and what
/// stands there although it has one.
fn accounts(
    policy: &Policy,
    catalogue: &Catalogue,
    looked: &BTreeSet<(String, Platform)>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for family in policy.rules.iter().flat_map(named) {
        let family = catalogue.family(family).unwrap();
        for platform in Platform::ALL {
            let known = family.app_ids().any(|id| id.platform() == *platform);
            let told = policy.not_covered.iter().any(|missing| {
                missing.name == family.name()
                    && missing.platform.is_none_or(|place| place == *platform)
            });
            let looked = looked.contains(&(family.id().to_owned(), *platform));
            let fault = match (known, told, looked) {
                (false, false, false) => "has no id and is not in [[not-covered]]",
                (true, true, _) => "has an id and is in [[not-covered]]",
                _ => continue,
            };
            wrong.push(format!(
                "{}: {} on {platform} {fault}",
                policy.id,
                family.name()
            ));
        }
    }
    wrong
}

#[test]
fn what_a_measure_names_is_found_or_said_not_to_be() {
    let catalogue = catalogue::builtin();
    let looked = not_there();
    let mut wrong = Vec::new();
    for file in catalogue::builtin_policies() {
        let policy = policy::read(file.text, &catalogue).unwrap();
        wrong.extend(accounts(&policy, &catalogue, &looked));
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The test above would find a name that is in none of the places.
#[test]
fn a_name_that_nobody_accounts_for_is_noticed() {
    let catalogue = catalogue::builtin();
    let text = "schema = 1\nid = \"t\"\n[[rule]]\nid = \"r\"\napps = [\"igap\"]\n";
    let silent = policy::read(text, &catalogue).unwrap();
    assert_eq!(accounts(&silent, &catalogue, &BTreeSet::new()).len(), 1);
    let missing = "[[not-covered]]\nname = \"iGap\"\nplatform = \"ios\"\nwhy = \"no id\"\n";
    let told = policy::read(&format!("{text}{missing}"), &catalogue).unwrap();
    assert_eq!(accounts(&told, &catalogue, &BTreeSet::new()), [""; 0]);
    let looked = BTreeSet::from([("igap".to_owned(), Platform::Ios)]);
    assert_eq!(accounts(&silent, &catalogue, &looked), [""; 0]);
}

/// A measure is told in the language of whoever issued it, beside English.
#[test]
fn measures_speak_the_language_of_their_issuers() {
    #[derive(serde::Deserialize)]
    struct Speaks {
        issuers: Vec<String>,
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/languages/words.toml");
    let languages: BTreeMap<String, Speaks> =
        toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let catalogue = catalogue::builtin();
    let (mut missing, mut told) = (Vec::new(), 0);
    for file in catalogue::builtin_policies() {
        let policy = policy::read(file.text, &catalogue).unwrap();
        let place = policy.jurisdiction.as_deref().unwrap_or_default();
        let country = place.split('-').next().unwrap_or_default();
        let theirs = languages
            .iter()
            .filter(|(_, one)| one.issuers.iter().any(|of| of == country));
        for (language, _) in theirs {
            let mut says = |what: &str, english: bool, said: &[(String, String)]| {
                told += 1;
                if english && !said.iter().any(|(code, _)| code == language) {
                    missing.push(format!("{}: {what} in {language}", policy.id));
                }
            };
            says("titles", policy.title.is_some(), &policy.titles);
            for rule in &policy.rules {
                says(
                    &format!("reasons of {}", rule.id),
                    rule.reason.is_some(),
                    &rule.reasons,
                );
                says(
                    &format!("fixes of {}", rule.id),
                    rule.fix.is_some(),
                    &rule.fixes,
                );
            }
            for way in &policy.exceptions {
                says(&format!("reasons of {}", way.id), true, &way.reasons);
            }
        }
    }
    assert!(told > 50, "hardly any measure was looked at: {told} texts");
    assert!(missing.is_empty(), "{missing:#?}");
}
