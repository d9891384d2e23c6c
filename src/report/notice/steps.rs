//! What to do about one app on one kind of phone, and what is worth a word of how
//! the app stands there.

use super::super::document::Finding;
use super::super::wording::notice::NoticeWords;
use super::page::Item;
use crate::audit::MatchKind;
use crate::inventory::{Origin, Platform, State};

/// What is worth a word: the profile and the state.
pub(super) fn circumstances(words: &NoticeWords, finding: &Finding<'_>) -> Vec<&'static str> {
    let found = &words.found;
    let mut about = Vec::new();
    if finding.profile != 0 {
        let is_work = finding.profile_kind.as_deref() == Some("work");
        about.push(if is_work {
            found.in_work_profile
        } else {
            found.in_other_profile
        });
    }
    about.extend(match State::parse(&finding.state) {
        Some(State::Disabled | State::Suspended | State::Hidden) => Some(found.switched_off),
        Some(State::Archived) => Some(found.archived),
        Some(State::Residue | State::Removed) => Some(found.left_over),
        Some(State::Instant) => Some(found.instant),
        Some(State::Installed | State::Unclear) | None => None,
    });
    about
}

/// What its holder does about an app.
pub(super) fn item(
    words: &NoticeWords,
    platform: Option<&str>,
    app: &str,
    findings: &[&Finding<'_>],
) -> Option<Item> {
    let mine = findings.iter().all(|finding| is_removable(finding));
    let archived = |finding: &&Finding<'_>| State::parse(&finding.state) == Some(State::Archived);
    let is_page = findings.iter().all(|finding| is_web_page(finding));
    let steps = match platform.and_then(Platform::parse) {
        _ if !mine => Vec::new(),
        Some(Platform::Android) if is_page => (words.to_do.android_page)(app),
        Some(Platform::Ios) if is_page => (words.to_do.ios_page)(app),
        Some(Platform::Android) => (words.to_do.android)(app),
        Some(Platform::Ios) if findings.iter().all(archived) => (words.to_do.ios_offloaded)(app),
        Some(Platform::Ios) => (words.to_do.ios)(app),
        None => Vec::new(),
    };
    let text = match (steps.is_empty(), is_page) {
        (false, false) => app.to_owned(),
        (false, true) => (words.found.page)(app),
        (true, false) => (words.to_do.not_yours)(app),
        (true, true) => (words.to_do.not_yours)(&(words.found.page)(app)),
    };
    (!findings.is_empty()).then_some(Item { text, steps })
}

/// Whether it is a web page on the home screen, which is no app.
pub(super) fn is_web_page(finding: &Finding<'_>) -> bool {
    MatchKind::parse(&finding.matched) == Some(MatchKind::WebHost)
}

/// Whether the holder of a phone can remove it: what the maker put there, what is
/// hidden or suspended, and data without an app need somebody else.
fn is_removable(finding: &Finding<'_>) -> bool {
    let by_state = matches!(
        State::parse(&finding.state),
        Some(State::Installed | State::Archived | State::Disabled)
    );
    let by_origin = !matches!(
        Origin::parse(&finding.origin),
        Some(Origin::Preinstalled | Origin::UpdatedPreinstalled)
    );
    by_state && by_origin && finding.summarises.is_none()
}
