//! From the texts of catalogue files to the catalogue.

use super::document::read_document;
use super::entries::read_entries;
use super::error::{CatalogueError, Mistakes};
use super::model::Catalogue;
use super::tie::{ReadSet, tie};
use sha2::{Digest as _, Sha256};

/// One catalogue file.
#[derive(Debug, Clone)]
pub struct CatalogueFile<'t> {
    /// The name that errors print.
    pub name: String,
    /// Its text.
    pub text: &'t str,
}

/// The files of one data set.
#[derive(Debug, Clone)]
pub struct DataFiles<'t> {
    /// What the data set is called.
    pub name: String,
    /// Its files.
    pub files: Vec<CatalogueFile<'t>>,
}

/// Reads and ties together the files of one data set.
///
/// # Errors
///
/// Every mistake of every file at once.
pub fn load(files: &[CatalogueFile<'_>]) -> Result<Catalogue, CatalogueError> {
    load_sets(&[DataFiles {
        name: "built-in".to_owned(),
        files: files.to_vec(),
    }])
}

/// Reads and ties together data sets. Rows of a later one override those of an
/// earlier one that are about the same.
///
/// # Errors
///
/// Every mistake of every file at once.
pub fn load_sets(sets: &[DataFiles<'_>]) -> Result<Catalogue, CatalogueError> {
    let mut mistakes = Mistakes::default();
    let mut read = Vec::with_capacity(sets.len());
    for set in sets {
        let mut files = Vec::with_capacity(set.files.len());
        for file in &set.files {
            match read_document(file.text, |fields| Some(read_entries(fields))) {
                Ok(entries) => files.push((file.name.as_str(), entries)),
                Err(found) => {
                    for mistake in found {
                        mistakes.add(&file.name, mistake);
                    }
                }
            }
        }
        read.push(ReadSet {
            name: &set.name,
            digest: digest(&set.files),
            files,
        });
    }
    tie(from_last_complete(read, &mut mistakes), mistakes)
}

/// A complete data set takes the place of those before it, unless it is older
/// than they are: a program with newer facts does not fall back.
fn from_last_complete<'f>(mut sets: Vec<ReadSet<'f>>, mistakes: &mut Mistakes) -> Vec<ReadSet<'f>> {
    let version = |set: &'_ ReadSet<'f>| {
        let mut files = set.files.iter();
        files.find_map(|(file, entries)| Some((*file, entries.data_set.clone()?)))
    };
    let last = sets
        .iter()
        .rposition(|set| version(set).is_some_and(|(_, entry)| entry.complete));
    let Some(last) = last else {
        return sets;
    };
    let later = sets.split_off(last);
    if let Some((file, entry)) = later.first().and_then(version) {
        for before in sets.iter().filter_map(version) {
            if before.1.date > entry.date {
                let message = format!(
                    "the data set is of {}, and that of {} in this program is newer",
                    entry.date, before.1.date
                );
                mistakes.at(file, &entry.span, message);
            }
        }
    }
    later
}

/// The SHA-256 of a file, or of the list of digests and names that `sha256sum`
/// prints for the files of a folder, sorted by name.
fn digest(files: &[CatalogueFile<'_>]) -> String {
    if let [file] = files {
        return format!("sha256:{}", sha256(file.text.as_bytes()));
    }
    let mut lines: Vec<String> = files
        .iter()
        .map(|file| {
            let name = file.name.rsplit(['/', '\\']).next().unwrap_or_default();
            format!("{name}\n{}", sha256(file.text.as_bytes()))
        })
        .collect();
    lines.sort();
    let mut list = String::new();
    for (name, digest) in lines.iter().filter_map(|line| line.split_once('\n')) {
        list.push_str(&format!("{digest}  {name}\n"));
    }
    format!("sha256:{}", sha256(list.as_bytes()))
}

/// The SHA-256 of bytes, in lower-case hex digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(bytes) {
        text.push_str(&format!("{byte:02x}"));
    }
    text
}
