//! Sentences of an HTML page: what limits a result, what was not read, and remarks.

use crate::report::document::{Gap, Remark, is_of_age};
use crate::report::escape::{prose, terminal};
use crate::report::facts::Fact;
use crate::report::wording::Words;
use serde::Serialize;

/// A sentence that limits the result.
#[derive(Serialize)]
pub(super) struct Known {
    pub(super) code: &'static str,
    pub(super) sentence: String,
}

impl Known {
    pub(super) fn of(words: &Words, fact: Fact) -> Self {
        Self {
            code: (words.labels.fact)(fact.code),
            sentence: fact.sentence,
        }
    }
}

/// A sentence with a label and what to do.
#[derive(Serialize)]
pub(super) struct Said {
    /// The class of its label.
    level: &'static str,
    label: &'static str,
    code: String,
    message: String,
    advice: String,
    /// What is only known in English.
    detail: Option<String>,
}

pub(super) fn unread(words: &Words, gap: &Gap<'_>) -> Said {
    let said = words.gap(gap);
    Said {
        level: "unread",
        label: if is_of_age(&gap.code) {
            words.labels.age
        } else {
            words.html.not_fully_read
        },
        code: format!("{}{}", terminal(&gap.code), words.in_profile(gap.profile)),
        message: terminal(&said.text),
        advice: prose(&said.todo),
        detail: said.detail.as_deref().map(terminal),
    }
}

pub(super) fn said(words: &Words, remark: &Remark<'_>) -> Said {
    let said = words.remark(remark);
    Said {
        level: remark.level.as_str(),
        label: words.level(remark.level),
        code: terminal(&remark.code),
        message: prose(&said.text),
        advice: prose(&said.todo),
        detail: said.detail.as_deref().map(prose),
    }
}
