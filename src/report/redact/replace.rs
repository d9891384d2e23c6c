//! Puts hashes in the place of names that stand in texts.

use super::free::days_only;
use crate::report::document::Text;
use std::borrow::Cow;

/// What a device may be called by, and what it is called instead; the longest
/// name first.
pub(super) type Names = Vec<(String, String)>;

pub(super) fn in_text(names: &[(String, String)], text: &mut Text<'_>) {
    let clean = clean(names, text);
    if clean != **text {
        *text = Cow::Owned(clean);
    }
}

pub(super) fn clean(names: &[(String, String)], text: &str) -> String {
    days_only(&replaced(names, text))
}

/// Puts hashes in the place of names, whatever their case, where they stand as
/// words of their own. One pass, so that no name is found in a hash.
fn replaced(names: &[(String, String)], text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let found = names.iter().find(|(name, _)| begins(rest, name, before));
        let taken = if let Some((name, hash)) = found {
            clean.push_str(hash);
            name.len()
        } else {
            clean.push(c);
            c.len_utf8()
        };
        let (head, tail) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        before = head.chars().next_back();
        rest = tail;
    }
    clean
}

/// Whether a text goes on with a name that is a word of its own.
fn begins(text: &str, name: &str, before: Option<char>) -> bool {
    let is_inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let Some((head, tail)) = text.split_at_checked(name.len()) else {
        return false;
    };
    head.eq_ignore_ascii_case(name) && !is_inside(before) && !is_inside(tail.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_as_words_whatever_their_case() {
        let text = "abc: adb says ABC is gone, abcd is not; x-abc.";
        let names = [("Abc".to_owned(), "#".to_owned())];
        assert_eq!(
            replaced(&names, text),
            "#: adb says # is gone, abcd is not; x-#."
        );
    }
}
