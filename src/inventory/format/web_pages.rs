//! Web pages on the home screen, to and from the file.

use super::schema;
use crate::inventory::{PagesSeen, Platform, ProfileId, WebPage, WebPages, web_host};

/// What a file states of pages. Whoever does not say looked at none, and a host
/// that is none hides a page. On Android no list shows more than web apps.
pub(super) fn from_file(platform: Platform, stated: Option<schema::WebPages>) -> WebPages {
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
    let seen = if !stated.complete || pages.len() < count {
        PagesSeen::Some
    } else if platform == Platform::Android {
        PagesSeen::WebApps
    } else {
        PagesSeen::All
    };
    WebPages::new(seen, pages)
}

/// What is written of pages; nothing where nobody looked for any.
pub(super) fn to_file(known: &WebPages) -> Option<schema::WebPages> {
    let pages = known.pages().iter().map(|page| schema::WebPage {
        host: page.host.clone(),
        profile: page.profile.0,
    });
    (!known.is_unknown()).then(|| schema::WebPages {
        complete: known.seen() != PagesSeen::Some,
        pages: pages.collect(),
    })
}
