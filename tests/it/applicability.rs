//! A table of devices and measures: to which of them each measure applies, and
//! what the exception for a separate device permits.

use dutyphone::audit::{DeviceResult, Judge, Organisation, Terms};
use dutyphone::catalogue::{self, Catalogue};
use dutyphone::inventory::{
    App, Coverage, Device, Inventory, Locator, Management, Origin, Platform, Profile, ProfileId,
    ProfileKind, ProfileStatus, Reading,
};
use dutyphone::policy::{self, Policy, Register};
use jiff::civil::date;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const MEASURES: [&str; 4] = ["no-nsm-2023", "no-pm-2023", "nl-aivd-2023", "au-pspf-2023"];

#[derive(serde::Deserialize)]
struct Table {
    row: Vec<BTreeMap<String, String>>,
}

fn policies(catalogue: &Catalogue) -> Vec<Policy> {
    let fetch =
        |name: &str, _: Option<&str>| policy::builtin_document(name).ok_or_else(String::new);
    let names: Vec<String> = MEASURES.iter().map(|name| (*name).to_owned()).collect();
    policy::load(&names, catalogue, &fetch, policy::Tests::Read).unwrap()
}

/// A register with what is stated; without any of it, there is none.
fn register(row: &BTreeMap<String, String>) -> Option<Register> {
    let mut text = String::from("schema = 1\n[[device]]\nid = \"EXAMPLE\"\n");
    let mut any = false;
    for key in ["person", "use", "access", "ownership"] {
        if row[key] != "-" {
            any = true;
            text.push_str(&format!("{key} = \"{}\"\n", row[key]));
        }
    }
    any.then(|| Register::read_toml(&text).unwrap())
}

fn phone(shows: &str) -> Inventory {
    let profile = |id, kind| Profile {
        id: ProfileId(id),
        kind,
        status: ProfileStatus::Complete,
    };
    let mut profiles = vec![profile(0, ProfileKind::Owner)];
    let mut apps = vec![App::new("org.telegram.messenger", ProfileId::OWNER)];
    let mut device = Device::new(Platform::Android, "EXAMPLE");
    let mut add = |id: &str, origin| {
        let mut app = App::new(id, ProfileId::OWNER);
        app.origin = origin;
        apps.push(app);
    };
    match shows {
        "-" => {}
        "work-user" => profiles.push(profile(10, ProfileKind::Work)),
        "access-app" => add("com.microsoft.teams", Origin::User),
        "fitted-access-app" => add("com.microsoft.teams", Origin::UpdatedPreinstalled),
        "agent" => add("com.microsoft.windowsintune.companyportal", Origin::User),
        word => device.management = Some(Management::parse(word).unwrap()),
    }
    let coverage = Coverage::new(profiles, Vec::new(), Vec::new());
    Inventory::new(device, "test", None, coverage, apps)
}

fn telegram(result: &DeviceResult) -> &'static str {
    let mut findings = result.findings.iter();
    match findings.find(|finding| finding.rule.measure.id == MEASURES[0]) {
        None => "none",
        Some(finding) if finding.permitted_by.is_some() => "permitted",
        Some(_) => "denied",
    }
}

#[test]
fn each_measure_judges_the_devices_it_is_for() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/policies/applicability.toml");
    let table: Table = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    assert!(table.row.len() > 40);
    let catalogue = catalogue::builtin();
    let policies = policies(&catalogue);
    let mut wrong = Vec::new();
    for row in &table.row {
        let organisation = Organisation {
            register: register(row),
            ..Organisation::default()
        };
        let terms = Terms::on(date(2026, 11, 21));
        let judge = Judge::new(&policies, &catalogue, terms).for_organisation(organisation);
        let reading = Reading::of(Locator::new("EXAMPLE"), phone(&row["shows"]));
        let result = judge.device(reading);
        let mut found = BTreeMap::from([("telegram", telegram(&result))]);
        for stand in &*result.applicability {
            let measure = MEASURES.iter().find(|name| **name == stand.policy);
            found.insert(measure.unwrap(), stand.state.as_str());
        }
        for (key, value) in found {
            if row[key] != value {
                wrong.push(format!("{row:?}: {key} is {value}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
