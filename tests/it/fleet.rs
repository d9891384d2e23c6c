//! Fleets: the fast way and the ordinary way agree, however the input is cut.

#[path = "../../benches/fleet/generator.rs"]
mod generator;

use dutyphone::audit::{Counts, FleetJudge, Judge, Organisation, Terms};
use dutyphone::catalogue::Catalogue;
use dutyphone::inventory::{DigestOf, GapCode, Locator, Platform, Seal, format};
use dutyphone::policy::{self, Document, Policy, Register, builtin_document, builtin_names};
use generator::{Fields, Fleet, Kind, Random};
use proptest::prelude::*;
use std::fs;
use std::io::Write as _;
use std::path::Path;

const TERMS: Terms = Terms {
    max_age_days: Some(30),
    ..Terms::on(jiff::civil::date(2026, 11, 21))
};

fn load(names: &[String], catalogue: &Catalogue) -> Vec<Policy> {
    let fetch = |name: &str, _: Option<&str>| {
        builtin_document(name).map_or_else(
            || {
                Ok(Document {
                    name: "list.toml".to_owned(),
                    text: name.to_owned().into(),
                })
            },
            Ok,
        )
    };
    policy::load(names, catalogue, &fetch, policy::Tests::Read).unwrap()
}

fn known(catalogue: &Catalogue) -> Vec<String> {
    let ids = catalogue.app_ids().map(|app| app.id().to_owned());
    // And some that only their beginning gives away.
    let unheard = ["ru.unheard.app", "cn.unheard.app", "com.tencent.unheard"];
    let unheard = unheard.iter().cycle().take(100);
    ids.chain(unheard.map(|id| (*id).to_owned())).collect()
}

/// The same ids in the capitals of a spreadsheet, or with none.
fn respelt(ids: &[String]) -> Vec<String> {
    let respelt = ids.iter().enumerate().map(|(number, id)| match number % 3 {
        0 => id.to_ascii_uppercase(),
        1 => id.to_ascii_lowercase(),
        _ => {
            let (first, rest) = id.split_at(1);
            first.to_ascii_uppercase() + rest
        }
    });
    respelt.collect()
}

fn fleet(seed: u64, apps: usize, odd_percent: usize) -> Fleet {
    let known = known(&dutyphone::catalogue::builtin());
    fleet_with(known, seed, apps, odd_percent)
}

fn fleet_with(known: Vec<String>, seed: u64, apps: usize, odd_percent: usize) -> Fleet {
    Fleet::new(Kind {
        seed,
        apps,
        ids: 5000,
        known_per_mille: 20,
        known,
        fields: Fields::Collected,
        sorted: false,
        odd_percent,
    })
}

/// A register in which some devices have no access, so that what an app shows
/// of access decides.
fn organisation() -> Organisation {
    let mut text = String::from("schema = 1\n");
    for number in (0..600).step_by(3) {
        text.push_str(&format!(
            "[[device]]\nid = \"EXAMPLE{number:07}\"\nperson = \"public-employee\"\nuse = \"dedicated\"\naccess = \"none\"\n"
        ));
    }
    Organisation {
        register: Some(Register::read_toml(&text).unwrap()),
        ..Organisation::default()
    }
}

/// The judge for one phone and the judge for fleets say the same of every
/// device, field by field, under every policy there is.
#[test]
fn both_judges_agree() {
    let catalogue = dutyphone::catalogue::builtin();
    let developer = "schema = 1\nid = \"ours\"\n[[rule]]\nid = \"d\"\nlevel = \"deny\"\ndevelopers = [\"Example Ltd\"]\nandroid = [\"com.lu*\", \"Com.Ma*\"]\n";
    let allow = "schema = 1\nid = \"allow\"\n[[rule]]\nid = \"a\"\nlevel = \"deny\"\n[rule.not-in]\nandroid = [\"com.*\"]\n";
    let policies: [Vec<String>; 4] = [
        vec!["default".to_owned()],
        builtin_names()
            .iter()
            .map(|name| (*name).to_owned())
            .collect(),
        vec![developer.to_owned()],
        vec![allow.to_owned()],
    ];
    let mut ids = known(&catalogue);
    ids.extend(respelt(&ids));
    let fleet = fleet_with(ids, 1, 60, 70);
    let lines: Vec<String> = (0..600).map(|number| fleet.line(number)).collect();
    for names in policies {
        let policies = load(&names, &catalogue);
        let judge = Judge::new(&policies, &catalogue, TERMS).for_organisation(organisation());
        let mut fast = FleetJudge::new(&judge);
        let mut findings = 0;
        for (number, line) in lines.iter().enumerate() {
            let locator = Locator::new("fleet").at_line(number as u64 + 1);
            let seal = Seal::new(DigestOf::Line);
            let mut ordinary = format::reading(locator.clone(), line);
            if let Ok(inventory) = &mut ordinary.content {
                inventory.digest = Some(seal.digest(line));
            }
            let ordinary = judge.device(ordinary);
            findings += ordinary.findings.len();
            assert_eq!(fast.saved(locator, line, seal), ordinary, "{line}");
        }
        assert!(findings > 50, "{findings} findings show nothing");
    }
}

/// A phone with these apps, in one line.
fn phone(id: &str, apps: &[&str], more: &str) -> String {
    let apps: Vec<String> = ["android", "com.android.settings"]
        .iter()
        .chain(apps)
        .map(|app| format!("{{\"id\":\"{app}\"}}"))
        .collect();
    format!(
        "{{\"schema\":\"dutyphone/inventory/1\",\"taken_at\":\"2026-11-20T08:00:00Z\",\"tool\":\"synthetic\",\"source\":\"fixture\",\"device\":{{\"platform\":\"android\",\"id\":\"{id}\"{more}}},\"coverage\":{{\"complete\":true,\"profiles\":[{{\"id\":0,\"kind\":\"owner\",\"status\":\"complete\"}}],\"gaps\":[]}},\"apps\":[{}]}}",
        apps.join(",")
    )
}

/// What is stated of some of the phones below.
fn some_registered() -> Register {
    let mut register = String::from("schema = 1\n");
    for (id, facts) in [
        ("DEDICATED", "use = \"dedicated\"\naccess = \"none\""),
        ("DEDICATED-2", "use = \"dedicated\"\naccess = \"none\""),
        ("SERVICE", "use = \"service\"\naccess = \"internal\""),
        ("PRIVATE", "ownership = \"private\"\naccess = \"none\""),
        ("PRIVATE-2", "ownership = \"private\""),
    ] {
        let row = format!("[[device]]\nid = \"{id}\"\nperson = \"public-employee\"\n{facts}\n");
        register.push_str(&row);
    }
    Register::read_toml(&register).unwrap()
}

/// A list of results and a stream of them give the same sums.
#[test]
fn a_list_and_a_stream_are_counted_alike() {
    let catalogue = dutyphone::catalogue::builtin();
    let policies = load(&["default".to_owned()], &catalogue);
    let waiver = "schema = 1\n[[waiver]]\nid = \"w\"\nrule = \"no-nsm-2023/tiktok-telegram\"\napp = \"org.telegram.messenger\"\nreason = \"r\"\napprover = \"a\"\nexpires = 2027-06-30\n";
    let rules: Vec<String> = policies
        .iter()
        .flat_map(|policy| policy.rules.iter().map(|rule| policy.full_id(rule)))
        .collect();
    let managed = ",\"management\":\"device-owner\"";
    let telegram = &["org.telegram.messenger"][..];
    let lines = [
        phone("DEDICATED", telegram, ""),
        phone("DEDICATED-2", telegram, managed),
        phone("SERVICE", telegram, ""),
        phone("PRIVATE", &["com.vkontakte.android"], ""),
        phone("PRIVATE-2", &[], managed),
        phone("NEW", &["com.zhiliaoapp.musically"], ""),
        phone("NEW-2", &[], ""),
        phone("CUT", &[], "").replace("\"complete\":true", "\"complete\":false"),
        phone("CUT-2", &[], "").replace("\"complete\":true", "\"complete\":false"),
    ];
    let organisation = Organisation {
        register: Some(some_registered()),
        waivers: Some(policy::read_waivers(waiver, &catalogue, &rules).unwrap()),
        ..Organisation::default()
    };
    let judge = Judge::new(&policies, &catalogue, TERMS).for_organisation(organisation);
    let mut counts = Counts::new(&judge);
    let mut devices = Vec::new();
    for line in &lines {
        let device = judge.device(format::reading(Locator::new("fleet"), line));
        counts.add(&device);
        devices.push(device);
    }
    let list = judge.result(devices, Vec::new());
    let stream = counts.result(&counts.counting(), Vec::new());
    assert_eq!(list.summary(), stream.summary());
    assert_eq!(list.verdict(), stream.verdict());
    let sums = list.summary();
    let all = [
        sums.devices,
        sums.non_compliant,
        sums.indeterminate,
        sums.compliant,
        sums.not_applicable,
        sums.findings,
        sums.waived,
        sums.permitted,
        sums.contradicted,
        sums.unregistered,
        sums.assumed,
    ];
    assert!(all.iter().all(|sum| *sum > 0), "{sums:?}");
}

/// Most lines of a fleet take the fast way; otherwise the test above would
/// compare the ordinary way with itself.
#[test]
fn the_fast_way_is_taken() {
    all_are_skimmed(&fleet(2, 40, 0));
    all_are_skimmed(&fleet(2, 40, 0).with(Fields::Lean));
}

/// Other programs sort the keys, and then the apps stand before the platform.
#[test]
fn the_fast_way_is_taken_with_sorted_keys() {
    let fleet = fleet(2, 40, 0).sorted();
    assert!(fleet.line(0).starts_with("{\"apps\""));
    all_are_skimmed(&fleet);
}

fn all_are_skimmed(fleet: &Fleet) {
    let mut templates = format::Templates::default();
    for number in 0..50 {
        let line = fleet.line(number);
        let mut kept = 0;
        let thin = format::skimmed(&line, &mut templates, |app| {
            kept += 1;
            app.platform == Platform::Android && kept % 2 == 0
        });
        assert!(thin.is_some(), "{line}");
        assert_eq!(kept, 40);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// What the fast way accepts, the ordinary way accepts, whatever was done
    /// to the text.
    #[test]
    fn damage_is_never_overlooked(seed in any::<u64>(), cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..3u8, any::<char>()), 1..4)) {
        let mut line = fleet_of_one(seed);
        // Some phones of the generator are damaged to the last byte.
        prop_assume!(!line.is_empty());
        // What was remembered of other phones, and of this one as it was, decides nothing.
        let mut templates = format::Templates::default();
        for before in [fleet_of_one(seed.wrapping_add(1)), line.clone()] {
            let _ = format::skimmed(&before, &mut templates, |_| false);
        }
        for (place, what, sign) in cuts {
            // Some lines of the fleet are cut to nothing.
            if line.is_empty() { break; }
            let mut at = place.index(line.len());
            while !line.is_char_boundary(at) { at -= 1; }
            match what {
                0 => line.insert(at, sign),
                1 => { line.remove(at); }
                _ => line.insert(at, *Random::new(seed).pick(&['"', '\\', ',', ':', '{', '}', '[', ']', '0', '-', ' '])),
            }
        }
        let full = format::parse(&line);
        if let Some(thin) = format::skimmed(&line, &mut templates, |_| false) {
            let full = full.map_err(|error| TestCaseError::fail(format!("{error}: {line}")))?;
            prop_assert_eq!(&thin.device, &full.device);
            prop_assert_eq!(thin.coverage(), full.coverage());
            prop_assert_eq!(thin.taken_at, full.taken_at);
        }
        if let Some(thin) = format::skimmed(&line, &mut templates, |_| true) {
            prop_assert_eq!(thin, format::parse(&line).unwrap());
        }
    }
}

/// A key of a later minor version with a value, and whether that may hold apps.
const LATER: [(&str, bool); 10] = [
    ("\"later\":3,", false),
    ("\"later\":\"com.example.app\",", false),
    ("\"later\":null,", false),
    ("\"later\":[\"a\",1,true],", false),
    ("\"later\":{\"number\":{\"id\":7}},", false),
    ("\"later\":[],", false),
    ("\"later\":[{\"id\":\"com.example.app\"}],", true),
    (
        "\"later\":{\"id\":\"com.example.app\",\"state\":\"installed\"},",
        true,
    ),
    (
        "\"later\":{\"all\":[[{\"profile\":0,\"id\":\"com.example.app\"}]]},",
        true,
    ),
    ("\"later\":[{\"\\u0069d\":\"com.example.app\"}],", true),
];

/// Apps in a field of a later version are told, wherever it stands, and by both ways
/// alike; plain fields change nothing.
#[test]
fn apps_in_later_fields_are_told() {
    let line = include_str!("../../fixtures/first-look/compliant.json");
    let good = format::parse(line).unwrap();
    let places: Vec<usize> = line.match_indices('{').map(|(at, _)| at + 1).collect();
    assert!(places.len() > 8);
    for (later, holds_apps) in LATER {
        for place in &places {
            let (before, behind) = line.split_at(*place);
            let text = format!("{before}{later}{behind}");
            let full = format::parse(&text).unwrap();
            let mut gaps = full.coverage().gaps().iter();
            let is_told = gaps.any(|gap| gap.code == GapCode::SchemaUnknown);
            assert_eq!(is_told, holds_apps, "{text}");
            assert!(holds_apps || full == good, "{text}");
            let mut templates = format::Templates::default();
            for text in [line, &text, &text] {
                let thin = format::skimmed(text, &mut templates, |_| true);
                let full = format::parse(text).unwrap();
                assert!(thin.is_none_or(|thin| thin == full), "{text}");
            }
            let is_skimmed = format::skimmed(&text, &mut templates, |_| true).is_some();
            assert_eq!(is_skimmed, !holds_apps, "{text}");
        }
    }
}

/// A key of a later minor version with a list of texts, and whether it may hold apps.
const LATER_LISTS: [(&str, bool); 9] = [
    ("\"more_apps\":[\"com.example.app\"],", true),
    ("\"later\":{\"ids\":[[\"a\",\"no.example.bank\"]]},", true),
    ("\"later\":[\"com.example\"],", false),
    ("\"permissions\":[\"android.permission.CAMERA\"],", false),
    (
        "\"granted_permissions\":[\"com.example.app.camera\"],",
        false,
    ),
    ("\"later\":{\"libraries\":[\"com.example.maps\"]},", false),
    (
        "\"later\":[\"android.hardware.nfc\",\"com.example.feature.pen\"],",
        false,
    ),
    (
        "\"later\":[\"mail.example.com\",\"1.2.3\",\"a.b.json\"],",
        false,
    ),
    ("\"later\":{\"name\":\"com.example.app\"},", false),
];

/// Ids of apps in lists of texts are told beside the apps, in the device and in the
/// coverage; in the record of an app such a list is about that app.
#[test]
fn ids_in_later_lists_are_told() {
    let line = include_str!("../../fixtures/first-look/compliant.json");
    let apps = line.find("\"apps\"").unwrap();
    let places = line.match_indices('{').map(|(at, _)| at + 1);
    for place in places.collect::<Vec<_>>() {
        for (later, holds_apps) in LATER_LISTS {
            let (before, behind) = line.split_at(place);
            let text = format!("{before}{later}{behind}");
            let full = format::parse(&text).unwrap();
            let mut gaps = full.coverage().gaps().iter();
            let is_told = gaps.any(|gap| gap.code == GapCode::SchemaUnknown);
            let is_wanted = holds_apps && place < apps;
            assert_eq!(is_told, is_wanted, "{text}");
            let mut templates = format::Templates::default();
            for text in [line, &text, &text] {
                let thin = format::skimmed(text, &mut templates, |_| true);
                let full = format::parse(text).unwrap();
                assert!(thin.is_none_or(|thin| thin == full), "{text}");
            }
            let is_skimmed = format::skimmed(&text, &mut templates, |_| true).is_some();
            assert_eq!(is_skimmed, !is_wanted, "{text}");
        }
    }
}

fn fleet_of_one(seed: u64) -> String {
    Fleet::new(Kind {
        seed,
        apps: 3,
        ids: 10,
        known_per_mille: 0,
        known: Vec::new(),
        fields: Fields::Collected,
        sorted: false,
        odd_percent: 50,
    })
    .line(0)
}

fn run(folder: &Path, args: &[&str], stdin: &[u8]) -> (String, String, Option<i32>) {
    let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
    let output = super::cases::program(folder, &args, stdin);
    (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code(),
    )
}

const FILTER: [&str; 6] = ["audit", "-", "-f", "ndjson", "--as-of", "2026-11-21"];

/// Everything of a line but where it was read, which depends on the cut.
fn without_source(line: &str) -> serde_json::Value {
    let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
    let device = value.as_object_mut().unwrap();
    let source = device.remove("source").unwrap();
    device.remove("file");
    device.remove("line");
    if value["platform"].is_null() {
        // A device that could not be read is named by where it was read.
        assert_eq!(value["id"], source);
        value["id"] = serde_json::Value::Null;
    }
    value
}

/// One line in, one line out, in the same order, on any number of threads, and
/// the parts of a cut fleet say what the whole says.
#[test]
fn a_filter_of_lines() {
    let folder = tempfile::tempdir().unwrap();
    let fleet = fleet(3, 80, 10);
    let mut lines: Vec<String> = (0..400).map(|number| fleet.line(number % 390)).collect();
    lines.retain(|line| !line.is_empty());
    let text = lines.join("\n") + "\n";
    let (whole, stderr, exit) = run(folder.path(), &FILTER, text.as_bytes());
    // Some of the odd devices name none, so not each of the ten is one twice.
    assert!(stderr.starts_with("counted without: "), "{stderr}");
    assert_eq!(exit, Some(1));
    let out: Vec<_> = whole.lines().map(without_source).collect();
    assert_eq!(out.len(), lines.len());
    for jobs in ["1", "3"] {
        let mut args = FILTER.to_vec();
        args.extend(["--jobs", jobs]);
        assert_eq!(run(folder.path(), &args, text.as_bytes()).0, whole);
    }
    let mut parts = Vec::new();
    for part in lines.chunks(97) {
        let (text, _, _) = run(folder.path(), &FILTER, part.join("\n").as_bytes());
        parts.extend(text.lines().map(without_source));
    }
    assert_eq!(parts, out);
    // The same lines as a file, and as a folder of files.
    fs::write(folder.path().join("fleet.ndjson"), &text).unwrap();
    let mut args = FILTER.to_vec();
    args[1] = "fleet.ndjson";
    let (file, _, _) = run(folder.path(), &args, b"");
    let file: Vec<_> = file.lines().map(without_source).collect();
    assert_eq!(file, out);
    fs::create_dir(folder.path().join("many")).unwrap();
    for (number, line) in lines.iter().enumerate() {
        fs::write(folder.path().join(format!("many/{number:04}.json")), line).unwrap();
    }
    args[1] = "many";
    let (files, _, _) = run(folder.path(), &args, b"");
    let files: Vec<_> = files.lines().map(without_source).collect();
    assert_eq!(files.len(), out.len());
    let same = files
        .iter()
        .zip(&out)
        .filter(|(file, line)| file == line)
        .count();
    // A file that is cut off before its first sign is empty, or no inventory.
    assert!(same > out.len() - 15, "{same} of {} agree", out.len());
}

/// Compressed files say what the plain ones say, from a file, a folder and
/// standard input. Of a file that was cut off, what can be read counts.
#[test]
fn compressed_fleets() {
    let folder = tempfile::tempdir().unwrap();
    let fleet = fleet(4, 300, 0);
    let text: String = (0..60).map(|number| fleet.line(number) + "\n").collect();
    let (plain, _, exit) = run(folder.path(), &FILTER, text.as_bytes());
    let plain: Vec<_> = plain.lines().map(without_source).collect();
    assert_eq!((plain.len(), exit), (60, Some(1)));
    let gzip = |text: &str| {
        let fast = flate2::Compression::fast();
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), fast);
        writer.write_all(text.as_bytes()).unwrap();
        writer.finish().unwrap()
    };
    let zstd = |text: &str| zstd::encode_all(text.as_bytes(), 1).unwrap();
    let (one, two) = text.split_at(text.len() / 2);
    let packed = [
        gzip(&text),
        zstd(&text),
        [gzip(one), gzip(two)].concat(),
        [zstd(one), zstd(two)].concat(),
    ];
    for (number, bytes) in packed.iter().enumerate() {
        let (out, _, _) = run(folder.path(), &FILTER, bytes);
        let out: Vec<_> = out.lines().map(without_source).collect();
        assert!(out == plain, "standard input, {number}");
        for name in ["fleet.ndjson.gz", "fleet"] {
            let below = folder.path().join(format!("{number}-{name}"));
            fs::create_dir(&below).unwrap();
            fs::write(below.join(name), bytes).unwrap();
            let mut args = FILTER.to_vec();
            args[1] = ".";
            let (out, _, _) = run(&below, &args, b"");
            let out: Vec<_> = out.lines().map(without_source).collect();
            assert!(out == plain, "{name}, {number}");
        }
        let (out, _, exit) = run(folder.path(), &FILTER, &bytes[..bytes.len() * 2 / 3]);
        let out: Vec<_> = out.lines().map(without_source).collect();
        assert_eq!(exit, Some(1));
        let (last, before) = out.split_last().unwrap();
        assert_eq!(before, &plain[..before.len()]);
        assert!(
            before.len() > 10,
            "{number}: only {} were read",
            before.len()
        );
        assert_eq!(last["coverage"]["gaps"][0]["code"], "file-damaged");
    }
    let (out, _, exit) = run(folder.path(), &["audit", "-", "-f", "json"], &gzip("hello"));
    assert_eq!(exit, Some(3), "{out}");
}

/// A damaged line costs one device, wherever it stands, and a line that is too
/// long is passed over.
#[test]
fn a_damaged_line_costs_one_device() {
    let folder = tempfile::tempdir().unwrap();
    let fleet = fleet(5, 20, 0);
    let line = |number| fleet.line(number);
    let long = format!("{{\"schema\": \"{}\"}}", "x".repeat(65 << 20));
    let broken = [
        line(1).split_off(200),
        "\u{0}".repeat(10),
        "{}".to_owned(),
        long,
    ];
    for (number, damaged) in broken.iter().enumerate() {
        for place in 0..3 {
            let mut lines = vec![line(2), line(3)];
            lines.insert(place, damaged.clone());
            let (out, stderr, _) = run(folder.path(), &FILTER, lines.join("\n").as_bytes());
            let out: Vec<_> = out.lines().collect();
            assert_eq!(out.len(), 3, "{number} at {place}: {stderr}");
            let damaged: serde_json::Value = serde_json::from_str(out[place]).unwrap();
            assert_eq!(damaged["id"], format!("-:{}", place + 1));
            assert_eq!(damaged["verdict"], "indeterminate");
        }
    }
}

/// Many devices are summed up on one screen; the sums are those of the list.
#[test]
fn a_summary_of_many() {
    let folder = tempfile::tempdir().unwrap();
    let fleet = fleet(6, 100, 10);
    let text: String = (0..300)
        .map(|number| fleet.line(number % 280) + "\n")
        .collect();
    let day = ["--as-of", "2026-11-21"];
    let (summary, _, exit) = run(
        folder.path(),
        &[&["audit", "-"][..], &day].concat(),
        text.as_bytes(),
    );
    assert!(summary.lines().count() < 50, "{summary}");
    assert!(
        summary.lines().all(|line| line.chars().count() <= 80),
        "{summary}"
    );
    let (json, _, same) = run(
        folder.path(),
        &[&["audit", "-", "-f", "json"][..], &day].concat(),
        text.as_bytes(),
    );
    assert_eq!(exit, same);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let count = |key: &str| value["summary"][key].as_u64().unwrap();
    let first = format!(
        "{} devices: {} non-compliant, {} indeterminate, {} compliant;",
        count("devices"),
        count("non_compliant"),
        count("indeterminate"),
        count("compliant"),
    );
    let mut lines = summary.lines();
    assert!(
        lines.any(|line| line.starts_with(&first)),
        "{first}\n{summary}"
    );
    let only = ["audit", "-", "-f", "json", "--only", "non-compliant"];
    let (json, _, _) = run(folder.path(), &[&only[..], &day].concat(), text.as_bytes());
    let only: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(only["summary"], value["summary"]);
    let listed = only["devices"].as_array().unwrap();
    assert_eq!(listed.len() as u64, count("non_compliant"));
    assert!(
        listed
            .iter()
            .all(|device| device["verdict"] == "non-compliant")
    );
}

/// Of two inventories of one device the newest counts, and the other one is
/// mentioned.
#[test]
fn the_newest_inventory_counts() {
    let line = |day: u32, app: &str| {
        format!(
            r#"{{"schema":"dutyphone/inventory/1","taken_at":"2026-11-{day:02}T00:00:00Z","device":{{"platform":"android","id":"EXAMPLE","model":"A1"}},"coverage":{{"complete":true,"profiles":[{{"id":0,"kind":"owner","status":"complete"}}]}},"apps":[{{"id":"android"}},{{"id":"com.android.settings"}},{{"id":"{app}"}}]}}"#
        )
    };
    let catalogue = dutyphone::catalogue::builtin();
    let tiktok = catalogue.family_by_id("tiktok").unwrap();
    let app = catalogue.family(tiktok).unwrap().app_ids().next().unwrap();
    let text = format!("{}\n{}\n", line(2, "com.example"), line(1, app.id()));
    let folder = tempfile::tempdir().unwrap();
    let args = ["audit", "-", "-f", "json", "--as-of", "2026-11-21"];
    let (out, _, exit) = run(folder.path(), &args, text.as_bytes());
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(exit, Some(0), "{out}");
    assert_eq!(value["devices"].as_array().unwrap().len(), 1);
    let note = &value["devices"][0]["coverage"]["notes"][0];
    assert_eq!(note["code"], "older-inventory-left-out");
    let message = note["message"].as_str().unwrap();
    assert!(message.contains("2026-11-01 (-:2)"), "{message}");
}

/// What is asked for beside the lines changes neither their order nor their
/// number, and a file of lines holds what stdout would.
#[test]
fn lines_stay_lines_beside_files() {
    let folder = tempfile::tempdir().unwrap();
    let fleet = fleet(5, 40, 6);
    let mut lines: Vec<String> = (0..50).map(|number| fleet.line(number % 46)).collect();
    lines.retain(|line| !line.is_empty());
    lines.insert(7, "{\"schema\":".to_owned());
    let text = lines.join("\n") + "\n";
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let (alone, _, exit) = run(folder.path(), &FILTER, text.as_bytes());
    assert_eq!(alone.lines().count(), lines.len());
    let unread: serde_json::Value = serde_json::from_str(alone.lines().nth(7).unwrap()).unwrap();
    assert_eq!(unread["verdict"], "indeterminate");
    assert_eq!(unread["coverage"]["gaps"].as_array().unwrap().len(), 1);
    let beside: [&[&str]; 3] = [
        &["-o", "json=beside.json"],
        &["-o", "ndjson=lines"],
        &[
            "-o",
            "json=beside.json",
            "-o",
            "ndjson=lines",
            "--jobs",
            "3",
        ],
    ];
    for more in beside {
        let args = [&FILTER[..], more].concat();
        let (out, stderr, other) = run(folder.path(), &args, text.as_bytes());
        assert_eq!((out == alone, other), (true, exit), "{more:?}");
        assert!(stderr.contains("wrote: "), "{stderr}");
    }
    assert_eq!(read("lines"), alone);
    // The JSON is what it is alone: each device once, the worst first.
    let json = ["audit", "-", "-f", "json", "--as-of", "2026-11-21"];
    let (whole, _, _) = run(folder.path(), &json, text.as_bytes());
    assert_eq!(read("beside.json"), whole);
    for format in ["json", "text"] {
        let args = ["audit", "-", "-f", format, "--as-of", "2026-11-21"];
        let args = [&args[..], &["-o", "ndjson=again"]].concat();
        let (_, _, other) = run(folder.path(), &args, text.as_bytes());
        assert_eq!((read("again") == alone, other), (true, exit), "{format}");
        fs::remove_file(folder.path().join("again")).unwrap();
    }
}
