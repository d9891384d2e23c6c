//! A progress line on stderr for a fleet: while devices are judged (how many, how
//! fast, how long still), and while reports of them are written.
//!
//! Only where a person watches, and only when it takes long enough to wait for. The
//! line redraws itself and is erased at the end.

use super::messages::Messages;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, Write};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// What takes no longer shows no progress.
const PATIENCE: Duration = Duration::from_millis(700);

/// How often a line changes, in a second.
const REDRAWN: u8 = 5;

/// The progress of one fleet.
#[derive(Debug)]
pub(crate) struct FleetProgress {
    line: Line,
    devices: u64,
}

/// How much of the input was handed out, in parts per million; more than that
/// when it is not known.
#[derive(Debug)]
pub(crate) struct Dispatched(AtomicU32);

const WHOLE: u32 = 1_000_000;

impl Dispatched {
    pub(crate) const fn new() -> Self {
        Self(AtomicU32::new(u32::MAX))
    }

    /// Notes how much was handed out, between 0 and 1.
    pub(crate) fn note(&self, fraction: Option<f64>) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the range before"
        )]
        let part = |f: f64| (f.clamp(0.0, 1.0) * f64::from(WHOLE)) as u32;
        self.0
            .store(fraction.map_or(u32::MAX, part), Ordering::Relaxed);
    }

    /// How much, when it is known.
    fn part(&self) -> Option<u64> {
        let part = self.0.load(Ordering::Relaxed);
        (part <= WHOLE).then_some(u64::from(part))
    }
}

impl FleetProgress {
    /// Starts the clock.
    pub(crate) fn new(messages: Messages) -> Self {
        Self {
            line: Line::new(messages),
            devices: 0,
        }
    }

    /// Adds finished devices.
    pub(crate) fn add(&mut self, devices: usize, handed_out: &Dispatched) {
        self.devices += devices as u64;
        let Some((bar, elapsed)) = self.line.bar() else {
            return;
        };
        bar.set_message(pace(self.devices, elapsed));
        if let Some(part) = handed_out.part() {
            if bar.length().is_none() {
                bar.set_length(u64::from(WHOLE));
                bar.set_style(style("{msg}, {eta} left"));
            }
            bar.set_position(part);
        }
    }
}

/// A file that is written, with a line that says how far it is.
#[derive(Debug)]
pub(crate) struct Watched<W> {
    inner: W,
    line: Line,
    what: String,
    bytes: u64,
}

impl<W: Write> Watched<W> {
    /// Watches `inner`, which becomes a file of the format `what`.
    pub(crate) fn new(inner: W, what: &str, messages: Messages) -> Self {
        Self {
            inner,
            line: Line::new(messages),
            what: format!("writing {what}"),
            bytes: 0,
        }
    }

    /// The writer itself, once all is written.
    pub(crate) fn into_inner(self) -> W {
        self.inner
    }
}

impl<W: Write> Write for Watched<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.bytes += written as u64;
        if let Some((bar, _)) = self.line.bar() {
            bar.set_message(format!("{}, {} MB", self.what, self.bytes / 1_000_000));
            bar.tick();
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// One line, which appears when it is worth it and goes at the end.
#[derive(Debug)]
struct Line {
    /// None where nobody watches.
    started: Option<Instant>,
    bar: Option<ProgressBar>,
}

impl Line {
    fn new(messages: Messages) -> Self {
        Self {
            started: messages.is_watched().then(Instant::now),
            bar: None,
        }
    }

    /// The line and its age, if it is time to show it.
    fn bar(&mut self) -> Option<(&ProgressBar, Duration)> {
        let elapsed = self.started?.elapsed();
        if elapsed < PATIENCE {
            return None;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let target = ProgressDrawTarget::stderr_with_hz(REDRAWN);
            ProgressBar::with_draw_target(None, target)
                .with_elapsed(elapsed)
                .with_style(style("{msg}"))
        });
        Some((bar, elapsed))
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// A style of our own; one with a mistake in it would show the bare bar.
fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn pace(devices: u64, elapsed: Duration) -> String {
    let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    let rate = devices.saturating_mul(1000) / milliseconds.max(1);
    format!("{devices} devices, {rate} a second")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_known() {
        let second = Duration::from_secs(1);
        assert_eq!(pace(500, second), "500 devices, 500 a second");
        assert_eq!(pace(10, second * 60), "10 devices, 0 a second");
    }

    #[test]
    fn an_unknown_part_is_none() {
        let handed_out = Dispatched::new();
        assert_eq!(handed_out.part(), None);
        handed_out.note(Some(0.25));
        assert_eq!(handed_out.part(), Some(u64::from(WHOLE / 4)));
        handed_out.note(None);
        assert_eq!(handed_out.part(), None);
    }
}
