//! What limits a result, beside findings and gaps, as sentences that every format
//! carries: whose measures judged and of when, which data were used, what was set
//! aside, assumed or not seen. One list, so that no format leaves out what another
//! one says.

use super::document::{Applicability, Device, Document};
use super::escape::terminal;
use super::fact_code::FactCode;
use super::wording::Words;

/// One sentence, with a stable code that tells its kind.
pub(super) struct Fact {
    pub(super) code: FactCode,
    pub(super) sentence: String,
}

impl Fact {
    fn new(code: FactCode, sentence: impl Into<String>) -> Self {
        Self {
            code,
            sentence: sentence.into(),
        }
    }
}

/// What limits the whole run.
pub(super) fn of_run(say: &Words, document: &Document<'_>) -> Vec<Fact> {
    let mut facts = vec![Fact::new(FactCode::AsOf, say.day(&document.as_of))];
    let policies = document.policies.iter();
    facts.extend(policies.map(|policy| Fact::new(FactCode::Measure, say.measure(policy))));
    let missing = document.not_covered.iter();
    facts.extend(missing.map(|missing| Fact::new(FactCode::NotCovered, say.not_covered(missing))));
    let sets = document.data.iter();
    facts.extend(sets.map(|set| Fact::new(FactCode::Data, say.data(set))));
    let files = say.organisation(document).into_iter();
    facts.extend(files.map(|file| Fact::new(FactCode::Organisation, file)));
    facts.extend(
        say.listed(document)
            .map(|told| Fact::new(FactCode::Listed, told)),
    );
    if let Some(inputs) = &document.inputs {
        facts.push(Fact::new(FactCode::Inputs, say.inputs(inputs)));
        let aside = say.set_aside(inputs).into_iter();
        facts.extend(aside.map(|name| Fact::new(FactCode::SetAside, name)));
        let unread = say.inputs_not_read(inputs).into_iter();
        facts.extend(unread.map(|name| Fact::new(FactCode::NotRead, name)));
    }
    facts
}

/// What limits the verdict on a device and hides no app.
pub(super) fn of_device(say: &Words, device: &Device<'_>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    facts.extend(say.apps(device).map(|apps| Fact::new(FactCode::Apps, apps)));
    facts.extend(assumed(say, device).map(|what| Fact::new(FactCode::Assumed, what)));
    let notes = device.coverage.notes.iter();
    facts.extend(notes.map(|note| Fact::new(FactCode::Note, terminal(&say.line(&say.note(note))))));
    facts
}

/// What was assumed of a device by a policy that judged it.
pub(super) fn assumed(say: &Words, device: &Device<'_>) -> Option<String> {
    assumed_in(say, &device.applicability)
}

/// The same, by how the policies stand to it.
pub(super) fn assumed_in(say: &Words, stands: &[Applicability<'_>]) -> Option<String> {
    let facts = assumed_facts(stands, |_| true);
    (!facts.is_empty()).then(|| say.assumed(facts.into_iter()))
}

/// What those policies assumed of a device that are asked about, as `(fact, value)`.
pub(super) fn assumed_by<'d>(
    device: &'d Device<'_>,
    is_asked: impl Fn(&str) -> bool,
) -> Vec<(&'d str, &'d str)> {
    assumed_facts(&device.applicability, is_asked)
}

fn assumed_facts<'d>(
    stands: &'d [Applicability<'_>],
    is_asked: impl Fn(&str) -> bool,
) -> Vec<(&'d str, &'d str)> {
    let judged = stands.iter();
    let judged = judged.filter(|stand| stand.is_judged() && is_asked(&stand.policy));
    let mut facts: Vec<(&str, &str)> = judged
        .flat_map(|stand| &stand.facts)
        .filter(|fact| fact.from == "assumed")
        .map(|fact| (&*fact.fact, &*fact.value))
        .collect();
    facts.sort_unstable();
    facts.dedup();
    facts
}
