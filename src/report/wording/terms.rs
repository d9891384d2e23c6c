//! Dates, numbers and the closed words of the document, in the reader's words.
//! Unknown words from newer versions are printed verbatim.

use super::countries;
use super::number::grouped;
use super::words::Words;
use crate::audit::{Basis, Confidence, Dimension, Instrument, Level, MatchKind, Relation, Status};
use crate::inventory::{Origin, Platform, ProfileKind, ProfileStatus, State};
use crate::report::document::{FactUsed, Verdict};
use crate::report::escape::terminal;
use jiff::civil::Date;

/// The day of a time in UTC.
pub(in crate::report) fn day(time: &str) -> &str {
    time.split_once('T').map_or(time, |(day, _)| day)
}

/// The platform as people spell it.
pub(super) fn platform(word: &str) -> String {
    match Platform::parse(word) {
        Some(Platform::Android) => "Android".to_owned(),
        Some(Platform::Ios) => "iOS".to_owned(),
        None => terminal(word),
    }
}

impl Words {
    /// A date, or the day of a time, short. What is no date stays as it is.
    pub(in crate::report) fn day(&self, text: &str) -> String {
        match day(text).parse::<Date>() {
            Ok(date) => (self.conventions.short_date)(date),
            Err(_) => terminal(day(text)),
        }
    }

    /// A date in full, such as `21 March 2023`.
    pub(in crate::report) fn long_day(&self, text: &str) -> String {
        match day(text).parse::<Date>() {
            Ok(date) => self.long_date(date),
            Err(_) => terminal(day(text)),
        }
    }

    /// The same for a date.
    pub(in crate::report) fn long_date(&self, date: Date) -> String {
        let place = usize::try_from(date.month() - 1).unwrap_or(0);
        let month = self.conventions.months.get(place).copied();
        let after = self.conventions.after_day;
        format!(
            "{}{after} {} {}",
            date.day(),
            month.unwrap_or_default(),
            date.year()
        )
    }

    /// A time in UTC. What is no time stays as it is.
    pub(in crate::report) fn time(&self, text: &str) -> String {
        let parts = text.strip_suffix('Z').and_then(|text| text.split_once('T'));
        match parts {
            Some((day, time)) if day.parse::<Date>().is_ok() => {
                (self.conventions.time)(&self.day(day), &terminal(time))
            }
            _ => terminal(text),
        }
    }

    /// A number; long ones in groups of three digits.
    pub(in crate::report) fn number(&self, number: usize) -> String {
        grouped(number, self.conventions.thousands)
    }

    /// A verdict as a heading.
    pub(in crate::report) fn verdict(&self, verdict: Verdict) -> &'static str {
        (self.terms.verdict)(verdict)
    }

    /// A verdict within a sentence.
    pub(in crate::report) fn verdict_word(&self, verdict: Verdict) -> &'static str {
        (self.terms.verdict_word)(verdict)
    }

    /// How serious a finding is.
    pub(in crate::report) fn level(&self, level: Level) -> &'static str {
        (self.terms.level)(level)
    }

    /// How a rule matched.
    pub(super) fn matched(&self, word: &str) -> String {
        MatchKind::parse(word).map_or_else(
            || terminal(word),
            |kind| (self.terms.matched)(kind).to_owned(),
        )
    }

    /// The state, when it is worth a word.
    pub(in crate::report) fn state(&self, word: &str) -> Option<String> {
        match State::parse(word) {
            Some(state) => (self.terms.state)(state).map(str::to_owned),
            None => Some(terminal(word)),
        }
    }

    /// The origin, when it is worth a word.
    pub(super) fn origin(&self, word: &str) -> Option<&'static str> {
        Origin::parse(word).and_then(self.terms.origin)
    }

    /// What ties an owner to a country.
    pub(super) fn tie(&self, relation: Option<&str>, country: &str) -> String {
        (self.terms.tie)(relation.and_then(Relation::parse), country)
    }

    /// What a profile is.
    pub(in crate::report) fn profile(&self, word: &str) -> String {
        let known = ProfileKind::parse(word).map(self.terms.profile);
        known.map_or_else(|| terminal(word), str::to_owned)
    }

    /// How much of a profile was seen.
    pub(in crate::report) fn profile_status(&self, word: &str) -> String {
        let known = ProfileStatus::parse(word).map(self.terms.profile_status);
        known.map_or_else(|| terminal(word), str::to_owned)
    }

    /// How sure something is.
    pub(in crate::report) fn sure(&self, word: &str) -> String {
        let known = Confidence::parse(word).map(self.terms.confidence);
        known.map_or_else(|| terminal(word), str::to_owned)
    }

    /// What kind of measure it is.
    pub(super) fn instrument(&self, word: &str) -> String {
        let known = Instrument::parse(word).map(self.terms.instrument);
        known.map_or_else(|| terminal(word), str::to_owned)
    }

    /// Whether a measure holds.
    pub(super) fn status(&self, word: &str) -> String {
        let known = Status::parse(word).map(self.terms.status);
        known.map_or_else(|| terminal(word), str::to_owned)
    }

    /// What a fact is about.
    pub(in crate::report) fn dimension(&self, word: &str) -> String {
        let known = Dimension::parse(word).map(self.terms.dimension);
        known.map_or_else(|| terminal(word), str::to_owned)
    }

    /// What is held to be so. Whoever holds a device may be of several groups.
    pub(in crate::report) fn value(&self, fact: &str, value: &str) -> String {
        let about = Dimension::parse(fact);
        let words = value.split(", ").map(|word| {
            let known = about.and_then(|about| (self.terms.value)(about, word));
            known.map_or_else(|| terminal(word), str::to_owned)
        });
        words.collect::<Vec<_>>().join(", ")
    }

    /// What is assumed of a device, in a few words.
    pub(in crate::report) fn assumption(&self, fact: &str, value: &str) -> String {
        let about = Dimension::parse(fact);
        match about.and_then(|about| (self.terms.assumption)(about, value)) {
            Some(text) => text.to_owned(),
            None => format!("{} {}", self.dimension(fact), self.value(fact, value)),
        }
    }

    /// A fact with the one who says so.
    pub(super) fn fact(&self, fact: &FactUsed<'_>) -> String {
        let what = self.dimension(&fact.fact);
        let value = self.value(&fact.fact, &fact.value);
        match Basis::parse(&fact.from) {
            Some(from) => (self.terms.fact)(&what, &value, from, Dimension::parse(&fact.fact)),
            None => (self.terms.fact_by)(&what, &value, &terminal(&fact.from)),
        }
    }

    /// A country by name and code, such as `Example Land (XX)`. The name that the
    /// result gives is English.
    pub(in crate::report) fn country(&self, code: &str, english: Option<&str>) -> String {
        let column = countries::column(self.code);
        let name = column.and_then(|column| countries::name(code, column));
        match name.or(english) {
            Some(name) => format!("{} ({})", terminal(name), terminal(code)),
            None => terminal(code),
        }
    }
}
