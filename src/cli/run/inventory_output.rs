//! Where collected inventories go: stdout, a file, or a folder with a file for each
//! device.

use super::atomic_file::{AtomicFile, AtomicFiles};
use super::inventory_folder;
use super::signing::SigningKey;
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::inventory::Inventory;
use crate::inventory::format::{to_file_text, to_json_line};
use crate::source::signature::FileDigest;
use anyhow::Context as _;
use std::io::Write as _;
use std::path::{Path, PathBuf, is_separator};

/// With what files are written.
pub(crate) struct Writing<'w> {
    pub(crate) key: Option<SigningKey>,
    pub(crate) messages: Messages,
    pub(crate) pending: &'w AtomicFiles,
}

/// Where inventories go. Made before anything is read, so that an hour of
/// reading phones is not lost to a misspelt folder.
pub(crate) enum Target {
    Stdout,
    Folder(PathBuf),
    File(PathBuf, AtomicFile),
}

impl Target {
    /// A name that is there says what it is; of a new one, a separator at its end
    /// makes a folder.
    pub(crate) fn open(
        output: Option<&Path>,
        messages: Messages,
        pending: &AtomicFiles,
    ) -> anyhow::Result<Self> {
        let Some(path) = output else {
            return Ok(Self::Stdout);
        };
        if path.is_dir() || asks_for_folder(path) {
            std::fs::create_dir_all(path)
                .with_context(|| format!("cannot make the folder `{}`", path.display()))?;
            return Ok(Self::Folder(path.to_owned()));
        }
        let file = pending.open(path)?;
        if path.extension().is_none() {
            let name = path.display();
            let text = if path.exists() {
                format!(
                    "`{name}` is one file, and is replaced; a name with `/` at its end makes a \
                     folder with a file for each phone"
                )
            } else {
                format!(
                    "`{name}` becomes one file; write `{name}/` for a folder with a file for each \
                     phone"
                )
            };
            messages.say("note", &text);
        }
        Ok(Self::File(path.to_owned(), file))
    }

    pub(crate) fn write(self, inventories: &[Inventory], work: &Writing<'_>) -> anyhow::Result<()> {
        match self {
            Self::Stdout => to_stdout(lines(inventories)?.as_bytes()),
            Self::File(..) => {
                let text = match inventories {
                    [] => return Ok(()),
                    [one] => to_file_text(one)?,
                    many => lines(many)?,
                };
                self.write_text(&text, work)
            }
            Self::Folder(folder) => {
                let outside = (work.messages, work.pending);
                inventory_folder::write(&folder, inventories, work.key.as_ref(), outside)
            }
        }
    }

    pub(crate) fn write_text(self, text: &str, work: &Writing<'_>) -> anyhow::Result<()> {
        match self {
            Self::Stdout => to_stdout(text.as_bytes()),
            Self::Folder(folder) => {
                anyhow::bail!("`{}` is a folder; give a file for this", folder.display())
            }
            Self::File(path, mut atomic_file) => {
                atomic_file
                    .write_all(text.as_bytes())
                    .with_context(|| format!("cannot write `{}`", path.display()))?;
                let mut finished = vec![atomic_file];
                if let Some(key) = &work.key {
                    let digest = FileDigest::of(text.as_bytes());
                    finished.push(key.pending(&path, &digest, work.pending)?);
                }
                work.pending.finish(finished)?;
                work.messages.wrote(&path);
                Ok(())
            }
        }
    }
}

/// Whether a name ends as that of a folder does on this system.
fn asks_for_folder(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.ends_with(is_separator)
}

fn lines(inventories: &[Inventory]) -> anyhow::Result<String> {
    let mut text = String::new();
    for inventory in inventories {
        text.push_str(&to_json_line(inventory)?);
        text.push('\n');
    }
    Ok(text)
}
