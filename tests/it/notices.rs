//! Notices to the people who hold the phones.
//!
//! `fixtures/notices/LANG/` holds what is written for the phones of
//! `fixtures/first-look`; `DUTYPHONE_BLESS=1` writes it anew.
//! `fixtures/notices/words.toml` says which words each language must have, and
//! which it must not. A new language is a folder and a table there.

use crate::cases::{compare, program};
use crate::reports::strings;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(serde::Deserialize)]
struct Wanted {
    must: Vec<String>,
    never: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The notices of one run, by file name.
fn notices(arguments: &[&str]) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().to_str().unwrap();
    let mut args = strings(&["audit", "fixtures/first-look", "--as-of", "2026-11-26"]);
    for argument in arguments {
        args.push(argument.replace("DIR", to));
    }
    let output = program(root(), &args, b"");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    let entries = fs::read_dir(folder.path()).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn languages() -> BTreeMap<String, Wanted> {
    let text = fs::read_to_string(root().join("fixtures/notices/words.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

#[test]
fn every_language_has_its_notices_and_its_words() {
    let mut wrong = Vec::new();
    let known = dutyphone::report::Language::ALL;
    let languages = languages();
    assert_eq!(languages.len(), known.len(), "words.toml and the program");
    for (language, wanted) in languages {
        let written = notices(&["--notices", "md=DIR", "--lang", &language]);
        assert_eq!(written.len(), 3, "three phones need somebody: {written:?}");
        let all: String = written.values().cloned().collect();
        for word in wanted.must {
            assert!(all.contains(&word), "{language} must say `{word}`:\n{all}");
        }
        // Issuers are quoted as the policy names them.
        let own = all.lines().map(|line| match line.split_once(" (") {
            Some((title, _)) if line.contains(" 2023)") => title,
            _ => line,
        });
        let own = own.collect::<Vec<_>>().join("\n").to_lowercase();
        for word in wanted.never {
            let word = word.to_lowercase();
            assert!(
                !own.contains(&word),
                "{language} must not say `{word}`:\n{own}"
            );
        }
        for (name, text) in written {
            let path = root().join("fixtures/notices").join(&language).join(name);
            compare(&path, text.as_bytes(), &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What one run prints, and says on stderr.
fn printed(arguments: &[&str]) -> (String, String) {
    let mut args = strings(&["audit", "fixtures/first-look", "--as-of", "2026-11-26"]);
    args.extend(strings(arguments));
    let output = program(root(), &args, b"");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    (String::from_utf8(output.stdout).unwrap(), said)
}

/// The format is the same pages, one after the other, on stdout and in a file. A page
/// that names no phone has a comment above it that does.
#[test]
fn the_format_is_the_same_pages() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.md");
    let to_file = format!("notice={}", file.display());
    let form = ["--contact", "<IT> & co", "--deadline", "2026-12-24"];
    for language in languages().keys() {
        let with = [&["--lang", language.as_str()][..], &form].concat();
        let alone = notices(&[&["--notices", "md=DIR"][..], &with].concat());
        let as_format = ["-f", "notice", "-o", &to_file];
        let (text, said) = printed(&[&as_format[..], &with].concat());
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
        assert!(said.contains("3 notices for 4 devices"), "{said}");
        assert_eq!(text.matches("<!-- fixtures/").count(), 2, "{text}");
        let pages = text.split("\n---\n\n");
        let mut pages: Vec<&str> = pages
            .map(|page| match page.strip_prefix("<!-- fixtures/") {
                Some(named) => named.split_once(" -->\n").unwrap().1,
                None => page,
            })
            .collect();
        let mut expected: Vec<&str> = alone.values().map(String::as_str).collect();
        pages.sort_unstable();
        expected.sort_unstable();
        assert_eq!(pages, expected, "{language}");
    }
}

#[test]
fn a_template_is_for_the_format_too() {
    let template = tempfile::NamedTempFile::new().unwrap();
    fs::write(template.path(), "<p>{{ hello }}</p>\n").unwrap();
    let path = template.path().to_str().unwrap();
    let (text, _) = printed(&["-f", "notice", "--notice-template", path]);
    let next = "<!-- the next notice -->";
    let page = "<p>Hello,</p>";
    assert_eq!(text, format!("{page}\n{next}\n{page}\n{next}\n{page}"));
}

/// What is wrong with notices is said before any phone is read.
#[test]
fn notices_that_cannot_be_written_stop_the_run() {
    let template = tempfile::NamedTempFile::new().unwrap();
    fs::write(template.path(), "<p>{{ hello </p>").unwrap();
    let path = template.path().to_str().unwrap();
    for (arguments, about) in [
        (&["--contact", "IT"][..], "none is written"),
        (&["--notice-template", path], "none is written"),
        (
            &["-f", "notice", "--notice-template", path],
            "unexpected `/`",
        ),
        (&["-f", "notice", "--notice-template", "no-such"], "no-such"),
    ] {
        let mut args = strings(&["audit", "fixtures/first-look"]);
        args.extend(strings(arguments));
        let output = program(root(), &args, b"");
        let said = String::from_utf8(output.stderr).unwrap();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(about), "{said}");
        assert!(output.stdout.is_empty());
    }
}

/// No app that breaks nothing is named to anybody.
#[test]
fn a_notice_names_only_what_was_found() {
    for text in notices(&["--notices", "md=DIR", "--lang", "en"]).values() {
        for harmless in ["com.android.settings", "Preferences", "com.apple."] {
            assert!(!text.contains(harmless), "{text}");
        }
    }
}

#[test]
fn an_organisation_adds_contact_day_and_page() {
    let template = tempfile::NamedTempFile::new().unwrap();
    fs::write(template.path(), "<p>Own page: {{ subject }}</p>").unwrap();
    let path = template.path().to_str().unwrap();
    let own = notices(&["--notices", "html=DIR", "--notice-template", path]);
    assert!(own.values().all(|text| text.starts_with("<p>Own page: ")));
    let with = [
        "--lang",
        "nl",
        "--contact",
        "<IT> & co",
        "--deadline",
        "2026-12-24",
    ];
    for (format, contact) in [
        ("html", "&lt;IT&gt; &amp; co"),
        ("md", "&lt;IT&gt; &amp; co"),
    ] {
        let to = format!("{format}=DIR");
        let written = notices(&[&["--notices", to.as_str()][..], &with].concat());
        for text in written.values() {
            assert!(text.contains(contact), "{text}");
            assert!(text.contains("24 december 2026"), "{text}");
        }
    }
}

/// Mail programs of others read the drafts.
#[test]
fn a_mail_is_a_mail() {
    let Some(mut python) = crate::outside::python("email") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in notices(&["--notices", "eml=DIR", "--lang", "nb"]) {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let script = "import email, email.policy, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert mail['subject'] == 'Om appene på tjenestetelefonen din', mail['subject']
    assert mail['x-unsent'] == '1' and mail['to'] is None
    assert 'Hvem du kan spørre'.upper() in mail.get_content()
    assert not mail.defects, mail.defects
";
    let output = python
        .args(["-c", script])
        .arg(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
