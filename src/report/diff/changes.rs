//! What changed on each device, aside until it is told: what got worse first.

use super::model::{Change, DeviceDiff};
use crate::report::document::Verdict;
use crate::report::spool::{IN_MEMORY, Pieces, Spool};
use serde::ser::{Error as _, Serialize, SerializeSeq as _, Serializer};
use std::io;

/// Changes that are being gathered, by id.
pub(super) struct ChangesBuilder {
    pieces: Spool,
    order: Vec<Place>,
}

/// Changes by urgency, then by id.
#[derive(Debug)]
pub(super) struct Changes {
    pieces: Pieces,
    order: Vec<Place>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    urgency: u8,
    is_worth_a_line: bool,
    number: u32,
}

impl ChangesBuilder {
    pub(super) fn new() -> Self {
        Self {
            pieces: Spool::new(IN_MEMORY),
            order: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, device: &DeviceDiff) -> io::Result<()> {
        self.pieces.push(&serde_json::to_vec(device)?)?;
        self.order.push(Place {
            urgency: urgency(device),
            is_worth_a_line: device.is_worth_a_line(),
            number: u32::try_from(self.order.len()).unwrap_or(u32::MAX),
        });
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<Changes> {
        self.order.sort_by_key(|place| place.urgency);
        Ok(Changes {
            pieces: self.pieces.finish()?,
            order: self.order,
        })
    }
}

impl Changes {
    /// Walks through the devices on which anything changed.
    pub(super) fn worth_a_line(
        &self,
        take: impl FnMut(&DeviceDiff) -> io::Result<()>,
    ) -> io::Result<()> {
        self.each_of(|place| place.is_worth_a_line, take)
    }

    fn each_of(
        &self,
        wanted: impl Fn(&Place) -> bool,
        mut take: impl FnMut(&DeviceDiff) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut piece = Vec::new();
        for place in self.order.iter().filter(|place| wanted(place)) {
            self.pieces.read(place.number, &mut piece)?;
            take(&serde_json::from_slice(&piece)?)?;
        }
        Ok(())
    }
}

impl Serialize for Changes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.order.len()))?;
        let mut failed = None;
        let done = self.each_of(
            |_| true,
            |device| {
                list.serialize_element(device).map_err(|error| {
                    failed = Some(error);
                    io::ErrorKind::Other.into()
                })
            },
        );
        match (failed, done) {
            (Some(error), _) => Err(error),
            (None, Err(error)) => Err(S::Error::custom(error)),
            (None, Ok(())) => list.end(),
        }
    }
}

/// What a reader should see first: what breaks the policy now, then what else
/// got worse, then what was not there to be looked at, then what got better.
fn urgency(device: &DeviceDiff) -> u8 {
    let any = |wanted: fn(Change) -> bool| device.findings.iter().any(|one| wanted(one.change));
    let answer = |word: &Option<_>| {
        let word: Option<&std::borrow::Cow<'_, str>> = word.as_ref();
        word.and_then(|word| Verdict::parse(word))
    };
    let (old, new) = (answer(&device.old_verdict), answer(&device.new_verdict));
    // Answers are ordered worst first.
    let is_worse = old.zip(new).is_some_and(|(old, new)| new < old);
    if device.findings.iter().any(|finding| finding.breaking) {
        0
    } else if is_worse || any(|change| matches!(change, Change::New | Change::WaiverLapsed)) {
        1
    } else if device.presence != "both"
        || any(|change| matches!(change, Change::NotSeen | Change::NotJudged))
    {
        2
    } else {
        3
    }
}
