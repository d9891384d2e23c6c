//! An Apple configuration profile with the payload Restrictions, for any MDM that
//! takes one: iOS 15 and later, supervised devices only.
//!
//! Source of the format: Apple's schema `mdm/profiles/com.apple.applicationaccess`.

use super::error::ExportError;
use super::fit::Export;
use super::identity::uuid;
use plist::{Dictionary, Value};

pub(super) fn write(export: &Export) -> Result<String, ExportError> {
    let (key, word) = if export.allows {
        ("allowListedAppBundleIDs", "allow")
    } else {
        ("blockedAppBundleIDs", "block")
    };
    let identifier = format!("dutyphone.{}.{word}", export.slug());
    let content = export.digest();
    let ids = export.ids();
    let ids = ids.into_keys().map(Value::from).collect::<Vec<_>>();
    let mut restrictions = payload(
        "com.apple.applicationaccess",
        &format!("{identifier}.restrictions"),
        &content,
    );
    restrictions.insert("PayloadDisplayName".to_owned(), "Restrictions".into());
    restrictions.insert(key.to_owned(), Value::Array(ids));
    let mut profile = payload("Configuration", &identifier, &content);
    let name = format!("Apps: {word} list ({})", export.title());
    profile.insert("PayloadDisplayName".to_owned(), name.into());
    profile.insert("PayloadDescription".to_owned(), export.description().into());
    profile.insert(
        "PayloadContent".to_owned(),
        Value::Array(vec![Value::Dictionary(restrictions)]),
    );
    let mut bytes = Vec::new();
    Value::Dictionary(profile)
        .to_writer_xml(&mut bytes)
        .map_err(|error| ExportError::Document(error.to_string()))?;
    let text =
        String::from_utf8(bytes).map_err(|error| ExportError::Document(error.to_string()))?;
    Ok(text + "\n")
}

/// The keys that every payload has. The identifier stays from export to export,
/// so that a new profile replaces the old one; the UUID changes with the content.
fn payload(kind: &str, identifier: &str, content: &str) -> Dictionary {
    let mut payload = Dictionary::new();
    // Apple's tools write UUIDs in capitals.
    let uuid = uuid(&format!("{identifier}|{content}")).to_string();
    let mut add = |key: &str, value: Value| {
        payload.insert(key.to_owned(), value);
    };
    add("PayloadType", kind.into());
    add("PayloadVersion", 1.into());
    add("PayloadIdentifier", identifier.into());
    add("PayloadUUID", uuid.to_uppercase().into());
    payload
}
