//! The keys of what stands beside the rules of a measure: where it can be read, its
//! exceptions, and what it names that no rule can see.

use super::lint;
use super::model::{Exception, NotCovered, Source};
use super::scope_keys::scope;
use super::selector_keys::{self, families};
use crate::catalogue::Catalogue;
use crate::catalogue::document::{Diagnostic, Fields, Text};
use crate::inventory::Platform;

/// The languages in which a measure may have a title of its own, by their codes in
/// ISO 639-1.
const LANGUAGES: [&str; 3] = ["nb", "nn", "nl"];

/// Reads `titles`: what the measure is called in other languages.
pub(super) fn titles(fields: &mut Fields<'_>) -> Vec<(String, String)> {
    let Some(mut titles) = fields.table("titles") else {
        return Vec::new();
    };
    let title =
        |language: &'static str| Some((language.to_owned(), string(&mut titles, language)?));
    LANGUAGES.into_iter().filter_map(title).collect()
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
    rule_sources(&mut fields, sources);
    let contradicted_by = fields
        .table("contradicted-by")
        .map(|mut fields| selector_keys::read(&mut fields, catalogue))
        .unwrap_or_default();
    let approver = string(&mut fields, "approver");
    let mitigations = owned(&fields.strings("mitigations"));
    let reason = fields.required_string("reason", "\"official need: ...\"");
    let id = fields.required_id("id", "\"separate-device\"")?;
    Some(Exception {
        id: id.value.to_owned(),
        conditions,
        families: limited_to,
        contradicted_by,
        approver,
        mitigations,
        reason: reason?.value.to_owned(),
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
