//! The built-in measures answer as they must: the tests that every policy file
//! carries, and a table of measures and phones.

use dutyphone::audit::{Judge, Terms, policy_tests};
use dutyphone::catalogue::{self, AppId, Catalogue, Family};
use dutyphone::inventory::{
    App, Coverage, Device, Inventory, Locator, Platform, Profile, ProfileId, ProfileKind,
    ProfileStatus, Reading,
};
use dutyphone::policy::{self, Policy, PolicyTest, Reach, Rule};
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const TODAY: Date = date(2026, 11, 21);

/// A built-in policy and those it builds on; itself first.
fn load(name: &str, catalogue: &Catalogue) -> Vec<Policy> {
    let fetch =
        |name: &str, _: Option<&str>| policy::builtin_document(name).ok_or_else(String::new);
    let mut loaded =
        policy::load(&[name.to_owned()], catalogue, &fetch, policy::Tests::Read).unwrap();
    let own = loaded.iter().position(|policy| policy.id == name).unwrap();
    loaded.swap(0, own);
    loaded
}

#[test]
fn every_policy_answers_as_its_own_tests_say() {
    let catalogue = catalogue::builtin();
    let mut wrong = Vec::new();
    for name in policy::builtin_names() {
        let policies = load(name, &catalogue);
        for test in &policies[0].tests {
            let different = policy_tests::run(&policies[0], test, &policies, &catalogue, TODAY);
            wrong.extend(
                different
                    .iter()
                    .map(|text| format!("{name}: {}: {text}", test.name)),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The ids of a test's phones.
fn ids(test: &PolicyTest) -> impl Iterator<Item = &String> {
    test.apps.iter().chain(&test.each).chain(&test.preinstalled)
}

/// Every family that a rule names is on a phone of a test that expects the
/// rule, on every platform on which the rule can find one of its builds.
fn untested_names(policy: &Policy, catalogue: &Catalogue) -> Vec<String> {
    let mut untested = Vec::new();
    for rule in &policy.rules {
        let combined = rule.all.iter().flat_map(|all| &all.families);
        for family in rule.selectors.families.iter().chain(combined) {
            let family = catalogue.family(*family).unwrap();
            for platform in Platform::ALL {
                let known: BTreeSet<&str> = family
                    .app_ids()
                    .filter(|id| id.platform() == *platform && !is_left_alone(rule, id, family))
                    .map(|id| id.id())
                    .collect();
                let tested = policy.tests.iter().any(|test| {
                    test.platform == *platform
                        && test.findings.contains(&rule.id)
                        && ids(test).any(|id| known.contains(id.as_str()))
                });
                if !known.is_empty() && !tested {
                    let name = family.id();
                    untested.push(format!("{}: {name} on {platform}", policy.full_id(rule)));
                }
            }
        }
    }
    untested
}

/// Whether a rule leaves a build alone because of its owner.
fn is_left_alone(rule: &Rule, id: &AppId<'_>, family: Family<'_>) -> bool {
    let owner = id.owner().unwrap_or(family.owner());
    let except = rule.except.as_ref();
    except.is_some_and(|except| except.owners.contains(&owner))
}

/// Exceptions that conditions decide, and a scope, need a test each way.
fn untested_conditions(policy: &Policy) -> Vec<String> {
    let mut untested = Vec::new();
    for exception in policy
        .exceptions
        .iter()
        .filter(|e| !e.conditions.is_empty())
    {
        let granted = policy.tests.iter().any(|test| !test.permitted.is_empty());
        let refused = policy.tests.iter().any(|test| {
            !test.findings.is_empty()
                && test
                    .facts
                    .is_some_and(|facts| exception.conditions.surely_met(facts.known()))
        });
        if !granted || !refused {
            untested.push(format!("{}: exception {}", policy.id, exception.id));
        }
    }
    let outside = policy
        .tests
        .iter()
        .filter_map(|test| test.facts)
        .any(|facts| matches!(policy.scope.reach(facts), Reach::Outside(_)));
    if !policy.scope.is_empty() && !outside {
        untested.push(format!("{}: a device outside the scope", policy.id));
    }
    untested
}

#[test]
fn every_policy_tests_what_it_names() {
    let catalogue = catalogue::builtin();
    let mut untested = Vec::new();
    for name in policy::builtin_names() {
        let policy = load(name, &catalogue).remove(0);
        // TikTok, Telegram, a Russian owner, and nothing of the kind: the four
        // phones that every measure must have an answer for.
        let phones = table().phone;
        for (phone, ids_of) in &phones {
            for (platform, wanted) in ids_of {
                let platform = Platform::parse(platform).unwrap();
                let has = |test: &PolicyTest| ids(test).any(|id| wanted.contains(id));
                if !policy
                    .tests
                    .iter()
                    .any(|t| t.platform == platform && has(t))
                {
                    untested.push(format!("{name}: {phone} on {platform}"));
                }
            }
        }
        untested.extend(untested_names(&policy, &catalogue));
        untested.extend(untested_conditions(&policy));
        let names: BTreeSet<&String> = policy.tests.iter().map(|test| &test.name).collect();
        assert_eq!(
            names.len(),
            policy.tests.len(),
            "{name}: two tests of one name"
        );
    }
    assert!(untested.is_empty(), "no test for\n{}", untested.join("\n"));
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    phone: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    row: Vec<Row>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    measure: String,
    phone: String,
    verdict: String,
    rules: Vec<String>,
}

fn table() -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/policies/measures.toml");
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn phone(platform: Platform, ids: &[String]) -> Reading {
    let profile = Profile {
        id: ProfileId::OWNER,
        kind: ProfileKind::Owner,
        status: ProfileStatus::Complete,
    };
    let apps = ids.iter().map(|id| App::new(id.as_str(), ProfileId::OWNER));
    let inventory = Inventory::new(
        Device::new(platform, "EXAMPLE"),
        "test",
        None,
        Coverage::new(vec![profile], Vec::new(), Vec::new()),
        apps.collect(),
    );
    Reading::of(Locator::new("EXAMPLE"), inventory)
}

#[test]
fn the_table_of_measures_and_phones_holds() {
    let catalogue = catalogue::builtin();
    let table = table();
    let terms = Terms::on(TODAY);
    let mut wrong = Vec::new();
    for row in &table.row {
        let policies = load(&row.measure, &catalogue);
        let judge = Judge::new(&policies, &catalogue, terms);
        for (platform, ids) in &table.phone[&row.phone] {
            let result = judge.device(phone(Platform::parse(platform).unwrap(), ids));
            let rules: BTreeSet<String> = result
                .findings
                .iter()
                .map(|finding| finding.rule.id.replace(&format!("{}/", row.measure), ""))
                .collect();
            let expected: BTreeSet<String> = row.rules.iter().cloned().collect();
            if result.verdict.as_str() != row.verdict || rules != expected {
                wrong.push(format!(
                    "{} {} {platform}: {} {rules:?}",
                    row.measure,
                    row.phone,
                    result.verdict.as_str()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_is_whole() {
    let table = table();
    let measures: BTreeSet<&String> = table.row.iter().map(|row| &row.measure).collect();
    assert_eq!(measures.len(), 8);
    let mut rows: Vec<(&String, &String)> = table
        .row
        .iter()
        .map(|row| (&row.measure, &row.phone))
        .collect();
    rows.sort();
    let whole: Vec<(&String, &String)> = measures
        .iter()
        .flat_map(|measure| table.phone.keys().map(move |phone| (*measure, phone)))
        .collect();
    assert_eq!(rows, whole);
}
