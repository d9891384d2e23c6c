//! Devices that lie aside while a report is written give the same bytes as devices in
//! memory, in every format.

use crate::cases::program_with;
use crate::reports::{audit, audits, root, strings};
use crate::workbook::readable;
use dutyphone::report::document::Devices;
use dutyphone::report::redact::Redactor;
use dutyphone::report::{self, Document, Format, IN_MEMORY, Layout};
use serde_json::Value;
use std::cmp::Reverse;

fn written(document: &Document<'_>, format: Format) -> Vec<u8> {
    let mut bytes = Vec::new();
    report::write(document, format, Layout::FILE, &mut bytes).unwrap();
    bytes
}

#[test]
fn aside_and_in_memory_are_the_same() {
    for folder in audits() {
        let saved = audit(&folder, "json");
        let held: Document<'static> = serde_json::from_slice(&saved).unwrap();
        assert!(matches!(held.devices, Devices::Held(_)));
        // All of it in a file, some of it, and nothing.
        let aside = [0, 1 << 12, IN_MEMORY].map(|in_memory| {
            let document = Document::read(&*saved, in_memory).unwrap();
            assert!(matches!(document.devices, Devices::Aside(_)));
            document
        });
        for format in Format::ALL {
            let expected = written(&held, *format);
            for document in &aside {
                let actual = written(document, *format);
                assert!(actual == expected, "{format} of {}", folder.display());
            }
        }
    }
}

#[test]
fn redacting_them_is_the_same_too() {
    for folder in audits() {
        let saved = audit(&folder, "json");
        let redacted = |in_memory| {
            let mut document = Document::read(&*saved, in_memory).unwrap();
            let redactor = Redactor::new(&[7; 32]);
            redactor.document(&mut document).unwrap();
            let formats = Format::ALL.iter();
            let shown = formats.map(|format| readable(*format, written(&document, *format)));
            shown.collect::<Vec<String>>()
        };
        assert!(redacted(0) == redacted(IN_MEMORY), "{}", folder.display());
    }
}

/// The gravest stand first in what people read, whatever their ids are. What programs
/// read keeps its order.
#[test]
fn the_gravest_stand_first() {
    let folder = root().join("mixed");
    for redact in [&[][..], &["--redact"]] {
        let saved = audit(&folder, "json");
        let report = |format: &str| {
            let args = [&["report", "-", "-f", format][..], redact].concat();
            let key = [("DUTYPHONE_REDACT_KEY", "a key of thirty-two bytes or more")];
            let output = program_with(&folder, &strings(&args), &saved, &key);
            String::from_utf8(output.stdout).unwrap()
        };
        let result: Value = serde_json::from_str(&report("json")).unwrap();
        let mut devices: Vec<&Value> = result["devices"].as_array().unwrap().iter().collect();
        let listed = devices.clone();
        let verdicts = ["non-compliant", "indeterminate", "compliant"];
        devices.sort_by_key(|device| {
            let verdict = verdicts.iter().position(|one| device["verdict"] == *one);
            let open = |level: &str| {
                let found = device["findings"].as_array().unwrap().iter();
                let open = found.filter(|one| one["waived_by"].is_null());
                let open = open.filter(|one| one["permitted_by"].is_null());
                open.filter(|one| one["level"] == level).count()
            };
            (verdict, Reverse(["deny", "warn", "note"].map(open)))
        });
        assert_ne!(devices, listed, "the case says nothing");
        for (format, before) in [("text", "  "), ("html", "<span>"), ("markdown", ": `")] {
            let text = report(format);
            let places = devices.iter().map(|device| {
                let id = device["id"].as_str().unwrap();
                text.find(&format!("{before}{id}"))
            });
            let places: Vec<usize> = places.flatten().collect();
            assert!(places.len() >= 4, "{format}: {text}");
            assert!(places.is_sorted(), "{format}: {places:?}");
        }
    }
}
