//! A code in the reader's words, when somebody asks what it means: what a report says
//! under it, with its parameters left open.

use super::language::Language;
use super::words::{Details, Told};
use crate::audit::{MatchKind, RemarkCode};
use crate::inventory::{GapCode, NoteCode, State};

/// A code, explained in another language than English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explained {
    /// What kind of code it is.
    pub(crate) kind: &'static str,
    /// What a report says under it.
    pub(crate) text: String,
    /// What to do. May be empty.
    pub(crate) todo: String,
    /// The names of the lines: what it says, what to do, and what is in English.
    pub(crate) labels: [&'static str; 3],
}

/// Explains a code; nothing in English, which is the language of the whole page, and
/// nothing for a word that is no code.
pub(crate) fn explained(code: &str, language: Language) -> Option<Explained> {
    let say = language.words();
    let Told::Own(own) = &say.told else {
        return None;
    };
    let words = &own.explain;
    let (kind, text, todo) = if let Some(gap) = GapCode::parse(code) {
        let told = own.gaps.of(gap);
        (words.gap, told.what.to_owned(), told.todo.to_owned())
    } else if let Some(remark) = RemarkCode::parse(code) {
        let told = own.remarks.of(remark);
        let open = Details::left_open();
        (words.remark, (told.what)(&open), (told.todo)(&open))
    } else if let Some(kind) = MatchKind::parse(code) {
        let text = (say.terms.matched)(kind).to_owned();
        (words.matched, text, String::new())
    } else if let Some(note) = NoteCode::parse(code) {
        (words.note, own.notes.of(note).to_owned(), String::new())
    } else {
        let state = State::parse(code)?;
        let text = (say.terms.state)(state).unwrap_or(say.diff.installed);
        (words.state, text.to_owned(), String::new())
    };
    Some(Explained {
        kind,
        text,
        todo,
        labels: [words.says, words.todo, own.detail],
    })
}
