//! `dutyphone report`: a saved result in any format.

use crate::cli::Exit;
use crate::cli::args::ReportArgs;
use crate::cli::run::atomic_file::AtomicFiles;
use crate::cli::run::outputs::Outputs;
use crate::cli::ui::messages::Messages;
use crate::report::Document;
use anyhow::Context as _;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The result of a fleet of a hundred thousand phones is a fifth of it.
const LARGEST: u64 = 1 << 30;

pub(crate) fn run(
    args: &ReportArgs,
    messages: Messages,
    pending: &AtomicFiles,
) -> anyhow::Result<Exit> {
    let outputs = Outputs::open(&args.output, messages, pending)?;
    let shown = args.result.display();
    let json = read(&args.result).with_context(|| format!("cannot read `{shown}`"))?;
    let document = Document::read(&json).with_context(|| format!("cannot report `{shown}`"))?;
    drop(json);
    let exit = Exit::of_document(&document);
    outputs.write(document, messages)?;
    Ok(exit)
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut json = Vec::new();
    let mut take = |source: &mut dyn Read| source.take(LARGEST + 1).read_to_end(&mut json);
    if path == Path::new("-") {
        take(&mut std::io::stdin().lock())?;
    } else {
        take(&mut File::open(path)?)?;
    }
    anyhow::ensure!(
        json.len() as u64 <= LARGEST,
        "it is larger than {} GiB",
        LARGEST >> 30
    );
    Ok(json)
}
