//! A comparison for programs: `dutyphone/diff/1`.

use super::model::Diff;
use std::io::{self, Write};

pub(super) fn write(diff: &Diff, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, diff)?;
    out.write_all(b"\n")
}
