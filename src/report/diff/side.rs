//! One side of a comparison: what is kept of each device lies aside, and an index of
//! ids says where.

use super::held::Held;
use super::identity;
use super::lean::Lean;
use crate::audit::Threshold;
use crate::report::document::{Claims, ResultError, read_head, split};
use crate::report::spool::{IN_MEMORY, Pieces, Spool};
use std::collections::HashSet;
use std::io::{self, Read};

/// One audit, as far as it can be compared.
#[derive(Debug)]
pub struct Side {
    /// What it was read from.
    place: String,
    /// The level from which a finding breaks the policy.
    fail_on: Threshold,
    /// The policies that judged, each with its digest, where that is known.
    policies: Vec<String>,
    /// The rules that judged, where that is known.
    rules: Option<HashSet<String>>,
    held: Spool,
    index: Index,
}

/// The ids as they are compared, one behind the other.
#[derive(Debug, Default)]
struct Index {
    text: String,
    ends: Vec<usize>,
}

impl Index {
    fn id(&self, number: u32) -> &str {
        let number = number as usize;
        let before = number.checked_sub(1).and_then(|one| self.ends.get(one));
        let start = before.copied().unwrap_or(0);
        let end = self.ends.get(number).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default()
    }
}

impl Side {
    /// An audit without devices.
    #[must_use]
    pub fn new(place: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            fail_on: Threshold::Deny,
            policies: Vec::new(),
            rules: None,
            held: Spool::new(IN_MEMORY),
            index: Index::default(),
        }
    }

    /// Reads a saved result, device by device.
    ///
    /// # Errors
    ///
    /// When it is none, contradicts itself or lists only some of its devices, and when
    /// it cannot be read or kept.
    pub fn read(place: impl Into<String>, json: impl Read) -> Result<Self, ResultError> {
        let mut reading = Reading {
            side: Self::new(place),
            claims: Vec::new(),
            failed: None,
        };
        let head = split(json, |device, is_whole| reading.device(device, is_whole))?;
        let (document, version) = read_head(&head, reading.failed)?;
        let mut side = reading.side;
        document.check(&reading.claims, version, |number| {
            Ok(side.index.id(number).to_owned())
        })?;
        let (listed, counted) = (reading.claims.len(), document.summary.devices);
        if listed != counted {
            return Err(ResultError::Unread(format!(
                "it lists {listed} of {counted} devices, and the others would seem to be gone; \
                 write it again without --only"
            )));
        }
        side.fail_on = document.fail_on;
        let policies = document.policies.iter();
        side.policies = policies
            .map(|policy| match &policy.adoption {
                None => format!("{} {}", policy.id, policy.digest),
                Some(adoption) => {
                    let terms = adoption.terms.join("; ");
                    let by = &adoption.by;
                    format!("{} {}, adopted by {by}: {terms}", policy.id, policy.digest)
                }
            })
            .collect();
        Ok(side.judged_by(document.rules.iter().map(|rule| rule.id.to_string())))
    }

    /// The same, of which it is known which rules judged.
    #[must_use]
    pub fn judged_by(mut self, rules: impl IntoIterator<Item = String>) -> Self {
        self.rules = Some(rules.into_iter().collect());
        self
    }

    /// Adds a reading of a device, as a line of a result.
    ///
    /// # Errors
    ///
    /// When it is none, or cannot be kept.
    pub fn add(&mut self, line: &[u8]) -> io::Result<()> {
        let device: Lean<'_> = serde_json::from_slice(line)?;
        self.hold(&Held::of(&device))
    }

    pub(super) fn hold(&mut self, held: &Held) -> io::Result<()> {
        self.held.push(&serde_json::to_vec(held)?)?;
        let index = &mut self.index;
        index
            .text
            .push_str(&identity::folded(held.platform(), &held.id));
        index.ends.push(index.text.len());
        Ok(())
    }

    /// Whether there is no device.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.index.ends.is_empty()
    }

    /// The readings in the order of their ids.
    pub(super) fn sorted(self) -> io::Result<Sorted> {
        let mut order: Vec<u32> = (0..).take(self.index.ends.len()).collect();
        order.sort_by(|a, b| self.index.id(*a).cmp(self.index.id(*b)));
        Ok(Sorted {
            place: self.place,
            fail_on: self.fail_on,
            policies: self.policies,
            rules: self.rules,
            held: self.held.finish()?,
            index: self.index,
            order: order.into_iter().peekable(),
            piece: Vec::new(),
        })
    }
}

/// What is learnt of a saved result while it is read.
struct Reading {
    side: Side,
    claims: Vec<Claims>,
    /// The first mistake; nothing counts behind it.
    failed: Option<ResultError>,
}

impl Reading {
    /// Takes a device. Whether that was possible, or is not to be tried again.
    fn device(&mut self, json: &str, is_whole: bool) -> bool {
        if self.failed.is_some() {
            return is_whole;
        }
        let added = match serde_json::from_str::<Lean<'_>>(json) {
            Ok(device) => {
                self.claims.push(device.claims());
                self.side
                    .hold(&Held::of(&device))
                    .map_err(ResultError::from)
            }
            Err(_) if !is_whole => return false,
            Err(error) => Err(ResultError::of_device(self.claims.len() + 1, &error)),
        };
        self.failed = added.err();
        true
    }
}

/// A side that is walked through in the order of its ids.
pub(super) struct Sorted {
    pub(super) place: String,
    pub(super) fail_on: Threshold,
    pub(super) policies: Vec<String>,
    pub(super) rules: Option<HashSet<String>>,
    held: Pieces,
    index: Index,
    order: std::iter::Peekable<std::vec::IntoIter<u32>>,
    piece: Vec<u8>,
}

impl Sorted {
    /// The id that comes next.
    pub(super) fn next_id(&mut self) -> Option<&str> {
        let number = *self.order.peek()?;
        Some(self.index.id(number))
    }

    /// All readings with this id, if it comes next.
    pub(super) fn take(&mut self, id: &str) -> io::Result<Vec<Held>> {
        let mut all = Vec::new();
        while let Some(number) = self.order.next_if(|number| self.index.id(*number) == id) {
            self.held.read(number, &mut self.piece)?;
            let held: Held = serde_json::from_slice(&self.piece)?;
            all.push(held.identified());
        }
        Ok(all)
    }
}
