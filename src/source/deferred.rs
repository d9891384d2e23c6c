//! Recordings of commands that were found in folders: whether they are parts of
//! one phone can be told only when all of them are known.

use super::container::text::Text;
use super::nearest::{self, Class, Place, units};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// How much of what was read already is kept for then, in bytes. Other files
/// are read again.
const KEPT: usize = 64 << 20;

/// Whether an input can be read a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    /// It is a file.
    FromPath,
    /// It came from standard input.
    Never,
}

/// One file with recordings.
#[derive(Debug)]
pub(crate) struct Deferred {
    /// The request it belongs to, by its number.
    pub(crate) request: usize,
    pub(crate) path: PathBuf,
    class: Class,
    /// What it holds, where that was kept.
    pub(crate) text: Option<Text>,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct DeferredFiles(Mutex<(Vec<Deferred>, usize)>);

impl DeferredFiles {
    /// Adds a file.
    pub(crate) fn add(&self, request: usize, path: PathBuf, text: Text, again: Again) {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let size = size(&text);
        let class = nearest::class(&text);
        let is_kept = again == Again::Never || files.1 + size <= KEPT;
        if is_kept {
            files.1 += size;
        }
        files.0.push(Deferred {
            request,
            path,
            class,
            text: is_kept.then_some(text),
        });
    }

    /// Takes all of them, those together that lie near each other. `group` says
    /// which requests are looked at together.
    pub(crate) fn take(&self, group: impl Fn(usize) -> usize) -> Vec<Vec<Deferred>> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut all, _) = std::mem::take(&mut *files);
        drop(files);
        all.sort_by(|a, b| (a.request, &a.path).cmp(&(b.request, &b.path)));
        let mut groups: BTreeMap<usize, Vec<Deferred>> = BTreeMap::new();
        for file in all {
            groups.entry(group(file.request)).or_default().push(file);
        }
        let mut result = Vec::new();
        for files in groups.into_values() {
            let places = files.iter().map(|file| Place {
                path: file.path.to_string_lossy().into_owned(),
                class: file.class,
            });
            let places: Vec<Place> = places.collect();
            let mut files: Vec<Option<Deferred>> = files.into_iter().map(Some).collect();
            for unit in units(&places) {
                let taken = unit
                    .iter()
                    .filter_map(|number| files.get_mut(*number)?.take());
                result.push(taken.collect());
            }
        }
        result
    }
}

fn size(text: &Text) -> usize {
    let parts = |recording: &crate::source::android::Recording| -> usize {
        let parts = [
            &recording.dump,
            &recording.properties,
            &recording.users_verbose,
            &recording.owners,
            &recording.checkin,
        ];
        parts
            .into_iter()
            .flatten()
            .map(|part| part.bytes.len())
            .sum()
    };
    text.recordings.iter().map(parts).sum::<usize>()
        + parts(&text.facts)
        + text
            .lists
            .iter()
            .map(|list| list.bytes.len())
            .sum::<usize>()
        + text.unframed.len()
}
