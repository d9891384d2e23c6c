//! `dutyphone report`: a saved result in any format.

use crate::cli::Exit;
use crate::cli::args::ReportArgs;
use crate::cli::run::atomic_file::AtomicFiles;
use crate::cli::run::outputs::Outputs;
use crate::cli::ui::messages::Messages;
use crate::report::Document;
use crate::source::container::bounded;
use anyhow::Context as _;
use std::path::Path;

/// The result of a fleet of a hundred thousand phones is a fifth of it.
const LARGEST: u64 = 1 << 30;

pub(crate) fn run(
    args: &ReportArgs,
    messages: Messages,
    pending: &AtomicFiles,
) -> anyhow::Result<Exit> {
    let outputs = Outputs::open(&args.output, &[&args.result], messages, pending)?;
    let shown = args.result.display();
    let json = read(&args.result).with_context(|| format!("cannot read `{shown}`"))?;
    let document =
        Document::read(json.as_bytes()).with_context(|| format!("cannot report `{shown}`"))?;
    drop(json);
    let exit = Exit::of_document(&document);
    outputs.write(document, messages)?;
    Ok(exit)
}

fn read(path: &Path) -> Result<String, bounded::ReadError> {
    if path == Path::new("-") {
        bounded::decode(bounded::up_to(std::io::stdin().lock(), LARGEST)?)
    } else {
        bounded::read_text(path, LARGEST)
    }
}
