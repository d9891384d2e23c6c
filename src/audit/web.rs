//! Web pages on the home screen: which rules are about a page, and what it means
//! when a source shows none.

use super::applicability::{Applicability, Applies};
use super::index::Index;
use super::matching::{Hit, Matched};
use super::result::MatchKind;
use super::terms::Terms;
use crate::inventory::{Coverage, Gap, GapCode, WebPages};

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
    pages: &WebPages,
    coverage: &mut Coverage,
) {
    if pages.complete {
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
    let what = if pages.is_unknown() {
        "the source does not show web pages on the home screen, and a policy names some (`web-host`)"
    } else {
        "the source does not show all web pages on the home screen, and a policy names some \
         (`web-host`)"
    };
    if terms.fail_on.is_reached_by(level) {
        coverage.add_gap(Gap::new(
            GapCode::WebPagesUnseen,
            what,
            "look at the home screen; an unencrypted backup folder of an iPhone shows them, and a \
             rule of the level `warn` does not ask for it",
        ));
    } else {
        coverage.add_note("web-pages-not-seen", what);
    }
}
