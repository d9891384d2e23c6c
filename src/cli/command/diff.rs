//! `dutyphone diff`: what changed between two audits.

use crate::audit::{DeviceResult, Digests, Threshold};
use crate::cli::Exit;
use crate::cli::args::{DiffArgs, DiffFormatArg};
use crate::cli::run::inputs::{AskedTerms, RunInputs};
use crate::cli::run::judging::Judging;
use crate::cli::run::{policies, requests, saved_result, workers};
use crate::cli::ui::looked_at;
use crate::cli::ui::messages::{Messages, stream_to_stdout};
use crate::inventory::format::SCHEMA_FAMILY;
use crate::report::diff;
use crate::report::diff::{Diff, Side};
use crate::report::document::{Device, FAMILY};
use crate::report::{DeviceLine, Layout};
use crate::source;
use crate::source::container::bounded;
use crate::source::{Ledger, Request};
use anyhow::Context as _;
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;

/// Enough of a file to tell a result from inventories, in bytes.
const HEAD: u64 = 64 << 10;

/// The longest result of one device, in bytes.
const LONGEST: u64 = 64 << 20;

pub(crate) fn run(args: &DiffArgs, messages: Messages) -> anyhow::Result<Exit> {
    for path in [&args.old, &args.new] {
        source::check(&[Request::Path(path.clone())])?;
    }
    let sides = (saved(&args.old)?, saved(&args.new)?);
    for (path, side) in [(&args.old, &sides.0), (&args.new, &sides.1)] {
        let what = if side.is_some() {
            "a saved result"
        } else {
            "inventories, judged here"
        };
        looked_at::taken_for(messages, &path.display().to_string(), what);
    }
    let (old, new) = match sides {
        (Some(old), Some(new)) => (old, new),
        (old, new) => match judged(args, messages, [old, new])? {
            Some(sides) => sides,
            None => return Ok(Exit::CannotRun),
        },
    };
    let empty = new.is_empty() || old.is_empty();
    let diff = Diff::between(old, new)?;
    let layout = Layout {
        language: args.language.language(),
        ..messages.layout()
    };
    if args.format.is_some() || !messages.is_quiet() {
        let format = args.format.unwrap_or(DiffFormatArg::Text).into();
        stream_to_stdout(|out| diff::write(&diff, format, layout, out))?;
    }
    let asked = args.fail_on.is_some();
    Ok(if asked && diff.has_new() {
        Exit::NonCompliant
    } else if empty || (asked && diff.has_unread()) {
        Exit::Indeterminate
    } else {
        Exit::Compliant
    })
}

/// A saved result; `None` when it is something that has to be judged first.
fn saved(path: &Path) -> anyhow::Result<Option<Side>> {
    let shown = path.display();
    if !path.is_file() {
        return Ok(None);
    }
    let mut head = Vec::new();
    let file = bounded::open(path).with_context(|| format!("cannot read `{shown}`"))?;
    file.take(HEAD).read_to_end(&mut head)?;
    let has = |word: &str| memchr::memmem::find(&head, word.as_bytes());
    let (result, inventory) = (has(FAMILY), has(SCHEMA_FAMILY));
    if result.is_some() && inventory.is_none() {
        let json = saved_result::open(path).with_context(|| format!("cannot read `{shown}`"))?;
        let side = Side::read(shown.to_string(), json);
        return Ok(Some(
            side.with_context(|| format!("cannot compare `{shown}`"))?,
        ));
    }
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if inventory.is_some() || serde_json::from_slice::<Device<'_>>(first).is_err() {
        return Ok(None);
    }
    lines(path).map(Some)
}

/// A result of one device a line. A line that cannot be read is refused:
/// without it, a device would seem to be gone.
fn lines(path: &Path) -> anyhow::Result<Side> {
    let mut side = Side::new(path.display().to_string());
    let mut input = BufReader::new(bounded::open(path)?);
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let count = (&mut input).take(LONGEST).read_until(b'\n', &mut line)?;
        if count == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        side.add(&line).with_context(|| {
            format!(
                "cannot compare `{}`: line {number} is no result",
                path.display()
            )
        })?;
    }
    Ok(side)
}

/// Judges those sides that are not results yet, by the same terms.
fn judged(
    args: &DiffArgs,
    messages: Messages,
    [old, new]: [Option<Side>; 2],
) -> anyhow::Result<Option<(Side, Side)>> {
    let now = requests::now();
    let terms = AskedTerms::from_level(Threshold::Deny, Digests::NotNamed);
    let Some(inputs) = RunInputs::load(&args.inputs, terms, now, messages)? else {
        return Ok(None);
    };
    let judge = inputs.judge()?;
    let side = |saved: Option<Side>, path: &Path| -> anyhow::Result<Side> {
        if let Some(side) = saved {
            return Ok(side);
        }
        let rules = policies::rules(&inputs.policies, inputs.terms.as_of);
        let judging = rules.iter().map(|rule| rule.id.to_string());
        let mut side = Side::new(path.display().to_string()).judged_by(judging);
        let requests = vec![Request::Path(path.to_path_buf())];
        let mut options = requests::options(std::time::Duration::from_mins(1), now);
        options.known_apps = inputs.known_apps();
        let ledger = Ledger::default();
        let run = Judging {
            judge: &judge,
            options: &options,
            threads: workers::cores(),
            messages,
            ledger: &ledger,
            minimal: false,
        };
        let (mut any, mut added) = (false, Ok(()));
        run.each(
            requests,
            |device: DeviceResult| {
                let line = DeviceLine::of(Device::of(&device), true, None);
                (device.platform.is_some(), line)
            },
            |judged| {
                for (is_device, line) in judged.drain(..) {
                    any |= is_device;
                    let line = line.and_then(|line| side.add(line.as_bytes()));
                    added = std::mem::replace(&mut added, Ok(())).and(line);
                }
            },
        );
        added?;
        requests::say_set_aside(messages, &ledger.close());
        // Otherwise every device would seem to be new, or gone.
        anyhow::ensure!(
            any,
            "cannot compare `{}`: it holds no result, and no inventory that could be read; name \
             a result that was kept (`dutyphone audit PHONES -o json=FILE`) or what `audit` reads",
            path.display()
        );
        Ok(side)
    };
    Ok(Some((side(old, &args.old)?, side(new, &args.new)?)))
}
