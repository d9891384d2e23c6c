//! The annotations of a GitHub workflow, as many as GitHub shows: ten of each kind
//! in a step. Where there are more, the tenth says how many, and the others are
//! plain lines of the log, so that none is lost and none hides a graver one.

use super::document::Device;
use super::escape::{github_message, github_property, prose};
use std::io::{self, Write};

/// How many of a kind are shown of one step.
const SHOWN: usize = 10;

/// The kinds of annotations, by the commands of a workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Error,
    Warning,
    Notice,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Notice];

    const fn command(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// What was written of one kind.
#[derive(Default)]
struct Written {
    shown: usize,
    /// The tenth waits until it is known whether it is the last.
    tenth: Option<Annotation>,
    /// How many are plain lines.
    plain: usize,
}

/// One annotation, as a command and as a plain line.
struct Annotation {
    command: String,
    plain: String,
}

/// Writes annotations.
pub(super) struct Annotations<'o> {
    out: &'o mut dyn Write,
    written: [Written; 3],
}

impl<'o> Annotations<'o> {
    pub(super) fn new(out: &'o mut dyn Write) -> Self {
        Self {
            out,
            written: Default::default(),
        }
    }

    /// Adds one. The graver ones have to come first.
    pub(super) fn add(
        &mut self,
        kind: Kind,
        device: Option<&Device<'_>>,
        title: &str,
        message: &str,
    ) -> io::Result<()> {
        let Some(written) = self.written.get_mut(kind as usize) else {
            return Ok(());
        };
        let annotation = Annotation::new(kind, device, title, message);
        if written.shown + 1 < SHOWN {
            written.shown += 1;
            return writeln!(self.out, "{}", annotation.command);
        }
        if written.tenth.is_none() && written.plain == 0 {
            written.tenth = Some(annotation);
            return Ok(());
        }
        for annotation in written.tenth.take().into_iter().chain([annotation]) {
            written.plain += 1;
            writeln!(self.out, "{}", annotation.plain)?;
        }
        Ok(())
    }

    /// Writes what waits, and how many are not shown.
    pub(super) fn finish(self) -> io::Result<()> {
        for (kind, written) in Kind::ALL.into_iter().zip(self.written) {
            if let Some(tenth) = written.tenth {
                writeln!(self.out, "{}", tenth.command)?;
            }
            if written.plain > 0 {
                let command = kind.command();
                writeln!(
                    self.out,
                    "::{command} title={count} more of this kind::GitHub shows {SHOWN}; the log \
                     of this step has all, and -o html=PATH writes a page of them",
                    count = written.plain
                )?;
            }
        }
        Ok(())
    }
}

impl Annotation {
    fn new(kind: Kind, device: Option<&Device<'_>>, title: &str, message: &str) -> Self {
        let word = kind.command();
        let mut command = format!("::{word} ");
        if let Some(file) = device.and_then(|device| device.file.as_deref()) {
            let line = device.and_then(|device| device.line).unwrap_or(1);
            let file = github_property(&prose(file));
            command.push_str(&format!("file={file},line={line},"));
        }
        let name = github_property(title);
        command.push_str(&format!("title={name}::{}", github_message(message)));
        let plain = format!("{word}: {title}: {}", message.replace('\n', "; "));
        Self { command, plain }
    }
}
