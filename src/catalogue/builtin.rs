//! The facts that are in the binary: the whole folder `policies/`.
//!
//! A new file there needs no Rust. Because cargo does not see new files in a
//! folder, a test compares what is embedded with what lies on disk.

use super::document::Compact;
use super::load::CatalogueFile;
use super::model::Catalogue;
use super::packed::Packed;
use include_dir::{Dir, include_dir};

use std::borrow::Cow;

static POLICIES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/policies");

/// The folder of catalogue files inside `policies/`.
const CATALOGUE: &str = "catalogue";

/// The compact form of the catalogue, as the build script made it.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.bin"));

/// The compact form of the policies.
static COMPACT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/policies.bin"));

/// The built-in catalogue. Nothing is read or copied for it.
#[must_use]
pub fn builtin() -> Catalogue {
    Catalogue {
        packed: Packed::new(Cow::Borrowed(PACKED)),
    }
}

/// The built-in catalogue files, sorted by name.
#[must_use]
pub fn builtin_catalogue_files() -> Vec<CatalogueFile<'static>> {
    let mut files: Vec<CatalogueFile<'static>> = POLICIES
        .get_dir(CATALOGUE)
        .into_iter()
        .flat_map(Dir::files)
        .filter(|file| is_toml(file.path()))
        .filter_map(|file| {
            Some(CatalogueFile {
                name: format!("policies/{}", file.path().to_str()?),
                text: file.contents_utf8()?,
            })
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// A built-in policy in its compact form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltinPolicy {
    /// Its id.
    pub name: &'static str,
    /// `sha256:` and the digest of its text.
    pub digest: &'static str,
    /// What it says.
    pub document: Compact<'static>,
}

/// A built-in policy by its id.
#[must_use]
pub fn builtin_policy(id: &str) -> Option<BuiltinPolicy> {
    let mut all = Compact::new(COMPACT).documents();
    let (name, digest, document) = all.find(|(name, _, _)| *name == id)?;
    Some(BuiltinPolicy {
        name,
        digest,
        document,
    })
}

/// A built-in policy file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyFile {
    /// The file's name without its ending, which is the policy's id.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// The built-in policy files, sorted by name.
#[must_use]
pub fn builtin_policies() -> Vec<PolicyFile> {
    let mut files: Vec<PolicyFile> = POLICIES
        .files()
        .filter(|file| is_toml(file.path()))
        .filter_map(|file| {
            Some(PolicyFile {
                name: file.path().file_stem()?.to_str()?,
                text: file.contents_utf8()?,
            })
        })
        .collect();
    files.sort_by_key(|file| file.name);
    files
}

/// The text of a built-in policy.
#[must_use]
pub fn builtin_policy_text(id: &str) -> Option<&'static str> {
    // Not every file below `policies/` is one.
    let known = builtin_policy(id)?;
    file(&format!("{}.toml", known.name))
}

/// A file of the folder itself. Names are compared as texts: taking every path
/// apart cost more than all else at a start.
fn file(name: &str) -> Option<&'static str> {
    let mut files = POLICIES.files();
    let found = files.find(|file| file.path().as_os_str() == name)?;
    found.contents_utf8()
}

/// The names of the built-in policies, sorted.
#[must_use]
pub fn builtin_policy_names() -> Vec<&'static str> {
    let all = Compact::new(COMPACT).documents();
    all.map(|(name, _, _)| name).collect()
}

/// The JSON Schema of one of the formats: `policy`, `register`, `waivers` or
/// `catalogue`.
#[must_use]
pub fn schema(format: &str) -> Option<&'static str> {
    file(&format!("{format}.schema.json"))
}

fn is_toml(path: &std::path::Path) -> bool {
    path.extension().is_some_and(|ending| ending == "toml")
}
