//! One product, both platforms: a product whose id a list of the other platform
//! has is known there, too, or its row says that it is not there.

use dutyphone::catalogue::{self, AppId};
use dutyphone::inventory::Platform;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[derive(serde::Deserialize)]
struct Seen {
    seen: Vec<Listed>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    platform: String,
    source: String,
    ids: Vec<String>,
}

/// The products that say that they are not on a platform.
fn not_there(platform: Platform) -> BTreeSet<String> {
    let mut products = BTreeSet::new();
    for file in catalogue::builtin_catalogue_files() {
        let table: toml::Table = file.text.parse().unwrap();
        let apps = table.get("app").and_then(toml::Value::as_array);
        for app in apps.into_iter().flatten() {
            let none = app.get("not-there");
            if none.and_then(|none| none.get(platform.as_str())).is_some() {
                products.insert(app["id"].as_str().unwrap().to_owned());
            }
        }
    }
    products
}

#[test]
fn a_product_is_known_where_its_lists_have_it() {
    let catalogue = catalogue::builtin();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/golden/other-platform.toml");
    let seen: Seen = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let (mut lacking, mut looked_at) = (Vec::new(), 0);
    for listed in seen.seen {
        let platform = Platform::parse(&listed.platform).unwrap();
        assert!(
            catalogue.sources().any(|known| known.id() == listed.source),
            "{}",
            listed.source
        );
        let absent = not_there(platform);
        let others = Platform::ALL.iter().filter(|other| **other != platform);
        let others: Vec<Platform> = others.copied().collect();
        for id in &listed.ids {
            // Android ids are case-sensitive, and the list may spell it otherwise.
            let known = others.iter().find_map(|other| {
                let exact = catalogue.app_id(*other, id);
                exact.or_else(|| {
                    let same = |app: &AppId<'_>| {
                        app.platform() == *other && app.id().eq_ignore_ascii_case(id)
                    };
                    catalogue.app_ids().find(same)
                })
            });
            let Some(known) = known else { continue };
            looked_at += 1;
            let product = catalogue.family(known.family()).unwrap();
            let is_there = product.app_ids().any(|app| app.platform() == platform);
            if !is_there && !absent.contains(product.id()) {
                lacking.push(format!("{}: {id} on {platform}", product.id()));
            }
        }
    }
    assert_eq!(lacking, [""; 0]);
    assert!(looked_at > 400, "{looked_at}");
}
