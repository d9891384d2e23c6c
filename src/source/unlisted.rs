//! What becomes of content that is no list of a known form: it names apps all the same,
//! or holds an inventory inside other text, and was not read; or it is set aside.

use super::disguise::hides_apps;
use super::found::Found;
use super::ios::plist::Pull;
use super::known_apps::KnownApps;
use super::line_grammar::{any_listed, mentions_app};
use super::mentions::names_apps;
use super::recognise::Kind;
use super::watch::Watch;
use super::{gaps, lists, markup_text, own_files, own_inventory};
use std::io::Read;

const PROPERTY_LIST: &str = "a property list or other XML that names apps";

/// XML, a property list, or JSON. `None` for JSON of which reading it as an inventory
/// says what is wrong with it.
pub(super) fn structured(kind: Kind, bytes: &[u8], known: &dyn KnownApps) -> Option<Found> {
    if kind == Kind::Markup && markup_text::is_office(bytes) {
        return Some(office(bytes, known));
    }
    if kind == Kind::Markup && bytes.starts_with(b"bplist00") {
        return Some(Found::not_read(match Pull::new(bytes) {
            Err(fault) => gaps::property_list(fault),
            Ok(_) => gaps::unrecognised(PROPERTY_LIST),
        }));
    }
    if own_inventory::is_named(bytes) {
        let inside = || Found::not_read(gaps::inventory_inside());
        return (kind == Kind::Markup).then(inside);
    }
    let is_whole = kind == Kind::Markup || is_json(bytes);
    if is_whole && !lists::is_known_kind(bytes) && !mentions_app(bytes) {
        return Some(if names_apps(bytes, known) {
            Found::not_read(gaps::names_apps("JSON, XML or HTML"))
        } else if hides_apps(bytes, known) {
            Found::not_read(gaps::hidden())
        } else if kind == Kind::Json {
            no_list("JSON that names no app", bytes)
        } else {
            no_list("XML or HTML that names no app", bytes)
        });
    }
    let unknown = lists::unknown(bytes).map(Found::not_read);
    unknown.or_else(|| {
        (kind == Kind::Markup).then(|| Found::not_read(gaps::unrecognised(PROPERTY_LIST)))
    })
}

/// The text of an office document, by the lines that it shows.
fn office(bytes: &[u8], known: &dyn KnownApps) -> Found {
    let shown = markup_text::lines(bytes);
    let shown = shown.as_bytes();
    if any_listed(shown) || names_apps(shown, known) {
        return Found::not_read(gaps::document());
    }
    if hides_apps(shown, known) {
        return Found::not_read(gaps::hidden());
    }
    Found::SetAside("XML or HTML that names no app")
}

/// Any other text: a list of some tool, or prose.
pub(super) fn text<R: Read>(bytes: &[u8], watch: &mut Watch<R>, known: &dyn KnownApps) -> Found {
    let unknown = || lists::unknown(bytes);
    if let Some(what) = own_files::text(bytes) {
        Found::SetAside(what)
    } else if own_inventory::is_named(bytes) {
        Found::not_read(gaps::inventory_inside())
    } else if let (true, Some(gap)) = (lists::is_known_kind(bytes), unknown()) {
        Found::not_read(gap)
    } else if watch.is_binary() {
        Found::not_read(gaps::unrecognised("a binary file"))
    } else if watch.fits() {
        Found::not_read(unknown().unwrap_or_else(|| {
            gaps::unrecognised(
                "a text with lines that name apps, in the form of no list that is known",
            )
        }))
    } else if hides_apps(bytes, known) {
        Found::not_read(gaps::hidden())
    } else if names_apps(bytes, known) {
        Found::not_read(unknown().unwrap_or_else(|| gaps::names_apps("a text")))
    } else {
        no_list("a text without a list of apps", bytes)
    }
}

fn no_list(what: &'static str, bytes: &[u8]) -> Found {
    match lists::unknown(bytes) {
        Some(gap) => Found::NoList(what, Box::new(gap)),
        None => Found::SetAside(what),
    }
}

/// Whether all of it is JSON: one value, or one behind the other.
fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let values = serde_json::Deserializer::from_slice(bytes).into_iter::<serde::de::IgnoredAny>();
    let mut any = false;
    for value in values {
        if value.is_err() {
            return false;
        }
        any = true;
    }
    any
}
