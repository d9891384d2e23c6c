//! Sentences about the whole run: the answer, the counts, what it rests on, and
//! what limits it.

use super::policy::short_digest;
use super::sums::{FindingCounts, Further, InputCounts};
use super::words::Words;
use crate::report::document::{DataSet, Document, File, Glance, Inputs, Verdict};
use crate::report::escape::terminal;

/// How many inputs of a kind a report names.
const NAMED: usize = 20;

impl Words {
    /// The answer in one sentence, or that there was nothing to judge.
    pub(in crate::report) fn headline(&self, document: &Document<'_>) -> String {
        if is_nothing(document) {
            return self.run.answer.no_list.to_owned();
        }
        self.answer(document)
    }

    /// Devices by verdict, or that there is none.
    pub(in crate::report) fn by_verdict(&self, document: &Document<'_>) -> String {
        let counts = &document.summary;
        if is_nothing(document) {
            return (self.run.none_judged)(counts.devices);
        }
        (self.run.by_verdict)(counts)
    }

    /// The answer for all devices, in one sentence.
    fn answer(&self, document: &Document<'_>) -> String {
        let (say, counts) = (&self.run.answer, &document.summary);
        let all = counts.devices;
        if all == 0 {
            return say.nothing.to_owned();
        }
        let mut parts = Vec::new();
        match (counts.non_compliant, all) {
            (0, _) => {}
            (1, 1) => parts.push(say.bad.to_owned()),
            (number, _) => parts.push((say.bad_of)(number, all)),
        }
        let (only, of, too) = if are_unread(document) {
            (say.unread, say.unread_of, say.unread_too)
        } else {
            (say.unjudged, say.unjudged_of, say.unjudged_too)
        };
        match (counts.indeterminate, parts.is_empty()) {
            (0, _) => {}
            (1, true) if all == 1 => parts.push(only.to_owned()),
            (number, true) => parts.push(of(number, all)),
            (number, false) => parts.push(too(number)),
        }
        match (counts.compliant, parts.is_empty()) {
            (0, _) => {}
            (1, true) if all == 1 => parts.push(say.good.to_owned()),
            (number, true) if number == all => parts.push((say.good_all)(all)),
            (number, true) => parts.push((say.good_of)(number, all)),
            (number, false) => parts.push((say.good_too)(number)),
        }
        match (counts.not_applicable, parts.is_empty()) {
            (0, _) => {}
            (1, true) => parts.push(say.outside.to_owned()),
            (_, true) => parts.push((say.outside_all)(all)),
            (number, false) => parts.push((say.outside_too)(number)),
        }
        format!("{}.", parts.join("; "))
    }

    /// The counts in a sentence.
    pub(in crate::report) fn counts(&self, document: &Document<'_>) -> String {
        let counts = document.summary;
        let mut parts = vec![self.by_verdict(document)];
        parts.push((self.run.findings)(FindingCounts {
            all: counts.findings,
            waived: counts.waived,
            permitted: counts.permitted,
        }));
        let further = [
            (counts.contradicted, Further::Contradicted),
            (counts.unregistered, Further::Unregistered),
            (counts.assumed, Further::Assumed),
        ];
        let further = further.into_iter().filter(|(count, _)| *count > 0);
        parts.extend(further.map(|(number, what)| (self.run.further_devices)(number, what)));
        if counts.devices == 0 {
            parts.push(self.run.no_device.to_owned());
        }
        parts.join("; ")
    }

    /// The day and the policies with their digests, short enough to compare by
    /// eye.
    pub(in crate::report) fn basis(&self, document: &Document<'_>) -> String {
        let policies: Vec<String> = document
            .policies
            .iter()
            .map(|policy| format!("{} {}", terminal(&policy.id), short_digest(policy)))
            .collect();
        (self.run.basis)(&self.day(&document.as_of), &policies.join(", "))
    }

    /// A data set, its version and its day.
    pub(in crate::report) fn data_set(&self, set: &DataSet<'_>) -> String {
        let name = self.data_set_name(&set.name);
        let version = set.version.as_deref().map(terminal);
        let date = set.date.as_deref().map(|date| self.day(date));
        (self.run.data_set)(&name, version.as_deref(), date.as_deref())
    }

    /// The same where there is no other one: that of the program's own needs no name.
    pub(super) fn only_data_set(&self, set: &DataSet<'_>) -> String {
        match (&*set.name, set.version.as_deref()) {
            (BUILT_IN, Some(version)) => {
                let date = set.date.as_deref().map(|date| self.day(date));
                (self.run.data_set)(&terminal(version), None, date.as_deref())
            }
            _ => self.data_set(set),
        }
    }

    /// The name of a data set; that of the program's own is a word.
    pub(super) fn data_set_name(&self, name: &str) -> String {
        match name {
            BUILT_IN => self.run.built_in.to_owned(),
            name => terminal(name),
        }
    }

    /// A data set with all that is known of it.
    pub(in crate::report) fn data(&self, set: &DataSet<'_>) -> String {
        let name = self.data_set(set);
        match set.overridden {
            0 => name,
            rows => (self.run.overridden)(&name, rows as usize),
        }
    }

    /// The organisation's own files: what each is, of when, how much it holds.
    pub(in crate::report) fn organisation(&self, document: &Document<'_>) -> Vec<String> {
        let day = |file: &File<'_>| file.date.as_deref().map(|date| self.day(date));
        let register = document.evidence.register.as_ref();
        let waivers = document.evidence.waivers.as_ref();
        let mut parts = Vec::new();
        parts.extend(register.map(|file| (self.run.register)(file.entries, day(file).as_deref())));
        parts.extend(waivers.map(|file| (self.run.waivers)(file.entries, day(file).as_deref())));
        parts
    }

    /// That not all devices are listed; nothing where they are.
    pub(in crate::report) fn listed(&self, document: &Document<'_>) -> Option<String> {
        let (listed, all) = (document.devices.len(), document.summary.devices);
        (!document.lists_all()).then(|| (self.run.listed)(listed, all))
    }

    /// Where all inputs ended, in numbers.
    pub(in crate::report) fn inputs(&self, inputs: &Inputs<'_>) -> String {
        (self.run.inputs)(InputCounts {
            devices: inputs.devices,
            parts: inputs.parts,
            set_aside: inputs.set_aside.len(),
            not_read: inputs.not_read.len(),
        })
    }

    /// The inputs that hold no list of apps; the first of many.
    pub(in crate::report) fn set_aside(&self, inputs: &Inputs<'_>) -> Vec<String> {
        let inside = inputs.set_aside.iter();
        let named = inside.map(|name| (self.run.set_aside)(&terminal(name)));
        self.first(named, inputs.set_aside.len())
    }

    /// The inputs that were not read, by name and reason; the first of many.
    pub(in crate::report) fn inputs_not_read(&self, inputs: &Inputs<'_>) -> Vec<String> {
        let named = inputs.not_read.iter();
        let named =
            named.map(|entry| (self.run.not_read)(&terminal(&entry.name), &terminal(&entry.gap)));
        self.first(named, inputs.not_read.len())
    }

    fn first(&self, named: impl Iterator<Item = String>, all: usize) -> Vec<String> {
        let mut named: Vec<String> = named.take(NAMED).collect();
        if all > NAMED {
            named.push((self.run.and_more)(all - NAMED));
        }
        named
    }

    /// What is assumed, as `(fact, value)`.
    pub(in crate::report) fn assumed<'f>(
        &self,
        facts: impl Iterator<Item = (&'f str, &'f str)>,
    ) -> String {
        let facts: Vec<String> = facts
            .map(|(fact, value)| self.assumption(fact, value))
            .collect();
        facts.join(", ")
    }

    /// What is assumed of devices, behind a word that says so.
    pub(in crate::report) fn assumptions(&self, facts: &str) -> String {
        (self.run.assumptions)(facts)
    }

    /// A policy left devices out, because it is for few and nobody states who holds
    /// them.
    pub(in crate::report) fn left_out(&self, policy: &str) -> String {
        (self.run.left_out)(&terminal(policy))
    }

    /// Known owners, and what else counts beside the verdicts.
    pub(in crate::report) fn counted(
        &self,
        document: &Document<'_>,
        (apps, known): (usize, usize),
    ) -> Vec<String> {
        let counts = document.summary;
        let mut parts = Vec::new();
        if apps > 0 {
            parts.push((self.run.known)(known, apps));
        }
        let further = [
            (counts.waived, Further::Waived),
            (counts.permitted, Further::Permitted),
            (counts.contradicted, Further::Contradicted),
            (counts.unregistered, Further::Unregistered),
        ];
        let further = further.into_iter().filter(|(count, _)| *count > 0);
        parts.extend(further.map(|(number, what)| (self.run.further)(number, what)));
        parts
    }
}

/// What results call the data set that comes with the program.
const BUILT_IN: &str = "built-in";

/// Whether there are inputs, and none of them is a device that could be read.
fn is_nothing(document: &Document<'_>) -> bool {
    let counts = &document.summary;
    let read_none = |inputs: &Inputs<'_>| inputs.devices == 0 && !inputs.not_read.is_empty();
    counts.devices == counts.indeterminate && document.inputs.as_ref().is_some_and(read_none)
}

/// Whether of every device without a verdict a part was not read. Devices that are
/// not listed do not tell, and most of them are of that kind.
fn are_unread(document: &Document<'_>) -> bool {
    let open = |glance: Glance| glance.verdict() == Verdict::Indeterminate;
    document.devices.count(open) == document.devices.count(|one| open(one) && one.is_unread())
}

/// All that limits the answers, in one sentence.
pub(in crate::report) fn limits(sentences: &[String]) -> String {
    sentences.join("; ")
}
