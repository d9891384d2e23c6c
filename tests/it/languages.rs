//! The languages of what people read.
//!
//! `fixtures/languages/LANG.txt` is the text report on `fixtures/first-look`;
//! `DUTYPHONE_BLESS=1` writes it anew. `fixtures/languages/words.toml` says which
//! words each language must have, and which it must not. A new language is a file
//! and a table there.

use crate::cases::{compare, program};
use crate::reports::strings;
use dutyphone::report::document::Document;
use dutyphone::report::{Language, Layout, Panel, panel};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(serde::Deserialize)]
struct Wanted {
    must: Vec<String>,
    never: Vec<String>,
}

const FOR_PEOPLE: [&str; 4] = ["text", "markdown", "html", "certificate"];
const FOR_PROGRAMS: [&str; 6] = ["json", "ndjson", "sarif", "junit", "github", "csv"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn others() -> impl Iterator<Item = Language> {
    let all = Language::ALL.iter().copied();
    all.filter(|language| *language != Language::En)
}

/// What the program prints on the phones of first-look.
fn printed(format: &str, language: Language) -> String {
    let args = [
        "audit",
        "fixtures/first-look",
        "--as-of",
        "2026-11-26",
        "-f",
        format,
        "--lang",
        language.as_str(),
    ];
    let output = program(root(), &strings(&args), b"");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// A saved result in a format.
fn reported(result: &Path, format: &str, language: Language) -> String {
    let path = result.to_str().unwrap();
    let args = ["report", path, "-f", format, "--lang", language.as_str()];
    let output = program(root(), &strings(&args), b"");
    assert!(output.status.code() < Some(3), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Before what is quoted in English, in every other language.
const QUOTED: [&str; 2] = ["på engelsk: ", "in het Engels: "];

/// The page's own words in one line: without English that says so, addresses, and
/// what the page says to the browser, and with every sign as a reader sees it.
fn own_words(format: &str, page: &str, issuers: &[String]) -> String {
    let mut text = page.split_whitespace().collect::<Vec<_>>().join(" ");
    match format {
        "html" | "certificate" => {
            for (start, end) in [("<style>", "</style>"), ("<q ", "</q>"), ("<", ">")] {
                text = without(&text, start, end);
            }
            text = unescaped(&text);
        }
        "markdown" => {
            for label in QUOTED {
                for fence in ["``", "`"] {
                    text = without(&text, &format!("{label}{fence}"), fence);
                }
            }
            text = unescaped(&without(&text, "<", ">"));
            text.retain(|c| c != '\\');
        }
        _ => {}
    }
    plain(&text, issuers)
}

/// A sentence, or what a page shows, without what is quoted in it, and code without
/// its marks.
fn plain(text: &str, issuers: &[String]) -> String {
    let mut text = without(text, "\u{201c}", "\u{201d}").replace('`', " ");
    for issuer in issuers {
        text = text.replace(issuer.as_str(), " ");
    }
    // Addresses are in the language of whoever gave them.
    let words = text.split_whitespace();
    let words = words.filter(|word| !word.contains("https:"));
    words.collect::<Vec<_>>().join(" ")
}

fn unescaped(text: &str) -> String {
    let mut text = text.replace("&#8203;", "");
    for (escaped, plain) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&#x2f;", "/"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ] {
        text = text.replace(escaped, plain);
    }
    assert!(!text.contains("&#"), "an escape that is not known: {text}");
    text
}

/// The text outside of marks. One that is never closed would hide all that follows.
fn without(text: &str, start: &str, end: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, behind)) = rest.split_once(start) {
        kept.push_str(before);
        kept.push(' ');
        let about: String = behind.chars().take(120).collect();
        assert!(behind.contains(end), "`{start}` is never closed: {about}");
        (_, rest) = behind.split_once(end).unwrap();
    }
    kept + rest
}

/// Every English sentence of a result that a language has to say in its own words,
/// and who issued its measures, which is a name.
fn english(result: &Value) -> (Vec<String>, Vec<String>) {
    fn collect(value: &Value, sentences: &mut Vec<String>, issuers: &mut Vec<String>) {
        let keys = [
            "message",
            "advice",
            "reason",
            "fix",
            "how_to_fix",
            "why",
            "title",
        ];
        match value {
            Value::Array(values) => values.iter().for_each(|v| collect(v, sentences, issuers)),
            Value::Object(fields) => {
                for (key, value) in fields {
                    match value.as_str() {
                        Some(text) if key == "issuer" => issuers.push(text.to_owned()),
                        Some(text) if keys.contains(&key.as_str()) && text.contains(' ') => {
                            sentences.push(text.to_owned());
                        }
                        Some(_) => {}
                        // Titles of sources are those of what they name.
                        None if key == "sources" || key == "waived_by" => {}
                        None => collect(value, sentences, issuers),
                    }
                }
            }
            _ => {}
        }
    }
    let (mut sentences, mut issuers) = (Vec::new(), Vec::new());
    collect(result, &mut sentences, &mut issuers);
    issuers.sort_by_key(|issuer| std::cmp::Reverse(issuer.len()));
    (sentences, issuers)
}

/// How many words tell a sentence: text cuts long ones.
const TELLING: usize = 5;

/// The sentences whose beginning stands in a page's own words.
fn leaked<'s>(own: &str, sentences: &'s [String], issuers: &[String]) -> Vec<&'s String> {
    let is_there = |sentence: &&String| {
        let sentence = plain(sentence, issuers);
        let words: Vec<&str> = sentence.split(' ').take(TELLING).collect();
        // What is all quoted has no words of its own.
        words.len() > 1 && own.contains(&words.join(" "))
    };
    sentences.iter().filter(is_there).collect()
}

/// The check bites: what a page in English says is caught, in every format. Fewer
/// sentences than this would mean that the check has become blind to some.
#[test]
fn an_english_page_is_caught() {
    let result: Value = serde_json::from_str(&printed("json", Language::En)).unwrap();
    let (sentences, issuers) = english(&result);
    let text = fs::read_to_string(root().join("fixtures/languages/words.toml")).unwrap();
    let wanted: BTreeMap<String, Wanted> = toml::from_str(&text).unwrap();
    for (format, least) in FOR_PEOPLE.iter().zip([10, 25, 31, 8]) {
        let own = own_words(format, &printed(format, Language::En), &issuers);
        let caught = leaked(&own, &sentences, &issuers).len();
        assert!(caught >= least, "{format}: only {caught} of {least}");
        for (language, wanted) in &wanted {
            let is_said = |word: &&String| own.to_lowercase().contains(&***word);
            assert!(
                wanted.never.iter().any(|word| is_said(&word)),
                "{language} {format}"
            );
        }
    }
}

/// A mark that is never closed would hide the rest of a page.
#[test]
#[should_panic(expected = "is never closed")]
fn a_mark_that_is_never_closed_is_a_failure() {
    own_words("text", "it says \u{201c}this and the rest", &[]);
}

#[test]
fn text_in_every_language() {
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let text = printed("text", *language);
        for line in text.lines() {
            let width = line.chars().count();
            assert!(
                width <= 80 || !line.trim().contains(' '),
                "{width} columns: {line}"
            );
        }
        let path = root().join(format!("fixtures/languages/{language}.txt"));
        compare(&path, text.as_bytes(), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_format_has_the_words_of_the_authorities_and_no_english() {
    let text = fs::read_to_string(root().join("fixtures/languages/words.toml")).unwrap();
    let wanted: BTreeMap<String, Wanted> = toml::from_str(&text).unwrap();
    let result: Value = serde_json::from_str(&printed("json", Language::En)).unwrap();
    let (sentences, issuers) = english(&result);
    assert!(sentences.len() > 20, "{sentences:?}");
    for language in others() {
        let wanted = &wanted[language.as_str()];
        let mut all = String::new();
        for format in FOR_PEOPLE {
            let own = own_words(format, &printed(format, language), &issuers);
            let leaked = leaked(&own, &sentences, &issuers);
            assert!(leaked.is_empty(), "{language} {format}: {leaked:#?}");
            for word in &wanted.never {
                let small = own.to_lowercase();
                let about = small
                    .split_once(&word.to_lowercase())
                    .map(|(before, behind)| {
                        let skipped = before.chars().count().saturating_sub(60);
                        let before: String = before.chars().skip(skipped).collect();
                        let behind: String = behind.chars().take(60).collect();
                        format!("{before}[{word}]{behind}")
                    });
                assert_eq!(about, None, "{language} {format} must not say `{word}`");
            }
            all.push_str(&own);
        }
        for word in &wanted.must {
            assert!(
                all.contains(word.as_str()),
                "{language} must say `{word}`: {all}"
            );
        }
    }
}

/// What changed between two saved results, in a format.
fn compared(format: &str, language: Language) -> String {
    let folder = root().join("fixtures/reports");
    let args = [
        "diff",
        "limits/expected.json",
        "mixed/expected.json",
        "-f",
        format,
    ];
    let args = [&args[..], &["--lang", language.as_str()]].concat();
    let output = program(&folder, &strings(&args), b"");
    assert!(output.status.code() < Some(4), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn comparisons_in_every_language() {
    let text = fs::read_to_string(root().join("fixtures/languages/words.toml")).unwrap();
    let wanted: BTreeMap<String, Wanted> = toml::from_str(&text).unwrap();
    let mut wrong = Vec::new();
    for language in Language::ALL {
        for (format, ending) in [("text", "txt"), ("markdown", "md")] {
            let page = compared(format, *language);
            let name = format!("fixtures/languages/diff-{language}.{ending}");
            compare(&root().join(name), page.as_bytes(), &mut wrong);
            let own = own_words(format, &page, &[]).to_lowercase();
            let wanted = wanted.get(language.as_str());
            let never = wanted.into_iter().flat_map(|words| &words.never);
            let said: Vec<&String> = never.filter(|word| own.contains(&***word)).collect();
            assert!(said.is_empty(), "{language} {format}: {said:?} in {page}");
        }
        let json = compared("json", *language);
        assert_eq!(json, compared("json", Language::En), "{language}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Saved results with remarks, waivers, fleets and what earlier versions wrote.
#[test]
fn saved_results_leak_no_english() {
    let mut seen = 0;
    for case in ["limits", "mixed"] {
        let path = root()
            .join("fixtures/reports")
            .join(case)
            .join("expected.json");
        let result: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let (sentences, issuers) = english(&result);
        for language in others() {
            for format in FOR_PEOPLE {
                let own = own_words(format, &reported(&path, format, language), &issuers);
                let leaked = leaked(&own, &sentences, &issuers);
                // What an organisation or a policy without translations says stays.
                let ours = leaked.iter().find(|text| is_ours(&result, text));
                assert_eq!(ours, None, "{case} {language} {format}");
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 24);
}

/// Whether a sentence is one that the program says, and no policy.
fn is_ours(result: &Value, text: &str) -> bool {
    let policies = ["policies", "rules", "not_covered"];
    let mut said = policies.iter().map(|key| result[*key].to_string());
    let inside = serde_json::to_string(text).unwrap();
    !said.any(|said| said.contains(inside.trim_matches('"')))
}

#[test]
fn programs_read_english_always() {
    for format in FOR_PROGRAMS {
        let english = printed(format, Language::En);
        for language in others() {
            assert_eq!(printed(format, language), english, "{format} {language}");
        }
    }
}

#[test]
fn the_desk_speaks_the_language() {
    let json = printed("json", Language::En);
    let result: Value = serde_json::from_str(&json).unwrap();
    let (sentences, issuers) = english(&result);
    let document = Document::read(json.as_bytes(), usize::MAX).unwrap();
    for language in others() {
        let mut seen = 0;
        let all = |device: &dutyphone::report::document::Device<'_>| {
            let told = Panel::of(device, document.fail_on, language);
            let text = panel(&told, "12:00:00 UTC", Layout::FILE);
            let is_narrow = text.lines().all(|line| line.chars().count() <= 80);
            assert!(is_narrow, "{text}");
            let own = own_words("text", &text, &issuers);
            let leaked = leaked(&own, &sentences, &issuers);
            assert!(leaked.is_empty(), "{language}: {leaked:#?} {text}");
            seen += 1;
            Ok(())
        };
        document.devices.each(all).unwrap();
        assert_eq!(seen, 4);
    }
}

#[test]
fn every_country_has_a_name_in_every_language() {
    let text = fs::read_to_string(root().join("policies/country-names.csv")).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<Vec<&str>> = rows.map(|line| line.split(';').collect()).collect();
    assert_eq!(rows[0], ["code", "nb", "nn", "nl"]);
    let catalogue = fs::read_to_string(root().join("policies/catalogue/countries.toml")).unwrap();
    let known: toml::Table = toml::from_str(&catalogue).unwrap();
    for country in known["country"].as_array().unwrap() {
        let code = country["code"].as_str().unwrap();
        let row = rows.iter().find(|row| row[0] == code);
        let row = row.unwrap_or_else(|| panic!("{code} has no names"));
        assert!(
            row.len() == 4 && row.iter().all(|name| !name.is_empty()),
            "{row:?}"
        );
    }
}
