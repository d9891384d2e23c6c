//! Sentences about the measures that judged: whose they are, of when, on whose
//! terms, and what no rule of them can see.

use super::terms::platform;
use super::words::Words;
use crate::report::document::{Adoption, Document, Exception, NotCovered, Policy, Rule};
use crate::report::escape::{prose, terminal};
use crate::report::fact_code::FactCode;

impl Words {
    /// What a measure is called, where that is known.
    pub(in crate::report) fn title(&self, policy: &Policy<'_>) -> Option<String> {
        let own = policy.titles.get(self.code);
        own.or(policy.title.as_ref()).map(|title| prose(title))
    }

    /// What a rule asks for, beyond removing the app.
    pub(in crate::report) fn asked(&self, rule: &Rule<'_>) -> Option<String> {
        let own = rule.fixes.get(self.code);
        own.or(rule.fix.as_ref()).map(|fix| prose(fix))
    }

    /// A published exception.
    pub(in crate::report) fn exception(&self, way: &Exception<'_>) -> String {
        prose(way.reasons.get(self.code).unwrap_or(&way.reason))
    }

    /// Whose measure it is, where, of what kind, and of when.
    pub(in crate::report) fn authority(&self, policy: &Policy<'_>) -> Option<String> {
        let who = prose(policy.issuer.as_deref()?);
        let who = match &policy.jurisdiction {
            Some(place) => format!("{who} ({})", prose(place)),
            None => who,
        };
        let kind = policy
            .instrument
            .as_deref()
            .map(|kind| self.instrument(kind));
        let date = policy.issued.as_deref().map(|date| self.day(date));
        Some(match (kind, date) {
            (Some(kind), Some(date)) => (self.policy.issued)(&who, &kind, &date),
            (Some(other), None) | (None, Some(other)) => format!("{who}, {other}"),
            (None, None) => who,
        })
    }

    /// The days that limit a measure: since when and until when it holds, and when
    /// it was compared with its sources.
    fn dates(&self, policy: &Policy<'_>) -> Vec<String> {
        let say = &self.policy;
        let days = [
            (&policy.effective, say.since),
            (&policy.expires, say.ends),
            (&policy.checked, say.checked),
            (&policy.review_by, say.review),
        ];
        let days = days.into_iter();
        let said = days.filter_map(|(date, sentence)| Some(sentence(&self.day(date.as_deref()?))));
        let mut parts: Vec<String> = said.collect();
        if let Some(status) = policy.status.as_deref().filter(|word| *word != "in-force") {
            let remark = policy.status_remark.as_deref().map(prose);
            parts.push((say.status)(&self.status(status), remark.as_deref()));
        }
        parts
    }

    /// Whose measure it is and on whose terms it was used.
    pub(in crate::report) fn issued_and_adopted(&self, policy: &Policy<'_>) -> Option<String> {
        let adopted = policy.adoption.as_ref().map(|terms| self.adoption(terms));
        match (self.authority(policy), adopted) {
            (Some(issued), Some(adopted)) => Some(format!("{issued}; {adopted}")),
            (one, other) => one.or(other),
        }
    }

    /// On whose terms a measure was used.
    fn adoption(&self, adoption: &Adoption<'_>) -> String {
        (self.policy.adopted)(
            &prose(&adoption.by),
            &prose(&adoption.decided_by),
            &self.day(&adoption.decided_on),
        )
    }

    /// A measure with its issuer, its dates and its adoption.
    pub(in crate::report) fn measure(&self, policy: &Policy<'_>) -> String {
        let mut parts: Vec<String> = self.authority(policy).into_iter().collect();
        parts.extend(self.dates(policy));
        parts.extend(policy.adoption.as_ref().map(|terms| self.adoption(terms)));
        let id = terminal(&policy.id);
        if parts.is_empty() {
            id
        } else {
            format!("{id}: {}", parts.join("; "))
        }
    }

    /// Something a measure names and no rule of it can see.
    pub(in crate::report) fn not_covered(&self, missing: &NotCovered<'_>) -> String {
        let on = missing.platform.as_deref().map(platform);
        (self.policy.not_covered)(
            &terminal(&missing.policy),
            &prose(&missing.name),
            on.as_deref(),
            &prose(&missing.why),
        )
    }

    /// All measures that judged, as short as it can be said, with the numbered rules
    /// that found something; then the day and the facts. No line may break at its
    /// hard spaces. `stands` tells how a policy stands to the run.
    pub(in crate::report) fn references(
        &self,
        document: &Document<'_>,
        rules: &[String],
        stands: impl Fn(&str) -> PolicyStand,
    ) -> String {
        // Of devices that are not listed nobody here knows which rule found something.
        let is_whole = document.lists_all();
        let short = |id: &str, policy: &Policy<'_>| {
            let more = is_whole.then(|| self.limiting(document, policy, stands(&policy.id)));
            self.short(id, policy, more.unwrap_or_default())
        };
        let parts: Vec<String> = numbered(rules)
            .map(|(policy, names)| {
                let mut policies = document.policies.iter();
                match policies.find(|known| known.id == policy) {
                    Some(policy) => short(&names, policy),
                    None => names,
                }
            })
            .collect();
        let policies = document.policies.iter().filter(|_| is_whole);
        let silent = policies.filter(|policy| !rules.iter().any(|rule| is_of(rule, &policy.id)));
        let (silent, idle): (Vec<&Policy<'_>>, Vec<_>) =
            silent.partition(|policy| stands(&policy.id).has_judged);
        let short = |policy: &Policy<'_>| short(&terminal(&policy.id), policy);
        let silent: Vec<String> = silent.into_iter().map(short).collect();
        let idle: Vec<String> = idle.into_iter().map(short).collect();
        let mut sentences = Vec::new();
        if !parts.is_empty() {
            sentences.push(parts.join(", "));
        }
        if !silent.is_empty() {
            sentences.push((self.policy.no_finding)(&silent.join(", ")));
        }
        if !idle.is_empty() {
            sentences.push((self.policy.judged_none)(&idle.join(", ")));
        }
        let data: Vec<String> = match &*document.data {
            [only] => vec![self.only_data_set(only)],
            sets => sets.iter().map(|set| self.data_set(set)).collect(),
        };
        let day = self.day(&document.as_of);
        sentences.push(if data.is_empty() {
            (self.policy.as_of)(&day)
        } else {
            (self.policy.as_of_facts)(&day, &data.join(", "))
        });
        sentences.extend(self.organisation(document));
        sentences.join("; ")
    }

    /// The day, and all measures with their digests, issuers, dates and adoptions.
    /// `stands` tells how a policy stands to the run.
    pub(in crate::report) fn measures(
        &self,
        document: &Document<'_>,
        stands: impl Fn(&str) -> PolicyStand,
    ) -> String {
        let policies = document.policies.iter().map(|policy| {
            let id = format!("{} {}", terminal(&policy.id), short_digest(policy));
            let more = self.limiting(document, policy, stands(&policy.id));
            self.short(&id, policy, more)
        });
        let policies: Vec<String> = policies.collect();
        (self.run.basis)(&self.day(&document.as_of), &policies.join(", "))
    }

    /// The facts that were used and the organisation's files; measures that judged no
    /// device.
    pub(in crate::report) fn used(
        &self,
        document: &Document<'_>,
        has_judged: impl Fn(&str) -> bool,
    ) -> String {
        let data: Vec<String> = document.data.iter().map(|set| self.data(set)).collect();
        let mut parts = Vec::new();
        if !data.is_empty() {
            let label = (self.labels.fact)(FactCode::Data);
            parts.push(format!("{label}: {}", data.join(", ")));
        }
        parts.extend(self.organisation(document));
        let idle = document.policies.iter();
        let idle = idle.filter(|policy| !has_judged(&policy.id));
        let idle: Vec<String> = idle.map(|policy| terminal(&policy.id)).collect();
        if !idle.is_empty() {
            parts.push((self.policy.judged_none)(&idle.join(", ")));
        }
        parts.join("; ")
    }

    /// What measures name and no rule can see, by measure.
    pub(in crate::report) fn not_seen_by_rules(&self, document: &Document<'_>) -> Vec<String> {
        let of = |policy: &Policy<'_>| match not_covered_by(document, policy) {
            0 => None,
            count => Some((self.policy.not_seen)(&terminal(&policy.id), count)),
        };
        document.policies.iter().filter_map(of).collect()
    }

    /// What limits the answers of a measure, said beside its name.
    fn limiting(
        &self,
        document: &Document<'_>,
        policy: &Policy<'_>,
        stand: PolicyStand,
    ) -> Vec<String> {
        let mut parts = Vec::new();
        if stand.is_left_out() {
            parts.push(self.policy.left_out_short.to_owned());
        }
        match not_covered_by(document, policy) {
            0 => {}
            count => parts.push((self.policy.not_seen_short)(count)),
        }
        parts
    }

    /// A measure with its issuer and its date, and what else is said of it.
    fn short(&self, id: &str, policy: &Policy<'_>, more: Vec<String>) -> String {
        let who = policy.issuer.as_deref().map(|name| prose(letters(name)));
        let day = policy.issued.as_deref().map(|date| self.day(date));
        let adopted = policy.adoption.as_ref();
        let adopted = adopted.map(|terms| (self.policy.adopted_short)(&prose(&terms.by)));
        let issued: Vec<String> = [who, day].into_iter().flatten().collect();
        let issued = (!issued.is_empty()).then(|| issued.join(", "));
        let mut parts: Vec<String> = [issued, adopted].into_iter().flatten().collect();
        parts.extend(more);
        if parts.is_empty() {
            id.to_owned()
        } else {
            format!("{id} ({})", parts.join("; "))
        }
    }
}

/// The beginning of a policy's digest, enough to compare by eye.
pub(super) fn short_digest(policy: &Policy<'_>) -> String {
    const SHOWN: usize = "sha256:".len() + 12;
    terminal(policy.digest.get(..SHOWN).unwrap_or(&policy.digest))
}

/// How a policy stands to a run.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct PolicyStand {
    /// Whether it judged any device.
    pub(in crate::report) has_judged: bool,
    /// Whether it left a device out because nobody states who holds it.
    pub(in crate::report) lacks_holders: bool,
}

impl PolicyStand {
    /// Whether it judged none, as nobody states who holds the devices.
    pub(in crate::report) const fn is_left_out(self) -> bool {
        self.lacks_holders && !self.has_judged
    }
}

/// How many things a measure names that no rule sees.
fn not_covered_by(document: &Document<'_>, policy: &Policy<'_>) -> usize {
    let missing = document.not_covered.iter();
    missing.filter(|one| one.policy == policy.id).count()
}

/// Rules with their numbers, those of one policy together: the policy, and the names.
/// The policy with the first number comes first.
fn numbered(rules: &[String]) -> impl Iterator<Item = (&str, String)> {
    let of = move |policy: &str| {
        let rules = (1..).zip(rules).filter(|(_, rule)| is_of(rule, policy));
        let names = rules.map(|(number, rule)| format!("[{number}]\u{a0}{}", terminal(rule)));
        names.collect::<Vec<String>>().join(", ")
    };
    let firsts = rules.iter().enumerate().filter(|(place, rule)| {
        let mut before = rules.iter().take(*place);
        !before.any(|before| policy_name(before) == policy_name(rule))
    });
    firsts.map(move |(_, rule)| (policy_name(rule), of(policy_name(rule))))
}

/// The policy of a `policy/rule`.
fn policy_name(rule: &str) -> &str {
    rule.rsplit_once('/').map_or("", |(policy, _)| policy)
}

fn is_of(rule: &str, policy: &str) -> bool {
    policy_name(rule) == policy
}

/// The letters by which an organisation goes, where its name carries them in
/// brackets; else the name.
fn letters(name: &str) -> &str {
    let inside = name
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(inside, _)| inside);
    let short = inside.filter(|word| {
        word.len() < 12 && !word.is_empty() && word.chars().all(char::is_alphanumeric)
    });
    short.unwrap_or(name)
}
