//! The HTML report in a real browser: its structure, its width on a phone, its
//! contrast, and that it asks for nothing from anywhere.
//!
//! `DUTYPHONE_REQUIRE_CHROMIUM` makes a missing browser a failure; pictures go
//! to `target/html-report/`.

use crate::nasty_names::assert_only_our_tags;
use crate::reports::{audit, root};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Measures the report inside frames of two widths and writes what it saw as
/// JSON. The report itself may run nothing.
const PROBE: &str = include_str!("html_probe.html");

fn page() -> String {
    String::from_utf8(audit(&root().join("mixed"), "html")).unwrap()
}

#[test]
fn the_page_asks_for_nothing_and_runs_nothing() {
    let page = page();
    assert_only_our_tags(&page);
    assert!(page.contains("default-src 'none'"));
    for word in [
        "<script",
        "src=",
        "@import",
        "url(",
        "<link",
        "javascript:",
        "<iframe",
    ] {
        assert!(!page.contains(word), "{word}");
    }
}

/// A browser, or none where none is needed.
pub(crate) fn chromium(folder: &Path, args: &[&str]) -> Option<Vec<u8>> {
    let profile = folder.join("profile");
    #[expect(clippy::disallowed_methods, reason = "a test runs a browser")]
    let output = Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
        ])
        .args([
            "--disable-sync",
            "--hide-scrollbars",
            "--allow-file-access-from-files",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(args)
        .stderr(Stdio::null())
        .output();
    match output {
        Ok(output) => {
            assert!(output.status.success());
            Some(output.stdout)
        }
        Err(error) => {
            let required = std::env::var_os("DUTYPHONE_REQUIRE_CHROMIUM").is_some();
            assert!(!required, "chromium: {error}");
            None
        }
    }
}

/// What the probe saw of a page.
fn probe(page: &str) -> Option<Value> {
    probe_in(page, LIGHT)
}

const LIGHT: &str = "--blink-settings=preferredColorScheme=1";
const DARK: &str = "--blink-settings=preferredColorScheme=0";

fn probe_in(page: &str, scheme: &str) -> Option<Value> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("report.html"), page).unwrap();
    fs::write(folder.path().join("probe.html"), PROBE).unwrap();
    let address = format!("file://{}/probe.html", folder.path().display());
    let args = [
        scheme,
        "--virtual-time-budget=10000",
        "--dump-dom",
        &address,
    ];
    let dom = String::from_utf8(chromium(folder.path(), &args)?).unwrap();
    let (_, rest) = dom.split_once("<pre id=\"seen\">").unwrap();
    let seen = rest.split_once("</pre>").unwrap().0.replace("&amp;", "&");
    let seen = seen.replace("&lt;", "<").replace("&gt;", ">");
    Some(serde_json::from_str(&seen).unwrap())
}

#[test]
fn a_browser_sees_every_device_and_nothing_sticks_out() {
    let result: Value = serde_json::from_slice(&audit(&root().join("mixed"), "json")).unwrap();
    let Some(seen) = probe(&page()) else { return };
    let devices = result["devices"].as_array().unwrap();
    let told = devices.iter().filter(|device| {
        device["verdict"] != "compliant"
            || device["findings"] != serde_json::json!([])
            || device["remarks"] != serde_json::json!([])
    });
    let told = told.count();
    for width in ["390", "1200"] {
        let seen = &seen[width];
        assert_eq!(seen["heading"], "Non-compliant");
        assert_eq!(seen["sections"], told);
        assert_eq!(seen["quiet"], devices.len() - told);
        assert_eq!(seen["tiles"][0], result["summary"]["devices"].to_string());
        assert_eq!(seen["overflow"], serde_json::json!([]), "at {width} px");
        assert_eq!(seen["scripts"], 0);
        assert_eq!(seen["foreign"], serde_json::json!([]));
        assert_eq!(seen["headings_skip"], serde_json::json!([]));
        assert_eq!(seen["tables_without_headers"], 0);
        assert_eq!(seen["dead_anchors"], serde_json::json!([]));
        assert_eq!(seen["faint"], serde_json::json!([]), "at {width} px");
        assert!(seen["bars"].as_u64().unwrap() >= 6);
    }
}

#[test]
fn text_stands_out_in_the_dark_too() {
    let Some(seen) = probe_in(&page(), DARK) else {
        return;
    };
    assert_eq!(seen["1200"]["faint"], serde_json::json!([]));
    let spoilt = page().replacen("--soft: #b3bcc8", "--soft: #444b55", 1);
    let Some(seen) = probe_in(&spoilt, DARK) else {
        return;
    };
    assert_ne!(seen["1200"]["faint"], serde_json::json!([]));
}

/// The checks above can fail: each on a page that was spoilt for it.
#[test]
fn the_browser_check_bites() {
    let page = page();
    let spoilt = [
        (
            "<main>",
            "<main><p style='white-space:nowrap'>".to_owned() + &"wide ".repeat(99),
        ),
        ("<h2 ", "<h4 ".to_owned()),
        ("--soft: #4d5560", "--soft: #c9ced6".to_owned()),
        ("href=\"#d1\"", "href=\"#gone\"".to_owned()),
    ];
    let checks = ["overflow", "headings_skip", "faint", "dead_anchors"];
    for ((old, new), check) in spoilt.iter().zip(checks) {
        assert!(page.contains(old), "{old}");
        let Some(seen) = probe(&page.replacen(old, new, 1)) else {
            return;
        };
        assert_ne!(seen["390"][check], serde_json::json!([]), "{check}");
    }
}

#[test]
fn the_nastiest_page_fits_a_phone_too() {
    let Some(seen) = probe(&crate::nasty_names::html()) else {
        return;
    };
    for width in ["390", "1200"] {
        assert_eq!(
            seen[width]["overflow"],
            serde_json::json!([]),
            "at {width} px"
        );
        assert_eq!(seen[width]["scripts"], 0);
        assert_eq!(seen[width]["foreign"], serde_json::json!([]));
        assert_eq!(seen[width]["images"], 0);
    }
}

/// Pictures for the eye; that light and dark differ is checked.
#[test]
fn pictures() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let pictures = target.join("html-report");
    fs::create_dir_all(&pictures).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.html");
    fs::write(&report, page()).unwrap();
    let address = format!("file://{}", report.display());
    let take = |name: &str, size: &str, scheme: &str| -> Option<PathBuf> {
        let path = pictures.join(format!("{name}.png"));
        let shot = format!("--screenshot={}", path.display());
        let size = format!("--window-size={size}");
        chromium(folder.path(), &[&shot, &size, scheme, &address])?;
        assert!(fs::metadata(&path).unwrap().len() > 10_000, "{name}");
        Some(path)
    };
    let shots = [
        take("wide-light", "1200,1600", LIGHT),
        take("wide-dark", "1200,1600", DARK),
        take("narrow-light", "390,2400", LIGHT),
        take("narrow-dark", "390,2400", DARK),
    ];
    if let [Some(light), Some(dark), _, _] = &shots {
        assert_ne!(fs::read(light).unwrap(), fs::read(dark).unwrap());
    }
    let printed = pictures.join("printed.pdf");
    let print = format!("--print-to-pdf={}", printed.display());
    if chromium(folder.path(), &[&print, "--no-pdf-header-footer", &address]).is_some() {
        // A page for the answer, one for each device with something to tell,
        // one for the authorities. Pages are named once each in a PDF.
        let pdf = fs::read(&printed).unwrap();
        let pages = String::from_utf8_lossy(&pdf)
            .matches("/Type /Page\n")
            .count();
        assert!(pages >= 9, "{pages} pages");
    }
}
