//! `dutyphone report`: a saved result in any format.

use crate::cli::Exit;
use crate::cli::args::ReportArgs;
use crate::cli::run::atomic_file::AtomicFiles;
use crate::cli::run::outputs::{OnStdout, Outputs};
use crate::cli::run::saved_result;
use crate::cli::ui::looked_at;
use crate::cli::ui::messages::Messages;
use crate::report::{Document, Format, IN_MEMORY};
use anyhow::Context as _;

pub(crate) fn run(
    args: &ReportArgs,
    messages: Messages,
    pending: &AtomicFiles,
) -> anyhow::Result<Exit> {
    let mut outputs = Outputs::open(&args.output, &[&args.result], messages, pending)?;
    if args.summary {
        outputs = outputs.with_overview(Format::has_overview)?;
    }
    let shown = args.result.display();
    let text =
        saved_result::open(&args.result).with_context(|| format!("cannot read `{shown}`"))?;
    let document =
        Document::read(text, IN_MEMORY).with_context(|| format!("cannot report `{shown}`"))?;
    looked_at::taken_for(messages, &shown.to_string(), "a saved result");
    let exit = Exit::of_saved(&document);
    outputs.write(Some(document), OnStdout::Document, messages)?;
    Ok(exit)
}
