//! A comparison for programs: `dutyphone/diff/1`.

use super::outcome::Diff;
use crate::report::json_writer;
use std::io::{self, Write};

pub(super) fn write(diff: &Diff, out: &mut dyn Write) -> io::Result<()> {
    json_writer::pretty(diff, out)
}
