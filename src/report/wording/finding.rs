//! Sentences about one finding: the app, why it is one, how sure that is, and
//! what permits it.

use super::words::{Owner, Words};
use crate::audit::{Level, MatchKind};
use crate::report::document::{Exception, Finding, Rule, Text, Waiver};
use crate::report::escape::{prose, terminal};

/// Whether the owner is what the rule asks for, so that a reader should know
/// who that is.
pub(in crate::report) fn owner_matters(finding: &Finding<'_>) -> bool {
    finding.by_owner && finding.owner_name.is_some()
}

impl Words {
    /// The app, by name, id and version; or how many a summary stands for.
    pub(in crate::report) fn app(&self, finding: &Finding<'_>) -> String {
        let id = terminal(&finding.app);
        let mut app = match &finding.name {
            Some(name) => format!("{} ({id})", terminal(name)),
            None => id,
        };
        match finding.summarises {
            Some(count) if count > 1 => (self.finding.fitted)(count, &app),
            _ => {
                if let Some(version) = &finding.version {
                    app.push_str(&format!(" {}", terminal(version)));
                }
                app
            }
        }
    }

    /// What is worth a word of the app beside its name: variant, state, origin and
    /// profile.
    pub(in crate::report) fn circumstances(&self, finding: &Finding<'_>) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(variant) = &finding.variant {
            parts.push((self.finding.variant)(&terminal(variant)));
        }
        parts.extend(self.state(&finding.state));
        if finding.summarises.is_none() {
            parts.extend(self.origin(&finding.origin).map(str::to_owned));
        }
        if finding.profile != 0 {
            let kind = self.profile(finding.profile_kind.as_deref().unwrap_or("other"));
            parts.push((self.finding.profile)(finding.profile, &kind));
        }
        parts
    }

    fn owner_country(&self, finding: &Finding<'_>) -> Option<String> {
        let code = finding.owner_country.as_deref()?;
        Some(self.country(code, finding.owner_country_name.as_deref()))
    }

    /// Who owns it, and what ties the owner to which country.
    fn owner(&self, finding: &Finding<'_>) -> Option<String> {
        let name = terminal(finding.owner_name.as_deref()?);
        let above = finding.owner_through.as_deref().map(terminal);
        let country = self.owner_country(finding);
        let tied = country.map(|country| self.tie(finding.owner_relation.as_deref(), &country));
        Some((self.finding.owner)(Owner {
            name: &name,
            above: above.as_deref(),
            tied: tied.as_deref(),
        }))
    }

    /// How sure the owner is. Nothing where the rule does not ask for the owner.
    fn owner_confidence(&self, finding: &Finding<'_>) -> Option<String> {
        let sure = self.sure(finding.owner_confidence.as_deref()?);
        owner_matters(finding)
            .then(|| (self.finding.owner_confidence)(&sure, finding.owner_contested))
    }

    /// How a finding was recognised, and both confidences.
    pub(in crate::report) fn confidence(&self, finding: &Finding<'_>) -> String {
        let how = self.matched(&finding.matched);
        let id = match &finding.id_confidence {
            Some(sure) => format!("{} ({how})", self.sure(sure)),
            None => how,
        };
        match (self.owner(finding), self.owner_confidence(finding)) {
            (Some(owner), Some(sure)) => format!("{id}; {owner} ({sure})"),
            (Some(owner), None) => format!("{id}; {owner}"),
            (None, _) => id,
        }
    }

    /// What a reader of few lines must know: where the owner is, if the rule asks
    /// for it, and every confidence that is not high.
    pub(in crate::report) fn doubts(&self, finding: &Finding<'_>) -> Vec<String> {
        let mut parts = Vec::new();
        if owner_matters(finding) {
            let low = finding.owner_confidence.as_deref().filter(|s| *s != "high");
            let low = low.map(|sure| self.sure(sure));
            parts.extend(match (self.owner_country(finding), low.as_deref()) {
                (Some(place), low) => Some((self.finding.owner_in)(
                    &place,
                    low,
                    finding.owner_contested,
                )),
                (None, Some(low)) => Some((self.finding.owner_known)(low)),
                (None, None) => None,
            });
        }
        let kind = MatchKind::parse(&finding.matched);
        match finding.id_confidence.as_deref() {
            _ if matches!(
                kind,
                Some(
                    MatchKind::UnknownBuild
                        | MatchKind::Capitals
                        | MatchKind::Namespace
                        | MatchKind::Developer
                        | MatchKind::Name
                )
            ) =>
            {
                parts.push(self.matched(&finding.matched));
            }
            Some(sure) if sure != "high" => {
                parts.push((self.finding.id_confidence)(&self.sure(sure)));
            }
            _ => {}
        }
        parts
    }

    /// Why a rule found this, or why it only points at it. The rule knows the
    /// reason in other languages than English.
    pub(in crate::report) fn reason(
        &self,
        finding: &Finding<'_>,
        rule: Option<&Rule<'_>>,
    ) -> Option<String> {
        let reason = finding.reason.as_deref()?;
        // The reason speaks of an owner, and of this app none is known.
        if let Some(code) = &finding.hint_country {
            let country = self.country(code, finding.hint_country_name.as_deref());
            return Some((self.finding.hint)(&country));
        }
        let known = rule.filter(|rule| rule.reason.as_deref() == Some(reason));
        let own = known.and_then(|rule| rule.reasons.get(self.code));
        Some(prose(own.map_or(reason, |text| text)))
    }

    /// Why a finding weighs less than its rule.
    pub(in crate::report) fn weaker(
        &self,
        finding: &Finding<'_>,
        rule: Option<Level>,
    ) -> Option<String> {
        let rule = rule.filter(|rule| finding.level < *rule)?;
        if finding.matched == MatchKind::Hint.as_str() {
            return None;
        }
        let say = &self.finding.weaker;
        let low = |confidence: &Option<Text<'_>>| confidence.as_deref() == Some("low");
        let no_exact_id = [MatchKind::Name, MatchKind::Capitals];
        let sentence = if no_exact_id
            .iter()
            .any(|kind| finding.matched == kind.as_str())
        {
            say.by_name
        } else if finding.by_owner && low(&finding.owner_confidence) {
            say.owner_unsure
        } else if low(&finding.id_confidence) {
            say.id_unsure
        } else {
            say.not_installed
        };
        Some(sentence(self.level(finding.level), self.level(rule)))
    }

    /// Who permits a finding, until when and why.
    pub(in crate::report) fn permission(&self, finding: &Finding<'_>) -> Option<String> {
        if let Some(waiver) = &finding.waived_by {
            return Some(self.waiver(waiver));
        }
        let way = finding.permitted_by.as_ref()?;
        Some(self.permitted(way))
    }

    /// A waiver: by whom, until when and why.
    pub(in crate::report) fn waiver(&self, waiver: &Waiver<'_>) -> String {
        (self.finding.waived)(
            &prose(&waiver.approver),
            &self.day(&waiver.expires),
            &prose(&waiver.reason),
        )
    }

    /// That an exception of the measure permits it.
    pub(in crate::report) fn permitted(&self, way: &Exception<'_>) -> String {
        (self.finding.permitted)(&self.exception(way))
    }
}
