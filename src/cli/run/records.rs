//! Records of single readings in a folder: the inventory, the result and a
//! certificate of each, named by device and time, and noted in `SHA256SUMS`.
//!
//! Nothing is replaced, and no file appears before it is whole.

use super::atomic_file::AtomicFiles;
use super::file_names::safe_stem;
use super::inventory_folder::Lock;
use super::manifest;
use super::signing::{self, SigningKey};
use crate::report::{self, Document, Format, Language, Layout};
use crate::source::signature::Manifest;
use anyhow::Context as _;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};

/// The endings of the files of one record.
const INVENTORY: &str = "json";
const RESULT: &str = "result.json";
const CERTIFICATE: &str = "certificate.html";

/// A folder of records.
#[derive(Debug)]
pub(crate) struct Records {
    folder: PathBuf,
    key: Option<SigningKey>,
    files: AtomicFiles,
}

impl Records {
    /// Makes the folder, and finds out whether it can be written to.
    pub(crate) fn open(
        folder: &Path,
        key: Option<SigningKey>,
        files: &AtomicFiles,
    ) -> anyhow::Result<Self> {
        let shown = folder.display();
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder `{shown}`"))?;
        manifest::read(folder)?;
        // It goes away again when it is dropped.
        files.open(&folder.join(Manifest::NAME))?;
        Ok(Self {
            folder: folder.to_owned(),
            key,
            files: files.clone(),
        })
    }

    /// Keeps the record of one reading of a device, and returns how its files begin.
    pub(crate) fn keep(
        &self,
        mut document: Document<'_>,
        id: &str,
        inventory: Option<&str>,
        now: Timestamp,
        language: Language,
    ) -> anyhow::Result<String> {
        document.evidence.signed_with = self.key.as_ref().map(SigningKey::fingerprint);
        let layout = Layout {
            language,
            ..Layout::FILE
        };
        let mut parts = Vec::new();
        if let Some(inventory) = inventory {
            parts.push((INVENTORY, inventory.as_bytes().to_vec()));
        }
        for (ending, format) in [(RESULT, Format::Json), (CERTIFICATE, Format::Certificate)] {
            let mut bytes = Vec::new();
            report::write(&document, format, layout, &mut bytes)?;
            parts.push((ending, bytes));
        }
        // Held to the end: what another run notes in between would be lost.
        let _lock = Lock::take(&self.folder)?;
        let stem = self.free_stem(id, now);
        let mut manifest = manifest::read(&self.folder)?;
        for (ending, bytes) in &parts {
            let name = format!("{stem}.{ending}");
            let path = self.folder.join(&name);
            signing::write(&path, bytes, self.key.as_ref(), &self.files)?;
            manifest.add(name, bytes);
        }
        let path = self.folder.join(Manifest::NAME);
        let text = manifest.render();
        signing::write(&path, text.as_bytes(), self.key.as_ref(), &self.files)?;
        Ok(self.folder.join(stem).display().to_string())
    }

    /// The device and the second, and a number where that is taken.
    fn free_stem(&self, id: &str, now: Timestamp) -> String {
        let time = now
            .to_zoned(TimeZone::UTC)
            .strftime("%Y%m%dT%H%M%SZ")
            .to_string();
        let stem = format!("{}-{time}", safe_stem(id));
        let is_free = |stem: &str| {
            let mut endings = [INVENTORY, RESULT, CERTIFICATE].iter();
            endings.all(|ending| {
                let path = self.folder.join(format!("{stem}.{ending}"));
                path.symlink_metadata().is_err()
            })
        };
        let numbered = (2_u64..).map(|number| format!("{stem}-{number}"));
        let mut stems = std::iter::once(stem.clone()).chain(numbered);
        stems.find(|stem| is_free(stem)).unwrap_or(stem)
    }
}
