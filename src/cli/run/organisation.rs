//! The organisation's own files: its device register and its waivers.

use crate::audit::Organisation;
use crate::catalogue::Catalogue;
use crate::catalogue::document::Diagnostic;
use crate::cli::ui::diagnostics;
use crate::cli::ui::messages::Messages;
use crate::policy::{Document, Policy, Register, read_waivers};
use crate::source::container::bounded;
use anyhow::Context as _;
use std::path::Path;

/// The largest file of either kind, in bytes. A register of a hundred thousand
/// devices is a fifth of it.
const MAX_BYTES: u64 = 64 << 20;

/// Loads the register and the waivers that were named, or prints everything that is wrong with
/// them.
pub(crate) fn load(
    (register, waivers): (Option<&Path>, Option<&Path>),
    policies: &[Policy],
    catalogue: &Catalogue,
    messages: Messages,
) -> anyhow::Result<Option<Organisation>> {
    let mut organisation = Organisation::default();
    let mut good = true;
    if let Some(path) = register {
        let is_csv = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let read = if is_csv {
            Register::read_csv
        } else {
            Register::read_toml
        };
        let register = file(path, "register", messages, read)?;
        good &= register.is_some();
        organisation.register = register;
    }
    if let Some(path) = waivers {
        let rules: Vec<String> = policies
            .iter()
            .flat_map(|policy| policy.rules.iter().map(|rule| policy.full_id(rule)))
            .collect();
        let waivers = file(path, "waivers", messages, |text| {
            read_waivers(text, catalogue, &rules)
        })?;
        good &= waivers.is_some();
        organisation.waivers = waivers;
    }
    Ok(good.then_some(organisation))
}

fn file<T>(
    path: &Path,
    what: &str,
    messages: Messages,
    read: impl FnOnce(&str) -> Result<T, Vec<Diagnostic>>,
) -> anyhow::Result<Option<T>> {
    let name = path.display().to_string();
    let text = bounded::read_text(path, MAX_BYTES)
        .with_context(|| format!("cannot read the {what} file `{name}`"))?;
    match read(&text) {
        Ok(value) => Ok(Some(value)),
        Err(mistakes) => {
            let document = Document {
                name,
                text: text.into(),
            };
            Messages::raw(&diagnostics::render(
                &document,
                &mistakes,
                messages.colours_stderr(),
            ));
            Ok(None)
        }
    }
}
