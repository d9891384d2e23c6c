//! Lists of management systems, in which each phone is one object.
//!
//! The object may be the whole file, a line of it, or an item of a page. It is
//! the same object each time, so each system has one reader of it, and only one
//! phone of a file has to be in memory.

use super::list::Answer;
use super::{
    android_management, damage, elsewhere, fleet, google_directory, items, jamf, json, page,
    webhook,
};
use crate::inventory::{Gap, GapCode, Locator, Reading};
use json::Node;
use std::collections::BTreeMap;

/// What an object says of a phone; `None` when it is another system's.
type Record = fn(&Node) -> Option<Answer>;

/// No two of them take the same.
const RECORDS: [Record; 5] = [
    android_management::record,
    fleet::record,
    google_directory::record,
    jamf::record,
    webhook::record,
];

/// The members under which systems put a page of them.
const LISTS: [&str; 4] = ["devices", "hosts", "mobiledevices", "results"];

/// Takes what a file says, phone by phone.
pub(super) struct Sink<'s> {
    pub(super) locator: &'s Locator,
    pub(super) vouched: Option<&'s str>,
    pub(super) each: &'s mut dyn FnMut(Reading),
    pub(super) aside: &'s mut Aside,
}

/// What is no phone, by what it is, and how often it came.
pub(crate) type Aside = BTreeMap<&'static str, usize>;

impl Sink<'_> {
    pub(super) fn take(&mut self, answer: Answer, number: Option<u64>) {
        match answer.reading(self.locator, number, self.vouched) {
            Ok(reading) => (self.each)(reading),
            Err(what) => *self.aside.entry(what).or_default() += 1,
        }
    }

    fn unread(&mut self, gap: Gap) {
        (self.each)(Reading::unread(self.locator.clone(), None, gap));
    }
}

/// Reads a text that holds one or more documents. Whether any of it is a record
/// or a list of them; nothing was handed on otherwise.
pub(super) fn read(text: &[u8], sink: &mut Sink<'_>) -> bool {
    let documents = documents(text);
    let Some(first) = documents.first() else {
        return false;
    };
    if !is_ours(first) {
        return false;
    }
    let several = documents.len() > 1;
    let mut number = 0;
    for document in documents {
        read_document(document, several, &mut number, sink);
    }
    true
}

/// Whether a text is one whole record, as each line of a long file is.
pub(super) fn is_record(text: &[u8]) -> bool {
    let found = json::read(text);
    found.fault.is_none()
        && found.values.len() == 1
        && found.values.iter().all(|value| answer(value).is_some())
}

fn answer(value: &Node) -> Option<Answer> {
    RECORDS.iter().find_map(|record| record(value))
}

/// The documents of a text; the last one may be damaged.
fn documents(text: &[u8]) -> Vec<&[u8]> {
    let mut parser =
        serde_json::Deserializer::from_slice(text).into_iter::<serde::de::IgnoredAny>();
    let mut found = Vec::new();
    let mut start = 0;
    loop {
        let rest = text.get(start..).unwrap_or_default();
        match parser.next() {
            Some(Ok(_)) => {
                let end = parser.byte_offset();
                found.push(text.get(start..end).unwrap_or_default());
                start = end;
            }
            _ if rest.trim_ascii().is_empty() => return found,
            _ => {
                found.push(rest);
                return found;
            }
        }
    }
}

/// Whether a document is a record, or a list whose first item is one. An empty
/// list is told by what stands around it.
fn is_ours(text: &[u8]) -> bool {
    if let Some(frame) = items::frame(text, &LISTS) {
        let (mut first, mut ours) = (true, false);
        items::each(text, frame.list, &mut |item, _| {
            if std::mem::take(&mut first) {
                ours = answer(&item).is_some();
            }
        });
        return ours || (first && is_empty_page(&frame));
    }
    json::read(text).values.iter().any(|v| answer(v).is_some())
}

/// Empty pages that show whose they are.
fn is_empty_page(frame: &items::Frame) -> bool {
    match frame.list {
        Some("mobiledevices") => true,
        Some("results") => frame.rest.has("totalCount"),
        Some("hosts" | "devices") => frame
            .rest
            .members()
            .iter()
            .all(|(name, _)| ["nextPageToken", "meta", "count"].contains(&&**name)),
        _ => false,
    }
}

fn read_document(text: &[u8], several: bool, number: &mut u64, sink: &mut Sink<'_>) {
    let Some(frame) = items::frame(text, &LISTS) else {
        return read_values(text, several, number, sink);
    };
    let mut gaps: Vec<Gap> = page::gap(&frame.rest, frame.items).into_iter().collect();
    gaps.extend(elsewhere::gap(&frame.rest, &[], &[]));
    gaps.extend(holds_record(&frame.rest).then(second_list));
    gaps.extend(frame.fault.map(damage::of_json));
    let numbered = several || frame.items > 1 || frame.fault.is_some();
    let mut strange = 0;
    let mut any = false;
    items::each(text, frame.list, &mut |item, fault| {
        any = true;
        *number += 1;
        match answer(&item) {
            Some(found) => {
                let mut own: Vec<Gap> = fault.map(damage::of_json).into_iter().collect();
                own.extend(holds_record(&item).then(second_list));
                let found = with_gaps(with_gaps(found, &gaps), &own);
                sink.take(found, numbered.then_some(*number));
            }
            None => strange += 1,
        }
    });
    if strange > 0 {
        sink.unread(damage::strangers(strange));
    }
    if !any {
        sink.unread(Gap::new(
            GapCode::AppListMissing,
            "the list names no device",
            "ask the management system for its devices again, and save all pages",
        ));
    }
}

/// Documents that are records themselves.
fn read_values(text: &[u8], several: bool, number: &mut u64, sink: &mut Sink<'_>) {
    let found = json::read(text);
    let gaps: Vec<Gap> = found.fault.map(damage::of_json).into_iter().collect();
    if found.values.is_empty() {
        return gaps.into_iter().for_each(|gap| sink.unread(gap));
    }
    for value in &found.values {
        *number += 1;
        match answer(value) {
            Some(found) => {
                let second: Vec<Gap> = holds_record(value).then(second_list).into_iter().collect();
                let found = with_gaps(with_gaps(found, &gaps), &second);
                sink.take(found, several.then_some(*number));
            }
            None => sink.unread(damage::strangers(1)),
        }
    }
}

/// The members under which Fleet puts the one host of a document.
const HOST: [&str; 2] = ["host", "spec"];

/// Whether the record of another phone lies inside of this one, or around a list.
fn holds_record(node: &Node) -> bool {
    let is_phone =
        |node: &Node| node.is_nested() && !matches!(answer(node), None | Some(Answer::Aside(_)));
    let members = node.members().iter();
    let members = members.map(|(name, value)| (value, HOST.contains(&&**name)));
    let items = node.items().iter().map(|value| (value, false));
    let mut inner = members.chain(items);
    inner.any(|(value, is_own)| (!is_own && is_phone(value)) || holds_record(value))
}

/// The gap of a list with phones outside of it.
fn second_list() -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        "the file holds devices in a place where none are read",
        "save each list of devices into a file of its own",
    )
}

fn with_gaps(mut answer: Answer, gaps: &[Gap]) -> Answer {
    if let Answer::List(list) = &mut answer {
        list.gaps.extend_from_slice(gaps);
    }
    answer
}
