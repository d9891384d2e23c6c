//! Lists that are JSON: `ideviceinstaller list --json` (an array of apps),
//! `pymobiledevice3 apps list` (an object of apps by bundle id), and
//! `cfgutil --format JSON get installedApps` (an object of devices).

use super::entry::{Entry, bundle_id, channel_of_signer};
use super::list::{List, mentions};
use super::tool::Tool;
use crate::source::ios::field;
use crate::source::ios::file::FileFault;
use crate::source::ios::plist::Fault;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::error::Category;

/// Reads a list of apps, or `None` when the bytes are something else.
pub(crate) fn parse(bytes: &[u8]) -> Option<List> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let first = *text.trim_ascii_start().first()?;
    if !mentions(text, &["\"CFBundleIdentifier\"", "\"bundleIdentifier\""]) {
        return None;
    }
    let parsed = match first {
        b'[' => serde_json::from_slice::<Vec<Row>>(text).map(|rows| proxy(&rows)),
        b'{' => object(text),
        _ => return None,
    };
    match parsed {
        Ok(list) => list,
        // JSON of another shape is somebody else's; JSON that ends early or
        // breaks off is a damaged list.
        Err(error) if error.classify() == Category::Data => None,
        Err(error) => {
            let mut list = List::new(Tool::InstallationProxy);
            let is_cut = error.classify() == Category::Eof;
            let fault = if is_cut {
                Fault::Truncated
            } else {
                Fault::Malformed
            };
            list.fault = Some(FileFault::Plist(fault));
            Some(list)
        }
    }
}

fn object(text: &[u8]) -> serde_json::Result<Option<List>> {
    if let Ok(Configurator {
        output: Pairs(devices),
    }) = serde_json::from_slice(text)
    {
        return Ok(configurator(&devices));
    }
    let Pairs(rows) = serde_json::from_slice::<Pairs<Row>>(text)?;
    let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    Ok(proxy(&rows))
}

/// The wanted fields of one app; all others are passed over unread.
#[derive(Debug, serde::Deserialize)]
struct Row {
    #[serde(rename = "CFBundleIdentifier", alias = "bundleIdentifier")]
    id: Option<Value>,
    #[serde(rename = "CFBundleDisplayName", alias = "displayName")]
    name: Option<Value>,
    #[serde(rename = "itunesName")]
    store_name: Option<Value>,
    #[serde(rename = "CFBundleShortVersionString", alias = "bundleShortVersion")]
    version: Option<Value>,
    #[serde(rename = "ApplicationType")]
    kind: Option<Value>,
    #[serde(rename = "SignerIdentity")]
    signer: Option<Value>,
    #[serde(rename = "IsDemotedApp")]
    is_demoted: Option<Value>,
    #[serde(rename = "IsPlaceholder")]
    is_placeholder: Option<Value>,
}

/// What `cfgutil` prints: its output by device.
#[derive(Debug, serde::Deserialize)]
struct Configurator {
    #[serde(rename = "Output")]
    output: Pairs<Apps>,
}

#[derive(Debug, serde::Deserialize)]
struct Apps {
    #[serde(rename = "installedApps", default)]
    apps: Option<Vec<Row>>,
}

/// The entries of an object in their order. A map would keep only the last of
/// two with the same key.
#[derive(Debug)]
struct Pairs<T>(Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Each<T> {
            type Value = Pairs<T>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Each(std::marker::PhantomData))
    }
}

fn proxy(rows: &[Row]) -> Option<List> {
    let mut list = List::new(Tool::InstallationProxy);
    list.fill(rows);
    (!list.entries.is_empty()).then_some(list)
}

fn configurator(devices: &[(String, Apps)]) -> Option<List> {
    let mut list = List::new(Tool::Configurator);
    list.devices = 0;
    for rows in devices.iter().filter_map(|(_, apps)| apps.apps.as_ref()) {
        list.devices += 1;
        list.fill(rows);
    }
    (list.devices > 0).then_some(list)
}

impl List {
    fn fill(&mut self, rows: &[Row]) {
        for row in rows {
            match row.entry() {
                Some(entry) => self.entries.push(entry),
                None => self.odd_entries += 1,
            }
        }
    }
}

impl Row {
    fn entry(&self) -> Option<Entry> {
        let text = |value: &Option<Value>| value.as_ref()?.as_str().and_then(field::text);
        let flag = |value: &Option<Value>| match value {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::Number(number)) => number.as_i64().is_some_and(|number| number != 0),
            _ => false,
        };
        let mut entry = Entry {
            id: bundle_id(self.id.as_ref()?.as_str()?)?,
            name: text(&self.store_name).or_else(|| text(&self.name)),
            version: text(&self.version),
            kind: self
                .kind
                .as_ref()
                .and_then(Value::as_str)
                .and_then(field::code),
            is_demoted: flag(&self.is_demoted),
            is_placeholder: flag(&self.is_placeholder),
            ..Entry::default()
        };
        let signer = self.signer.as_ref().and_then(Value::as_str);
        entry.channel = signer.and_then(|signer| channel_of_signer(signer, entry.is_user()));
        Some(entry)
    }
}
