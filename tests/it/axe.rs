//! Pages of ours as axe-core sees them: whether people who see little, or nothing, or
//! use no mouse can read them. Light and dark, wide and narrow.

use crate::cases::{case, program};
use crate::html::chromium;
use crate::outside::{node_package, say_skipped};
use crate::reports::{audit, root, strings};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Asks for everything that axe-core knows, and writes what it found into the page.
const ASK: &str = "axe.run(document, {resultTypes: ['violations']})
    .then((seen) => seen.violations.map((rule) => [rule.id, rule.nodes.map((one) => one.html)]))
    .catch((error) => [['error', [String(error)]]])
    .then((found) => {
        const place = document.createElement('pre');
        place.id = 'seen';
        place.textContent = JSON.stringify(found);
        document.body.append(place);
    });";

/// The violations in a page: each rule, and where. None without axe-core or a browser.
fn violations(axe: &str, page: &str, look: &[&str]) -> Option<Value> {
    // The page itself lets nothing run; that is tested elsewhere.
    let (head, rest) = page
        .split_once("<meta http-equiv=\"Content-Security-Policy\"")
        .unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    let (body, end) = rest.rsplit_once("</body>").unwrap();
    let scripts = format!("<script>{axe}</script><script>{ASK}</script>");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    fs::write(&file, [head, body, &scripts, "</body>", end].concat()).unwrap();
    let address = format!("file://{}", file.display());
    let args = [
        &["--virtual-time-budget=20000", "--dump-dom"],
        look,
        &[&address],
    ]
    .concat();
    let dom = String::from_utf8(chromium(folder.path(), &args)?).unwrap();
    let (_, seen) = dom.split_once("<pre id=\"seen\">").unwrap();
    let seen = seen.split_once("</pre>").unwrap().0;
    let seen = seen
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    Some(serde_json::from_str(&seen).unwrap())
}

/// The text of axe-core.
fn axe() -> Option<String> {
    let folder = node_package("axe-core")?;
    Some(fs::read_to_string(folder.join("axe.min.js")).unwrap())
}

fn overview(folder: &Path) -> String {
    let args = [case(folder).args, strings(&["-f", "html", "--summary"])].concat();
    String::from_utf8(program(folder, &args, b"").stdout).unwrap()
}

#[test]
fn axe_finds_no_violation() {
    let Some(axe) = axe() else { return };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let mixed = root().join("mixed");
    let pages = [
        ("page", text(audit(&mixed, "html"))),
        ("nothing", text(audit(&root().join("nothing"), "html"))),
        ("nasty", crate::nasty_names::html()),
        ("overview", overview(&mixed)),
        ("certificates", text(audit(&mixed, "certificate"))),
    ];
    for (name, page) in pages {
        let schemes = if name == "page" {
            &["1", "0"][..]
        } else {
            &["1"]
        };
        for scheme in schemes {
            let scheme = format!("--blink-settings=preferredColorScheme={scheme}");
            for size in ["--window-size=1200,1600", "--window-size=390,2400"] {
                let Some(found) = violations(&axe, &page, &[&scheme, size]) else {
                    return say_skipped("chromium");
                };
                assert_eq!(found, json!([]), "{name} {scheme} {size}");
            }
        }
    }
}

/// The check can fail.
#[test]
fn axe_bites() {
    let Some(axe) = axe() else { return };
    let page = String::from_utf8(audit(&root().join("mixed"), "html")).unwrap();
    let spoilt = [
        ("<html lang=\"en\">", "<html>", "html-has-lang"),
        ("<main>", "<div>", "landmark-one-main"),
        ("--soft: #4d5560", "--soft: #c9ced6", "color-contrast"),
    ];
    for (old, new, rule) in spoilt {
        let spoilt = page.replacen(old, new, 1);
        assert_ne!(spoilt, page);
        let look = ["--blink-settings=preferredColorScheme=1"];
        let Some(found) = violations(&axe, &spoilt, &look) else {
            return say_skipped("chromium");
        };
        let mut rules = found.as_array().unwrap().iter();
        assert!(rules.any(|one| one[0] == rule), "{rule}: {found}");
    }
}
