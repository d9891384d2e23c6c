//! What the installation proxy of a phone answers, as `ideviceinstaller`
//! (property list with `-o xml` and `--xml`, JSON with `--json`),
//! `pymobiledevice3 apps list` (JSON) and `ios apps` of go-ios (JSON) print it.
//!
//! The proxy answers with every app of the kinds it was asked for. Which these
//! were shows in the types of the apps, where the tool prints them. Offloaded
//! apps are among them only when placeholders were asked for.

use super::damage;
use super::entry::{Entry, Kind, bundle_id, channel_of_signer};
use super::json::Node;
use super::list::{Answer, List};
use super::phone::Entries;
use crate::inventory::{Evidence, Gap, GapCode};
use crate::source::ios::backup::store_metadata::Metadata;
use crate::source::ios::field;
use crate::source::ios::plist::{Fault, Pull, Token};

const SOURCE: &str = "ios/installation-proxy";
const ID: &str = "CFBundleIdentifier";

/// Reads the JSON: an array of apps, or an object of apps by bundle id.
pub(super) fn read_json(document: &Node) -> Option<Vec<Answer>> {
    let mut entries = Entries::default();
    match document {
        Node::Array(rows) => {
            rows.iter().find(|row| row.text(ID).is_some())?;
            if !rows.iter().any(is_answer) {
                return None;
            }
            for row in rows {
                entries.push_row(row, ID, entry(row, row.text(ID)));
            }
        }
        Node::Object(members) => {
            members.iter().find(|(_, row)| row.text(ID).is_some())?;
            if !members.iter().any(|(_, row)| is_answer(row)) {
                return None;
            }
            for (name, row) in members {
                let id = row.text(ID);
                if id.is_some_and(|id| !id.eq_ignore_ascii_case(name)) {
                    entries.odd += 1;
                }
                // In a list that was cut the id of the last app may be missing.
                entries.push_row(row, ID, entry(row, id.or(Some(name))));
            }
        }
        _ => return None,
    }
    if entries.entries.is_empty() {
        return None;
    }
    Some(vec![Answer::list(list(&entries))])
}

/// Whether a record is one that the proxy answers with: its id alone, where only that
/// was asked for, or with other attributes, whose names begin with a capital letter or
/// with `iTunes`. Records of somebody's own making have other keys beside the id.
fn is_answer(row: &Node) -> bool {
    let members = row.members();
    let is_attribute = |name: &str| {
        name != ID
            && (name.starts_with(|first: char| first.is_ascii_uppercase())
                || name.starts_with("iTunes"))
    };
    row.text(ID).is_some()
        && (members.len() == 1 || members.iter().any(|(name, _)| is_attribute(name)))
}

fn list(entries: &Entries) -> List {
    let mut list = entries.typed_list(SOURCE, Evidence::InstallationProxy);
    let others = entries.entries.iter().filter(|entry| {
        let store_id = entry.metadata.as_ref().and_then(|m| m.bundle_id.as_deref());
        store_id.is_some_and(|id| !id.eq_ignore_ascii_case(&entry.id))
    });
    let others = others.count();
    if others > 0 {
        list.gaps.push(Gap::new(
            GapCode::SourcesDisagree,
            format!("apps whose store metadata names another bundle id: {others}"),
            "take the list again; if it stays so, look at these apps on the phone",
        ));
    }
    list
}

fn entry(row: &Node, id: Option<&str>) -> Option<Entry> {
    let text = |name| row.text(name).and_then(field::text);
    let is_demoted = row.is_set("IsDemotedApp");
    let mut entry = Entry {
        id: bundle_id(id?)?,
        name: text("CFBundleDisplayName").or_else(|| text("CFBundleName")),
        version: text("CFBundleShortVersionString"),
        kind: row.text("ApplicationType").map_or(Kind::Unstated, Kind::of),
        metadata: row.get("iTunesMetadata").and_then(metadata),
        channel: None,
        is_demoted,
        is_clip: row.is_set("IsAppClip"),
        is_installing: row.is_set("IsPlaceholder") && !is_demoted,
    };
    let signer = row.text("SignerIdentity");
    entry.channel = signer.and_then(|signer| channel_of_signer(signer, entry.is_user()));
    Some(entry)
}

/// Store metadata as tools turn it into JSON: the dictionary itself, or the
/// bytes of a property list in hexadecimal or Base64.
fn metadata(value: &Node) -> Option<Metadata> {
    match value {
        Node::Text(text) => Metadata::from_text(text),
        Node::Object(_) => match value.text("$hex") {
            Some(text) => Metadata::from_text(text),
            None => Some(super::store::metadata(value)),
        },
        _ => None,
    }
}

/// Reads a property list: an array of apps, which has just begun.
pub(super) fn read_array(mut pull: Pull<'_>) -> Option<Vec<Answer>> {
    let mut entries = Entries::default();
    let result = pull.items(|pull, item| {
        if item == Token::Dict {
            let (entry, holds_another) = take(pull)?;
            entries.odd += usize::from(holds_another);
            entries.push(Some(entry));
        } else {
            entries.odd += 1;
        }
        Ok(())
    });
    // An array of something else is not ours.
    if entries.entries.is_empty() {
        return None;
    }
    let result = result.and_then(|()| pull.finish());
    let mut list = list(&entries);
    list.gaps.extend(result.err().map(damage::of_property_list));
    Some(vec![Answer::list(list)])
}

/// One app, and whether another one stands inside of it.
fn take(pull: &mut Pull<'_>) -> Result<(Entry, bool), Fault> {
    let mut entry = Entry::default();
    let mut holds_another = false;
    let mut signer = None;
    let mut is_placeholder = false;
    pull.entries(|pull, key, value| {
        match (key, value) {
            (ID, Token::Text(text)) => entry.id = bundle_id(&text).unwrap_or_default(),
            ("CFBundleDisplayName", Token::Text(text)) => entry.name = field::text(&text),
            ("CFBundleShortVersionString", Token::Text(text)) => {
                entry.version = field::text(&text);
            }
            ("ApplicationType", Token::Text(text)) => entry.kind = Kind::of(&text),
            ("SignerIdentity", Token::Text(text)) => signer = Some(text.into_owned()),
            ("IsDemotedApp", value) => entry.is_demoted = value.as_flag() == Some(true),
            ("IsAppClip", value) => entry.is_clip = value.as_flag() == Some(true),
            ("IsPlaceholder", value) => is_placeholder = value.as_flag() == Some(true),
            // Metadata that cannot be read costs a name, never the app.
            ("iTunesMetadata", Token::Data(data)) => {
                entry.metadata = Metadata::from_data(data).ok();
            }
            ("iTunesMetadata", Token::Dict) => entry.metadata = Some(Metadata::from_dict(pull)?),
            (_, value) => holds_another |= holds_app(pull, &value)?,
        }
        Ok(())
    })?;
    entry.is_installing = is_placeholder && !entry.is_demoted;
    if let Some(signer) = signer {
        entry.channel = channel_of_signer(&signer, entry.is_user());
    }
    Ok((entry, holds_another))
}

/// Whether a value holds an app. The reader caps how deep values may lie.
fn holds_app(pull: &mut Pull<'_>, value: &Token<'_>) -> Result<bool, Fault> {
    let mut found = false;
    match value {
        Token::Dict => pull.entries(|pull, key, value| {
            found |= key == ID || holds_app(pull, &value)?;
            Ok(())
        })?,
        Token::Array => pull.items(|pull, value| {
            found |= holds_app(pull, &value)?;
            Ok(())
        })?,
        _ => {}
    }
    Ok(found)
}
