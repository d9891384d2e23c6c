//! Reads the rows of one catalogue file from its tables.

use super::rows::{
    CertificateEntry, ContestedEntry, CountryEntry, DataSetEntry, DeveloperEntry, Entries,
    FamilyEntry, Grounds, HintEntry, IdEntry, NamespaceEntry, NotThereEntry, OwnerEntry,
    ParentEntry,
};
use super::source::source;
use crate::catalogue::country::Country;
use crate::catalogue::document::{Diagnostic, Fields, Text};
use crate::catalogue::words::{Confidence, ParentRelation};
use crate::inventory::Platform;
use jiff::civil::Date;

/// The schema number of catalogue files.
const SCHEMA: u64 = 1;

/// The tables whose rows say something about owners and apps.
const FACTS: [&str; 6] = [
    "owner",
    "app",
    "namespace",
    "developer",
    "certificate",
    "hint",
];

/// Reads the top level of a catalogue file. Mistakes go to the fields' log.
pub(in crate::catalogue) fn read_entries(fields: &mut Fields<'_>) -> Entries {
    fields.schema(SCHEMA);
    if FACTS.iter().any(|key| fields.has(key)) {
        fields.require("checked", "2026-11-26");
    }
    // A file without a date has been complained of, and comes to nothing.
    let checked = fields.date("checked").unwrap_or_default();
    let data_set = data_set(fields);
    let mut rows = |key| fields.tables(key).into_iter();
    Entries {
        data_set,
        sources: rows("source").filter_map(source).collect(),
        countries: rows("country").filter_map(country_name).collect(),
        owners: rows("owner")
            .filter_map(|row| owner(row, checked))
            .collect(),
        families: rows("app").filter_map(|row| family(row, checked)).collect(),
        namespaces: rows("namespace")
            .filter_map(|row| namespace(row, checked))
            .collect(),
        developers: rows("developer")
            .filter_map(|row| developer(row, checked))
            .collect(),
        certificates: rows("certificate")
            .filter_map(|row| certificate(row, checked))
            .collect(),
        hints: rows("hint").filter_map(|row| hint(row, checked)).collect(),
    }
}

fn data_set(fields: &mut Fields<'_>) -> Option<DataSetEntry> {
    if ["version", "date", "complete"]
        .iter()
        .any(|key| fields.has(key))
    {
        fields.require("version", "\"2026.11.1\"");
        fields.require("date", "2026-11-26");
    }
    let version = fields.string("version");
    let date = fields.date("date");
    let complete = fields.boolean("complete").unwrap_or(false);
    let version = version?;
    Some(DataSetEntry {
        span: version.span,
        version: version.value.to_owned(),
        date: date?,
        complete,
    })
}

fn country_name(mut fields: Fields<'_>) -> Option<CountryEntry> {
    let name = fields.required_string("name", "\"Example Land\"");
    let code = fields.required_string("code", "\"XX\"")?;
    Some(CountryEntry {
        span: fields.span(),
        code: country(&fields, &code)?,
        name: name?.value.to_owned(),
    })
}

fn owner(mut fields: Fields<'_>, checked: Date) -> Option<OwnerEntry> {
    let span = fields.span();
    let parent = fields.table("parent").and_then(parent);
    let contested = fields.table("contested").and_then(contested);
    let control = fields
        .strings("control")
        .iter()
        .filter_map(|text| country(&fields, text))
        .collect();
    let headquarters = optional_country(&mut fields, "headquarters");
    let registered = optional_country(&mut fields, "registered");
    let basis = fields.required_string("basis", "\"head office in ...\"");
    let grounds = grounds(&mut fields, Some("confidence"), checked);
    let id = fields.required_id("id", "\"example-group\"");
    let name = fields.required_string("name", "\"Example Group Ltd.\"");
    Some(OwnerEntry {
        span,
        id: id?.value.to_owned(),
        name: name?.value.to_owned(),
        parent,
        control,
        headquarters,
        registered,
        contested,
        basis: basis?.value.to_owned(),
        grounds,
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

fn contested(mut fields: Fields<'_>) -> Option<ContestedEntry> {
    let claim = fields.required_string("claim", "\"...\"");
    let counter_claim = fields.required_string("counter-claim", "\"...\"");
    fields.require("flag", "false");
    let flag = fields.boolean("flag");
    Some(ContestedEntry {
        claim: claim?.value.to_owned(),
        counter_claim: counter_claim?.value.to_owned(),
        flag: flag?,
    })
}

fn family(mut fields: Fields<'_>, checked: Date) -> Option<FamilyEntry> {
    let span = fields.span();
    let mut ids = Vec::new();
    for platform in Platform::ALL {
        for entry in fields.tables(platform.as_str()) {
            ids.extend(app_id(entry, *platform, checked));
        }
    }
    let not_there = fields.table("not-there").map(not_there);
    let reason = fields.string("reason").map(|text| text.value.to_owned());
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
        not_there: not_there.unwrap_or_default(),
        reason,
    })
}

/// The platforms on which somebody looked for a product and found none.
fn not_there(mut fields: Fields<'_>) -> Vec<NotThereEntry> {
    let mut found = Vec::new();
    for platform in Platform::ALL {
        if let Some(mut entry) = fields.table(platform.as_str()) {
            entry.require("checked", "2026-11-26");
            entry.date("checked");
            entry.required_string("reason", "\"no listing in the App Store\"");
            found.push(NotThereEntry {
                platform: *platform,
                span: entry.span(),
            });
        }
    }
    found
}

fn app_id(mut fields: Fields<'_>, platform: Platform, checked: Date) -> Option<IdEntry> {
    let span = fields.span();
    let variant = fields.string("variant");
    let name = fields.string("name");
    let owner = fields.string("owner");
    let store_id = match platform {
        Platform::Ios => fields.integer("store-id"),
        Platform::Android => None,
    };
    fields.string("remark");
    let grounds = grounds(&mut fields, Some("confidence"), checked);
    let id = fields.required_string("id", "\"com.example.app\"")?;
    let own = |text: Option<Text<'_>>| text.map(|text| text.value.to_owned());
    Some(IdEntry {
        span,
        platform,
        id: id.value.to_owned(),
        owner: own(owner),
        name: own(name),
        variant: own(variant),
        store_id,
        grounds,
    })
}

fn namespace(mut fields: Fields<'_>, checked: Date) -> Option<NamespaceEntry> {
    let span = fields.span();
    let exceptions = exceptions(&mut fields);
    let platform = platform(&mut fields);
    fields.string("remark");
    let grounds = grounds(&mut fields, Some("strength"), checked);
    let owner = fields.required_string("owner", "\"example-group\"");
    let prefix = fields.required_string("prefix", "\"com.example.\"")?;
    Some(NamespaceEntry {
        span,
        owner: owner?.value.to_owned(),
        platform: platform?,
        prefix: prefix.value.to_owned(),
        exceptions,
        grounds,
    })
}

fn developer(mut fields: Fields<'_>, checked: Date) -> Option<DeveloperEntry> {
    let span = fields.span();
    let platform = platform(&mut fields);
    fields.string("remark");
    let grounds = grounds(&mut fields, Some("confidence"), checked);
    let owner = fields.required_string("owner", "\"example-group\"");
    let name = fields.required_string("name", "\"Example Ltd.\"")?;
    Some(DeveloperEntry {
        span,
        owner: owner?.value.to_owned(),
        platform: platform?,
        name: name.value.to_owned(),
        grounds,
    })
}

fn certificate(mut fields: Fields<'_>, checked: Date) -> Option<CertificateEntry> {
    let span = fields.span();
    platform(&mut fields);
    fields.string("subject");
    fields.string("remark");
    let grounds = grounds(&mut fields, Some("confidence"), checked);
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
        grounds,
    })
}

fn hint(mut fields: Fields<'_>, checked: Date) -> Option<HintEntry> {
    let span = fields.span();
    let platform = platform(&mut fields);
    let exceptions = exceptions(&mut fields);
    fields.string("remark");
    let grounds = grounds(&mut fields, None, checked);
    let country = optional_country(&mut fields, "country");
    let prefix = fields.required_string("prefix", "\"xx.\"")?;
    Some(HintEntry {
        span,
        platform: platform?,
        prefix: prefix.value.to_owned(),
        country: country?,
        exceptions,
        grounds,
    })
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

/// What a row rests on. The key of its confidence is `None` where a row has
/// none. A list of sources may be empty: such a row is a candidate.
fn grounds(fields: &mut Fields<'_>, key: Option<&'static str>, checked: Date) -> Grounds {
    fields.require("sources", "[\"example-annual-report\"]");
    let sources = fields.strings("sources").into_iter();
    let written = key.and_then(|key| {
        let span = fields.span_of(key);
        let word = fields.word(key, Confidence::ALL, Confidence::as_str)?;
        Some((word, span))
    });
    Grounds {
        sources: sources
            .map(|text| (text.value.to_owned(), text.span))
            .collect(),
        confidence: written,
        checked: fields.date("checked").unwrap_or(checked),
        reason: fields.string("reason").map(|text| text.value.to_owned()),
    }
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
