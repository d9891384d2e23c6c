//! The rows that say where something can be read, and the address rules: a
//! source that nobody can look up is none.

use super::rows::{Address, SourceEntry};
use crate::catalogue::document::{Diagnostic, Fields};
use crate::catalogue::words::SourceKind;

pub(super) fn source(mut fields: Fields<'_>) -> Option<SourceEntry> {
    let span = fields.span();
    fields.require("kind", "\"independent\"");
    let kind = fields.word("kind", SourceKind::ALL, SourceKind::as_str);
    fields.require("retrieved", "2026-11-26");
    let retrieved = fields.date("retrieved");
    let lineage = fields.string("lineage").map(|text| text.value.to_owned());
    let labelled = fields.boolean("labelled").unwrap_or(true);
    let address = address(&mut fields);
    let title = fields.required_string("title", "\"Annual report of 2025\"");
    let id = fields.required_id("id", "\"example-annual-report\"");
    let id = id?.value.to_owned();
    let address = address?;
    let own = match &address {
        Address::Web(_) => id.clone(),
        Address::File { repository, .. } => repository.clone(),
    };
    Some(SourceEntry {
        span,
        kind: kind?,
        title: title?.value.to_owned(),
        lineage: lineage.unwrap_or(own),
        labelled,
        retrieved: retrieved?,
        address,
        id,
    })
}

/// A web address, or a file of a repository at a commit.
fn address(fields: &mut Fields<'_>) -> Option<Address> {
    let url = fields.string("url");
    let file = ["repository", "path", "commit"].map(|key| fields.string(key));
    let web = ["https://", "http://"];
    if let Some(url) = &url
        && !web.iter().any(|scheme| url.value.starts_with(scheme))
    {
        let message = format!("`{}` is no web address", url.value);
        let hint = "write the whole address, beginning with `https://`";
        let mistake = Diagnostic::new(url.span.clone(), message);
        fields.log().add(mistake.hint(hint));
        return None;
    }
    match (url, file) {
        (Some(url), [None, None, None]) => Some(Address::Web(url.value.to_owned())),
        (None, [Some(repository), Some(path), Some(commit)]) => Some(Address::File {
            repository: repository.value.to_owned(),
            path: path.value.to_owned(),
            commit: commit.value.to_owned(),
        }),
        _ => {
            let message = "a source needs a `url`, or else `repository`, `path` and `commit`";
            let mistake = Diagnostic::layout(fields.span(), message);
            fields.log().add(mistake);
            None
        }
    }
}
