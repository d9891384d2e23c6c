//! The facts of a run: the built-in catalogue, and the overlays that were named.

use crate::catalogue::document::{Diagnostic, MAX_BYTES};
use crate::catalogue::{
    self, Catalogue, CatalogueError, CatalogueFile, DataFiles, builtin_catalogue_files,
};
use crate::cli::ui::diagnostics;
use crate::cli::ui::messages::Messages;
use crate::policy::Document;
use crate::source::container::bounded;
use anyhow::Context as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// How many files a data set may have.
const MOST_FILES: usize = 10_000;

/// A file of an overlay: its path and its text.
type OverlayFile = (String, String);

/// The built-in catalogue with overlays over it, in the order they were named.
/// `None` when one of them has mistakes, which have been printed by then.
pub(crate) fn load(paths: &[PathBuf], messages: Messages) -> anyhow::Result<Option<Catalogue>> {
    if paths.is_empty() {
        return Ok(Some(catalogue::builtin()));
    }
    let mut overlays = Vec::with_capacity(paths.len());
    for path in paths {
        overlays.push((path.display().to_string(), files(path)?));
    }
    match over_builtin(&overlays) {
        Ok(catalogue) => Ok(Some(catalogue)),
        Err(error) => {
            report(&error, &overlays, messages);
            Ok(None)
        }
    }
}

/// The built-in catalogue with overlays that were read already.
pub(crate) fn over_builtin(
    overlays: &[(String, Vec<OverlayFile>)],
) -> Result<Catalogue, CatalogueError> {
    let mut sets = vec![DataFiles {
        name: "built-in".to_owned(),
        files: builtin_catalogue_files(),
    }];
    sets.extend(overlays.iter().map(|(name, files)| DataFiles {
        name: name.clone(),
        files: files.iter().map(file).collect(),
    }));
    catalogue::load_sets(&sets)
}

fn file((name, text): &OverlayFile) -> CatalogueFile<'_> {
    CatalogueFile {
        name: name.clone(),
        text,
    }
}

/// The TOML files of an overlay, sorted by name.
fn files(path: &Path) -> anyhow::Result<Vec<OverlayFile>> {
    let name = path.display();
    if !path.is_dir() {
        return Ok(vec![(name.to_string(), text(path)?)]);
    }
    let mut paths = Vec::new();
    let entries = path.read_dir();
    for entry in entries.with_context(|| format!("cannot read the data set `{name}`"))? {
        let file = entry
            .with_context(|| format!("cannot list the data set `{name}`"))?
            .path();
        if file.extension().is_some_and(|ending| ending == "toml") {
            paths.push(file);
        }
        anyhow::ensure!(
            paths.len() <= MOST_FILES,
            "the folder `{name}` has more than {MOST_FILES} files; name a folder that holds a data \
             set only"
        );
    }
    anyhow::ensure!(
        !paths.is_empty(),
        "the folder `{name}` holds no .toml file; name a catalogue file, or a folder of them"
    );
    paths.sort();
    let read = paths.iter().map(|path| {
        let name = path.display().to_string();
        Ok((name, text(path)?))
    });
    read.collect()
}

/// The text of a file, up to a little more than what the reader takes.
fn text(path: &Path) -> anyhow::Result<String> {
    let failed = || format!("cannot read the catalogue file `{}`", path.display());
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_BYTES + 1)?;
    let file = bounded::open(path).with_context(failed)?;
    file.take(most)
        .read_to_end(&mut bytes)
        .with_context(failed)?;
    bounded::decode(bytes).with_context(failed)
}

/// Prints mistakes, file by file.
pub(crate) fn report(
    error: &CatalogueError,
    overlays: &[(String, Vec<OverlayFile>)],
    messages: Messages,
) {
    let mut rest = error.mistakes.as_slice();
    while let Some((name, _)) = rest.first() {
        let count = rest.iter().take_while(|(file, _)| file == name).count();
        let (here, after) = rest.split_at(count);
        rest = after;
        let mut files = overlays.iter().flat_map(|(_, files)| files);
        let text = files.find(|(file, _)| file == name).map(|(_, text)| text);
        let document = Document {
            name: name.clone(),
            text: text.cloned().unwrap_or_default().into(),
        };
        let mistakes: Vec<Diagnostic> = here.iter().map(|(_, mistake)| mistake.clone()).collect();
        diagnostics::print(&document, &mistakes, "catalogue", messages);
        if let Some(what) = other_kind(&document.text) {
            messages.say("note", &format!("`{name}` looks like {what}"));
        }
    }
}

/// What a file is that holds no facts, and what to do with it.
fn other_kind(text: &str) -> Option<&'static str> {
    let table: toml::Table = toml::from_str(text).ok()?;
    let has = |keys: &[&str]| keys.iter().any(|key| table.contains_key(*key));
    if has(&["rule", "adopt", "extends"]) {
        Some("a policy: check it with `dutyphone policy check`, judge by it with `--policy`")
    } else if has(&["waiver"]) {
        Some("waivers: `--waivers` of `dutyphone audit` takes it")
    } else if has(&["device"]) {
        Some("a register: `--register` of `dutyphone audit` takes it")
    } else {
        None
    }
}
