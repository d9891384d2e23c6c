//! Atomic files: they appear whole or not at all.
//!
//! A file is written beside its destination under a temporary name and renamed when
//! it is finished. All pending files of a run are listed in one place, so that an
//! interrupt can delete them and no later step can bring one back.

use anyhow::Context as _;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempfile::{Builder, NamedTempFile};

/// The pending files of a run.
#[derive(Debug, Clone, Default)]
pub(crate) struct AtomicFiles(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    interrupted: bool,
    paths: Vec<PathBuf>,
}

impl AtomicFiles {
    /// Opens a pending file for a path, and so finds out whether it can be
    /// written, before anything else is done.
    pub(crate) fn open(&self, path: &Path) -> anyhow::Result<AtomicFile> {
        self.start(path)
            .with_context(|| format!("cannot write `{}`", path.display()))
    }

    fn start(&self, path: &Path) -> anyhow::Result<AtomicFile> {
        // A linked file is replaced where it lies, and the link stays.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let known = path.metadata();
        match &known {
            Ok(known) if known.is_dir() => anyhow::bail!("it is a folder"),
            // A pipe or a device is no file that could be replaced.
            Ok(known) if !known.is_file() => {
                let file = OpenOptions::new().write(true).open(&path)?;
                return Ok(AtomicFile::Stream(file));
            }
            Ok(known) if known.permissions().readonly() => anyhow::bail!("it is read-only"),
            _ => {}
        }
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let mut state = self.lock();
        state.go_on()?;
        let mut name = Builder::new();
        name.prefix(".dutyphone-").suffix(".unfinished");
        #[cfg(unix)]
        {
            // What the user's umask leaves of this, as for any other file.
            use std::os::unix::fs::PermissionsExt as _;
            name.permissions(std::fs::Permissions::from_mode(0o666));
        }
        anyhow::ensure!(
            folder.is_dir(),
            "there is no folder `{}`; make it first",
            folder.display()
        );
        // Its own words would name a file that nobody knows.
        let plain = |error: std::io::Error| std::io::Error::from(error.kind());
        let file = name.tempfile_in(folder).map_err(plain)?;
        // Who may read a file stays as it was when the file is replaced.
        if let Ok(known) = known {
            file.as_file().set_permissions(known.permissions())?;
        }
        state.paths.push(file.path().to_path_buf());
        Ok(AtomicFile::File { file, path })
    }

    /// Puts finished files in their places, all of them or, when the run was
    /// interrupted before, none.
    pub(crate) fn finish(&self, atomic_files: Vec<AtomicFile>) -> anyhow::Result<()> {
        let mut state = self.lock();
        state.go_on()?;
        for atomic_file in atomic_files {
            match atomic_file {
                AtomicFile::Stream(mut stream) => stream.flush()?,
                AtomicFile::File { file, path } => {
                    state.paths.retain(|known| known != file.path());
                    file.persist(&path)
                        .with_context(|| format!("cannot write `{}`", path.display()))?;
                }
            }
        }
        Ok(())
    }

    /// Writes one whole file.
    pub(crate) fn write(&self, path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
        let mut atomic_file = self.open(path)?;
        atomic_file
            .write_all(bytes)
            .with_context(|| format!("cannot write `{}`", path.display()))?;
        self.finish(vec![atomic_file])
    }

    /// Removes all pending files, and lets no more be made.
    pub(crate) fn interrupt(&self) {
        let mut state = self.lock();
        state.interrupted = true;
        for path in state.paths.drain(..) {
            // When it cannot be removed there is nobody left to tell.
            let _ = std::fs::remove_file(path);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn go_on(&self) -> anyhow::Result<()> {
        anyhow::ensure!(!self.interrupted, "interrupted");
        Ok(())
    }
}

/// A file that is being written.
#[derive(Debug)]
pub(crate) enum AtomicFile {
    /// Beside the place where it belongs.
    File {
        /// It is removed when it is dropped.
        file: NamedTempFile,
        /// Where it belongs.
        path: PathBuf,
    },
    /// Something that takes bytes as they come.
    Stream(File),
}

impl std::io::Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::File { file, .. } => file.write(bytes),
            Self::Stream(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::File { file, .. } => file.flush(),
            Self::Stream(stream) => stream.flush(),
        }
    }
}
