//! An Apple declaration `com.apple.configuration.app.settings`: iOS 27 and later,
//! supervised devices only.
//!
//! Source of the format: Apple's schemas `declarationbase` and
//! `declarative/declarations/configurations/app.settings`.

use super::error::ExportError;
use super::fit::Export;
use super::json::pretty;
use crate::catalogue::sha256;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Declaration<'e> {
    r#type: &'static str,
    /// At most 64 bytes.
    identifier: String,
    /// At most 64 bytes; changes with the content.
    server_token: String,
    payload: Payload<'e>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Payload<'e> {
    allowed: Allowed<'e>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Allowed<'e> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    denied_apps: Vec<&'e str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    allowed_apps: Vec<&'e str>,
}

/// The hexadecimal digits of the digest that make a token.
const TOKEN: usize = 32;

pub(super) fn write(export: &Export) -> Result<String, ExportError> {
    let ids: Vec<&str> = export.ids().into_keys().collect();
    let (denied_apps, allowed_apps, word) = if export.allows {
        (Vec::new(), ids, "allow")
    } else {
        (ids, Vec::new(), "block")
    };
    let payload = Payload {
        allowed: Allowed {
            denied_apps,
            allowed_apps,
        },
    };
    let digest = sha256(pretty(&payload)?.as_bytes());
    pretty(&Declaration {
        r#type: "com.apple.configuration.app.settings",
        identifier: format!("dutyphone.{}.{word}", export.slug()),
        server_token: digest.get(..TOKEN).unwrap_or_default().to_owned(),
        payload,
    })
}
