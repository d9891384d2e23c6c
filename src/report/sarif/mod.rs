//! SARIF 2.1.0 for code scanning services.
//!
//! A service may refuse a whole file for one result without a place in a
//! file, so every result has one: the saved inventory and its line, or, for a
//! phone that was read directly, a path made of its id that stays the same
//! from run to run.
//!
//! A device that was not fully read is a notification, and the run did not
//! succeed: without results a viewer would show nothing, which looks like
//! clean.
//!
//! The head of a run refers to all its devices, so they are walked through three
//! times: for what they mention, for notifications, and for results.

mod descriptors;
mod index;
mod location;
mod model;
mod quota;
mod telling;
mod text;

use super::document::{Device, Document};
use super::escape::prose;
use super::json_writer;
use index::Index;
use model::{Driver, Invocation, Log, Run, Tool};
use serde::Serialize;
use serde::ser::{Error as _, SerializeSeq as _, Serializer};
use std::io::{self, Write};
use telling::Teller;

pub(super) fn write(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut index = Index::of(document)?;
    let tool = &document.tool;
    let version = tool
        .rsplit_once(' ')
        .map_or(&**tool, |(_, version)| version);
    let driver = Driver {
        name: "dutyphone",
        version: prose(version),
        rules: std::mem::take(&mut index.rules.list),
        notifications: std::mem::take(&mut index.notifications.list),
    };
    let successful = index.successful;
    let (results, notes) = (index.counts.quota(), index.notes.quota());
    let teller = Teller {
        document,
        index,
        results,
        notes,
    };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            invocations: [Invocation {
                execution_successful: successful,
                tool_execution_notifications: Walk {
                    teller: &teller,
                    of_device: Teller::notes,
                    of_run: Teller::notes_of_run,
                },
            }],
            column_kind: "utf16CodeUnits",
            results: Walk {
                teller: &teller,
                of_device: Teller::outcomes,
                of_run: Teller::outcomes_of_run,
            },
        }],
    };
    json_writer::pretty(&log, out)
}

/// A list that is made while it is written: of each device, then of the run.
struct Walk<'w, T> {
    teller: &'w Teller<'w>,
    of_device: fn(&Teller<'w>, &Device<'_>) -> io::Result<Vec<T>>,
    of_run: fn(&Teller<'w>) -> io::Result<Vec<T>>,
}

impl<T: Serialize> Serialize for Walk<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let mut failed = None;
        let mut add = |items: Vec<T>| {
            let mut items = items.iter();
            let added = items.try_for_each(|item| list.serialize_element(item));
            added.map_err(|error| {
                failed = Some(error);
                io::ErrorKind::Other.into()
            })
        };
        let devices = &self.teller.document.devices;
        let done = devices.each(|device| add((self.of_device)(self.teller, device)?));
        let done = done.and_then(|()| add((self.of_run)(self.teller)?));
        match (failed, done) {
            (Some(error), _) => Err(error),
            (None, Err(error)) => Err(S::Error::custom(error)),
            (None, Ok(())) => list.end(),
        }
    }
}
