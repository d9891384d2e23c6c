//! JSON as files have it: indented, in the order of the fields, with a line feed
//! at the end.

use super::error::ExportError;
use serde::Serialize;

pub(super) fn pretty(value: &impl Serialize) -> Result<String, ExportError> {
    let text = serde_json::to_string_pretty(value);
    let text = text.map_err(|error| ExportError::Document(error.to_string()))?;
    Ok(text + "\n")
}
