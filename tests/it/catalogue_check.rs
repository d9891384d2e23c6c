//! The catalogue hangs together: what the reader does not check by itself.

use dutyphone::catalogue::{self, AppKey, Catalogue, CatalogueFile};
use dutyphone::inventory::Platform;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// ISO 3166-1 alpha-2, all 249.
const COUNTRIES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR \
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ \
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW \
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY \
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV \
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY \
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG \
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM \
    ZW";

/// Words that judge. The tool says what a measure names and who owns an app.
const LOADED: [&str; 18] = [
    "aggressor",
    "communist",
    "enemy",
    "evil",
    "hostile",
    "infamous",
    "malicious",
    "malware",
    "notorious",
    "propaganda",
    "puppet",
    "regime",
    "rogue",
    "shady",
    "sinister",
    "spyware",
    "stooge",
    "suspicious",
];

fn files() -> Vec<(String, toml::Table)> {
    catalogue::builtin_catalogue_files()
        .into_iter()
        .map(|file| {
            let name = Path::new(&file.name).file_stem().unwrap();
            (
                name.to_str().unwrap().to_owned(),
                file.text.parse().unwrap(),
            )
        })
        .collect()
}

fn rows<'t>(table: &'t toml::Table, key: &str) -> Vec<&'t toml::Table> {
    let rows = table.get(key).and_then(toml::Value::as_array);
    rows.into_iter()
        .flatten()
        .map(|row| row.as_table().unwrap())
        .collect()
}

fn text<'t>(row: &'t toml::Table, key: &str) -> &'t str {
    row.get(key).and_then(toml::Value::as_str).unwrap_or("")
}

fn texts<'t>(row: &'t toml::Table, key: &str) -> Vec<&'t str> {
    let items = row.get(key).and_then(toml::Value::as_array);
    items
        .into_iter()
        .flatten()
        .filter_map(toml::Value::as_str)
        .collect()
}

/// Calls `look` with every string of a file.
fn each_string(value: &toml::Value, look: &mut impl FnMut(&str)) {
    match value {
        toml::Value::String(text) => look(text),
        toml::Value::Array(items) => items.iter().for_each(|item| each_string(item, look)),
        toml::Value::Table(table) => table.values().for_each(|item| each_string(item, look)),
        _ => {}
    }
}

#[test]
fn there_are_249_countries() {
    let all: BTreeSet<&str> = COUNTRIES.split_whitespace().collect();
    assert_eq!(all.len(), 249);
}

#[test]
fn countries_exist() {
    let known: BTreeSet<&str> = COUNTRIES.split_whitespace().collect();
    let mut wrong = Vec::new();
    for (file, table) in files() {
        for owner in rows(&table, "owner") {
            let mut named = texts(owner, "control");
            named.extend([text(owner, "headquarters"), text(owner, "registered")]);
            for country in named {
                if !country.is_empty() && !known.contains(country) {
                    wrong.push(format!("{file}: {country}"));
                }
            }
        }
        for hint in rows(&table, "hint") {
            assert!(known.contains(text(hint, "country")), "{file}");
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// A file is named after the owner at its top; everything else is sorted, so
/// that a row has one place and two people who add one do not collide.
#[test]
fn everything_is_in_its_place() {
    fn is_sorted<T: Ord>(items: impl IntoIterator<Item = T>) -> bool {
        items.into_iter().collect::<Vec<T>>().is_sorted()
    }
    for (file, table) in files() {
        let owners: Vec<&str> = rows(&table, "owner")
            .iter()
            .map(|owner| text(owner, "id"))
            .collect();
        // Hints at countries and sources that are shared have no owner.
        if let Some((first, others)) = owners.split_first() {
            assert_eq!(*first, file);
            assert!(is_sorted(others), "owners of {file}");
        } else {
            let others = ["countries", "data-set", "hints", "sources"];
            assert!(others.contains(&file.as_str()), "{file}");
        }
        let sources = rows(&table, "source");
        assert!(
            is_sorted(sources.iter().map(|s| text(s, "id"))),
            "{file}: sources"
        );
        let apps = rows(&table, "app");
        assert!(is_sorted(apps.iter().map(|a| text(a, "id"))), "{file}");
        for app in apps {
            for platform in ["android", "ios"] {
                let ids = rows(app, platform);
                let sorted = is_sorted(ids.iter().map(|id| text(id, "id")));
                assert!(sorted, "{file}: {platform} ids of {}", text(app, "id"));
            }
        }
        for (kind, key) in [
            ("namespace", "prefix"),
            ("developer", "name"),
            ("certificate", "app"),
            ("hint", "prefix"),
        ] {
            let place = |row: &&toml::Table| {
                let owner = owners.iter().position(|id| *id == text(row, "owner"));
                (
                    owner,
                    text(row, "platform").to_owned(),
                    text(row, key).to_owned(),
                )
            };
            assert!(
                is_sorted(rows(&table, kind).iter().map(place)),
                "{file}: {kind}"
            );
            for row in rows(&table, kind) {
                assert!(is_sorted(texts(row, "exceptions")), "{file}: {kind}");
            }
        }
    }
}

#[test]
fn ids_are_kebab_case() {
    let is_kebab = |id: &str| {
        !id.starts_with('-')
            && !id.ends_with('-')
            && !id.contains("--")
            && id
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    for (file, table) in files() {
        for row in rows(&table, "owner").iter().chain(&rows(&table, "app")) {
            assert!(is_kebab(text(row, "id")), "{file}: {}", text(row, "id"));
            for category in texts(row, "categories") {
                assert!(is_kebab(category), "{file}: {category}");
            }
        }
    }
}

/// A product is used by a policy or shown in a finding only with an id.
#[test]
fn every_product_has_an_id() {
    for (file, table) in files() {
        for app in rows(&table, "app") {
            let ids = rows(app, "android").len() + rows(app, "ios").len();
            assert!(ids > 0, "{file}: {}", text(app, "id"));
        }
    }
}

#[test]
fn the_wording_is_neutral() {
    let mut loaded = Vec::new();
    let policies = catalogue::builtin_policies();
    let policies = policies
        .iter()
        .map(|file| (file.name.to_owned(), file.text.parse().unwrap()));
    for (file, table) in files().into_iter().chain(policies) {
        each_string(&toml::Value::Table(table), &mut |text| {
            let text = text.to_lowercase();
            let words = text.split(|c: char| !c.is_alphanumeric());
            for word in words.filter(|word| LOADED.contains(word)) {
                loaded.push(format!("{file}: `{word}` in `{text}`"));
            }
        });
    }
    assert_eq!(loaded, [""; 0]);
}

#[derive(serde::Deserialize)]
struct Traps {
    trap: Vec<Trap>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Trap {
    platform: String,
    id: String,
    is: Option<String>,
    not: Option<String>,
    why: String,
}

/// The owner that the catalogue gives an id, and those above it.
fn owners(catalogue: &Catalogue, platform: Platform, id: &str) -> Vec<String> {
    let key = AppKey {
        platform,
        id,
        store_id: None,
        developer: None,
        signer: None,
    };
    let identity = catalogue.identify(&key);
    identity
        .into_iter()
        .flat_map(|found| catalogue.chain(found.owner))
        .map(|(_, owner)| owner.id().to_owned())
        .collect()
}

#[test]
fn prefixes_that_mislead_do_not() {
    let catalogue = catalogue::builtin();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/policies/prefix-traps.toml");
    let traps: Traps = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    for trap in &traps.trap {
        let platform = Platform::parse(&trap.platform).unwrap();
        let id = trap.id.replace('*', "unheard.of");
        let found = owners(&catalogue, platform, &id);
        let named = [&trap.is, &trap.not].into_iter().flatten();
        for owner in named {
            assert!(catalogue.owner_by_id(owner).is_some(), "{owner}");
        }
        match (&trap.is, &trap.not) {
            (Some(owner), None) => assert_eq!(found.first(), Some(owner), "{id}: {}", trap.why),
            (None, Some(owner)) => assert!(!found.contains(owner), "{id}: {}", trap.why),
            _ => panic!("{id}: one of `is` and `not`"),
        }
    }
}

/// The exceptions of a namespace are excepted for a reason: each is somebody
/// else's by an exact id, or nobody's.
#[test]
fn exceptions_are_not_the_owner_of_the_namespace() {
    let catalogue = catalogue::builtin();
    let mut wrong = Vec::new();
    for (file, table) in files() {
        for row in rows(&table, "namespace") {
            let platform = Platform::parse(text(row, "platform")).unwrap();
            for exception in texts(row, "exceptions") {
                let id = exception.replace('*', "unheard.of");
                if !exception.starts_with(text(row, "prefix")) {
                    wrong.push(format!("{file}: {exception} is not below the prefix"));
                }
                if owners(&catalogue, platform, &id)
                    .first()
                    .map(String::as_str)
                    == Some(text(row, "owner"))
                {
                    wrong.push(format!(
                        "{file}: {exception} is excepted from its own owner"
                    ));
                }
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// What the reader refuses by itself: the message, and a file with this one
/// mistake.
fn refused(source: impl Fn(&str) -> String) -> BTreeMap<&'static str, String> {
    let owner = |id: &str, more: &str| {
        format!("[[owner]]\nid = \"{id}\"\nname = \"N\"\nbasis = \"b\"\nsources = [\"s\"]\n{more}")
    };
    let namespace = |owner: &str| {
        format!(
            "[[namespace]]\nowner = \"{owner}\"\nplatform = \"android\"\nprefix = \"com.a.\"\n\
             exceptions = []\nsources = [\"s\"]\n"
        )
    };
    let app = "[[app]]\nid = \"a\"\nname = \"A\"\nowner = \"a\"\n\
               not-there.android = { checked = 2026-11-26, reason = \"r\" }\n";
    let parent = |id: &str| format!("parent = {{ id = \"{id}\", relation = \"control\" }}\n");
    BTreeMap::from([
        ("owner `a` is there twice", owner("a", "") + &owner("a", "")),
        ("there is no owner `b`", owner("a", &parent("b"))),
        (
            "the parents of owner `a` lead round in a circle",
            owner("a", &parent("a")),
        ),
        (
            "namespace `com.a.` is there twice",
            owner("a", "") + &namespace("a") + &namespace("a"),
        ),
        (
            "`exceptions` is missing",
            owner("a", "") + &namespace("a").replace("exceptions = []\n", ""),
        ),
        (
            "there is no source `t`",
            owner("a", "").replace("[\"s\"]", "[\"t\"]"),
        ),
        (
            "the sources bear `medium`, not `high`",
            owner("a", "confidence = \"high\"\n"),
        ),
        (
            "`ftp://a` is no web address",
            owner("a", "") + &source("t").replace("https://example.com/", "ftp://a"),
        ),
        (
            "a source needs a `url`, or else `repository`, `path` and `commit`",
            owner("a", "") + &source("t").replace("url", "path"),
        ),
        ("source `t` is there twice", source("t") + &source("t")),
        (
            "there is an id for android all the same",
            owner("a", "") + app + "[[app.android]]\nid = \"com.a\"\nsources = []\n",
        ),
        (
            "`Xa` is no country code of two capital letters",
            owner("a", "control = [\"Xa\"]\n"),
        ),
        ("`A b` cannot be an id", owner("A b", "")),
    ])
}

#[test]
fn the_reader_refuses_what_does_not_hang_together() {
    let source = |id: &str| {
        format!(
            "[[source]]\nid = \"{id}\"\nkind = \"independent\"\ntitle = \"T\"\n\
             url = \"https://example.com/\"\nretrieved = 2026-11-26\n"
        )
    };
    for (expected, text) in &refused(source) {
        let source = source("s");
        let text = format!("schema = 1\nchecked = 2026-11-21\n{source}{text}");
        let name = "test".to_owned();
        let error = catalogue::load(&[CatalogueFile { name, text: &text }]).unwrap_err();
        let found: Vec<&str> = error
            .mistakes
            .iter()
            .map(|(_, m)| m.message.as_str())
            .collect();
        assert_eq!(found, [*expected]);
    }
}
