//! A code from a report: what it means, why it matters, and what to do.

use super::state;
use crate::audit::{MatchKind, RemarkCode};
use crate::cli::ui::fields::FieldList;
use crate::inventory::{GapCode, NoteCode, State};
use crate::report::{Language, explained};

pub(crate) fn explain(code: &str, language: Language) -> Option<String> {
    let (kind, meaning, advice) = if let Some(gap) = GapCode::parse(code) {
        (GAP, gap.meaning(), gap.step())
    } else if let Some(remark) = RemarkCode::parse(code) {
        let (meaning, advice) = measure_remark(remark).unwrap_or(device_remark(remark));
        ("a remark beside the findings", meaning, advice)
    } else if let Some(kind) = MatchKind::parse(code) {
        ("how a rule recognised an app", match_text(kind), "")
    } else if let Some(note) = NoteCode::parse(code) {
        (
            "a note: worth telling, and no app is hidden by it",
            note.meaning(),
            "",
        )
    } else {
        let known = State::parse(code)?;
        ("the state of an app", state::text(known), "")
    };
    let mut fields = FieldList::default();
    if let Some(told) = explained(code, language) {
        let [says, todo, in_english] = told.labels;
        fields.head(code, Some(told.kind));
        fields.field(says, Some(&told.text));
        fields.field(todo, Some(&*told.todo).filter(|todo| !todo.is_empty()));
        let parts = [meaning, advice]
            .into_iter()
            .filter(|part| !part.is_empty());
        let parts: Vec<&str> = parts.collect();
        let quoted = format!("\u{201c}{}\u{201d}", parts.join("; "));
        fields.field(in_english, Some(&quoted));
        return Some(fields.into_text());
    }
    fields.head(code, Some(kind));
    fields.field("means", Some(meaning));
    fields.field("do", Some(advice).filter(|advice| !advice.is_empty()));
    Some(fields.into_text())
}

/// Every code that can be explained.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    let gaps = GapCode::ALL.iter().map(|code| code.as_str());
    let remarks = RemarkCode::ALL.iter().map(|code| code.as_str());
    let matches = MatchKind::ALL.iter().map(|code| code.as_str());
    let states = State::ALL.iter().map(|code| code.as_str());
    let notes = NoteCode::ALL.iter().map(|code| code.as_str());
    gaps.chain(remarks)
        .chain(matches)
        .chain(states)
        .chain(notes)
}

const GAP: &str = "something could not be seen, so the device cannot be called compliant";

/// For a remark that was forgotten below.
const UNEXPLAINED: (&str, &str) = ("a remark that this version does not explain", "");

/// Remarks on measures, approvals and waivers.
const fn measure_remark(code: RemarkCode) -> Option<(&'static str, &'static str)> {
    Some(match code {
        RemarkCode::WaiverUnused => (
            "a waiver permitted nothing in this run: the app or the device it names was not found",
            "take it out of the file if it is no longer needed; an unused permission is a door nobody watches",
        ),
        RemarkCode::WaiverExpired => (
            "a waiver is past its last day and permits nothing any more",
            "renew it with a new approval, or take it out of the file",
        ),
        RemarkCode::WaiverNotYetValid => (
            "the first day of a waiver, `from`, is still to come, so it permits nothing yet",
            "",
        ),
        RemarkCode::MeasurePastReview => (
            "the measure was to be looked at again by a day that has passed. It is used as it stands, because nobody has said that it ended",
            "compare the policy with its sources and note the day under `checked`",
        ),
        RemarkCode::MeasureEnded => (
            "the measure has ended by its own date and did not judge, or it was replaced or withdrawn and judged because you named it",
            "look for the measure that took its place",
        ),
        RemarkCode::MeasureNotYetInForce => (
            "the measure takes effect after the day of the audit and did not judge",
            "",
        ),
        RemarkCode::MeasureAdopted => (
            "an organisation judges by somebody else's measure on terms of its own. The remark names who decided that, when, and what differs from the measure as issued",
            "",
        ),
        RemarkCode::NotCovered => (
            "a measure names apps or services that no rule can see, because no id of them is known or because they are no apps. Nobody looked for them",
            "look for them by other means; `dutyphone explain MEASURE` says why each cannot be seen",
        ),
        RemarkCode::ApprovalMissing => (
            "an exception of a measure fits the device and needs somebody's approval, which the register does not record. The exception permits nothing",
            "when it is granted, note `approval`, `approved-by` and `approved-on` in the register",
        ),
        RemarkCode::HolderNotStated => (
            "a measure is only for a narrow group, such as ministers, soldiers or members of parliament. Nobody is assumed to belong to one, so it judges only devices whose holder the register names",
            "name the holders' groups in a register; nothing is to be done when nobody of the group holds a device",
        ),
        RemarkCode::OutOfScope => (
            "a measure is not for this device, by what the register says of it, and did not judge it. Results of version 1 say so; newer ones have it under `applicability`",
            "correct the register if that is wrong",
        ),
        _ => return None,
    })
}

/// Remarks on devices, the register and the data. Other codes come to the last
/// arm only if one was forgotten above, which a test finds.
const fn device_remark(code: RemarkCode) -> (&'static str, &'static str) {
    match code {
        RemarkCode::RegisterContradicted => (
            "the device shows something else than the register says of it: that the organisation manages it although it is called private, or that it has access to an organisation's systems although it is called separate. The device is believed. It is a finding, at `warn`",
            "take from the device what contradicts the register, or correct the register",
        ),
        RemarkCode::SeparateDeviceDoubtful => (
            "the register calls the device a separate one without access, and an organisation manages it, or an app that gives access came with it and is in use. A separate phone may well be managed, so the register is believed; it is a finding, at `warn`",
            "make sure that it reaches no internal system, and state `managed = true` in the register",
        ),
        RemarkCode::InventoryOld => (
            "the inventory is more than 90 days old, and no --max-age was given. The device may have other apps today",
            "take the inventory again, or set a limit with --max-age",
        ),
        RemarkCode::MinimalInventories => (
            "of some devices only the apps that the rules match were kept, as is right for privately owned phones",
            "judge such inventories by the policies they were taken for",
        ),
        RemarkCode::FactsAssumed => (
            "devices were judged by strict assumptions, because neither a register nor the phone states the facts. Assumptions put a device into a scope and never permit anything",
            "keep a register of the devices and give it with --register",
        ),
        RemarkCode::DataSetOld => (
            "a data set was more than 180 days old on the day of the audit: apps and owners that are newer are not in it",
            "get a newer version of the program, or name a newer data set with --catalogue",
        ),
        RemarkCode::DataSetOverridden => (
            "an overlay that was named with --catalogue says something else than rows of the data set, and holds",
            "look at the overlay if you did not expect that; rows that say less carry a reason",
        ),
        RemarkCode::RegisterColumnsUnread => (
            "the register in CSV has columns that are not read; they are the organisation's own, or a fact under a heading that is not known",
            "give a column that says something of the devices one of the known names: person, use, access, ownership, managed, approval, approved-by, approved-on",
        ),
        RemarkCode::RegisteredNotRead => (
            "devices that the register names were not among what was read, so nothing is said of them",
            "read them too; with --require-all each of them counts as not read",
        ),
        RemarkCode::InputsSetAside => (
            "Files or folders hold no list of apps by their content, such as pictures, documents, programs and version control, or `--exclude` named them. They were not judged.",
            "look through the names; give a file that should have been judged in a form that can be read",
        ),
        RemarkCode::NotRegistered => (
            "a register was given and the device is not in it, so it is read strictly: in service use, with internal access, given by the organisation to a public employee",
            "add it to the register",
        ),
        _ => UNEXPLAINED,
    }
}

const fn match_text(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::IdAndCertificate => {
            "the app has exactly the known id and is signed by the expected certificate. Nothing is surer"
        }
        MatchKind::Id => {
            "the app has exactly the known id. Who signed it was not looked at, or no certificate is known"
        }
        MatchKind::UnknownBuild => {
            "the app has exactly the known id and is signed by somebody else than expected, on iOS by a team whose id stands behind it: a modified build, or an app that borrows the id"
        }
        MatchKind::StoreId => {
            "the app has the number under which the App Store sells the known one; its id may have changed"
        }
        MatchKind::Developer => "the store names a developer that belongs to the owner",
        MatchKind::Capitals => {
            "the id is one that the rule selects, or begins as such ids do, but for capitals. Android takes such ids for different apps, and lists that people keep often change capitals: look for the id on the phone. It is never more than a warning"
        }
        MatchKind::Prefix => "the id begins as the policy spells it",
        MatchKind::Namespace => {
            "the id begins as ids of the owner do. That is weak: others use such beginnings too, so it is never more than a warning"
        }
        MatchKind::Hint => {
            "the id begins with a country's letters and nothing else is known. It is a reason to look, not a finding about its owner"
        }
        MatchKind::Name => {
            "the list gives names of apps and no ids, and the app is called like one that the rule selects. Other apps may be called so: look for the id on the phone. It is never more than a warning"
        }
        MatchKind::WebHost => {
            "a web page stands on the home screen like an app, and the policy names its host or a domain above it"
        }
        MatchKind::Condition => {
            "the rule names no app: it asks how an app came onto the device, who installed it or which version it has, and this one fits"
        }
        MatchKind::NotListed => "the policy is a list of approved apps, and this one is not on it",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_an_explanation_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for code in all() {
            let text = explain(code, Language::En).unwrap();
            let meaning = text.split_once('\n').unwrap().1.to_owned();
            assert!(seen.insert(meaning), "{code} is explained like another");
        }
    }

    /// In every language each code says its own kind, its sentence and the English.
    #[test]
    fn every_code_is_explained_in_every_language() {
        for language in Language::ALL {
            for code in all() {
                let text = explain(code, *language).unwrap();
                let lines = text.lines().count();
                assert!(lines > 1 && !text.contains("  \u{201c}\u{201d}"), "{text}");
                let is_quoted = text.contains('\u{201c}');
                assert_eq!(is_quoted, *language != Language::En, "{language}: {text}");
            }
        }
    }

    #[test]
    fn every_remark_is_explained() {
        for code in RemarkCode::ALL {
            let text = measure_remark(*code).unwrap_or(device_remark(*code));
            assert_ne!(text, UNEXPLAINED, "{code}");
        }
    }
}
