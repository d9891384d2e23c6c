//! The table of devices in Markdown, a row each.

use crate::report::document::Device;
use crate::report::escape::markdown_code;
use crate::report::wording::Words;

/// The head of the table of devices.
pub(super) fn head(words: &Words) -> String {
    let columns = words.markdown.columns.join(" | ");
    format!("| {columns} |\n|---|---|---:|---:|\n")
}

/// The row of a device.
pub(super) fn row(page: &mut String, words: &Words, device: &Device<'_>) {
    page.push_str(&format!(
        "| {} | {} | {} | {} |\n",
        markdown_code(&device.id),
        words.verdict_word(device.verdict),
        device.findings.len(),
        device.coverage.gaps.len(),
    ));
}
