//! Asks `installation_proxy` for every app, and keeps what was odd about the
//! answer.
//!
//! `Browse` is answered in batches, and nothing but a message that says
//! `Complete` ends it: not the end of the stream, and no count, since current
//! phones send none. `Lookup` is answered in one message; it is the second
//! opinion.

use super::batch::{ATTRIBUTES, Apps, Batch, SHOWN, Status};
use super::channel::Channel;
use super::fault::{Fault, Step};
use super::message::{Value, request};
use crate::source::lists::Entry;
use std::time::Duration;

/// How long the first batch may take. The phone looks through its apps.
const FIRST: Duration = Duration::from_secs(20);
/// How long each of the others may take.
const NEXT: Duration = Duration::from_secs(10);
/// The largest message, in bytes. A batch of ten has about 3 kB, an answer of
/// 400 apps in one about 120 kB.
const LARGEST: usize = 4 << 20;
/// The most bytes of all messages together.
const MOST_BYTES: usize = 16 << 20;
/// The most messages. 20,000 apps come in 2,000.
const MOST_MESSAGES: usize = 10_000;
/// The most apps. A full phone has a thousand.
const MOST_APPS: usize = 20_000;

/// What one way of asking brought.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) apps: Apps,
    /// The phone said that this was all.
    pub(super) is_complete: bool,
    /// What the numbers in the messages contradict, the first time.
    pub(super) mismatch: Option<&'static str>,
    /// What ended it before its end.
    pub(super) fault: Option<Fault>,
}

/// Asks for the list of all apps.
pub(super) fn browse(channel: &mut Channel) -> Listing {
    let mut listing = Listing::default();
    let asked = channel.send(Step::List, FIRST, &question("Browse", None));
    let result = asked.and_then(|()| batches(channel, &mut listing));
    listing.fault = result.err();
    listing
}

/// Asks in the other way: for all apps, or for those with these ids.
pub(super) fn lookup(channel: &mut Channel, ids: Option<Vec<&str>>) -> Listing {
    let mut listing = Listing::default();
    let result = ask_once(channel, ids).map(|batch| {
        listing.is_complete = batch.status == Status::Complete;
        listing.apps = batch.apps.unwrap_or_default();
    });
    listing.fault = result.err();
    listing
}

fn ask_once(channel: &mut Channel, ids: Option<Vec<&str>>) -> Result<Batch, Fault> {
    channel.send(Step::SecondList, FIRST, &question("Lookup", ids))?;
    let batch = message(channel, Step::SecondList)?.0;
    match batch.error {
        Some(word) => Err(Fault::Said(Step::SecondList, word)),
        None => Ok(batch),
    }
}

fn question(command: &str, ids: Option<Vec<&str>>) -> Vec<u8> {
    let mut options = vec![("ReturnAttributes", Value::Texts(ATTRIBUTES.to_vec()))];
    options.extend(SHOWN.map(|name| (name, Value::Yes)));
    options.extend(ids.map(|ids| ("BundleIDs", Value::Texts(ids))));
    request(vec![
        ("Command", Value::Text(command)),
        ("ClientOptions", Value::Keys(options)),
    ])
}

/// One message and its size.
fn message(channel: &mut Channel, step: Step) -> Result<(Batch, usize), Fault> {
    let bytes = channel.receive(step, LARGEST)?;
    let batch = Batch::parse(&bytes).map_err(|fault| {
        if fault.is_cap() {
            Fault::TooLarge(step, LARGEST)
        } else {
            Fault::Nonsense(step, format!("it {fault}"))
        }
    })?;
    Ok((batch, bytes.len()))
}

fn batches(channel: &mut Channel, listing: &mut Listing) -> Result<(), Fault> {
    let mut bytes = 0;
    let mut total = None;
    for _ in 0..MOST_MESSAGES {
        let (batch, size) = message(channel, Step::List)?;
        channel.begin(NEXT);
        bytes += size;
        if let Some(word) = batch.error {
            return Err(Fault::Said(Step::List, word));
        }
        total = batch.total.or(total);
        listing.compare(&batch);
        listing.take(batch.apps);
        if batch.status == Status::Complete {
            listing.is_complete = true;
            if total.is_some_and(|total| total != count(&listing.apps)) {
                listing.differs("it announced another number of apps than it sent");
            }
            return Ok(());
        }
        if bytes > MOST_BYTES || listing.apps.len() > MOST_APPS {
            return Err(Fault::TooLarge(Step::List, MOST_BYTES));
        }
    }
    Err(Fault::TooLarge(Step::List, MOST_BYTES))
}

fn count(apps: &Apps) -> i64 {
    i64::try_from(apps.len()).unwrap_or(i64::MAX)
}

impl Listing {
    /// Compares the numbers of a batch with what it holds and what came before.
    fn compare(&mut self, batch: &Batch) {
        if batch.status == Status::Unknown {
            self.differs("a message of it has a state that is not known");
        }
        let Some(apps) = &batch.apps else {
            return;
        };
        if batch.index.is_none_or(|index| index != count(&self.apps)) {
            self.differs("its batches do not follow one another");
        }
        if batch.amount.is_none_or(|amount| amount != count(apps)) {
            self.differs("a batch holds another number of apps than it says");
        }
    }

    fn differs(&mut self, what: &'static str) {
        self.mismatch.get_or_insert(what);
    }

    fn take(&mut self, apps: Option<Apps>) {
        if let Some(mut apps) = apps {
            self.apps.odd += apps.odd;
            self.apps.entries.append(&mut apps.entries);
        }
    }

    /// Adds apps that only another way of asking brought.
    pub(super) fn add(&mut self, entry: Entry) {
        self.apps.entries.push(entry);
    }
}
