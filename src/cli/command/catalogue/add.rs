//! `dutyphone catalogue add`: writes a row into a file of the organisation's
//! own, and only where the whole file is right with it.

use crate::catalogue::document::MAX_BYTES;
use crate::cli::Exit;
use crate::cli::args::{AddArgs, SourceKindArg};
use crate::cli::run::atomic_file::AtomicFiles;
use crate::cli::run::catalogue::{over_builtin, report};
use crate::cli::run::requests;
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::source::container::bounded;
use anyhow::Context as _;
use jiff::civil::Date;

pub(super) fn run(
    args: &AddArgs,
    messages: Messages,
    pending: &AtomicFiles,
) -> anyhow::Result<Exit> {
    let name = args.file.display().to_string();
    anyhow::ensure!(
        args.owner_name.is_some() || !args.android.is_empty() || !args.ios.is_empty(),
        "there is nothing to add: name an app with `--app`, `--name` and its ids (`--android`, \
         `--ios`), or a new owner with `--owner-name` and `--basis`"
    );
    let before = match bounded::read_text(&args.file, MAX_BYTES as u64) {
        Ok(text) => text,
        Err(error) if error.is_not_found() => String::new(),
        Err(error) => return Err(error).with_context(|| format!("cannot read `{name}`")),
    };
    let today = || requests::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let rows = rows(args, &before, args.checked.unwrap_or_else(today));
    let text = format!("{before}{rows}");
    let overlays = [(name.clone(), vec![(name, text.clone())])];
    if let Err(error) = over_builtin(&overlays) {
        report(&error, &overlays, messages);
        return Ok(Exit::CannotRun);
    }
    pending.write(&args.file, text.as_bytes())?;
    to_stdout(rows.trim_start().as_bytes())?;
    Ok(Exit::Compliant)
}

/// The rows to be written after what is there.
fn rows(args: &AddArgs, before: &str, checked: Date) -> String {
    let mut text = String::new();
    if before.is_empty() {
        text.push_str(&format!("schema = 1\nchecked = {checked}\n"));
    } else if !before.ends_with('\n') {
        text.push('\n');
    }
    let source = source_id(&args.source);
    if !before.contains(&format!("id = {}\n", quoted(&source))) {
        let kind = match args.source_kind {
            SourceKindArg::Primary => "primary",
            SourceKindArg::Independent => "independent",
            SourceKindArg::Hint => "hint",
        };
        text.push_str("\n[[source]]\n");
        text.push_str(&key("id", &source));
        text.push_str(&key("kind", kind));
        text.push_str(&key("title", &args.source_title));
        text.push_str(&key("url", &args.source));
        text.push_str(&format!("retrieved = {checked}\n"));
    }
    let last = format!(
        "checked = {checked}\nsources = [{}]\n{}",
        quoted(&source),
        args.reason
            .as_deref()
            .map_or_else(String::new, |why| key("reason", why)),
    );
    if let Some(owner) = &args.owner_name {
        text.push_str("\n[[owner]]\n");
        text.push_str(&key("id", &args.owner));
        text.push_str(&key("name", owner));
        text.push_str(&list("control", &args.control));
        text.push_str(&key("basis", args.basis.as_deref().unwrap_or_default()));
        text.push_str(&last);
    }
    if let (Some(app), Some(name)) = (&args.app, &args.name) {
        text.push_str("\n[[app]]\n");
        text.push_str(&key("id", app));
        text.push_str(&key("name", name));
        text.push_str(&key("owner", &args.owner));
        text.push_str(&list("categories", &args.category));
        if let Some(why) = &args.reason {
            text.push_str(&key("reason", why));
        }
        for (platform, ids) in [("android", &args.android), ("ios", &args.ios)] {
            for id in ids {
                text.push_str(&format!("\n[[app.{platform}]]\n{}{last}", key("id", id)));
            }
        }
    }
    text
}

/// An id for a source, from its address.
fn source_id(url: &str) -> String {
    let address = url.split_once("://").map_or(url, |(_, rest)| rest);
    let mut id = String::new();
    for c in address.chars().take(80) {
        if c.is_ascii_alphanumeric() {
            id.push(c.to_ascii_lowercase());
        } else if !id.ends_with('-') {
            id.push('-');
        }
    }
    id.trim_matches('-').to_owned()
}

fn key(key: &str, value: &str) -> String {
    format!("{key} = {}\n", quoted(value))
}

fn list(key: &str, values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    if values.is_empty() {
        String::new()
    } else {
        format!("{key} = [{}]\n", values.join(", "))
    }
}

/// A TOML string, whatever is in it.
fn quoted(value: &str) -> String {
    toml::Value::String(value.to_owned()).to_string()
}
