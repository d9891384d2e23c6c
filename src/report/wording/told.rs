//! What the stages below tell in English sentences, in the reader's words: gaps,
//! notes, remarks, and what mends a finding. Each is told by its code.
//!
//! What no code tells, such as the words of a parser or of a phone, is quoted in
//! English beside the sentence.

use super::words::{Details, OwnWords, Told, Words};
use crate::audit::{Dimension, MatchKind, Place, RemarkCode, Step, removal_command};
use crate::inventory::{self, GapCode, NoteCode, Origin, Platform, ProfileKind, State};
use crate::report::document::{Device, Finding, Gap, Note, Remark, is_of_age};
use crate::report::escape::prose;

/// A sentence in the reader's words. Each format escapes it still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Said {
    /// The sentence.
    pub(in crate::report) text: String,
    /// What to do. May be empty.
    pub(in crate::report) todo: String,
    /// What is only known in English, and is quoted.
    pub(in crate::report) detail: Option<String>,
}

impl Words {
    /// Before a detail in English.
    pub(in crate::report) fn detail_label(&self) -> &'static str {
        match &self.told {
            Told::AsItStands => "",
            Told::Own(own) => own.detail,
        }
    }

    /// A sentence with its detail in English, in one line.
    pub(in crate::report) fn line(&self, said: &Said) -> String {
        format!("{}{}", said.text, self.quote(said))
    }

    /// The detail of a sentence in English, in brackets; nothing where there is none.
    pub(in crate::report) fn quote(&self, said: &Said) -> String {
        match &said.detail {
            Some(detail) => format!(" ({}: \u{201c}{detail}\u{201d})", self.detail_label()),
            None => String::new(),
        }
    }

    /// What stands before a gap: that something was not read, or of what day it is.
    pub(in crate::report) fn gap_label(&self, code: &str) -> &'static str {
        if is_of_age(code) {
            self.labels.age
        } else {
            self.labels.not_read
        }
    }

    /// What could not be seen.
    pub(in crate::report) fn gap(&self, gap: &Gap<'_>) -> Said {
        self.gap_told(&gap.code, &gap.message, &gap.advice)
    }

    /// The same, of a phone that was not judged.
    pub(in crate::report) fn unjudged(&self, gap: &inventory::Gap) -> Said {
        self.gap_told(gap.code.as_str(), &gap.message, &gap.advice)
    }

    /// Why a device of a summary was not read. A redacted summary keeps the code and
    /// drops the words.
    pub(in crate::report) fn unread(&self, code: &str, message: &str) -> String {
        match (&self.told, message) {
            (Told::AsItStands, "") => code.to_owned(),
            (Told::Own(_), "") => self.gap_told(code, message, "").text,
            _ => self.line(&self.gap_told(code, message, "")),
        }
    }

    /// What is done about a gap of this code, whatever a source says.
    pub(in crate::report) fn gap_step(&self, code: &str) -> &'static str {
        let code = GapCode::parse(code).unwrap_or(GapCode::Other);
        match &self.told {
            Told::AsItStands => code.step(),
            Told::Own(own) => own.gaps.of(code).todo,
        }
    }

    fn gap_told(&self, code: &str, message: &str, advice: &str) -> Said {
        let own = match &self.told {
            Told::AsItStands => return as_it_stands(message, advice),
            Told::Own(own) => own,
        };
        let code = GapCode::parse(code).unwrap_or(GapCode::Other);
        let words = own.gaps.of(code);
        Said {
            text: words.what.to_owned(),
            todo: words.todo.to_owned(),
            detail: (!is_told_whole(code)).then(|| both(message, advice)),
        }
    }

    /// Something worth telling that hides no app.
    pub(in crate::report) fn note(&self, note: &Note<'_>) -> Said {
        let own = match &self.told {
            Told::AsItStands => return as_it_stands(&note.message, ""),
            Told::Own(own) => own,
        };
        let text = NoteCode::parse(&note.code).map_or(own.unknown, |code| own.notes.of(code));
        Said {
            text: text.to_owned(),
            todo: String::new(),
            detail: Some(note.message.to_string()),
        }
    }

    /// Something worth telling beside findings.
    pub(in crate::report) fn remark(&self, remark: &Remark<'_>) -> Said {
        let own = match &self.told {
            Told::AsItStands => return as_it_stands(&remark.message, &remark.advice),
            Told::Own(own) => own,
        };
        let code = RemarkCode::parse(&remark.code);
        let told = code.and_then(|code| self.remark_told(own, code, remark));
        told.unwrap_or_else(|| Said {
            text: own.unknown.to_owned(),
            todo: String::new(),
            detail: Some(both(&remark.message, &remark.advice)),
        })
    }

    /// A remark by its code; none where its details are missing.
    fn remark_told(&self, own: &OwnWords, code: RemarkCode, remark: &Remark<'_>) -> Option<Said> {
        let values: Vec<(&str, String)> = remark
            .details
            .iter()
            .map(|(name, value)| (&**name, self.detail_value(name, value)))
            .collect();
        let details = Details::new(&values);
        let words = own.remarks.of(code);
        let text = (words.what)(&details);
        let todo = (words.todo)(&details);
        let has_evidence = matches!(
            code,
            RemarkCode::RegisterContradicted | RemarkCode::SeparateDeviceDoubtful
        );
        (!details.lacks_something()).then(|| Said {
            text,
            todo,
            detail: has_evidence.then(|| remark.message.to_string()),
        })
    }

    /// A parameter in the reader's words.
    fn detail_value(&self, name: &str, value: &str) -> String {
        match name {
            "day" => self.day(value),
            "persons" => self.value("person", value),
            "status" => self.status(value),
            "data" => self.data_set_name(value),
            "facts" => self.assumed(value.split(',').map(|fact| (fact, strictest(fact)))),
            _ => prose(value),
        }
    }

    /// What mends a finding. Nothing where there is nothing to do.
    pub(in crate::report) fn how_to_fix(
        &self,
        device: &Device<'_>,
        finding: &Finding<'_>,
    ) -> Option<String> {
        let english = finding.how_to_fix.as_deref()?;
        let told = match &self.told {
            Told::AsItStands => None,
            Told::Own(own) => step(own, device, finding),
        };
        Some(told.unwrap_or_else(|| english.to_owned()))
    }
}

/// The step by the state of the app; none where a word of it is not known.
fn step(own: &OwnWords, device: &Device<'_>, finding: &Finding<'_>) -> Option<String> {
    let platform = Platform::parse(device.platform.as_deref()?)?;
    let state = State::parse(&finding.state)?;
    let origin = Origin::parse(&finding.origin)?;
    let matched = MatchKind::parse(&finding.matched)?;
    let step = Step::of(platform, state, origin, matched);
    let text = own.steps.of(step);
    let text = if step.needs_command() {
        let command = removal_command(&finding.app, finding.profile);
        (own.command)(text, command.as_deref())
    } else {
        text.to_owned()
    };
    let kind = finding.profile_kind.as_deref().and_then(ProfileKind::parse);
    let place = kind.and_then(|kind| Place::of(platform, kind));
    Some(match place {
        Some(place) => format!("{}: {text}", own.places.of(place)),
        None => text,
    })
}

fn as_it_stands(message: &str, advice: &str) -> Said {
    Said {
        text: message.to_owned(),
        todo: advice.to_owned(),
        detail: None,
    }
}

/// What is assumed where nobody states a fact: the strictest.
fn strictest(fact: &str) -> &'static str {
    match Dimension::parse(fact) {
        Some(Dimension::Person) => "public-employee",
        Some(Dimension::Use) => "service",
        Some(Dimension::Access) => "internal",
        Some(Dimension::Ownership) => "issued",
        None => "",
    }
}

/// A message in English with what to do.
fn both(message: &str, advice: &str) -> String {
    if advice.is_empty() {
        message.to_owned()
    } else {
        format!("{message}; {advice}")
    }
}

/// Whether the code says all that there is to say, so that nothing is quoted.
const fn is_told_whole(code: GapCode) -> bool {
    matches!(code, GapCode::RegisteredMissing | GapCode::DeviceLocked)
}
