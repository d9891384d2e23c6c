//! Turns the facts in `policies/` into the compact form that the program reads:
//! parsing them at every start would take several times as long as the audit of
//! a phone. The reader and the writer are those of the program itself.

#![expect(
    dead_code,
    unreachable_pub,
    reason = "only a part of each module is needed here"
)]
#![expect(clippy::panic, reason = "a build that cannot go on says why")]

/// The ground floor, as far as the catalogue stands on it.
#[path = "src/inventory"]
mod inventory {
    mod platform;
    mod words;

    pub use platform::Platform;
    pub(crate) use words::words;
}

/// The reader of catalogue files, without the built-in ones.
#[path = "src/catalogue"]
mod catalogue {
    mod confidence;
    mod country;
    pub mod document;
    mod entries;
    mod error;
    mod load;
    mod model;
    mod packed;
    mod tie;
    mod views;
    mod words;

    pub use load::{CatalogueFile, load, sha256};
}

use catalogue::document::compact_all;
use catalogue::{CatalogueFile, load, sha256};
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=policies");
    println!("cargo::rerun-if-changed=src/catalogue");
    println!("cargo::rerun-if-changed=src/inventory");
    let out = env::var_os("OUT_DIR").unwrap_or_else(|| panic!("cargo sets OUT_DIR"));
    let out = Path::new(&out);
    write(&out.join("catalogue.bin"), &packed_catalogue());
    write(&out.join("policies.bin"), &compact_policies());
}

fn write(path: &Path, bytes: &[u8]) {
    if let Err(error) = fs::write(path, bytes) {
        panic!("{}: {error}", path.display());
    }
}

/// The TOML files of a folder, sorted by name.
fn texts(folder: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut texts: Vec<(String, String)> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| {
            let name = path.to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, text)
        })
        .collect();
    texts.sort();
    texts
}

fn packed_catalogue() -> Vec<u8> {
    let texts = texts("policies/catalogue");
    let files: Vec<CatalogueFile<'_>> = texts
        .iter()
        .map(|(name, text)| CatalogueFile {
            name: name.clone(),
            text,
        })
        .collect();
    match load(&files) {
        Ok(catalogue) => catalogue.bytes().to_vec(),
        Err(error) => {
            let text_of = |file: &str| texts.iter().find(|(name, _)| name == file);
            for (file, mistake) in &error.mistakes {
                let text = text_of(file).map_or("", |(_, text)| text);
                let (line, _) = catalogue::document::line_and_column(text, &mistake.span);
                println!("cargo::error={file}:{line}: {}", mistake.message);
            }
            panic!("{error}");
        }
    }
}

/// Policies keep the shape of their files. Whether they are right is for the
/// program's own reader, and for a test.
fn compact_policies() -> Vec<u8> {
    let texts = texts("policies");
    let files: Vec<(String, String, &str)> = texts
        .iter()
        .map(|(path, text)| {
            let name = Path::new(path).file_stem().unwrap_or_default();
            let digest = sha256(text.as_bytes());
            let name = name.to_string_lossy().into_owned();
            (name, format!("sha256:{digest}"), text.as_str())
        })
        .collect();
    let files = files
        .iter()
        .map(|(name, digest, text)| (name.as_str(), digest.as_str(), *text));
    compact_all(files).unwrap_or_else(|error| panic!("{error}"))
}
