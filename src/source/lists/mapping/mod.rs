//! A mapping: what the columns of somebody's table mean, in a small TOML file.
//!
//! For every list that has no reader here. The user names the mapping
//! (`--mapping FILE`); none is ever picked up from beside a table, because a
//! mapping says what a list may claim, and so is part of the judgement.
//!
//! [`model`] is the file, [`load`] reads and checks it, [`table`] takes rows out
//! of CSV, JSON, NDJSON and XLSX ([`record`]), [`lines`] tells which lines are rows, [`beside`]
//! looks at what is not read, [`apply`] makes devices of the rows, [`plausible`]
//! holds what they must look like, [`dates`] reads their dates, and [`propose`]
//! writes a first mapping for a table.

mod apply;
mod beside;
mod book;
mod dates;
mod device;
mod lines;
mod load;
mod misfit;
mod model;
mod plausible;
mod propose;
mod record;
mod table;

pub use load::MappingError;
pub use misfit::Misfit;
pub use model::{MappedClaim, Mapping};
pub use propose::propose;

use super::list::Answer;
use super::records::{Aside, Sink};
use crate::inventory::{Locator, Reading};
use crate::source::known_apps::{KnownApps, NoApps};
use crate::source::mentions::names_apps;

impl Mapping {
    /// Whether a table is of the form that the mapping is for.
    ///
    /// # Errors
    ///
    /// What it lacks.
    pub fn fits(&self, bytes: &[u8]) -> Result<(), Misfit> {
        table::open(self, bytes).map(|_| ())
    }

    /// Reads a table: one reading for each device in it. A sheet beside it that names
    /// apps which the caller knows was not read.
    ///
    /// # Errors
    ///
    /// What the table lacks; nothing was handed on then.
    pub(crate) fn read_into(
        &self,
        locator: &Locator,
        bytes: &[u8],
        vouched: Option<&str>,
        known: &dyn KnownApps,
        each: &mut dyn FnMut(Reading),
        aside: &mut Aside,
    ) -> Result<(), Misfit> {
        let mut table = table::open(self, bytes)?;
        let others = std::mem::take(&mut table.other_sheets).into_iter();
        let others = others.filter(|(_, said)| names_apps(said.as_bytes(), known));
        let gaps = others.map(|(number, _)| table::other_sheet(number));
        table.gaps.extend(gaps);
        let answers: Vec<Answer> = apply::answers(self, &table);
        let several = answers.len() > 1;
        let mut sink = Sink {
            locator,
            vouched,
            each,
            aside,
        };
        for (answer, number) in answers.into_iter().zip(1_u64..) {
            sink.take(answer, several.then_some(number));
        }
        Ok(())
    }

    /// The readings of a table by itself, for a caller who knows no app.
    ///
    /// # Errors
    ///
    /// What the table lacks.
    pub fn readings(&self, locator: &Locator, bytes: &[u8]) -> Result<Vec<Reading>, Misfit> {
        self.readings_knowing(locator, bytes, &NoApps)
    }

    /// The readings of a table by itself, for `mapping check`.
    ///
    /// # Errors
    ///
    /// What the table lacks.
    pub fn readings_knowing(
        &self,
        locator: &Locator,
        bytes: &[u8],
        known: &dyn KnownApps,
    ) -> Result<Vec<Reading>, Misfit> {
        let mut readings = Vec::new();
        let aside = &mut Aside::default();
        let mut each = |reading| readings.push(reading);
        self.read_into(locator, bytes, None, known, &mut each, aside)?;
        Ok(readings)
    }
}
