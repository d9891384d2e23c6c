//! Data sets over each other: what they add, what they override, and that
//! nothing says less without a reason.

use dutyphone::catalogue::{
    self, Catalogue, CatalogueFile, DataFiles, builtin_catalogue_files, builtin_policies,
    builtin_policy, load_sets,
};
use dutyphone::inventory::Platform;
use dutyphone::policy;
use std::fs;

const BASE: &str = r#"
schema = 1
version = "1"
date = 2026-11-01
complete = true
checked = 2026-11-01
source = [{ id = "s", kind = "primary", title = "S", url = "https://example.com/", retrieved = 2026-11-01 }]

[[owner]]
id = "above"
name = "Above"
control = ["FI"]
basis = "b"
sources = ["s"]

[[owner]]
id = "below"
name = "Below"
parent = { id = "above", relation = "control" }
basis = "b"
sources = ["s"]

[[app]]
id = "game"
name = "Game"
owner = "below"
categories = ["game"]

[[app.android]]
id = "com.example.game"
sources = ["s"]

[[namespace]]
owner = "below"
platform = "android"
prefix = "com.example."
exceptions = []
sources = ["s"]
"#;

fn over(overlay: &str) -> Result<Catalogue, Vec<String>> {
    let set = |name: &str, text: &'static str| DataFiles {
        name: name.to_owned(),
        files: vec![CatalogueFile {
            name: format!("{name}.toml"),
            text,
        }],
    };
    let overlay: &'static str = format!("schema = 1\n{overlay}").leak();
    let sets = [set("base", BASE), set("overlay", overlay)];
    load_sets(&sets).map_err(|error| {
        let mistakes = error.mistakes.into_iter();
        mistakes.map(|(_, mistake)| mistake.message).collect()
    })
}

const OWNER: &str = r#"
[[owner]]
id = "below"
name = "Below"
parent = { id = "above", relation = "control" }
basis = "b"
sources = ["s"]
"#;

#[test]
fn rows_add_and_override() {
    let overlay = r#"checked = 2026-11-20
        [[app]]
        id = "game"
        name = "The Game"
        owner = "below"
        categories = ["game", "puzzle"]
        [[app.ios]]
        id = "com.example.Game"
        sources = ["s"]
        "#;
    let catalogue = over(overlay).unwrap();
    let game = catalogue.family_by_id("game").unwrap();
    let game = catalogue.family(game).unwrap();
    assert_eq!(game.name(), "The Game");
    // Its other id stays.
    let ids: Vec<&str> = game.app_ids().map(|app| app.id()).collect();
    assert_eq!(ids, ["com.example.game", "com.example.Game"]);
    assert!(
        catalogue
            .app_id(Platform::Ios, "COM.EXAMPLE.GAME")
            .is_some()
    );
    assert!(
        catalogue
            .app_id(Platform::Android, "com.example.Game")
            .is_none()
    );
    let sets: Vec<_> = catalogue.data_sets().collect();
    assert_eq!(sets.len(), 2);
    assert_eq!((sets[0].version, sets[0].overridden), (Some("1"), 1));
    assert_eq!((sets[1].version, sets[1].overridden), (None, 0));
    assert_eq!(sets[1].date, Some(jiff::civil::date(2026, 11, 20)));
}

#[test]
fn saying_less_needs_a_reason() {
    let namespace = "[[namespace]]\nowner = \"below\"\nplatform = \"android\"\n\
                     prefix = \"com.example.\"\nexceptions = [\"com.example.x\"]\nsources = [\"s\"]\n";
    let cases = [
        (
            OWNER.replace("sources", "confidence = \"low\"\nsources"),
            "owner `below` says less than the row it overrides: its confidence falls from `high` \
             to `low`",
        ),
        (
            OWNER.replace("control\" }", "minority\" }"),
            "owner `below` says less than the row it overrides: it belongs to somebody else",
        ),
        (
            OWNER.replace("below", "above").replace("parent", "#"),
            "owner `above` says less than the row it overrides: a country that controls it is gone",
        ),
        (
            namespace.to_owned(),
            "namespace `com.example.` says less than the row it overrides: it has more exceptions",
        ),
    ];
    for (row, expected) in cases {
        let overlay = format!("checked = 2026-11-20\n{row}");
        assert_eq!(over(&overlay).unwrap_err(), [expected]);
        let reasoned = overlay.replace("sources = [\"s\"]", "reason = \"r\"\nsources = [\"s\"]");
        assert!(over(&reasoned).is_ok(), "{reasoned}");
    }
    // The same again, or more, needs none.
    assert!(
        over(&format!(
            "checked = 2026-11-20\n{OWNER}control = [\"SE\"]\n"
        ))
        .is_ok()
    );
}

#[test]
fn a_complete_data_set_takes_the_place_of_an_older_one() {
    let newer = "version = \"2\"\ndate = 2026-12-01\ncomplete = true\n";
    let catalogue = over(newer).unwrap();
    assert_eq!(catalogue.owners().count(), 0);
    let names: Vec<&str> = catalogue.data_sets().map(|set| set.name).collect();
    assert_eq!(names, ["overlay"]);
    let older = newer.replace("2026-12-01", "2026-10-01");
    assert_eq!(
        over(&older).unwrap_err(),
        ["the data set is of 2026-10-01, and that of 2026-11-01 in this program is newer"]
    );
}

#[test]
fn a_source_is_repeated_or_refused() {
    let source = "[[source]]\nid = \"s\"\nkind = \"primary\"\ntitle = \"S\"\n\
                  url = \"https://example.com/\"\nretrieved = 2026-11-01\n";
    assert!(over(source).is_ok());
    let other = source.replace("primary", "hint");
    assert_eq!(over(&other).unwrap_err(), ["source `s` is there twice"]);
}

/// A copy of the built-in files over the built-in ones changes nothing but what
/// is told of the data sets.
#[test]
fn the_same_facts_again_change_nothing() {
    let files = builtin_catalogue_files();
    let sets = ["built-in", "copy"].map(|name| DataFiles {
        name: name.to_owned(),
        files: files.clone(),
    });
    let copy = load_sets(&sets).unwrap();
    let builtin = catalogue::builtin();
    let digests = |catalogue: &Catalogue| -> Vec<String> {
        let sets = catalogue.data_sets();
        sets.map(|set| set.digest.to_owned()).collect()
    };
    assert_eq!(digests(&copy), digests(&builtin));
    assert_eq!(copy.owners().count(), builtin.owners().count());
    assert_eq!(copy.app_ids().count(), builtin.app_ids().count());
}

/// The compact form of the policies says what their files say.
#[test]
fn compact_policies_are_the_files_read_directly() {
    let catalogue = catalogue::builtin();
    for file in builtin_policies() {
        let compact = policy::read_builtin(
            &builtin_policy(file.name).unwrap(),
            &catalogue,
            policy::Tests::Read,
        );
        assert_eq!(
            compact,
            policy::read(file.text, &catalogue),
            "{}",
            file.name
        );
    }
}

/// What `add` writes is read again, and what is wrong is not written.
#[test]
fn added_rows_are_valid() {
    let folder = tempfile::tempdir().unwrap();
    let run = |more: &str| {
        let args = "catalogue add ours.toml --owner example-group --source \
                    https://example.com/about --source-title About --source-kind primary \
                    --checked 2026-11-20";
        let args = args.split_whitespace().chain(more.split_whitespace());
        let args: Vec<String> = args.map(str::to_owned).collect();
        super::cases::program(folder.path(), &args, b"")
            .status
            .code()
    };
    assert_eq!(
        run("--app example --name Example --android com.example"),
        Some(2)
    );
    assert!(!folder.path().join("ours.toml").exists());
    assert_eq!(
        run("--owner-name Example --basis About --control FI"),
        Some(0)
    );
    assert_eq!(
        run("--app example --name Example\" --android com.example --ios com.example"),
        Some(0)
    );
    let text = fs::read_to_string(folder.path().join("ours.toml")).unwrap();
    let name = "ours.toml".to_owned();
    let catalogue = catalogue::load(&[CatalogueFile { name, text: &text }]).unwrap();
    let app = catalogue.app_id(Platform::Ios, "com.example").unwrap();
    assert_eq!(catalogue.family(app.family()).unwrap().name(), "Example\"");
}
