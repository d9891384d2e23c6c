//! The invariants of the house, as a newcomer should be able to trust them:
//! data flows one way, facts stay out of the code, files stay small.

use crate::imports::{Imports, circles};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which stage may import which, from the top to the ground floor.
const MAY_IMPORT: [(&str, &[&str]); 8] = [
    ("inventory", &[]),
    ("source", &["inventory"]),
    ("catalogue", &["inventory"]),
    ("policy", &["inventory", "catalogue"]),
    ("audit", &["inventory", "catalogue", "policy"]),
    ("report", &["inventory", "audit"]),
    ("export", &["catalogue", "policy"]),
    (
        "cli",
        &[
            "inventory",
            "source",
            "catalogue",
            "policy",
            "audit",
            "report",
            "export",
        ],
    ),
];

/// Top-level domains that package names begin with. `com.android.` and
/// `com.apple.` are the platforms' own grammar.
const ID_STARTS: [&str; 9] = [
    "com.", "org.", "net.", "ru.", "ir.", "cn.", "ph.", "tw.", "io.",
];
const PLATFORM: [&str; 5] = [
    "com.android.",
    "com.apple.",
    // The same system component under the name it has in most builds.
    "com.google.android.packageinstaller",
    // What browsers and managements call the packages of web pages.
    "org.chromium.webapk.",
    "com.google.enterprise.webapp.",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file under `src/`, with its text outside of tests and comments.
fn sources() -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.insert(path, text);
            }
        }
    }
    assert!(found.len() > 30, "the sources were not found");
    found
}

fn is_test_file(path: &Path) -> bool {
    let stem = path.file_stem().unwrap().to_str().unwrap();
    stem == "tests" || stem.ends_with("_tests")
}

/// The lines that are compiled into the program.
fn product_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n#[cfg(test)]\nmod ")
        .next()
        .unwrap()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
}

fn stage(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next().unwrap();
    let name = first.as_os_str().to_str().unwrap();
    Path::new(name)
        .extension()
        .is_none_or(|ending| ending != "rs")
        .then(|| name.to_owned())
}

#[test]
fn nothing_points_back_up() {
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.into_iter().collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(stage) = stage(&path) else {
            continue;
        };
        let allowed = table
            .get(stage.as_str())
            .unwrap_or_else(|| unreachable!("src/{stage} is no stage of the design"));
        for other in table.keys().filter(|other| **other != stage) {
            let named = format!("crate::{other}");
            let used = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .any(|line| line.contains(&named));
            if used && !allowed.contains(other) {
                wrong.push(format!("{} uses {named}", path.display()));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// What two files need of each other is in a third.
#[test]
fn no_two_files_import_each_other_in_a_circle() {
    let graph = Imports::read(&root().join("src")).inside_stages();
    let edges: usize = graph.values().map(BTreeSet::len).sum();
    assert!(edges > 200, "the imports were not found");
    assert_eq!(circles(&graph), [""; 0]);
}

#[test]
fn a_circle_is_found() {
    let name = |text: &str| vec![text.to_owned()];
    let graph = BTreeMap::from([
        (name("a"), [name("b")].into()),
        (name("b"), [name("c")].into()),
        (name("c"), [name("a")].into()),
        (name("d"), [name("a")].into()),
    ]);
    assert_eq!(circles(&graph), ["a -> b", "b -> c", "c -> a"]);
}

/// What two commands need is in `cli/run` or `cli/ui`.
#[test]
fn commands_do_not_import_each_other() {
    let graph = Imports::read(&root().join("src")).inside_stages();
    let command = |module: &[String]| {
        let inside = module.strip_prefix(&["cli".to_owned(), "command".to_owned()])?;
        inside.first().cloned()
    };
    let mut wrong = Vec::new();
    for (module, targets) in &graph {
        for target in targets {
            if let (Some(one), Some(other)) = (command(module), command(target))
                && one != other
            {
                wrong.push(format!("{} -> {}", module.join("::"), target.join("::")));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn the_code_knows_no_app() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if is_test_file(&path) {
            continue;
        }
        for line in product_lines(&text) {
            for literal in literals(line) {
                let is_id = ID_STARTS.iter().any(|start| {
                    literal.starts_with(start)
                        && literal.len() > start.len()
                        && !literal.contains(' ')
                });
                let example = literal.starts_with("com.example");
                let platform = PLATFORM.iter().any(|own| literal.starts_with(own));
                if is_id && !example && !platform {
                    wrong.push(format!("{}: {literal}", path.display()));
                }
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// Names and codes of the countries and owners that the facts speak of must
/// not turn up in the code.
#[test]
fn the_code_knows_no_country_and_no_owner() {
    let countries = [
        "China",
        "Russia",
        "Iran",
        "North Korea",
        "Norway",
        "Netherlands",
    ];
    let catalogue = dutyphone::catalogue::builtin();
    let codes = catalogue.owners().flat_map(|owner| owner.control());
    let families = catalogue.families().map(|family| family.name().to_owned());
    let names: HashSet<String> = codes.map(|code| code.to_string()).chain(families).collect();
    // Short ids are ordinary words, too.
    let owners = catalogue.owners().map(|owner| owner.id());
    let owners: HashSet<&str> = owners.filter(|id| id.len() > 4).collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if is_test_file(&path) {
            continue;
        }
        // What a maker of phones adds to Android's formats is told by the
        // maker's name, so sources may know makers.
        let knows_makers = stage(&path).is_some_and(|stage| stage == "source");
        for line in product_lines(&text) {
            let country = countries.iter().any(|name| line.contains(name));
            let name = literals(line).any(|literal| {
                names.contains(literal) || (!knows_makers && owners.contains(literal))
            });
            if country || name {
                wrong.push(format!("{}: {}", path.display(), line.trim()));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// The string literals of a line, near enough.
fn literals(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

#[test]
fn no_file_outgrows_its_purpose() {
    let mut lengths = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
        lengths.push(lines);
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 130, "half of the files have over {median} lines");
}

#[test]
fn every_module_opens_with_what_lives_there() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "{}", path.display());
    }
}

#[test]
fn there_is_no_drawer_for_everything() {
    for path in sources().keys() {
        for part in path.strip_prefix(root()).unwrap().components() {
            let part = part.as_os_str().to_str().unwrap();
            let name = part.strip_suffix(".rs").unwrap_or(part);
            assert!(
                !["utils", "util", "common", "helpers", "misc"].contains(&name),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn every_subcommand_and_format_is_a_file() {
    for command in dutyphone::cli::commands() {
        let file = root().join(format!("src/cli/command/{command}.rs"));
        let folder = root().join(format!("src/cli/command/{command}/mod.rs"));
        assert!(file.is_file() || folder.is_file(), "{command}");
    }
    for format in dutyphone::report::Format::ALL {
        let file = root().join(format!("src/report/{format}.rs"));
        let folder = root().join(format!("src/report/{format}/mod.rs"));
        assert!(file.is_file() || folder.is_file(), "{format}");
    }
}

/// Readers of other tools' lists name what they read as `"ios/tool"`. Each
/// tool has one file, and each file one tool.
#[test]
fn every_list_of_another_tool_is_a_file() {
    let mut file_of = BTreeMap::new();
    for (path, text) in sources() {
        let in_lists = path.parent() == Some(&root().join("src/source/lists"));
        // The tools whose readers are still divided by the shape of the file.
        if !in_lists || is_test_file(&path) || path.ends_with("tool.rs") {
            continue;
        }
        let tools: BTreeSet<&str> = product_lines(&text)
            .flat_map(literals)
            .filter_map(|text| {
                // `ios/mvt-applications` is of the tool `ios/mvt`.
                let tool = text.split('-').next()?;
                let (platform, name) = tool.split_once('/')?;
                let known = ["ios", "android", "mdm"].contains(&platform);
                (known && name.chars().all(char::is_alphanumeric)).then_some(tool)
            })
            .collect();
        assert!(
            tools.len() <= 1,
            "{} reads the lists of {tools:?}",
            path.display()
        );
        for tool in tools {
            let other = file_of.insert(tool.to_owned(), path.clone());
            assert_eq!(other, None, "{tool} is read in two files");
        }
    }
}

/// What `policy export` offers, once there is one.
#[test]
fn every_export_target_is_a_file() {
    let folder = root().join("src/export");
    if !folder.is_dir() {
        return;
    }
    let targets = dutyphone::cli::possible_values(&["policy", "export"]);
    assert!(!targets.is_empty(), "the targets were not found");
    for target in targets {
        let name = target.replace('-', "_");
        let file = folder.join(format!("{name}.rs"));
        let inside = folder.join(name).join("mod.rs");
        assert!(file.is_file() || inside.is_file(), "{target}");
    }
}

#[test]
fn possible_values_are_found() {
    let formats = dutyphone::cli::possible_values(&["report"]);
    for format in dutyphone::report::Format::ALL {
        assert!(formats.contains(&format.to_string()), "{format}");
    }
}

#[test]
fn the_top_level_holds_what_was_agreed() {
    let agreed = [
        "Cargo.toml",
        "Cargo.lock",
        // Only turns `policies/` into its compact form.
        "build.rs",
        "src",
        "policies",
        "tests",
        "fixtures",
        "benches",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "target",
    ];
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            name.starts_with('.') || agreed.contains(&name.as_str()),
            "{name}"
        );
    }
}
