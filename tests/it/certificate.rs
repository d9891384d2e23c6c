//! The certificate in a real browser: one A4 page a device, whatever it has to
//! tell, with nothing cut off; and that it says plainly what it is not.

use crate::cases::program;
use crate::html::chromium;
use crate::reports::{audit, root, strings};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const PROBE: &str = include_str!("certificate_probe.html");

/// A phone with more to tell than fits on any page, and one with little.
fn phones() -> String {
    let long = "a-name-without-end-".repeat(40);
    let apps: Vec<Value> = (0..60)
        .map(|number| {
            json!({ "id": format!("com.example.app{number}.{}", "x".repeat(60)),
                    "name": format!("Name {number} {}", "word ".repeat(30)),
                    "version": "1".repeat(80), "profile": 0, "state": "installed" })
        })
        .collect();
    let gaps: Vec<Value> = (0..20)
        .map(|number| {
            json!({ "code": "profile-unreadable", "profile": number,
                    "message": format!("{number} {long}"), "advice": long })
        })
        .collect();
    let profiles: Vec<Value> = (0..20)
        .map(|number| json!({ "id": number, "kind": "secondary", "status": "partial" }))
        .collect();
    let mut text = String::new();
    for (id, gaps, apps) in [
        (long.as_str(), json!(gaps), json!(apps)),
        ("BROKEN", json!([]), json!(apps)),
        ("UNREAD", json!(gaps), json!([{ "id": "android" }])),
    ] {
        let whole = json!([{ "id": 0, "kind": "owner", "status": "complete" }]);
        let is_whole = gaps == json!([]);
        let phone = json!({
            "schema": "dutyphone/inventory/1", "taken_at": "2026-11-20T08:00:00Z",
            "tool": long, "source": "android/adb",
            "device": { "platform": "android", "id": id, "maker": long, "model": long,
                        "os_version": long, "management": "device-owner" },
            "coverage": { "complete": is_whole, "gaps": gaps,
                          "profiles": if is_whole { whole } else { json!(profiles) } },
            "apps": apps,
        });
        writeln!(text, "{phone}").unwrap();
    }
    text
}

/// Policies with long names, each of which names every app.
fn policies(folder: &Path) -> Vec<String> {
    let mut args = Vec::new();
    for number in 0..8 {
        let name = format!("policy{number}.toml");
        let words = "measure on apps of phones ".repeat(8);
        let text = format!(
            "schema = 1\nid = \"policy-{number}\"\ntitle = \"{words}\"\nissuer = \"{words}\"\n\
             jurisdiction = \"EU\"\ninstrument = \"ban\"\nissued = 2026-01-01\n\n[[rule]]\n\
             id = \"{}\"\nlevel = \"deny\"\nandroid = [\"com.example.app*\"]\nreason = \"{words}\"\n",
            "a-long-rule-".repeat(4) + "id"
        );
        fs::write(folder.join(&name), text).unwrap();
        args.extend(["-p".to_owned(), name]);
    }
    args
}

fn certificates(folder: &Path) -> String {
    let clean = root()
        .join("../first-look/compliant.json")
        .display()
        .to_string();
    let args = [
        "audit",
        "-",
        &clean,
        "-f",
        "certificate",
        "--as-of",
        "2026-11-21",
    ];
    let mut args = strings(&args);
    args.extend(policies(folder));
    let output = program(folder, &args, phones().as_bytes());
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// How many pages it prints, and what a browser sees of each.
fn printed(folder: &Path, page: &str) -> Option<(usize, Value)> {
    fs::write(folder.join("certificate.html"), page).unwrap();
    fs::write(folder.join("probe.html"), PROBE).unwrap();
    let file = |name: &str| format!("file://{}/{name}", folder.display());
    let pdf = folder.join("certificate.pdf");
    let print = format!("--print-to-pdf={}", pdf.display());
    chromium(
        folder,
        &["--no-pdf-header-footer", &print, &file("certificate.html")],
    )?;
    let pdf = fs::read(pdf).unwrap();
    let pdf = String::from_utf8_lossy(&pdf);
    let pages = pdf
        .lines()
        .filter(|line| line.ends_with("/Type /Page"))
        .count();
    let args = [
        "--virtual-time-budget=10000",
        "--dump-dom",
        &file("probe.html"),
    ];
    let dom = String::from_utf8(chromium(folder, &args)?).unwrap();
    let (_, rest) = dom.split_once("<pre id=\"seen\">").unwrap();
    let seen = rest.split_once("</pre>").unwrap().0;
    Some((pages, serde_json::from_str(seen).unwrap()))
}

#[test]
fn every_device_has_one_page_and_nothing_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let long = certificates(folder.path());
    let mixed = String::from_utf8(audit(&root().join("mixed"), "certificate")).unwrap();
    for page in [long, mixed] {
        let devices = page.matches("<section class=\"page").count();
        assert!(devices >= 4);
        let Some((pages, seen)) = printed(folder.path(), &page) else {
            return;
        };
        assert_eq!(pages, devices);
        for seen in seen.as_array().unwrap() {
            assert_eq!(seen["out"], json!([]), "{seen}");
        }
    }
}

#[test]
fn a_page_says_plainly_what_it_certifies() {
    let folder = tempfile::tempdir().unwrap();
    let page = certificates(folder.path());
    let sections: Vec<&str> = page.split("<section").skip(1).collect();
    let heading = |section: &str| {
        let (_, rest) = section.split_once("<h1>").unwrap();
        rest.split_once("</h1>").unwrap().0.to_owned()
    };
    let of = |id: &str| {
        let id = format!("<td>{id}</td>");
        let found = sections.iter().find(|section| section.contains(&id));
        heading(found.unwrap())
    };
    assert_eq!(of("EXAMPLE-COMPLIANT"), "Certificate: this device complies");
    assert_eq!(of("BROKEN"), "This device does not comply");
    assert_eq!(
        of("UNREAD"),
        "Not certified: this device was not fully checked"
    );
    assert_eq!(page.matches("Certificate: this device complies").count(), 1);
}
