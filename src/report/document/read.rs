//! Reading a saved result back, device by device.
//!
//! A saved result decides an exit code, so it is believed only as far as it
//! agrees with itself: a result that is better than what stands below it is
//! refused, not repeated, and so is one that is worse: something was cut out of it.

use super::claims::{Claims, Version};
use super::parts::split;
use super::{Device, Document, FAMILY, SCHEMA, SCHEMA_BEFORE, Verdict};
use crate::report::gather::{DeviceLine, DeviceLines};
use serde::Deserialize;
use std::io::{self, Read};

/// Why a file is not a result that can be reported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResultError {
    /// It is no JSON, or not of this shape.
    #[error("it is no saved result: {0}; save one with `dutyphone audit -f json`")]
    Damaged(String),
    /// It is something else of ours, or of a later version.
    #[error("its schema is `{0}`, and this version reads `{SCHEMA}` and `{SCHEMA_BEFORE}`{1}")]
    Schema(String, &'static str),
    /// It contradicts itself.
    #[error("it contradicts itself: {0}; make it anew with `dutyphone audit`")]
    Contradiction(String),
    /// It cannot be read, or there is no room for what it says.
    #[error("{0}")]
    Unread(String),
}

impl From<io::Error> for ResultError {
    fn from(error: io::Error) -> Self {
        Self::Unread(error.to_string())
    }
}

impl ResultError {
    /// A device of the list, counted from 1, is none.
    pub(in crate::report) fn of_device(number: usize, error: &serde_json::Error) -> Self {
        Self::Damaged(format!("device {number} of its list: {error}"))
    }
}

/// What is learnt of the devices while they are read.
struct Reading {
    lines: DeviceLines,
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
        let added = match serde_json::from_str::<Device<'_>>(json) {
            Ok(device) => {
                self.claims.push(Claims::of(&device));
                let line = DeviceLine::of(device, true, None);
                let added = line.and_then(|line| self.lines.add(&line));
                added.map_err(ResultError::from)
            }
            Err(_) if !is_whole => return false,
            Err(error) => Err(ResultError::of_device(self.claims.len() + 1, &error)),
        };
        self.failed = added.err();
        true
    }
}

/// Reads the head of a result, unless something was wrong with its devices.
///
/// # Errors
///
/// When it is none, or has an unknown major version.
pub(in crate::report) fn read_head(
    head: &str,
    failed: Option<ResultError>,
) -> Result<(Document<'static>, Version), ResultError> {
    let mut document = match serde_json::from_str::<Document<'static>>(head) {
        Ok(document) => document,
        Err(error) => {
            // Another schema has another shape; it deserves its own words.
            if let Ok(head) = serde_json::from_str::<Head>(head) {
                check_schema(&head.schema)?;
            }
            let why = if is_line(head) {
                "it is a line of `-f ndjson`, without what stands above the devices".to_owned()
            } else if head.trim_start().starts_with('{') {
                error.to_string()
            } else {
                "it is no JSON".to_owned()
            };
            return Err(ResultError::Damaged(why));
        }
    };
    check_schema(&document.schema)?;
    if let Some(error) = failed {
        return Err(error);
    }
    // They were taken out before, by the name of their list. What stands here was
    // spelt so that it was not found there, and nobody has looked at it.
    if !document.devices.is_empty() {
        let why = "its list of devices is spelt in an unusual way, and could not be told apart";
        return Err(ResultError::Damaged(why.to_owned()));
    }
    let version = if is_version(&document.schema, SCHEMA_BEFORE) {
        document.schema = SCHEMA.into();
        Version::First
    } else {
        Version::Present
    };
    Ok((document, version))
}

impl Document<'static> {
    /// Reads a result that `-f json` wrote. Of its devices so many bytes are kept in
    /// memory, and the rest aside.
    ///
    /// # Errors
    ///
    /// When it is none, has an unknown major version, or contradicts itself, and
    /// when it cannot be read or kept.
    pub fn read(json: impl Read, in_memory: usize) -> Result<Self, ResultError> {
        let mut reading = Reading {
            lines: DeviceLines::new(in_memory),
            claims: Vec::new(),
            failed: None,
        };
        let head = split(json, |device, is_whole| reading.device(device, is_whole))?;
        let (mut document, version) = read_head(&head, reading.failed)?;
        let raised = (version == Version::First).then_some(document.fail_on);
        document.devices = reading.lines.in_order(raised)?;
        document.check(&reading.claims, version, |wanted| {
            let (mut number, mut id) = (0, String::new());
            document.devices.each(|device| {
                if number == wanted {
                    id = device.id.to_string();
                }
                number += 1;
                Ok(())
            })?;
            Ok(id)
        })?;
        Ok(document)
    }

    /// Whether a result agrees with itself. `id` is the id of a device, by its place
    /// in the list.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub(in crate::report) fn check(
        &self,
        claims: &[Claims],
        version: Version,
        id: impl FnOnce(u32) -> io::Result<String>,
    ) -> Result<(), ResultError> {
        let wrong = |(number, claims): (u32, &Claims)| {
            let what = claims.contradiction(self.fail_on, version)?;
            Some((number, what))
        };
        if let Some((number, what)) = (0..).zip(claims).find_map(wrong) {
            let id = id(number)?;
            return Err(ResultError::Contradiction(format!("`{id}` {what}")));
        }
        self.check_counts(claims)
    }

    fn check_counts(&self, claims: &[Claims]) -> Result<(), ResultError> {
        let wrong = |what: String| Err(ResultError::Contradiction(what));
        let listed = |answer| claims.iter().filter(|one| one.verdict == answer).count();
        let counts = self.summary;
        let counted = [
            (Verdict::NonCompliant, counts.non_compliant),
            (Verdict::Indeterminate, counts.indeterminate),
            (Verdict::Compliant, counts.compliant),
            (Verdict::NotApplicable, counts.not_applicable),
        ];
        for (answer, count) in counted {
            if listed(answer) > count {
                return wrong(format!("more devices are {answer} than it counts"));
            }
        }
        let sum = counted
            .iter()
            .try_fold(0_usize, |sum, (_, count)| sum.checked_add(*count));
        if sum != Some(counts.devices) {
            return wrong("its counts do not add up".to_owned());
        }
        let best = match (counts.non_compliant, counts.indeterminate, counts.devices) {
            (0, 0, 1..) if counts.compliant == 0 => Verdict::NotApplicable,
            (0, 0, 1..) => Verdict::Compliant,
            (0, _, _) => Verdict::Indeterminate,
            _ => Verdict::NonCompliant,
        };
        if self.verdict != best {
            return wrong(format!(
                "it says {}, and by its counts it is {best}",
                self.verdict
            ));
        }
        Ok(())
    }
}

/// Whether a text begins with the result of one device, as a stream has them.
fn is_line(text: &str) -> bool {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    let first = values.next().and_then(Result::ok);
    first.is_some_and(|value| {
        let has = |key: &str| value.get(key).is_some();
        has("verdict") && has("coverage") && !has("schema")
    })
}

#[derive(Deserialize)]
struct Head {
    schema: String,
}

fn check_schema(schema: &str) -> Result<(), ResultError> {
    if is_version(schema, SCHEMA) || is_version(schema, SCHEMA_BEFORE) {
        return Ok(());
    }
    let hint = if schema.starts_with("dutyphone/inventory/") {
        ": this is an inventory; judge it with `dutyphone audit`"
    } else if schema.starts_with(FAMILY) {
        ": get the version of dutyphone that wrote it, or a newer one"
    } else {
        ""
    };
    Err(ResultError::Schema(schema.to_owned(), hint))
}

/// Whether a schema is of a major version.
fn is_version(schema: &str, major: &str) -> bool {
    let minor = schema.strip_prefix(major);
    minor.is_some_and(|minor| minor.is_empty() || minor.starts_with('.'))
}
