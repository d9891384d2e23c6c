//! What became of each thing the user named: something that was judged, or
//! nothing at all.

use super::context::Context;
use super::gaps;
use crate::inventory::{Gap, Locator, Reading};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// One path that the user named.
#[derive(Debug, Default)]
struct Named {
    path: PathBuf,
    /// It holds files.
    is_container: AtomicBool,
    /// A device, or something unread, came of it.
    any: AtomicBool,
    /// What it is, where it is one file that was set aside.
    aside: Mutex<Option<(&'static str, Option<Gap>)>>,
}

/// All of them, by the number of the request.
#[derive(Debug, Default)]
pub(crate) struct NamedPaths(Vec<Named>);

impl NamedPaths {
    pub(crate) fn new(paths: impl Iterator<Item = PathBuf>) -> Self {
        let named = paths.map(|path| Named {
            path,
            ..Named::default()
        });
        Self(named.collect())
    }

    fn of(&self, request: usize) -> Option<&Named> {
        self.0.get(request)
    }

    /// What the user named.
    pub(crate) fn path(&self, request: usize) -> Option<&Path> {
        self.of(request).map(|named| named.path.as_path())
    }

    /// Something came of a request.
    pub(crate) fn found(&self, request: usize) {
        if let Some(named) = self.of(request)
            && !named.any.load(Ordering::Relaxed)
        {
            named.any.store(true, Ordering::Relaxed);
        }
    }

    /// A request is a folder or an archive.
    pub(crate) fn is_container(&self, request: usize) -> bool {
        self.of(request)
            .is_some_and(|named| named.is_container.load(Ordering::Relaxed))
    }

    pub(crate) fn set_container(&self, request: usize) {
        if let Some(named) = self.of(request) {
            named.is_container.store(true, Ordering::Relaxed);
        }
    }

    /// The file that was named holds no list of apps.
    pub(crate) fn set_aside(&self, request: usize, what: &'static str, gap: Option<Gap>) {
        if let Some(named) = self.of(request) {
            *named.aside.lock().unwrap_or_else(PoisonError::into_inner) = Some((what, gap));
        }
    }

    /// What is left to say at the end: a folder in which everything was set
    /// aside was not what the user meant; nor is a file, unless something else
    /// was judged. A table, JSON or XML that somebody named may list apps in a form
    /// that no reader knows, whatever else was judged.
    pub(crate) fn left(&self, context: &Context) -> Vec<Reading> {
        let any = self.0.iter().any(|named| named.any.load(Ordering::Relaxed));
        let mut readings = Vec::new();
        for named in &self.0 {
            let locator = Locator::new(named.path.display().to_string());
            let aside = named
                .aside
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            match aside {
                Some((what, None)) if any => context.ledger.set_aside(locator.to_string(), what),
                Some((what, gap)) => {
                    let gap = gap.unwrap_or_else(|| gaps::unrecognised(what));
                    readings.push(Reading::unread(locator, None, gap));
                }
                None if named.any.load(Ordering::Relaxed) => {}
                None if named.is_container.load(Ordering::Relaxed) => {
                    let mut inside = named.path.read_dir().into_iter().flatten();
                    let gap = if named.path.is_dir() && inside.next().is_none() {
                        gaps::empty_folder()
                    } else {
                        gaps::nothing_to_judge()
                    };
                    readings.push(Reading::unread(locator, None, gap));
                }
                None => {}
            }
        }
        readings
    }
}
