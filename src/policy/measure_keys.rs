//! The keys of what stands beside the rules of a measure: where it can be read, its
//! exceptions, and what it names that no rule can see.

use super::lint;
use super::lint_hosts;
use super::model::{Exception, NotCovered, Source};
use super::scope_keys::scope;
use super::selector_keys::{self, families};
use super::web_hosts;
use crate::catalogue::document::{Diagnostic, Fields, Text};
use crate::catalogue::{Catalogue, Country};
use crate::inventory::Platform;

/// The languages in which a measure may speak beside English, by their codes in
/// ISO 639-1.
const LANGUAGES: [&str; 3] = ["nb", "nn", "nl"];

/// Reads a text in other languages than English: `titles`, `reasons` or `fixes`.
pub(super) fn in_languages(fields: &mut Fields<'_>, key: &'static str) -> Vec<(String, String)> {
    let Some(mut texts) = fields.table(key) else {
        return Vec::new();
    };
    let text = |language: &'static str| Some((language.to_owned(), string(&mut texts, language)?));
    LANGUAGES.into_iter().filter_map(text).collect()
}

/// A place that is no country and has a code of the same kind: reserved in ISO
/// 3166-1 for the European Union.
const UNION: &str = "EU";

/// Reads where a measure holds: the code of a country that exists, or of the
/// Union, alone or with a subdivision (ISO 3166-2) behind it. Measures are chosen
/// by it, so one with a slip would never judge.
pub(super) fn jurisdiction(fields: &mut Fields<'_>, catalogue: &Catalogue) -> Option<String> {
    let text = fields.string("jurisdiction")?;
    let (country, below) = match text.value.split_once('-') {
        Some((country, below)) => (country, Some(below)),
        None => (text.value, None),
    };
    let is_part = |part: &str| {
        let is_code = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        (1..=3).contains(&part.len()) && part.bytes().all(is_code)
    };
    let exists = Country::parse(country).is_some_and(|code| catalogue.country_name(code).is_some());
    let known = exists || (country == UNION && below.is_none());
    if !known || !below.is_none_or(is_part) {
        let message = format!(
            "`{}` is no code of a country or of a part of one",
            text.value
        );
        let spelt = text.value.to_ascii_uppercase();
        let hint = match catalogue.country_by_name(country) {
            Some(code) if below.is_none() => format!("write `{code}`"),
            _ if spelt == UNION => format!("write `{UNION}`"),
            _ => "write two capital letters of ISO 3166-1, `EU`, or a country and its part, such \
                  as `US-TX`"
                .to_owned(),
        };
        fields
            .log()
            .add(Diagnostic::new(text.span.clone(), message).hint(hint));
    }
    Some(text.value.to_owned())
}

/// Reads one `[[source]]`.
pub(super) fn source(mut fields: Fields<'_>) -> Option<Source> {
    let publisher = fields.required_string("publisher", "\"Example Agency\"");
    let title = fields.required_string("title", "\"...\"");
    let url = fields.string("url");
    if let Some(url) = &url
        && !url.value.starts_with("https://")
        && !url.value.starts_with("http://")
    {
        fields.log().add(
            Diagnostic::new(
                url.span.clone(),
                format!("`{}` is no web address", url.value),
            )
            .hint("begin it with https://"),
        );
    }
    let date = fields.date("date");
    let id = fields.required_string("id", "\"agency\"")?;
    Some(Source {
        id: id.value.to_owned(),
        publisher: publisher?.value.to_owned(),
        title: title?.value.to_owned(),
        url: url.map(|text| text.value.to_owned()),
        date,
    })
}

/// Reads one `[[exception]]`.
pub(super) fn exception(
    mut fields: Fields<'_>,
    catalogue: &Catalogue,
    sources: &[Source],
) -> Option<Exception> {
    let conditions = scope(&mut fields);
    lint::exception(&fields, &conditions);
    let apps = fields.strings("apps");
    let elsewhere = "an exception is limited to products of the catalogue";
    let limited_to = families(&fields, &apps, catalogue, elsewhere);
    let web_hosts = web_hosts::read(&mut fields, lint_hosts::look(catalogue));
    rule_sources(&mut fields, sources);
    let contradicted_by = fields
        .table("contradicted-by")
        .map(|mut fields| selector_keys::read(&mut fields, catalogue))
        .unwrap_or_default();
    let approver = string(&mut fields, "approver");
    let mitigations = owned(&fields.strings("mitigations"));
    let reason = fields.required_string("reason", "\"official need: ...\"");
    let reasons = in_languages(&mut fields, "reasons");
    let id = fields.required_id("id", "\"separate-device\"")?;
    Some(Exception {
        id: id.value.to_owned(),
        conditions,
        families: limited_to,
        web_hosts,
        contradicted_by,
        approver,
        mitigations,
        reason: reason?.value.to_owned(),
        reasons,
    })
}

/// Reads one `[[not-covered]]`.
pub(super) fn not_covered(mut fields: Fields<'_>) -> Option<NotCovered> {
    let platform = fields.word("platform", Platform::ALL, Platform::as_str);
    let why = fields.required_string("why", "\"no id of it is known\"");
    let name = fields.required_string("name", "\"Example App\"")?;
    Some(NotCovered {
        name: name.value.to_owned(),
        platform,
        why: why?.value.to_owned(),
    })
}

/// The sources of the file that a rule or an exception rests on.
pub(super) fn rule_sources(fields: &mut Fields<'_>, sources: &[Source]) -> Vec<String> {
    let named = fields.strings("sources");
    for text in &named {
        if !sources.iter().any(|source| source.id == text.value) {
            let known: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
            fields.unknown_value("source", text, known);
        }
    }
    owned(&named)
}

/// A text of its own.
pub(super) fn string(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    fields.string(key).map(|text| text.value.to_owned())
}

/// Texts of their own.
pub(super) fn owned(texts: &[Text<'_>]) -> Vec<String> {
    texts.iter().map(|text| text.value.to_owned()).collect()
}
