//! Reads many catalogue files at the same time.
//!
//! Parsing the built-in files is most of what the program does before it looks
//! at a phone. The files do not depend on each other until they are tied
//! together, so each processor reads its share of them.

use super::document::{Diagnostic, read_document};
use super::entries::{Entries, read_entries};
use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread::{self, available_parallelism};

/// One catalogue file.
#[derive(Debug, Clone)]
pub struct CatalogueFile<'t> {
    /// The name that errors print.
    pub name: String,
    /// Its text.
    pub text: &'t str,
}

/// What came of one file.
type Read = Result<Entries, Vec<Diagnostic>>;

/// More threads than this cost more to start than they save.
const MOST_THREADS: usize = 4;

/// A thread is worth its start for so many files.
const FILES_A_THREAD: usize = 25;

/// Reads all files. The answers are in the order of the files.
pub(super) fn read_all(files: &[CatalogueFile<'_>]) -> Vec<Read> {
    let processors = available_parallelism().map_or(1, NonZero::get);
    let threads = (files.len() / FILES_A_THREAD)
        .min(processors)
        .min(MOST_THREADS);
    if threads < 2 {
        return files.iter().map(read).collect();
    }
    // Every n-th file, because neighbours in the alphabet differ in size less
    // than halves of it do.
    let share = |first: usize| files.iter().skip(first).step_by(threads).map(read);
    let shares: Vec<Vec<Read>> = thread::scope(|scope| {
        let started: Vec<_> = (1..threads)
            .map(|first| {
                let work = move || share(first).collect();
                thread::Builder::new().spawn_scoped(scope, work)
            })
            .collect();
        let own = share(0).collect();
        let others = started
            .into_iter()
            .zip(1..)
            .map(|(thread, first)| match thread {
                Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
                // No thread could be had, so its share is read here.
                Err(_) => share(first).collect(),
            });
        std::iter::once(own).chain(others).collect()
    });
    deal_back(shares, files.len())
}

fn read(file: &CatalogueFile<'_>) -> Read {
    read_document(file.text, |fields| Some(read_entries(fields)))
}

/// Takes one from each share in turn, as they were dealt.
fn deal_back(shares: Vec<Vec<Read>>, count: usize) -> Vec<Read> {
    let mut shares: Vec<_> = shares.into_iter().map(Vec::into_iter).collect();
    let mut all = Vec::with_capacity(count);
    while all.len() < count {
        let before = all.len();
        all.extend(shares.iter_mut().filter_map(Iterator::next));
        if all.len() == before {
            break;
        }
    }
    all
}
