//! Lists of digests and signatures in an archive, where signed inventories are asked
//! for. What is in an archive is not vouched for, so nobody can tell whether a list in
//! it named a phone that is not there: each is told.

use super::ENDING;
use super::manifest::Manifest;
use crate::inventory::{Gap, GapCode};
use std::collections::BTreeSet;

/// The lists of digests among the members of an archive, and the files that are not
/// there and whose signature is, with what is to be said of each.
pub(in crate::source) fn unvouched<'m>(
    members: impl Iterator<Item = &'m str> + Clone,
) -> Vec<(String, Gap)> {
    let all: BTreeSet<&str> = members.clone().collect();
    let mut told = BTreeSet::new();
    for path in members {
        let file = path.strip_suffix(ENDING);
        let list = file.unwrap_or(path);
        let name = list.rsplit('/').next().unwrap_or_default();
        let is_gone = file.is_some_and(|file| !all.contains(file) && is_inventory(file));
        if name.eq_ignore_ascii_case(Manifest::NAME) || is_gone {
            told.insert(list);
        }
    }
    told.into_iter()
        .map(|path| (path.to_owned(), gap()))
        .collect()
}

/// Whether a file is called as `dutyphone collect` calls an inventory.
fn is_inventory(path: &str) -> bool {
    [".json", ".ndjson"].iter().any(|end| path.ends_with(end))
}

fn gap() -> Gap {
    Gap::new(
        GapCode::InventoryUnsigned,
        "signed inventories were asked for, and in an archive neither lists of digests nor \
         signatures are checked, so nobody vouches that all the phones are there",
        "unpack the archive, and audit the folder",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_signatures_without_their_file_are_told_once() {
        let members = [
            "a/SHA256SUMS",
            "a/SHA256SUMS.sig",
            "b/sha256sums.sig",
            "b/phone.json",
            "b/phone.json.sig",
            "c/gone.json.sig",
            "c/letter.pdf.sig",
        ];
        let told = unvouched(members.iter().copied());
        let told: Vec<&str> = told.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(told, ["a/SHA256SUMS", "b/sha256sums", "c/gone.json"]);
    }
}
