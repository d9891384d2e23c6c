//! Output streams: data to stdout, messages to stderr, with colour on a terminal.

use super::plain_error;
use crate::cli::args::{Colour, MessageArgs};
use crate::inventory::Locator;
use crate::report::Layout;
use crate::report::escape::prose;
use crate::report::layout::{WIDTH, fill};
use crate::source::container::bounded::ReadError;
use anstyle::{AnsiColor, Style};
use std::io::{self, IsTerminal, Write};

/// How messages are printed on this run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Messages {
    colour: Colour,
    quiet: bool,
    verbose: bool,
    redacted: bool,
}

impl Messages {
    pub(crate) fn new(args: &MessageArgs) -> Self {
        Self {
            colour: args.color,
            quiet: args.quiet,
            verbose: args.verbose,
            redacted: false,
        }
    }

    /// The same, without names of files where the result is redacted.
    pub(crate) fn redacting(self, redacted: bool) -> Self {
        Self { redacted, ..self }
    }

    /// Whether names of files are kept back.
    pub(crate) fn is_redacted(self) -> bool {
        self.redacted
    }

    /// Whether everything that happens is told.
    pub(crate) fn is_verbose(self) -> bool {
        self.verbose
    }

    /// Whether only errors are told.
    pub(crate) fn is_quiet(self) -> bool {
        self.quiet
    }

    /// Where something was read, unless it is kept back.
    pub(crate) fn place(self, locator: &Locator) -> String {
        if self.redacted {
            "an input; its path is redacted".to_owned()
        } else {
            locator.to_string()
        }
    }

    /// Says that a file was written.
    pub(crate) fn wrote(self, path: &std::path::Path) {
        if self.redacted {
            self.say("wrote", "a file; its path is redacted");
        } else {
            self.say("wrote", &path.display().to_string());
        }
    }

    /// The layout of text on stdout.
    pub(crate) fn layout(self) -> Layout<'static> {
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let watched = io::stdout().is_terminal();
        Layout {
            width: width.filter(|_| watched).unwrap_or(WIDTH),
            colour: self.colours(watched),
            ..Layout::FILE
        }
    }

    /// Whether text on stderr may carry colour.
    pub(crate) fn colours_stderr(self) -> bool {
        self.colours(io::stderr().is_terminal())
    }

    /// Whether a person watches stderr and wants to be told.
    pub(crate) fn is_watched(self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    fn colours(self, watched: bool) -> bool {
        match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                let choice = anstream::AutoStream::choice(&io::stdout());
                watched && choice != anstream::ColorChoice::Never
            }
        }
    }

    /// Rings the terminal's bell, where a person watches.
    pub(crate) fn ring(self) {
        if self.is_watched() {
            Self::raw("\x07");
        }
    }

    /// Says something that is worth knowing and is not data.
    pub(crate) fn say(self, what: &str, text: &str) {
        if !self.quiet {
            // No line feed of a name or of a device begins a line of ours.
            let text = prose(text);
            self.tell(AnsiColor::Yellow.on_default().bold(), what, &text);
        }
    }

    /// Says why nothing was done.
    pub(crate) fn error(self, error: &anyhow::Error) {
        let mut text = plain_error::with_causes(error);
        if let Some(next) = next_step(error).filter(|_| !text.contains("hint:")) {
            text.push_str(&format!("\nhint: {next}"));
        }
        self.tell(ERROR, "error", &text);
    }

    /// Writes text that is already laid out and escaped.
    pub(crate) fn raw(text: &str) {
        // When stderr is gone there is nobody left to tell.
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// Says several things that belong together, at once, so that nothing that
    /// happens meanwhile comes between them.
    pub(crate) fn say_together(self, said: &[(&str, String)]) {
        if !self.quiet {
            let style = AnsiColor::Yellow.on_default().bold();
            let said = said.iter();
            let text: String = said
                .map(|(what, text)| self.laid_out(style, what, &prose(text)))
                .collect();
            Self::raw(&text);
        }
    }

    fn tell(self, style: Style, what: &str, text: &str) {
        Self::raw(&self.laid_out(style, what, text));
    }

    fn laid_out(self, style: Style, what: &str, text: &str) -> String {
        // Each line on its own, so that line feeds of ours survive.
        let lines: Vec<String> = format!("{what}: {text}")
            .lines()
            .map(|line| fill(&prose(line), WIDTH, "", "  "))
            .collect();
        let text = lines.join("\n");
        match text.strip_prefix(what) {
            Some(rest) if self.colours_stderr() => format!("{style}{what}{style:#}{rest}\n"),
            _ => text + "\n",
        }
    }
}

const ERROR: Style = AnsiColor::Red.on_default().bold();

/// What to try where the system refused something, and said only that.
fn next_step(error: &anyhow::Error) -> Option<&'static str> {
    let refused = error.chain().find_map(|cause| {
        let read = cause.downcast_ref::<ReadError>();
        let missing = read.is_some_and(ReadError::is_not_found);
        let system = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        missing.then_some(io::ErrorKind::NotFound).or(system)
    });
    match refused? {
        io::ErrorKind::NotFound => Some("check the spelling, and the folder it should be in"),
        io::ErrorKind::PermissionDenied => {
            Some("check who may read and write it, or choose another place")
        }
        io::ErrorKind::IsADirectory => Some("it is a folder; name a file in it"),
        io::ErrorKind::StorageFull => Some("make room, or choose another place"),
        _ => None,
    }
}

/// Writes data to stdout while it is made, as [`to_stdout`] does.
pub(crate) fn stream_to_stdout(
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    let mut out = Reader {
        stdout: io::stdout().lock(),
        is_gone: false,
    };
    let mut buffer = io::BufWriter::with_capacity(1 << 16, &mut out);
    let written = write(&mut buffer).and_then(|()| buffer.flush());
    // What is left has nobody to go to.
    drop(buffer.into_parts());
    match written {
        Err(_) if out.is_gone => Ok(()),
        other => Ok(other?),
    }
}

/// Whoever reads stdout, and whether they have gone away. What is made of the error
/// on the way here need not say so.
struct Reader<'s> {
    stdout: io::StdoutLock<'s>,
    is_gone: bool,
}

impl io::Write for Reader<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.stdout.write(bytes);
        self.note(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.stdout.flush();
        self.note(flushed)
    }
}

impl Reader<'_> {
    fn note<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        let error = result.as_ref().err();
        self.is_gone |= error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
        result
    }
}

/// Writes data to stdout. A reader that has gone away, such as `head`, is no
/// error: the exit code still tells the verdict.
pub(crate) fn to_stdout(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}
