//! The organisation's own files: its device register and its waivers.

use crate::audit::Organisation;
use crate::catalogue::Catalogue;
use crate::catalogue::document::Diagnostic;
use crate::cli::ui::diagnostics;
use crate::cli::ui::messages::Messages;
use crate::policy::{Document, Policy, Register, read_waivers};
use crate::report::escape::terminal;
use crate::source::container::bounded;
use anyhow::Context as _;
use std::path::Path;

/// What the list of devices is called.
const REGISTER: &str = "register";

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
        // What a file is, its content tells: a register in TOML says so.
        let read = |text: &str| {
            if diagnostics::may_quote(text) {
                Register::read_toml(text)
            } else {
                Register::read_csv(text)
            }
        };
        let register = file(path, REGISTER, messages, read)?;
        if let Some(register) = &register {
            say_columns(register, messages);
        }
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

/// Says which columns of a list were read, and which not, where it is headed in other
/// words than ours: what a column was not taken for, nobody may believe to be judged.
fn say_columns(register: &Register, messages: Messages) {
    let as_ours = |(what, heading): &(&str, String)| heading.eq_ignore_ascii_case(what);
    if register.ignored.is_empty() && register.columns.iter().all(as_ours) {
        return;
    }
    let shown = |column: &(&str, String)| {
        let (what, heading) = column;
        let heading = terminal(heading);
        if as_ours(column) {
            heading
        } else {
            format!("{heading} (as {what})")
        }
    };
    let used: Vec<String> = register.columns.iter().map(shown).collect();
    let mut text = format!("columns {}", used.join(", "));
    if !register.ignored.is_empty() {
        let ignored = register.ignored.iter().map(|heading| terminal(heading));
        let ignored: Vec<String> = ignored.collect();
        text.push_str(&format!("; not used: {}", ignored.join(", ")));
    }
    if register.columns.iter().all(|(what, _)| *what == "id") {
        text.push_str("; it states no fact of any device, so each is read strictly");
    }
    messages.say("register", &text);
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
        // The first line of a list of devices names its columns; anything else
        // may be a file that was named by mistake, and is not quoted.
        Err(mistakes)
            if !diagnostics::may_quote(&text)
                && mistakes
                    .iter()
                    .any(|mistake| mistake.message.contains("`id` is missing")) =>
        {
            messages.error(&anyhow::anyhow!(
                "cannot read the {what} file `{name}`: it has neither a line `schema = 1` nor a \
                 first line that names a column `id` (or udid, serial, serial number, device \
                 serial); head the column with the serials or UDIDs so"
            ));
            Ok(None)
        }
        Err(mistakes) => {
            let document = Document {
                name,
                text: text.into(),
            };
            // A list of devices needs no such line: its first one names the columns.
            if what == REGISTER {
                Messages::raw(&diagnostics::render(
                    &document,
                    &mistakes,
                    messages.colours_stderr(),
                ));
            } else {
                diagnostics::print(&document, &mistakes, "waiver file", messages);
            }
            Ok(None)
        }
    }
}
