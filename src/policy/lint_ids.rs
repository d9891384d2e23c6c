//! Warnings about single ids, and about beginnings of ids, that are probably not
//! what was meant: no phone has them, and the rule would find nothing.

use super::lint::warn;
use crate::catalogue::document::{Diagnostic, Fields, Text};
use crate::catalogue::{AppId, Catalogue};
use crate::inventory::Platform;

/// The package that is the Android system itself. Every phone has it, and it is in no
/// store.
const FRAMEWORK: &str = "android";

/// Looks at a raw id as it is written, with `*` at its end for a prefix.
pub(super) fn id(fields: &Fields<'_>, text: &Text<'_>, platform: Platform, catalogue: &Catalogue) {
    if !fields.log().lints() {
        return;
    }
    let written = text.value;
    let doubt = match written.strip_suffix('*') {
        Some(prefix) => doubt_of_beginning(prefix, platform, catalogue),
        None if catalogue.app_id(platform, written).is_some() => None,
        None => doubt_of_id(written, platform, catalogue),
    };
    if let Some((message, hint)) = doubt {
        warn(fields, text, message, hint);
    }
}

/// What is doubtful, and what to write.
type Doubt = (String, String);

/// What is doubtful about an id that is none of the known ones.
fn doubt_of_id(written: &str, platform: Platform, catalogue: &Catalogue) -> Option<Doubt> {
    let other = match platform {
        Platform::Android => Platform::Ios,
        Platform::Ios => Platform::Android,
    };
    let known = || catalogue.app_ids().filter(|app| app.platform() == platform);
    let below = format!("{written}.");
    if let Some(same) = known().find(|app| app.id().eq_ignore_ascii_case(written)) {
        let message = format!("no phone reports `{written}`: package names are compared with case");
        return Some((message, format!("write `{}`", same.id())));
    }
    if catalogue.app_id(other, written).is_some() {
        let message = format!("`{written}` is an id of {other}, not of {platform}");
        return Some((message, format!("write it under `{other}`")));
    }
    if platform == Platform::Android && written == FRAMEWORK {
        return None;
    }
    if let Some((why, hint)) = is_no_id(written) {
        return Some((format!("`{written}` {why}"), hint.to_owned()));
    }
    if let Some(near) = known().find(|app| is_one_off(app.id(), written)) {
        let message = format!("no known app has the id `{written}`");
        let hint = format!("did you mean `{}`? It is one letter away", near.id());
        return Some((message, hint));
    }
    known().any(|app| app.id().starts_with(&below)).then(|| {
        let message = format!("no known app has the id `{written}`, but ids begin with it");
        (message, format!("write `{written}.*` for all of them"))
    })
}

/// What is doubtful about a beginning of ids.
fn doubt_of_beginning(prefix: &str, platform: Platform, catalogue: &Catalogue) -> Option<Doubt> {
    let stem = prefix.trim_end_matches('.');
    if !stem.contains('.') {
        let message = format!("`{prefix}*` selects the ids of very many owners");
        return Some((
            message,
            "write at least two parts, such as `com.example.*`".to_owned(),
        ));
    }
    if let Some((why, hint)) = is_no_id(stem) {
        return Some((format!("`{stem}` {why}"), hint.to_owned()));
    }
    let parts = stem.split('.').count();
    let known = || {
        let ids = catalogue.app_ids().filter(|app| app.platform() == platform);
        ids.filter_map(|app| first_parts(app, parts))
    };
    let is_known = |one: &str| match platform {
        Platform::Android => one.starts_with(stem),
        Platform::Ios => one
            .get(..stem.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(stem)),
    };
    if known().any(is_known) {
        return None;
    }
    let message = format!("no known id begins with `{prefix}`");
    if let Some(same) = known().find(|one| one.eq_ignore_ascii_case(stem)) {
        let hint = format!("package names are compared with case; write `{same}.*`");
        return Some((message, hint));
    }
    let near = known().find(|one| is_one_off(one, stem))?;
    let hint = format!("did you mean `{near}.*`? It is one letter away");
    Some((message, hint))
}

/// Looks at the packages that may have installed an app: known ones, misspelt.
pub(super) fn installers(fields: &Fields<'_>, installers: &[String], catalogue: &Catalogue) {
    if !fields.log().lints() {
        return;
    }
    let known = || {
        let ids = catalogue.app_ids();
        ids.filter(|app| app.platform() == Platform::Android)
    };
    for written in installers {
        if catalogue.app_id(Platform::Android, written).is_some() {
            continue;
        }
        let is_near = |one: &str| is_one_off(one, written) || one.eq_ignore_ascii_case(written);
        if let Some(near) = known().find(|app| is_near(app.id())) {
            let message = format!("no known app is called `{written}`");
            let warning = Diagnostic::warning(fields.span_of("installers"), message);
            let hint = format!("did you mean `{}`?", near.id());
            fields.log().add(warning.hint(hint));
        }
    }
}

/// The first parts of an id, if it has so many.
fn first_parts(app: AppId<'_>, parts: usize) -> Option<&str> {
    let id = app.id();
    let mut ends = id.match_indices('.').map(|(place, _)| place);
    let end = ends.nth(parts.checked_sub(1)?).unwrap_or(id.len());
    let stem = id.get(..end)?;
    (stem.split('.').count() == parts).then_some(stem)
}

/// Why a text can be the id of no app, and what to write.
fn is_no_id(id: &str) -> Option<(&'static str, &'static str)> {
    let is_odd = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '_' | '-');
    let as_in_store = "write the id as the store's address shows it";
    if id.bytes().all(|byte| byte.is_ascii_digit()) {
        let hint = "write the bundle id; a store number selects nothing";
        Some(("is a number, and ids have names in them", hint))
    } else if !id.contains('.') {
        let hint = "write an id such as `com.example.app`, or a product under `apps`";
        Some(("has no dot, and every id of a store has one", hint))
    } else if id.split('.').any(str::is_empty) {
        Some(("has an empty part, so it is the id of no app", as_in_store))
    } else if id.chars().any(is_odd) {
        let why = "is the id of no app: those have letters, digits, dots, hyphens, underscores";
        Some((why, as_in_store))
    } else {
        None
    }
}

/// Whether two ids differ by one slip of the finger: a letter too many, too few,
/// wrong, or two that changed places. A digit that differs is another app's.
pub(super) fn is_one_off(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len().abs_diff(other.len()) > 1 || one == other {
        return false;
    }
    let begin = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let most = one.len().min(other.len()) - begin;
    let ends = one.iter().rev().zip(other.iter().rev());
    let end = ends.take(most).take_while(|(a, b)| a == b).count();
    let differs = |text: &[u8]| {
        text.get(begin..text.len() - end)
            .unwrap_or_default()
            .to_vec()
    };
    let (one, other) = (differs(one), differs(other));
    let is_letter = |part: &[u8]| part.iter().all(|byte| !byte.is_ascii_digit());
    let swapped = one.len() == 2 && other.iter().rev().eq(one.iter());
    (one.len().max(other.len()) == 1 || swapped) && is_letter(&one) && is_letter(&other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_one_letter() {
        for (one, other) in [
            ("com.vkontakte", "com.vkontkte"),
            ("com.vkontakte", "com.vkontaktee"),
            ("com.vkontakte", "com.vkontakze"),
            ("com.vkontakte", "com.vkontatke"),
            ("aab", "aaab"),
        ] {
            assert!(
                is_one_off(one, other) && is_one_off(other, one),
                "{one} {other}"
            );
        }
        for (one, other) in [
            ("com.example.app", "com.example.app"),
            ("com.example.app1", "com.example.app2"),
            ("com.example.app", "com.example.app2"),
            ("com.example.abcd", "com.example.badc"),
            ("com.example.maps", "com.example.mail"),
            ("", "ab"),
        ] {
            assert!(!is_one_off(one, other), "{one} {other}");
        }
    }

    #[test]
    fn an_id_has_no_empty_part() {
        for id in [
            "com..example",
            "com.example.",
            ".com",
            "com.exämple",
            "com.example app",
        ] {
            assert!(is_no_id(id).is_some(), "{id}");
        }
        assert_eq!(is_no_id("com.Example-app.a_b2"), None);
    }
}
