//! Words and numbers that may stand behind a flag.

use crate::audit::{Threshold, Verdict};
use crate::report::diff::DiffFormat;
use crate::source::{Exclusions, Vouch};
use clap::ValueEnum;
use jiff::civil::Date;
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormatArg {
    /// For a person
    Text,
    /// For a program
    Json,
    /// For a ticket
    Markdown,
}

impl From<DiffFormatArg> for DiffFormat {
    fn from(arg: DiffFormatArg) -> Self {
        match arg {
            DiffFormatArg::Text => Self::Text,
            DiffFormatArg::Json => Self::Json,
            DiffFormatArg::Markdown => Self::Markdown,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChangeArg {
    /// Something breaks the policy that did not before, or was permitted
    New,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SummaryArg {
    /// For text about more than 20 devices
    Auto,
    /// However few there are; in HTML and Markdown, too
    Always,
    /// However many there are
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerdictArg {
    /// Devices that break the policy
    NonCompliant,
    /// Devices that were not fully read and show no violation
    Indeterminate,
    /// Devices that no policy in force is for
    NotApplicable,
}

impl VerdictArg {
    pub(crate) const fn is(self, verdict: Verdict) -> bool {
        match self {
            Self::NonCompliant => matches!(verdict, Verdict::NonCompliant),
            Self::Indeterminate => matches!(verdict, Verdict::Indeterminate),
            Self::NotApplicable => matches!(verdict, Verdict::NotApplicable),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LevelArg {
    /// What does not belong on the device
    Deny,
    /// What is worth a look, too
    Warn,
    /// Every finding
    Note,
    /// Nothing: what is found is told, and does not fail the run
    None,
}

impl From<LevelArg> for Threshold {
    fn from(arg: LevelArg) -> Self {
        match arg {
            LevelArg::Deny => Self::Deny,
            LevelArg::Warn => Self::Warn,
            LevelArg::Note => Self::Note,
            LevelArg::None => Self::None,
        }
    }
}

/// A pattern of paths, checked here and understood again where it is used.
pub(super) fn glob(text: &str) -> Result<String, String> {
    Exclusions::new([text]).map(|_| text.to_owned())
}

pub(super) fn date(text: &str) -> Result<Date, String> {
    // Ten characters: anything longer carries a time or a zone.
    let date = (text.len() == 10).then(|| text.parse().ok()).flatten();
    date.ok_or_else(|| "write year-month-day, for example 2026-11-21".to_owned())
}

pub(super) fn vouch(text: &str) -> Result<Vouch, &'static str> {
    Vouch::parse(text)
}

pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = split_unit(text);
    let seconds: Option<u64> = match (number, unit) {
        (Some(number), "" | "s") => Some(number),
        (Some(number), "m") => number.checked_mul(60),
        _ => None,
    };
    match seconds {
        Some(seconds @ 1..=3600) => Ok(Duration::from_secs(seconds)),
        _ => Err("write seconds or minutes up to an hour, for example 90s or 2m".to_owned()),
    }
}

pub(super) fn days(text: &str) -> Result<u32, String> {
    let (number, unit) = split_unit(text);
    let days = match (number, unit) {
        (Some(number), "d") => Some(number),
        (Some(number), "w") => number.checked_mul(7),
        _ => None,
    };
    days.and_then(|days| u32::try_from(days).ok())
        .ok_or_else(|| "write days or weeks, for example 30d or 4w".to_owned())
}

fn split_unit(text: &str) -> (Option<u64>, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits).unwrap_or((text, ""));
    (number.parse().ok(), unit)
}
