//! Web pages on the home screen: which rules are about a page, and what it means
//! when a source shows none.

use super::applicability::{Applicability, Applies};
use super::index::Index;
use super::matching::{Hit, Matched};
use super::result::MatchKind;
use super::terms::Terms;
use crate::inventory::{Coverage, Gap, GapCode, Inventory, PagesSeen, Platform, WebPages};

/// The rules that are about a page on this host.
pub(super) fn matched<'c>(index: &Index<'_>, host: &str) -> Matched<'c> {
    let rules = index.of_web_pages.iter();
    let hits = rules.filter_map(|number| {
        let rule = index.rules.get(*number)?.rule;
        let hit = Hit::new(*number, rule.level, MatchKind::WebHost, None);
        rule.web.select(host).then_some(hit)
    });
    Matched {
        identity: None,
        hits: hits.collect(),
    }
}

/// Says in the coverage that pages were not, or not all, looked for, where a rule
/// that judges the device is about them: a gap where the audit fails on what that
/// rule finds, otherwise a note.
///
/// A page can be opened in any browser, so most sources are no worse for showing
/// none. But whoever lets an audit fail on such pages must not read "compliant"
/// where nobody looked.
pub(super) fn state_unseen(
    index: &Index<'_>,
    applicability: &[Applicability],
    terms: Terms,
    inventory: &Inventory,
    coverage: &mut Coverage,
) {
    let pages = &inventory.web_pages;
    if pages.seen() == PagesSeen::All {
        return;
    }
    let rules = index.of_web_pages.iter();
    let judging = rules.filter_map(|number| {
        let compiled = index.rules.get(*number)?;
        let stand = applicability.get(compiled.subject)?;
        let judges = stand.inside && stand.state == Applies::Judged;
        let kinds = coverage.profiles().iter().map(|profile| profile.kind);
        let reaches = compiled.rule.condition.reaches_any(kinds);
        (judges && reaches).then(|| compiled.rule.level.min(terms.most(compiled.rule.deadline)))
    });
    let Some(level) = judging.max() else {
        return;
    };
    let (unseen, step) = unseen(inventory.device.platform, pages);
    let what = format!("{unseen}, and a policy names some (`web-host`)");
    if terms.fail_on.is_reached_by(level) {
        let advice = format!("{step}; a rule of the level `warn` does not ask for it");
        coverage.add_gap(Gap::new(GapCode::WebPagesUnseen, what, advice));
    } else {
        coverage.add_note("web-pages-not-seen", what);
    }
}

/// Which pages were not seen, and what to do about it.
fn unseen(platform: Platform, pages: &WebPages) -> (&'static str, &'static str) {
    let look = "look at the home screen of the phone";
    match (platform, pages.seen(), pages.is_unknown()) {
        (Platform::Android, PagesSeen::All | PagesSeen::WebApps, _) => (
            "shortcuts to web pages, which a browser puts on the home screen, are in no list of apps",
            look,
        ),
        (Platform::Android, PagesSeen::Some, _) => (
            "the source does not show which page each web app opens",
            "connect the phone over adb, which asks it for that, and look at its home screen, \
             where shortcuts to pages are besides",
        ),
        (Platform::Ios, _, true) => (
            "the source does not show web pages on the home screen",
            "look at the home screen, or use an unencrypted backup of the phone, which shows them",
        ),
        (Platform::Ios, _, false) => (
            "the source does not show all web pages on the home screen",
            look,
        ),
    }
}
