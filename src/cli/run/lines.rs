//! One line in, one line out: a line for each device as soon as it is judged,
//! in the order of the input, on stdout, in files, or both. What later ones show of
//! it is told at the end, and counts in the exit code.

use super::atomic_file::AtomicFile;
use super::signing::Digesting;
use anyhow::Context as _;
use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;

/// A file of lines that is being written.
pub(crate) type LineFile = (PathBuf, BufWriter<Digesting<AtomicFile>>);

/// Where the lines go, and those that are on their way.
#[derive(Default)]
pub(crate) struct Lines {
    waiting: Vec<u8>,
    to_stdout: bool,
    files: Vec<LineFile>,
    failed: Option<anyhow::Error>,
    /// A reader that has gone away is no error: the exit code still tells the
    /// verdict.
    stdout_failed: Option<io::Error>,
}

impl Lines {
    pub(crate) fn new(to_stdout: bool, files: Vec<LineFile>) -> Self {
        Self {
            to_stdout,
            files,
            ..Self::default()
        }
    }

    /// Whether anybody asked for lines.
    pub(crate) fn are_wanted(&self) -> bool {
        self.to_stdout || !self.files.is_empty()
    }

    /// Adds the line of one device.
    pub(crate) fn add(&mut self, line: &[u8]) {
        if self.are_wanted() {
            self.waiting.extend_from_slice(line);
        }
    }

    /// What is there by now goes out at once: whoever reads it may wait for it
    /// before sending more.
    pub(crate) fn send(&mut self) {
        if self.to_stdout && self.stdout_failed.is_none() {
            self.stdout_failed = io::stdout().write_all(&self.waiting).err();
        }
        if self.failed.is_none() {
            for (path, file) in &mut self.files {
                let written = file.write_all(&self.waiting);
                let named = written.with_context(|| format!("cannot write `{}`", path.display()));
                if let Err(error) = named {
                    self.failed = Some(error);
                }
            }
        }
        self.waiting.clear();
    }

    /// Ends the lines, and hands back the files.
    pub(crate) fn finish(mut self) -> anyhow::Result<Vec<LineFile>> {
        self.send();
        if let Some(error) = self.failed {
            return Err(error);
        }
        let stdout = match self.stdout_failed {
            Some(error) => Err(error),
            None if self.to_stdout => io::stdout().flush(),
            None => Ok(()),
        };
        match stdout {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
            _ => Ok(self.files),
        }
    }
}
