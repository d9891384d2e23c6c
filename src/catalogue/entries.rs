//! One catalogue file as it is written, before its entries are tied to those
//! of other files. The format reference is `policies/README.md`.

use super::country::Country;
use super::document::{Diagnostic, Fields, Text};
use super::model::{AppId, Confidence, Contested, Hint, Owner, ParentRelation};
use crate::inventory::Platform;
use jiff::civil::Date;
use std::ops::Range;

/// The schema number of catalogue files.
const SCHEMA: u64 = 1;

#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) owners: Vec<OwnerEntry>,
    pub(super) families: Vec<FamilyEntry>,
    pub(super) namespaces: Vec<NamespaceEntry>,
    pub(super) developers: Vec<DeveloperEntry>,
    pub(super) certificates: Vec<CertificateEntry>,
    pub(super) hints: Vec<HintEntry>,
}

#[derive(Debug)]
pub(super) struct OwnerEntry {
    pub(super) span: Range<usize>,
    pub(super) owner: Owner,
    pub(super) parent: Option<ParentEntry>,
}

#[derive(Debug)]
pub(super) struct ParentEntry {
    pub(super) span: Range<usize>,
    pub(super) id: String,
    pub(super) relation: ParentRelation,
    pub(super) share: Option<f64>,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
}

#[derive(Debug)]
pub(super) struct FamilyEntry {
    pub(super) span: Range<usize>,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) owner: String,
    pub(super) categories: Vec<String>,
    pub(super) ids: Vec<IdEntry>,
}

#[derive(Debug)]
pub(super) struct IdEntry {
    pub(super) span: Range<usize>,
    pub(super) owner: Option<String>,
    pub(super) app_id: AppId,
}

#[derive(Debug)]
pub(super) struct NamespaceEntry {
    pub(super) span: Range<usize>,
    pub(super) owner: String,
    pub(super) platform: Platform,
    pub(super) prefix: String,
    pub(super) exceptions: Vec<String>,
    pub(super) strength: Confidence,
}

#[derive(Debug)]
pub(super) struct DeveloperEntry {
    pub(super) span: Range<usize>,
    pub(super) owner: String,
    pub(super) platform: Platform,
    pub(super) name: String,
    pub(super) confidence: Confidence,
}

#[derive(Debug)]
pub(super) struct CertificateEntry {
    pub(super) span: Range<usize>,
    pub(super) owner: String,
    pub(super) app: String,
    pub(super) sha256: Option<String>,
    pub(super) sha1: Option<String>,
}

#[derive(Debug)]
pub(super) struct HintEntry {
    pub(super) span: Range<usize>,
    pub(super) platform: Platform,
    pub(super) prefix: String,
    pub(super) hint: Hint,
}

/// Reads the top level of a catalogue file. Mistakes go to the fields' log.
pub(super) fn read_entries(fields: &mut Fields<'_>) -> Entries {
    fields.schema(SCHEMA);
    fields.require("checked", "2026-11-21");
    fields.date("checked");
    Entries {
        owners: fields
            .tables("owner")
            .into_iter()
            .filter_map(owner)
            .collect(),
        families: fields
            .tables("app")
            .into_iter()
            .filter_map(family)
            .collect(),
        namespaces: fields
            .tables("namespace")
            .into_iter()
            .filter_map(namespace)
            .collect(),
        developers: fields
            .tables("developer")
            .into_iter()
            .filter_map(developer)
            .collect(),
        certificates: fields
            .tables("certificate")
            .into_iter()
            .filter_map(certificate)
            .collect(),
        hints: fields.tables("hint").into_iter().filter_map(hint).collect(),
    }
}

fn owner(mut fields: Fields<'_>) -> Option<OwnerEntry> {
    let span = fields.span();
    let parent = fields.table("parent").and_then(parent);
    let contested = fields.table("contested").and_then(contested);
    let confidence = confidence(&mut fields, "confidence");
    let control = fields
        .strings("control")
        .iter()
        .filter_map(|text| country(&fields, text))
        .collect();
    let headquarters = optional_country(&mut fields, "headquarters");
    let registered = optional_country(&mut fields, "registered");
    let basis = fields.required_string("basis", "\"head office in ...\"");
    let sources = sources(&mut fields);
    let id = fields.required_id("id", "\"example-group\"");
    let name = fields.required_string("name", "\"Example Group Ltd.\"");
    Some(OwnerEntry {
        span,
        parent,
        owner: Owner {
            id: id?.value.to_owned(),
            name: name?.value.to_owned(),
            parent: None,
            control,
            headquarters,
            registered,
            confidence: confidence?,
            contested,
            basis: basis?.value.to_owned(),
            sources,
        },
    })
}

fn parent(mut fields: Fields<'_>) -> Option<ParentEntry> {
    fields.require("relation", "\"control\"");
    let relation = fields.word("relation", ParentRelation::ALL, ParentRelation::as_str);
    let share = fields.number("share");
    let from = fields.date("from");
    let to = fields.date("to");
    let id = fields.required_string("id", "\"example-group\"")?;
    Some(ParentEntry {
        span: id.span,
        id: id.value.to_owned(),
        relation: relation?,
        share,
        from,
        to,
    })
}

fn contested(mut fields: Fields<'_>) -> Option<Contested> {
    let claim = fields.required_string("claim", "\"...\"");
    let counter_claim = fields.required_string("counter-claim", "\"...\"");
    fields.require("flag", "false");
    let flag = fields.boolean("flag");
    Some(Contested {
        claim: claim?.value.to_owned(),
        counter_claim: counter_claim?.value.to_owned(),
        flag: flag?,
    })
}

fn family(mut fields: Fields<'_>) -> Option<FamilyEntry> {
    let span = fields.span();
    let mut ids = Vec::new();
    for platform in Platform::ALL {
        for entry in fields.tables(platform.as_str()) {
            ids.extend(app_id(entry, *platform));
        }
    }
    let categories = fields.strings("categories");
    let owner = fields.required_string("owner", "\"example-group\"");
    let id = fields.required_id("id", "\"example\"");
    let name = fields.required_string("name", "\"Example\"");
    Some(FamilyEntry {
        span,
        id: id?.value.to_owned(),
        name: name?.value.to_owned(),
        owner: owner?.value.to_owned(),
        categories: owned(&categories),
        ids,
    })
}

fn app_id(mut fields: Fields<'_>, platform: Platform) -> Option<IdEntry> {
    let span = fields.span();
    let confidence = confidence(&mut fields, "confidence");
    let variant = fields.string("variant");
    let name = fields.string("name");
    let owner = fields.string("owner");
    let store_id = match platform {
        Platform::Ios => fields.integer("store-id"),
        Platform::Android => None,
    };
    let sources = sources(&mut fields);
    let id = fields.required_string("id", "\"com.example.app\"")?;
    Some(IdEntry {
        span,
        owner: owner.map(|text| text.value.to_owned()),
        app_id: AppId {
            platform,
            id: id.value.to_owned(),
            store_id,
            family: 0,
            owner: None,
            name: name.map(|text| text.value.to_owned()),
            variant: variant.map(|text| text.value.to_owned()),
            confidence: confidence?,
            sources,
        },
    })
}

fn namespace(mut fields: Fields<'_>) -> Option<NamespaceEntry> {
    let span = fields.span();
    let strength = confidence(&mut fields, "strength");
    let exceptions = exceptions(&mut fields);
    let platform = platform(&mut fields);
    fields.string("remark");
    sources(&mut fields);
    let owner = fields.required_string("owner", "\"example-group\"");
    let prefix = fields.required_string("prefix", "\"com.example.\"")?;
    Some(NamespaceEntry {
        span,
        owner: owner?.value.to_owned(),
        platform: platform?,
        prefix: prefix.value.to_owned(),
        exceptions,
        strength: strength?,
    })
}

fn developer(mut fields: Fields<'_>) -> Option<DeveloperEntry> {
    let span = fields.span();
    let confidence = confidence(&mut fields, "confidence");
    let platform = platform(&mut fields);
    sources(&mut fields);
    let owner = fields.required_string("owner", "\"example-group\"");
    let name = fields.required_string("name", "\"Example Ltd.\"")?;
    Some(DeveloperEntry {
        span,
        owner: owner?.value.to_owned(),
        platform: platform?,
        name: name.value.to_owned(),
        confidence: confidence?,
    })
}

fn certificate(mut fields: Fields<'_>) -> Option<CertificateEntry> {
    let span = fields.span();
    confidence(&mut fields, "confidence");
    platform(&mut fields);
    fields.string("subject");
    sources(&mut fields);
    let sha256 = hex(&mut fields, "sha256", 64);
    let sha1 = hex(&mut fields, "sha1", 40);
    let owner = fields.required_string("owner", "\"example-group\"");
    let app = fields.required_string("app", "\"com.example.app\"")?;
    Some(CertificateEntry {
        span,
        owner: owner?.value.to_owned(),
        app: app.value.to_owned(),
        sha256,
        sha1,
    })
}

fn hint(mut fields: Fields<'_>) -> Option<HintEntry> {
    let span = fields.span();
    let platform = platform(&mut fields);
    let exceptions = exceptions(&mut fields);
    fields.string("remark");
    sources(&mut fields);
    let country = optional_country(&mut fields, "country");
    let prefix = fields.required_string("prefix", "\"xx.\"")?;
    Some(HintEntry {
        span,
        platform: platform?,
        prefix: prefix.value.to_owned(),
        hint: Hint {
            country: country?,
            exceptions,
        },
    })
}

fn confidence(fields: &mut Fields<'_>, key: &'static str) -> Option<Confidence> {
    fields.require(key, "\"medium\"");
    fields.word(key, Confidence::ALL, Confidence::as_str)
}

fn platform(fields: &mut Fields<'_>) -> Option<Platform> {
    fields.require("platform", "\"android\"");
    fields.word("platform", Platform::ALL, Platform::as_str)
}

/// Written even when there is none, so that somebody has looked for one.
fn exceptions(fields: &mut Fields<'_>) -> Vec<String> {
    fields.require("exceptions", "[]");
    owned(&fields.strings("exceptions"))
}

fn sources(fields: &mut Fields<'_>) -> Vec<String> {
    owned(&fields.required_strings("sources", "[\"where it can be read\"]"))
}

fn optional_country(fields: &mut Fields<'_>, key: &'static str) -> Option<Country> {
    let text = fields.string(key)?;
    country(fields, &text)
}

fn country(fields: &Fields<'_>, text: &Text<'_>) -> Option<Country> {
    let found = Country::parse(text.value);
    if found.is_none() {
        fields.log().add(Diagnostic::new(
            text.span.clone(),
            format!("`{}` is no country code of two capital letters", text.value),
        ));
    }
    found
}

fn hex(fields: &mut Fields<'_>, key: &'static str, digits: usize) -> Option<String> {
    let text = fields.string(key)?;
    let good = text.value.len() == digits
        && text
            .value
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if !good {
        fields.log().add(Diagnostic::new(
            text.span.clone(),
            format!("`{key}` must be {digits} lower-case hex digits"),
        ));
    }
    good.then(|| text.value.to_owned())
}

fn owned(texts: &[Text<'_>]) -> Vec<String> {
    texts.iter().map(|text| text.value.to_owned()).collect()
}
