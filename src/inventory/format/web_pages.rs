//! Web pages on the home screen, to and from the file.

use super::schema;
use crate::inventory::{ProfileId, WebPage, WebPages, web_host};

/// What a file states of pages. Whoever does not say looked at none, and a host
/// that is none hides a page.
pub(super) fn from_file(stated: Option<schema::WebPages>) -> WebPages {
    let Some(stated) = stated else {
        return WebPages::default();
    };
    let count = stated.pages.len();
    let pages = stated.pages.into_iter().filter_map(|page| {
        Some(WebPage {
            profile: ProfileId(page.profile),
            host: web_host(&page.host)?,
        })
    });
    let pages: Vec<WebPage> = pages.collect();
    WebPages::new(stated.complete && pages.len() == count, pages)
}

/// What is written of pages; nothing where nobody looked for any.
pub(super) fn to_file(known: &WebPages) -> Option<schema::WebPages> {
    let pages = known.pages().iter().map(|page| schema::WebPage {
        host: page.host.clone(),
        profile: page.profile.0,
    });
    (!known.is_unknown()).then(|| schema::WebPages {
        complete: known.complete,
        pages: pages.collect(),
    })
}
