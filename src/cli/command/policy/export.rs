//! `dutyphone policy export`: a policy as somebody else's configuration.
//!
//! What is not in the file is told on stderr, one line each. With `--strict` any
//! of it is an error, and nothing is written.

use crate::catalogue::{Catalogue, Confidence, Platform, sha256};
use crate::cli::Exit;
use crate::cli::args::ExportArgs;
use crate::cli::run::apart::ensure_apart;
use crate::cli::run::atomic_file::AtomicFiles;
use crate::cli::run::{organisation, policies, requests};
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::export::{
    CHANGE_FORMS, Changes, Earlier, Export, ExportError, Form, LeftOut, Matching, Selection,
    Target, Wanted, select, select_allowed,
};
use crate::inventory::visible;
use crate::policy::{Policy, Tests};
use crate::report::escape::prose;
use crate::source::container::bounded;
use anyhow::Context as _;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::path::Path;

/// The largest earlier table, in bytes. One of the whole catalogue is a fifth.
const MAX_EARLIER: u64 = 64 << 20;

pub(super) fn run(
    args: &ExportArgs,
    catalogue: &Catalogue,
    messages: Messages,
    pending: &AtomicFiles,
) -> anyhow::Result<Exit> {
    let form = form(args)?;
    apart(args)?;
    let Some(loaded) = policies::load(&args.policies, catalogue, Tests::LeaveOut, messages) else {
        return Ok(Exit::CannotRun);
    };
    let Some(selection) = selected(args, form, &loaded, catalogue, messages)? else {
        return Ok(Exit::CannotRun);
    };
    let before = selection.left_out.clone();
    let export = Export::new(selection, args.to, form, args.include_system)
        .inspect_err(|_| say_left_out(&before, messages))?;
    say_left_out(&export.left_out, messages);
    let text = match &args.changed_since {
        Some(earlier) => changes(args, earlier, &export, messages)?,
        None => written(&export)?,
    };
    if args.strict && !export.left_out.is_empty() {
        let count = export.left_out.len();
        let things = if count == 1 { "thing is" } else { "things are" };
        return Err(ExportError::Incomplete { count, things }.into());
    }
    for limit in &export.limits {
        messages.say("note", limit);
    }
    messages.say("in it", &contents(&export));
    match &args.output {
        None => to_stdout(text.as_bytes())?,
        Some(path) => {
            pending.write(path, text.as_bytes())?;
            messages.say("wrote", &path.display().to_string());
        }
    }
    Ok(Exit::Compliant)
}

/// What is handed on. Policies hold texts of others, and a table may be looked at in
/// the log of a build service.
fn written(export: &Export) -> anyhow::Result<String> {
    let text = export.write()?;
    Ok(match export.form {
        Form::Json | Form::Ndjson => visible::json(&text),
        Form::Csv => text.split_inclusive('\n').map(shown).collect(),
        _ if text.starts_with('{') => visible::json(&text),
        _ => text,
    })
}

/// A line with the end that it has.
fn shown(line: &str) -> String {
    let text = line.trim_end_matches(['\r', '\n']);
    prose(text) + line.get(text.len()..).unwrap_or_default()
}

/// The rows of the policies; `None` when the waivers hold mistakes, which have
/// been shown.
fn selected(
    args: &ExportArgs,
    form: Form,
    loaded: &[Policy],
    catalogue: &Catalogue,
    messages: Messages,
) -> anyhow::Result<Option<Selection>> {
    let today = || requests::now().to_zoned(TimeZone::UTC).date();
    let wanted = Wanted {
        level: args.level,
        as_of: args.as_of.unwrap_or_else(today),
        rules: args.rules.clone(),
    };
    let files = (None, args.waivers.as_deref());
    let Some(organisation) = organisation::load(files, loaded, catalogue, messages)? else {
        return Ok(None);
    };
    let mut selection = if args.allow_list {
        select_allowed(loaded, catalogue, &wanted, (args.to, form))?
    } else {
        select(loaded, catalogue, &wanted)?
    };
    if let Some(waivers) = &organisation.waivers {
        selection.name_waivers(waivers, catalogue, wanted.as_of);
    }
    Ok(Some(selection))
}

/// The form that was asked for, or the first of the target.
fn form(args: &ExportArgs) -> anyhow::Result<Form> {
    let first = args.to.forms().first().copied();
    let first = first.context("the target has no form")?;
    if args.changed_since.is_some() {
        anyhow::ensure!(
            args.to == Target::Table,
            "`--changed-since` compares tables; use it with `--to table`"
        );
        let known = args
            .form
            .as_deref()
            .is_none_or(|form| CHANGE_FORMS.contains(&form));
        let forms = CHANGE_FORMS.join(", ");
        anyhow::ensure!(known, "a list of changes has the forms {forms}");
        return Ok(first);
    }
    let Some(name) = &args.form else {
        return Ok(first);
    };
    args.to.form(name).with_context(|| {
        let forms: Vec<&str> = args.to.forms().iter().map(|form| form.as_str()).collect();
        format!(
            "`{}` has no form `{name}`; it has {}",
            args.to,
            forms.join(", ")
        )
    })
}

/// The output is none of the inputs.
fn apart(args: &ExportArgs) -> anyhow::Result<()> {
    let named = args.policies.iter().chain(&args.changed_since);
    let files = named.map(Path::new).chain(args.waivers.as_deref());
    let outputs: Vec<&Path> = args.output.iter().map(AsRef::as_ref).collect();
    ensure_apart(&outputs, &files.collect::<Vec<_>>())
}

/// What was added and removed since an earlier table, or a digest of one.
fn changes(
    args: &ExportArgs,
    earlier: &str,
    export: &Export,
    messages: Messages,
) -> anyhow::Result<String> {
    if let Some(digest) = earlier.strip_prefix("sha256:") {
        for form in export.target.forms() {
            let same = Export {
                form: *form,
                ..export.clone()
            };
            if sha256(written(&same)?.as_bytes()).eq_ignore_ascii_case(digest) {
                return Ok(format!(
                    "Nothing changed: the table of sha256:{digest} is this one.\n"
                ));
            }
        }
        anyhow::bail!(
            "no form of the present table has the digest sha256:{digest}, so something changed; a \
             digest cannot tell what: name the file of the earlier table"
        );
    }
    let text = bounded::read_text(Path::new(earlier), MAX_EARLIER)
        .with_context(|| format!("cannot read the earlier table `{earlier}`"))?;
    let changes = Changes::new(&Earlier::read(&text)?, export);
    messages.say("changed", &changes.summary());
    let other = changes.other_policies();
    if !other.is_empty() {
        let text = format!("only one of the two tables is made of {}", other.join(", "));
        messages.say("warning", &text);
    }
    Ok(changes.write(args.form.as_deref().unwrap_or("markdown"))?)
}

fn say_left_out(left_out: &[LeftOut], messages: Messages) {
    for left in left_out {
        messages.say("left out", &format!("{}: {}", left.of, left.message));
    }
}

/// How much is in the file, and how sure its ids are.
fn contents(export: &Export) -> String {
    let ids = [(Platform::Android, "Android"), (Platform::Ios, "iOS")]
        .map(|(platform, name)| (export.count(platform), name));
    let ids: Vec<String> = ids
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name} {}", if count == 1 { "id" } else { "ids" }))
        .collect();
    let others = export.rows.iter();
    let others = others.filter(|row| row.matching != Matching::Exact).count();
    let other = match others {
        0 => None,
        1 => Some("1 row that is no whole id".to_owned()),
        many => Some(format!("{many} rows that are no whole ids")),
    };
    let mut text = ids.join(" and ");
    if let Some(other) = other {
        text.push_str(if text.is_empty() { "" } else { ", and " });
        text.push_str(&other);
    }
    let sure = |confidence: Option<Confidence>| {
        let rows = export.rows.iter();
        let exact = rows.filter(|row| row.matching == Matching::Exact);
        let ids = exact.filter(|row| row.id_confidence == confidence);
        ids.map(|row| (row.platform, &row.app_id))
            .collect::<BTreeSet<_>>()
            .len()
    };
    let counts = [
        (sure(Some(Confidence::High)), "high"),
        (sure(Some(Confidence::Medium)), "medium"),
        (sure(Some(Confidence::Low)), "low"),
        (sure(None), "spelt by a policy"),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if !counts.is_empty() {
        text.push_str(&format!("; confidence of the ids: {}", counts.join(", ")));
    }
    for data in &export.data {
        let version = data.version.as_deref().unwrap_or("without a version");
        text.push_str(&format!("; {} facts {version}", data.name));
    }
    text + "; export again when they change"
}
