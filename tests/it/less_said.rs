//! A saved inventory that says less of how it was read is never believed more.

use dutyphone::inventory::format;
use serde_json::{Value, json};

/// A file as phones have it, with an app in a second profile.
fn file(coverage: &Value) -> Value {
    json!({
        "schema": format::SCHEMA,
        "taken_at": "2026-11-20T08:00:00Z",
        "source": "fixture",
        "device": {"platform": "android", "id": "EXAMPLE-0001"},
        "coverage": coverage,
        "apps": [
            {"id": "android"},
            {"id": "com.android.settings"},
            {"id": "no.example.second", "profile": 10},
        ],
    })
}

fn is_complete(file: &Value) -> bool {
    let inventory = format::parse(&file.to_string());
    inventory.is_ok_and(|inventory| inventory.coverage().complete().is_some())
}

/// The same value with one of its parts left out or emptied, at any depth.
fn with_less(value: &Value) -> Vec<Value> {
    let mut less = Vec::new();
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let mut without = members.clone();
                without.remove(name);
                less.push(Value::Object(without));
                for smaller in with_less(member) {
                    let mut changed = members.clone();
                    changed.insert(name.clone(), smaller);
                    less.push(Value::Object(changed));
                }
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                let mut without = items.clone();
                without.remove(place);
                less.push(Value::Array(without));
                for smaller in with_less(item) {
                    let mut changed = items.clone();
                    changed[place] = smaller;
                    less.push(Value::Array(changed));
                }
            }
        }
        _ => {}
    }
    less
}

#[test]
fn a_file_that_says_less_is_not_complete() {
    let profile = |id: u32, status: &str| json!({"id": id, "kind": "other", "status": status});
    let whole = json!({
        "complete": true,
        "profiles": [profile(0, "complete"), profile(10, "complete")],
        "gaps": [],
    });
    assert!(is_complete(&file(&whole)));
    let mut without = file(&whole);
    without.as_object_mut().unwrap().remove("coverage");
    assert!(!is_complete(&without));
    // Apps are in both profiles, so each part of these says why it is not complete.
    for coverage in [
        json!({"complete": true}),
        json!({"complete": true, "profiles": []}),
        json!({"complete": true, "profiles": [profile(0, "complete")]}),
        json!({"complete": true, "profiles": [profile(10, "complete")], "gaps": []}),
        json!({"complete": true, "profiles": [profile(0, "complete"), profile(10, "partial")]}),
        json!({"complete": false, "profiles": [profile(0, "complete"), profile(10, "complete")]}),
    ] {
        assert!(!is_complete(&file(&coverage)), "{coverage}");
        for less in with_less(&coverage) {
            assert!(!is_complete(&file(&less)), "{less}");
        }
    }
}
