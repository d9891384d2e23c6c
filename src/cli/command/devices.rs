//! `dutyphone devices`: which phones are attached, and what to do when one
//! cannot be read.

use crate::cli::Exit;
use crate::cli::args::DevicesArgs;
use crate::cli::run::requests;
use crate::cli::ui::attached::{Row, table};
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::source::NoneAsked;
use crate::source::android::adb;
use crate::source::ios::usbmux;
use std::panic::resume_unwind;

pub(crate) fn run(args: &DevicesArgs, messages: Messages) -> anyhow::Result<Exit> {
    let options = requests::options(args.timeout, requests::now());
    let (android, iphones) = std::thread::scope(|scope| {
        let iphones = scope.spawn(|| usbmux::attached(&options));
        let android = adb::attached(&options);
        let iphones = iphones.join();
        (
            android,
            iphones.unwrap_or_else(|panic| resume_unwind(panic)),
        )
    });
    let mut rows = Vec::new();
    let mut troubles = Vec::new();
    sort(android, Row::android, &mut rows, &mut troubles);
    sort(iphones, Row::iphone, &mut rows, &mut troubles);
    to_stdout(table(&rows).as_bytes())?;
    let mut is_ready = rows.iter().all(Row::is_ready);
    // Where one kind could be looked for, that none of it is there is told beside
    // what keeps the other kind from being seen.
    if rows.is_empty() && troubles.len() < KINDS {
        messages.say("device-absent", "no phone is attached");
        messages.say("  do", NONE_SEEN);
        is_ready = false;
    }
    for trouble in troubles {
        let is_absent = matches!(trouble, NoneAsked::Absent(_));
        // A desk for phones of one kind needs no program for the other.
        if !is_absent || rows.is_empty() {
            let gap = trouble.gap();
            messages.say(gap.code.as_str(), &gap.message);
            messages.say("  do", &gap.advice);
            is_ready = false;
        }
    }
    Ok(if is_ready {
        Exit::Compliant
    } else {
        Exit::Indeterminate
    })
}

/// Phones of two kinds are looked for.
const KINDS: usize = 2;

/// What to check when a phone is plugged in and not listed.
const NONE_SEEN: &str = "use a cable that carries data and unlock the phone before plugging it in. \
    Android: turn USB debugging on (Settings > Developer options) and accept the question on its \
    screen; a device management or a vendor's blocker may forbid it";

fn sort<T>(
    found: Result<Vec<T>, NoneAsked>,
    row: impl Fn(T) -> Row,
    rows: &mut Vec<Row>,
    troubles: &mut Vec<NoneAsked>,
) {
    match found {
        Ok(phones) => rows.extend(phones.into_iter().map(row)),
        Err(trouble) => troubles.push(trouble),
    }
}
