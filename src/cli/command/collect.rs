//! `dutyphone collect`: take inventories, judge nothing.

use crate::cli::Exit;
use crate::cli::args::CollectArgs;
use crate::cli::run::apart::ensure_apart;
use crate::cli::run::atomic_file::{AtomicFile, AtomicFiles};
use crate::cli::run::signing::SigningKey;
use crate::cli::run::{inventory_folder, redaction_key, requests};
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::inventory::format::{to_file_text, to_json_line};
use crate::inventory::{Gap, Inventory};
use crate::source::signature::{FileDigest, signature_path};
use anyhow::Context as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

pub(crate) fn run(
    args: &CollectArgs,
    messages: Messages,
    pending: &AtomicFiles,
) -> anyhow::Result<Exit> {
    let mut inputs: Vec<&Path> = args.source.sources.iter().map(Path::new).collect();
    inputs.extend(args.sign.as_deref());
    let files = output_files(args);
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    ensure_apart(&files, &inputs)?;
    let target = Target::open(args.output.as_deref(), pending)?;
    let key = SigningKey::open(args.sign.as_deref())?;
    anyhow::ensure!(
        key.is_none() || !matches!(target, Target::Stdout),
        "--sign signs files; name one, or a folder, with -o"
    );
    let messages = messages.redacting(args.redact);
    let work = Writing {
        key,
        messages,
        pending,
    };
    let redactor = redaction_key::redactor(args.redact, messages)?;
    let mut inventories = Vec::new();
    let mut incomplete = false;
    requests::each(&args.source, requests::now(), messages, |reading| {
        let place = reading.locator.to_string();
        match reading.content {
            Ok(inventory) => {
                let inventory = match &redactor {
                    Some(redactor) => redactor.inventory(inventory, &place),
                    None => inventory,
                };
                for gap in inventory.coverage().gaps() {
                    incomplete = true;
                    say_gap(messages, &inventory.device.id, gap);
                }
                inventories.push(inventory);
            }
            Err(unread) => {
                incomplete = true;
                match &redactor {
                    Some(redactor) => {
                        let gap = redactor.gap(&unread.gap, &unread.id, &place);
                        say_gap(messages, &redactor.id(&unread.id), &gap);
                    }
                    None => say_gap(messages, &place, &unread.gap),
                }
            }
        }
    })?;
    if inventories.is_empty() {
        messages.say("warning", "no inventory was taken");
        incomplete = true;
    }
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

/// The file that is written, and that of its signature; a folder is none.
fn output_files(args: &CollectArgs) -> Vec<PathBuf> {
    let output = args.output.as_deref().filter(|path| !path.is_dir());
    let signature = output.filter(|_| args.sign.is_some()).map(signature_path);
    let file = output.map(Path::to_path_buf);
    file.into_iter().chain(signature).collect()
}

fn say_gap(messages: Messages, place: &str, gap: &Gap) {
    messages.say("not fully read", &format!("{place}: {}", gap.message));
    if !gap.advice.is_empty() {
        messages.say("  do", &gap.advice);
    }
}

/// With what files are written.
struct Writing<'w> {
    key: Option<SigningKey>,
    messages: Messages,
    pending: &'w AtomicFiles,
}

/// Where inventories go. Made before anything is read, so that an hour of
/// reading phones is not lost to a misspelt folder.
enum Target {
    Stdout,
    Folder(PathBuf),
    File(PathBuf, AtomicFile),
}

impl Target {
    fn open(output: Option<&Path>, pending: &AtomicFiles) -> anyhow::Result<Self> {
        let Some(path) = output else {
            return Ok(Self::Stdout);
        };
        let asks_for_folder = path.as_os_str().as_encoded_bytes().ends_with(b"/");
        if path.is_dir() || asks_for_folder {
            std::fs::create_dir_all(path)
                .with_context(|| format!("cannot make the folder `{}`", path.display()))?;
            return Ok(Self::Folder(path.to_owned()));
        }
        Ok(Self::File(path.to_owned(), pending.open(path)?))
    }

    fn write(self, inventories: &[Inventory], work: &Writing<'_>) -> anyhow::Result<()> {
        match self {
            Self::Stdout => to_stdout(lines(inventories)?.as_bytes()),
            Self::File(..) => {
                let text = match inventories {
                    [] => return Ok(()),
                    [one] => to_file_text(one)?,
                    many => lines(many)?,
                };
                self.write_text(&text, work)
            }
            Self::Folder(folder) => {
                let outside = (work.messages, work.pending);
                inventory_folder::write(&folder, inventories, work.key.as_ref(), outside)
            }
        }
    }

    fn write_text(self, text: &str, work: &Writing<'_>) -> anyhow::Result<()> {
        match self {
            Self::Stdout => to_stdout(text.as_bytes()),
            Self::Folder(folder) => {
                anyhow::bail!("`{}` is a folder; give a file for this", folder.display())
            }
            Self::File(path, mut atomic_file) => {
                atomic_file
                    .write_all(text.as_bytes())
                    .with_context(|| format!("cannot write `{}`", path.display()))?;
                let mut finished = vec![atomic_file];
                if let Some(key) = &work.key {
                    let digest = FileDigest::of(text.as_bytes());
                    finished.push(key.pending(&path, &digest, work.pending)?);
                }
                work.pending.finish(finished)?;
                work.messages.wrote(&path);
                Ok(())
            }
        }
    }
}

/// What no reader knew, by the kind of source. The lines are masked, and no
/// device is named.
fn shapes(inventories: &[Inventory]) -> String {
    let mut text = String::new();
    for inventory in inventories {
        let device = &inventory.device;
        let words = [&device.maker, &device.model, &device.os_version];
        let printable = |word: &String| word.replace(char::is_control, " ");
        let words: Vec<String> = words.into_iter().flatten().map(printable).collect();
        text.push_str(&format!(
            "# {} {}: lines that no reader knew: {}\n",
            inventory.source,
            words.join(" "),
            inventory.odd_shapes.len()
        ));
        for shape in &inventory.odd_shapes {
            text.push_str(shape);
            text.push('\n');
        }
    }
    text
}

fn lines(inventories: &[Inventory]) -> anyhow::Result<String> {
    let mut text = String::new();
    for inventory in inventories {
        text.push_str(&to_json_line(inventory)?);
        text.push('\n');
    }
    Ok(text)
}
