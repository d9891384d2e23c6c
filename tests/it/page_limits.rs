//! Pages for people stay small enough to be opened, however large the fleet: the worst
//! devices are told of, and the others counted.

use crate::cases::program;
use std::fs;

const DEVICES: usize = 5000;

/// Phones of which every second has two apps that the default policy denies.
fn fleet() -> String {
    let phone = fs::read_to_string("fixtures/first-look/compliant.json").unwrap();
    let phone: serde_json::Value = serde_json::from_str(&phone).unwrap();
    let mut lines = String::new();
    for number in 0..DEVICES {
        let mut phone = phone.clone();
        phone["device"]["id"] = format!("EXAMPLE-{number:05}").into();
        if number % 2 == 0 {
            for id in ["com.zhiliaoapp.musically", "org.telegram.messenger"] {
                let app = serde_json::json!({"id": id, "state": "installed"});
                phone["apps"].as_array_mut().unwrap().push(app);
            }
        }
        lines.push_str(&phone.to_string());
        lines.push('\n');
    }
    lines
}

#[test]
fn a_fleet_fits_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let args = [
        "audit",
        "-",
        "--as-of",
        "2026-11-21",
        "-q",
        "-o",
        "html=page.html",
    ];
    let args = args.iter().chain(&["-o", "markdown=page.md"]);
    let args: Vec<String> = args.map(|arg| (*arg).to_owned()).collect();
    let output = program(folder.path(), &args, fleet().as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let page = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let (html, markdown) = (page("page.html"), page("page.md"));
    assert!(html.len() < 2_000_000, "{}", html.len());
    assert!(markdown.len() < 1 << 20, "{}", markdown.len());
    // 200 of 2,500 in full, and 1,500 of 2,500 in the list of the others.
    for rest in [2300, 1000] {
        assert!(html.contains(&format!("{rest} more devices are not shown here")));
    }
    let rest = markdown.matches("more devices are not shown here").count();
    assert_eq!(rest, 2, "in full, and in the list of the others");
    for page in [html, markdown] {
        assert!(page.contains("5,000") || page.contains("5000"));
        assert!(page.contains("EXAMPLE-00000"));
    }
}
