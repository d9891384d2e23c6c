//! The facts in `policies/` load, hang together, and are all embedded.

use dutyphone::audit::{Judge, Level, Terms};
use dutyphone::catalogue::{self, Catalogue};
use dutyphone::inventory::{
    App, Coverage, Device, Inventory, Locator, Platform, ProfileId, Reading,
};
use dutyphone::policy;
use std::fs;
use std::path::Path;

/// The compact form answers as the files do, because it is made of them alone.
#[test]
fn the_compact_form_is_the_files_read_directly() {
    let loaded = catalogue::load(&catalogue::builtin_catalogue_files());
    let mistakes: Vec<String> = loaded.as_ref().err().map_or(Vec::new(), |error| {
        let mistakes = error.mistakes.iter();
        mistakes
            .map(|(file, mistake)| format!("{file}: {}", mistake.message))
            .collect()
    });
    assert_eq!(mistakes, [""; 0]);
    assert!(
        loaded.unwrap().bytes() == catalogue::builtin().bytes(),
        "`touch build.rs` and build again"
    );
}

/// cargo does not notice a new file in a folder that is embedded whole.
#[test]
fn what_is_embedded_is_what_lies_on_disk() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut on_disk: Vec<(String, String)> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    on_disk.sort();
    let embedded: Vec<(String, String)> = catalogue::builtin_policies()
        .iter()
        .map(|file| (file.name.to_owned(), file.text.to_owned()))
        .collect();
    assert_eq!(
        embedded, on_disk,
        "`touch src/catalogue/builtin.rs` and build again"
    );
    let files = fs::read_dir(folder.join("catalogue")).unwrap().count();
    assert_eq!(catalogue::builtin_catalogue_files().len(), files);
}

#[test]
fn every_built_in_policy_is_without_mistakes() {
    let catalogue = catalogue::builtin();
    for file in catalogue::builtin_policies() {
        let mistakes: Vec<String> = match policy::read(file.text, &catalogue) {
            Ok(policy) => {
                assert_eq!(policy.id, file.name, "a file is named after its policy");
                Vec::new()
            }
            Err(mistakes) => mistakes.into_iter().map(|m| m.message).collect(),
        };
        assert_eq!(mistakes, [""; 0], "{}", file.name);
    }
}

#[derive(serde::Deserialize)]
struct Golden {
    app: Vec<GoldenApp>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
struct GoldenApp {
    platform: String,
    id: String,
    country: Option<String>,
    owner: Option<String>,
    level: Option<String>,
    not_countries: Option<Vec<String>>,
}

fn golden(name: &str) -> Vec<GoldenApp> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/golden");
    let text = fs::read_to_string(path.join(name)).unwrap();
    let golden: Golden = toml::from_str(&text).unwrap();
    assert!(golden.app.len() > 50);
    golden.app
}

/// The level that a rule on one country gives an app, judged as on a phone.
fn level(catalogue: &Catalogue, app: &GoldenApp, country: &str) -> Option<Level> {
    let text = format!(
        "schema = 1\nid = \"t\"\n[[rule]]\nid = \"r\"\nowner-countries = [\"{country}\"]\n"
    );
    let policies = [policy::read(&text, catalogue).unwrap()];
    let terms = Terms::on(jiff::civil::date(2026, 11, 21));
    let judge = Judge::new(&policies, catalogue, terms);
    let platform = Platform::parse(&app.platform).unwrap();
    let inventory = Inventory::new(
        Device::new(platform, "EXAMPLE"),
        "test",
        None,
        Coverage::new(Vec::new(), Vec::new(), Vec::new()),
        vec![App::new(app.id.as_str(), ProfileId::OWNER)],
    );
    let result = judge.device(Reading::of(Locator::new("test"), inventory));
    if let (Some(finding), Some(owner)) = (result.findings.first(), &app.owner) {
        let found = finding.owner.as_ref().unwrap();
        assert_eq!(&found.id, owner, "{}", app.id);
    }
    result.findings.first().map(|finding| finding.level)
}

#[test]
fn country_rules_find_what_they_must() {
    let catalogue = catalogue::builtin();
    for app in golden("positives.toml") {
        let country = app.country.clone().unwrap();
        let found = level(&catalogue, &app, &country);
        assert!(
            found >= Some(Level::Warn),
            "{} {country}: {found:?}",
            app.id
        );
        if let Some(level) = &app.level {
            let found = found.map(Level::as_str);
            assert_eq!(found, Some(level.as_str()), "{} {country}", app.id);
        }
    }
}

#[test]
fn country_rules_accuse_nobody_falsely() {
    let catalogue = catalogue::builtin();
    let all = ["CN", "RU", "IR", "KP"].map(str::to_owned).to_vec();
    for app in golden("negatives.toml") {
        for country in app.not_countries.as_ref().unwrap_or(&all) {
            let found = level(&catalogue, &app, country);
            assert_eq!(found, None, "{} is not of {country}", app.id);
        }
    }
}
