//! Outputs are kept apart from inputs and from each other, before anything is
//! read: a result that is written over an inventory cannot be taken back.

use crate::source::container::bounded;
use anyhow::Context as _;
use same_file::Handle;
use std::path::{Path, PathBuf};

/// How much of a file tells whether we wrote it, in bytes.
const HEAD: u64 = 4 << 10;

/// What a path leads to, however it is spelt: by another name, over a link, or
/// not there yet.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// A file that is there.
    File(Handle),
    /// A file that would be made in a folder.
    New(Handle, PathBuf),
}

impl Place {
    /// `None` where there is nothing that could be written over: a pipe or a
    /// device, or a folder that does not exist.
    fn of(path: &Path) -> Option<Self> {
        if let Ok(known) = path.metadata() {
            return known
                .is_file()
                .then(|| Handle::from_path(path).ok())
                .flatten()
                .map(Self::File);
        }
        let name = path.file_name()?;
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let folder = Handle::from_path(folder).ok()?;
        Some(Self::New(folder, PathBuf::from(name)))
    }
}

/// Refuses outputs that are an input, or the same file as another output.
pub(crate) fn ensure_apart(outputs: &[&Path], inputs: &[&Path]) -> anyhow::Result<()> {
    let mut places: Vec<(Place, &Path)> = Vec::new();
    for output in outputs {
        let Some(place) = Place::of(output) else {
            continue;
        };
        let shown = output.display();
        if let Some((_, other)) = places.iter().find(|(known, _)| *known == place) {
            anyhow::bail!(
                "two outputs go to one file, `{}` and `{shown}`; give each a path of its own",
                other.display()
            );
        }
        for input in inputs {
            ensure_not_input(output, &place, input)?;
        }
        places.push((place, output));
    }
    Ok(())
}

fn ensure_not_input(output: &Path, place: &Place, input: &Path) -> anyhow::Result<()> {
    let shown = output.display();
    anyhow::ensure!(
        Place::of(input).as_ref() != Some(place),
        "the output `{shown}` is the input `{}`; give it another path",
        input.display()
    );
    let (Place::File(_), true) = (place, input.is_dir()) else {
        return Ok(());
    };
    let real = |path: &Path| {
        path.canonicalize()
            .with_context(|| format!("cannot look at `{}`", path.display()))
    };
    // A report of an earlier run may be replaced; anything else is an input.
    anyhow::ensure!(
        !real(output)?.starts_with(real(input)?) || is_ours(output),
        "the output `{shown}` would replace a file of the input `{}`; give it another path",
        input.display()
    );
    Ok(())
}

/// Whether a file is empty, or begins like a report of this program.
fn is_ours(path: &Path) -> bool {
    let Ok(file) = bounded::open(path) else {
        return false;
    };
    let mut head = Vec::new();
    if std::io::Read::read_to_end(&mut std::io::Read::take(file, HEAD), &mut head).is_err() {
        return false;
    }
    let holds = |word: &str| memchr::memmem::find(&head, word.as_bytes()).is_some();
    let inventory = crate::inventory::format::SCHEMA_FAMILY;
    head.is_empty() || (holds("dutyphone") && !holds(inventory))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(outputs: &[&Path], inputs: &[&Path]) -> bool {
        ensure_apart(outputs, inputs).is_err()
    }

    #[test]
    fn one_file_under_two_names_is_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("phone.json"), "{\"schema\":\"dutyphone/inventory/1\"}").unwrap();
        std::fs::write(path("old.html"), "<!-- dutyphone -->").unwrap();
        std::fs::hard_link(path("phone.json"), path("hard")).unwrap();
        std::fs::create_dir(path("sub")).unwrap();
        let (phone, other, new) = (path("phone.json"), path("sub/../phone.json"), path("new"));
        assert!(refused(&[&phone], &[&other]));
        assert!(refused(&[&path("hard")], &[&phone]));
        assert!(refused(&[&new, &path("sub/../new")], &[]));
        assert!(refused(&[&phone], &[folder.path()]));
        assert!(!refused(&[&path("old.html"), &new], &[folder.path()]));
        assert!(!refused(&[&new, &path("sub/new")], &[&phone]));
    }
}
