//! `dutyphone collect`: take inventories, judge nothing.

use crate::audit::{Digests, Judge, Threshold};
use crate::cli::Exit;
use crate::cli::args::{CollectArgs, InputArgs};
use crate::cli::run::apart::ensure_apart;
use crate::cli::run::atomic_file::AtomicFiles;
use crate::cli::run::inputs::{AskedTerms, RunInputs};
use crate::cli::run::inventory_output::{Target, Writing};
use crate::cli::run::signing::SigningKey;
use crate::cli::run::{known_apps, redaction_key, requests};
use crate::cli::ui::looked_at;
use crate::cli::ui::messages::Messages;
use crate::inventory::{Gap, GapCode, Inventory, Reading, Selection, Unread};
use crate::report::escape::{prose, terminal};
use crate::report::redact::Redactor;
use crate::source::signature::signature_path;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

pub(crate) fn run(
    args: &CollectArgs,
    messages: Messages,
    pending: &AtomicFiles,
) -> anyhow::Result<Exit> {
    let now = requests::now();
    let chosen_by = match args.minimal.inputs() {
        None => None,
        Some(inputs) => match load(&inputs, now, messages)? {
            None => return Ok(Exit::CannotRun),
            loaded => loaded,
        },
    };
    let mut inputs: Vec<&Path> = args.source.sources.iter().map(Path::new).collect();
    inputs.extend(args.sign.as_deref());
    let files = output_files(args);
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    ensure_apart(&files, &inputs)?;
    let target = Target::open(args.output.as_deref(), messages, pending)?;
    let key = SigningKey::open(args.sign.as_deref())?;
    anyhow::ensure!(
        key.is_none() || !matches!(target, Target::Stdout),
        "--sign signs files; name one, or a folder, with -o"
    );
    let messages = messages.redacting(args.redact);
    let mut collection = Collection {
        judge: chosen_by.as_ref().map(RunInputs::judge).transpose()?,
        redactor: redaction_key::redactor(args.redact, messages)?,
        messages,
        inventories: Vec::new(),
        incomplete: false,
    };
    let mut options = requests::source_options(&args.source, now)?;
    options.known_apps = known_apps::built_in();
    if let Some(inputs) = &chosen_by {
        options.look_for = inputs.look_for();
        options.known_apps = inputs.known_apps();
    }
    requests::each(&args.source, &options, messages, |reading| {
        collection.take(reading);
    })?;
    let inventories = collection.inventories;
    if inventories.is_empty() {
        messages.say("warning", "no inventory was taken");
    }
    let work = Writing {
        key,
        messages,
        pending,
    };
    let incomplete = collection.incomplete || inventories.is_empty();
    if args.diagnose {
        target.write_text(&shapes(&inventories), &work)?;
    } else {
        target.write(&inventories, &work)?;
    }
    Ok(if incomplete {
        Exit::Indeterminate
    } else {
        Exit::Compliant
    })
}

/// The policies by which a minimal inventory is chosen.
fn load(
    inputs: &InputArgs,
    now: Timestamp,
    messages: Messages,
) -> anyhow::Result<Option<RunInputs>> {
    let terms = AskedTerms::from_level(Threshold::Deny, Digests::NotNamed);
    RunInputs::load(inputs, terms, now, messages)
}

/// What was taken so far.
struct Collection<'c> {
    /// Chooses what is kept of a phone; none when all of it is.
    judge: Option<Judge<'c>>,
    redactor: Option<Redactor>,
    messages: Messages,
    inventories: Vec<Inventory>,
    incomplete: bool,
}

impl Collection<'_> {
    fn take(&mut self, reading: Reading) {
        looked_at::reading(self.messages, &reading);
        let place = reading.locator.to_string();
        match reading.content {
            Ok(inventory) => self.add(inventory),
            Err(unread) => self.note_unread(&unread, &place),
        }
    }

    fn add(&mut self, inventory: Inventory) {
        let inventory = match &self.judge {
            Some(judge) => judge.minimal(inventory),
            None => inventory,
        };
        let inventory = match &self.redactor {
            Some(redactor) => redactor.inventory(inventory),
            None => inventory,
        };
        if let Some(selection) = inventory.selection() {
            self.say_minimal(&inventory, selection);
        }
        // A minimal inventory has its own gap, which the right policies lift.
        let gaps = inventory.coverage().gaps().iter();
        for gap in gaps.filter(|gap| gap.code != GapCode::MinimalList) {
            self.incomplete = true;
            say_gap(self.messages, &inventory.device.id, gap);
        }
        self.inventories.push(inventory);
    }

    fn say_minimal(&self, inventory: &Inventory, selection: &Selection) {
        let (kept, policies) = (inventory.apps().len(), selection.policies());
        let text = format!(
            "{}: kept {kept} of {} apps, what the rules of {policies} match; only these can \
             judge it",
            inventory.device.id,
            kept + selection.left_out.installed,
        );
        self.messages.say("minimal", &text);
    }

    fn note_unread(&mut self, unread: &Unread, place: &str) {
        self.incomplete = true;
        match &self.redactor {
            Some(redactor) => {
                let gap = redactor.gap(&unread.gap);
                say_gap(self.messages, &redactor.id(&unread.id), &gap);
            }
            None => say_gap(self.messages, place, &unread.gap),
        }
    }
}

/// The file that is written, and that of its signature; a folder is none.
fn output_files(args: &CollectArgs) -> Vec<PathBuf> {
    let output = args.output.as_deref().filter(|path| !path.is_dir());
    let signature = output.filter(|_| args.sign.is_some()).map(signature_path);
    let file = output.map(Path::to_path_buf);
    file.into_iter().chain(signature).collect()
}

fn say_gap(messages: Messages, place: &str, gap: &Gap) {
    // `ios:` ends with a colon of its own.
    let mark = if place.ends_with(':') { "" } else { ":" };
    let text = format!("{place}{mark} {}", gap.message);
    messages.say("not fully read", &text);
    if !gap.advice.is_empty() {
        messages.say("  do", &gap.advice);
    }
}

/// What no reader knew, by the kind of source. The lines are masked, and no
/// device is named.
fn shapes(inventories: &[Inventory]) -> String {
    let mut text = String::new();
    for inventory in inventories {
        let device = &inventory.device;
        let words = [&device.maker, &device.model, &device.os_version];
        let words = words.into_iter().flatten();
        let words: Vec<String> = words.map(|word| terminal(word)).collect();
        text.push_str(&format!(
            "# {} {}: lines that no reader knew: {}\n",
            inventory.source,
            words.join(" "),
            inventory.odd_shapes.len()
        ));
        for shape in &inventory.odd_shapes {
            text.push_str(&prose(shape));
            text.push('\n');
        }
    }
    text
}
