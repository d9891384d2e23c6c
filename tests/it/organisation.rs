//! An invented organisation, end to end: 300 phones from the exports of two
//! management systems, a register, an audit, the export of the policy back to
//! both systems, their next exports, and what changed: everything is fixed.

use crate::cases::program;
use crate::reports::strings;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// So many phones of each system.
const PHONES: usize = 150;

/// The apps that the measure names, as they turn up on every ninth Android
/// phone and every fifteenth iPhone.
const ANDROID: [&str; 2] = ["com.zhiliaoapp.musically", "org.telegram.messenger"];
const IOS: [&str; 2] = ["com.zhiliaoapp.musically", "ph.telegra.Telegraph"];

const CLAIM: &str = "exports=the vendors document every app for phones enrolled like these, \
                     and other users are forbidden; the mobile team checked it on 1 November";

struct Organisation {
    folder: tempfile::TempDir,
}

impl Organisation {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("exports")).unwrap();
        let organisation = Self { folder };
        organisation.write_register();
        organisation
    }

    fn write_register(&self) {
        let mut text = String::from("id,person,use,access,ownership\n");
        for number in 0..PHONES {
            for id in [serial(number), udid(number)] {
                text += &format!("{id},public-employee,service,internal,issued\n");
            }
        }
        self.write("register.csv", &text);
    }

    /// What both systems export on a day, without the apps that they block.
    fn write_exports(&self, day: &str, blocked: &BTreeSet<String>) {
        let lines: Vec<String> = (0..PHONES)
            .map(|number| android(number, day, blocked).to_string() + "\n")
            .collect();
        self.write("exports/android-devices.ndjson", &lines.concat());
        let phones: Vec<Value> = (0..PHONES).map(|n| iphone(n, day, blocked)).collect();
        let list = json!({ "totalCount": PHONES, "results": phones });
        self.write("exports/iphones.json", &list.to_string());
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    #[track_caller]
    fn run(&self, args: &[&str], exit: i32) -> String {
        let output = program(self.folder.path(), &strings(args), b"");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(exit), "{args:?}: {stderr}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn audit(&self, day: &str, result: &str, exit: i32) -> Value {
        let output = format!("json={result}");
        self.run(
            &[
                "audit",
                "exports",
                "-p",
                "no-nsm-2023",
                "--register",
                "register.csv",
                "--require-all",
                "--as-of",
                day,
                "--max-age",
                "7d",
                "--assume-complete",
                CLAIM,
                "-o",
                &output,
            ],
            exit,
        );
        let text = fs::read_to_string(self.folder.path().join(result)).unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

fn serial(number: usize) -> String {
    format!("SYNTHORG{number:04}")
}

fn udid(number: usize) -> String {
    format!("00008120-{number:016}")
}

fn android(number: usize, day: &str, blocked: &BTreeSet<String>) -> Value {
    let row = |id: &str, source: &str, state: &str| {
        json!({
            "packageName": id, "versionName": "1.2", "state": state, "applicationSource": source,
        })
    };
    let mut apps = vec![
        row(
            "com.android.settings",
            "SYSTEM_APP_FACTORY_VERSION",
            "INSTALLED",
        ),
        row("com.example.chat", "INSTALLED_FROM_PLAY_STORE", "INSTALLED"),
    ];
    if number.is_multiple_of(9) {
        let id = ANDROID[number % 2];
        let state = if blocked.contains(id) {
            "REMOVED"
        } else {
            "INSTALLED"
        };
        apps.push(row(id, "INSTALLED_FROM_PLAY_STORE", state));
    }
    json!({
        "name": format!("enterprises/LC0000/devices/{number:04x}"),
        "managementMode": "DEVICE_OWNER", "ownership": "COMPANY_OWNED", "state": "ACTIVE",
        "lastStatusReportTime": format!("{day}T06:00:00Z"),
        "hardwareInfo": { "manufacturer": "Synth", "model": "S1", "serialNumber": serial(number) },
        "softwareInfo": { "androidVersion": "15" },
        "applicationReports": apps,
    })
}

fn iphone(number: usize, day: &str, blocked: &BTreeSet<String>) -> Value {
    let row = |id: &str, status: &str| json!({ "identifier": id, "shortVersion": "1.2", "managementStatus": status });
    let mut apps = vec![
        row("com.example.portal", "Managed"),
        row("com.example.chat", "Unmanaged"),
    ];
    let id = IOS[number % 2];
    if number.is_multiple_of(15) && !blocked.contains(id) {
        apps.push(row(id, "Unmanaged"));
    }
    json!({
        "mobileDeviceId": number.to_string(), "deviceType": "iOS",
        "general": {
            "udid": udid(number), "osVersion": "26.1", "managed": true, "supervised": true,
            "lastInventoryUpdateDate": format!("{day}T06:00:00Z"),
            "deviceOwnershipType": "Institutional",
        },
        "hardware": { "serialNumber": format!("SYNTHJ{number:04}"), "modelIdentifier": "iPhone15,4" },
        "applications": apps,
    })
}

/// The ids that an export of the policy blocks, as its target spells them.
fn blocked(export: &str, ids: &[&str]) -> BTreeSet<String> {
    let quoted = |id: &&&str| {
        [format!("\"{id}\""), format!("<string>{id}</string>")]
            .iter()
            .any(|spelt| export.contains(spelt))
    };
    ids.iter()
        .filter(quoted)
        .map(|id| (*id).to_owned())
        .collect()
}

fn verdicts(result: &Value) -> [u64; 4] {
    let summary = &result["summary"];
    ["devices", "non_compliant", "indeterminate", "compliant"]
        .map(|count| summary[count].as_u64().unwrap())
}

#[test]
fn an_organisation_goes_from_exports_to_a_policy_and_back() {
    let organisation = Organisation::new();
    organisation.write_exports("2026-11-23", &BTreeSet::new());
    let before = organisation.audit("2026-11-24", "before.json", 1);
    let broken = PHONES.div_ceil(9) + PHONES.div_ceil(15);
    let all = 2 * PHONES as u64;
    let broken_count = broken as u64;
    assert_eq!(
        verdicts(&before),
        [all, broken_count, 0, all - broken_count]
    );

    let export = |target: &str| {
        organisation.run(
            &[
                "policy",
                "export",
                "--to",
                target,
                "-p",
                "no-nsm-2023",
                "--as-of",
                "2026-11-24",
            ],
            0,
        )
    };
    let mut taken = blocked(&export("android-management"), &ANDROID);
    assert_eq!(taken.len(), ANDROID.len());
    let of_iphones = blocked(&export("apple-profile"), &IOS);
    assert_eq!(of_iphones.len(), IOS.len());
    taken.extend(of_iphones);

    organisation.write_exports("2026-11-30", &taken);
    let after = organisation.audit("2026-12-01", "after.json", 0);
    assert_eq!(verdicts(&after), [all, 0, 0, all]);

    let difference = organisation.run(
        &[
            "diff",
            "before.json",
            "after.json",
            "-f",
            "json",
            "--fail-on",
            "new",
        ],
        0,
    );
    let difference: Value = serde_json::from_str(&difference).unwrap();
    let devices = difference["devices"].as_array().unwrap();
    assert_eq!(devices.len(), broken);
    for device in devices {
        for finding in device["findings"].as_array().unwrap() {
            assert_eq!(finding["change"], "fixed", "{device}");
        }
    }
    assert_small(organisation.folder.path());
}

/// What an organisation keeps of it is no list of apps.
fn assert_small(folder: &Path) {
    let text = fs::read_to_string(folder.join("after.json")).unwrap();
    assert!(
        !text.contains("com.example.chat"),
        "apps that break nothing"
    );
}
