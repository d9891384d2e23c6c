//! A file in an archive, as the archive's table names it, and where links lead.

use std::collections::{BTreeMap, BTreeSet};

/// How many links may lead from one to the next.
const MOST_LINKS: usize = 8;

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// Its path in the archive, with `/` between the parts.
    pub(crate) path: String,
    /// Its number there.
    pub(crate) index: usize,
    /// How many bytes it claims to hold.
    pub(crate) size: u64,
    /// It cannot be read without a password.
    pub(crate) is_encrypted: bool,
    /// It only names another file.
    pub(crate) is_link: bool,
    /// Where in the archive a link leads. `None` when it leads out of it.
    pub(crate) target: Option<String>,
}

impl Member {
    /// The folder it lies in, and its own name.
    pub(crate) fn split(&self) -> (&str, &str) {
        self.path.rsplit_once('/').unwrap_or(("", &self.path))
    }
}

/// The path that a link names, from the folder it lies in. `None` when it leads out of
/// the archive.
pub(crate) fn target(folder: &str, link: &str) -> Option<String> {
    if link.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(link.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The numbers of links that lead to no file in the archive.
pub(crate) fn dangling(members: &[Member]) -> BTreeSet<usize> {
    let by_path: BTreeMap<&str, &Member> = members
        .iter()
        .map(|member| (member.path.as_str(), member))
        .collect();
    let is_folder = |path: &str| {
        let inside = format!("{path}/");
        let next = by_path.range(inside.as_str()..).next();
        path.is_empty() || next.is_some_and(|(path, _)| path.starts_with(&inside))
    };
    let leads = |member: &Member| {
        let mut path = member.target.as_deref();
        for _ in 0..MOST_LINKS {
            match path.map(|path| (path, by_path.get(path))) {
                None => return false,
                Some((path, None)) => return is_folder(path),
                Some((_, Some(member))) if member.is_link => path = member.target.as_deref(),
                Some(_) => return true,
            }
        }
        false
    };
    let links = members.iter().filter(|member| member.is_link);
    links
        .filter(|member| !leads(member))
        .map(|member| member.index)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(path: &str, index: usize, link: Option<&str>) -> Member {
        let path = path.to_owned();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        Member {
            target: link.and_then(|link| target(folder, link)),
            path: path.clone(),
            index,
            size: 0,
            is_encrypted: false,
            is_link: link.is_some(),
        }
    }

    #[test]
    fn links_are_followed_in_the_archive_only() {
        let members = [
            member("a/phone.json", 0, None),
            member("a/same", 1, Some("phone.json")),
            member("b/up", 2, Some("../a/same")),
            member("b/folder", 3, Some("../a")),
            member("b/gone", 4, Some("../store/phone.json")),
            member("b/outside", 5, Some("../../phone.json")),
            member("b/root", 6, Some("/etc/hosts")),
            member("b/loop", 7, Some("loop")),
        ];
        assert_eq!(dangling(&members), BTreeSet::from([4, 5, 6, 7]));
    }
}
