//! Links that became texts: where a file system or a tool knows no links, git
//! and some archivers leave a small text with the path that the link had.
//!
//! What such a text names may be a phone, so it is told, unless it is read under
//! its own name anyway.

use super::bounded;
use crate::inventory::{Gap, GapCode};
use std::path::Path;

/// The longest path that a link may hold, in bytes, on any common system.
const LONGEST: u64 = 4096;

/// What is to be told of a text at `path`, when it stands for something that
/// exists outside of `root`, which is read as a whole.
pub(super) fn gap(path: &Path, root: &Path) -> Option<Gap> {
    let text = bounded::read_text(path, LONGEST).ok()?;
    // A link's text is its target and nothing else, not even a line end.
    let is_path = !text.is_empty()
        && !text.contains(['\n', '\r', '\0'])
        && text.trim() == text
        && Path::new(&text).is_relative();
    let target = path.parent()?.join(&text);
    let target = is_path.then(|| target.canonicalize().ok()).flatten()?;
    if root
        .canonicalize()
        .is_ok_and(|root| target.starts_with(root))
    {
        return None;
    }
    Some(Gap::new(
        GapCode::FileUnrecognised,
        format!("this is the text of a link to `{text}`, and what lies there was not read"),
        "give that place, too, or copy the folder again with its links",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_link_that_leads_out_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("phones");
        fs::create_dir_all(root.join("site")).unwrap();
        fs::create_dir_all(folder.path().join("others")).unwrap();
        let link = root.join("link");
        for (text, is_told) in [
            ("../others", true),
            ("site", false),
            ("../phones/site", false),
            ("../others\n", false),
            ("../nothing", false),
            ("some words", false),
        ] {
            fs::write(&link, text).unwrap();
            assert_eq!(gap(&link, &root).is_some(), is_told, "{text:?}");
        }
    }
}
