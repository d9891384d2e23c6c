//! Which product is this, whose is it, and how sure is that?
//!
//! Best evidence first: the exact id signed by the expected certificate, the
//! exact id, the App Store id, the developer's name, the namespace. A weaker
//! kind of evidence is only asked when the stronger ones are silent.

use super::model::Catalogue;
use super::packed::Section;
use super::views::{AppId, Certificate};
use super::words::Confidence;
use crate::inventory::{Platform, words};

/// What a device says about an app, as far as rules may use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AppKey<'a> {
    /// Android or iOS.
    pub platform: Platform,
    /// Package name or bundle id.
    pub id: &'a str,
    /// App Store item id.
    pub store_id: Option<u64>,
    /// The store's developer name.
    pub developer: Option<&'a str>,
    /// The signing certificate's SHA-256, 64 hex digits, where it is known.
    pub signer: Option<&'a str>,
}

/// How long the id of a developer team is.
const TEAM: usize = 10;

impl<'a> AppKey<'a> {
    /// The id of the build that somebody signed anew: what signs an iOS app with
    /// another team's certificate appends the id of that team.
    #[must_use]
    #[inline]
    pub fn original_id(&self) -> Option<&'a str> {
        // Asked of every app of a fleet, so what ends in anything else is seen
        // by one byte.
        let dot = self.id.len().checked_sub(TEAM + 1)?;
        let is_longer = self.id.as_bytes().get(dot) == Some(&b'.');
        if self.platform == Platform::Ios && is_longer {
            self.before_team(dot)
        } else {
            None
        }
    }

    /// What stands before this dot, if a team stands behind it.
    fn before_team(&self, dot: usize) -> Option<&'a str> {
        let team = self.id.as_bytes().get(dot + 1..)?;
        let (mut digits, mut capitals, mut letters) = (0, 0, 0);
        for byte in team {
            digits += usize::from(byte.is_ascii_digit());
            capitals += usize::from(byte.is_ascii_uppercase());
            letters += usize::from(byte.is_ascii_alphabetic());
        }
        // A list may spell it in small letters, and a word of ten letters is none.
        let is_team = digits + letters == TEAM && (capitals == letters || digits > 0);
        is_team.then(|| self.id.get(..dot)).flatten()
    }
}

words! {
    /// How an app was recognised, best first.
    pub enum Match {
        /// The exact id, signed by the certificate that is expected.
        IdAndCertificate = "id-and-certificate",
        /// The exact id.
        Id = "id",
        /// The exact id, signed by a certificate that is not the expected one; on
        /// iOS, the exact id and the id of the team that signed it anew.
        UnknownBuild = "id-unknown-build",
        /// The App Store item id.
        StoreId = "store-id",
        /// The developer's name.
        Developer = "developer",
        /// The id but for capitals, which tell ids apart on Android.
        Capitals = "id-but-for-capitals",
        /// The beginning of the id.
        Namespace = "namespace",
        /// The name, where a list gives no id.
        Name = "name",
    }
}

impl Match {
    /// Whether it is a reason to look and proves nothing: the beginning of an id, an id
    /// in other capitals, or a name.
    #[must_use]
    pub const fn is_weak(self) -> bool {
        matches!(self, Self::Capitals | Self::Namespace | Self::Name)
    }
}

/// What the catalogue makes of an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity<'c> {
    /// The product, when the id or store id is known.
    pub family: Option<usize>,
    /// The owner.
    pub owner: usize,
    /// The name to print, when the catalogue has one.
    pub name: Option<&'c str>,
    /// What sets this build apart.
    pub variant: Option<&'c str>,
    /// How it was recognised.
    pub matched: Match,
    /// How sure it is that this id is this product or this owner's.
    pub confidence: Confidence,
}

/// Something by which an app may be recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clue<'c> {
    /// Exactly this id, on iOS without regard to ASCII case.
    Id(&'c str),
    /// An id that begins so, on iOS without regard to ASCII case.
    Prefix(&'c str),
    /// This App Store item id.
    StoreId(u64),
    /// This developer's name.
    Developer(&'c str),
}

impl Catalogue {
    /// Everything by which [`Self::identify`] and [`Self::hint`] recognise an
    /// app. An app that has none of it is unknown to both.
    pub fn clues(&self) -> impl Iterator<Item = Clue<'_>> {
        let beginnings = [
            Section::AndroidNamespaces,
            Section::IosNamespaces,
            Section::AndroidHints,
            Section::IosHints,
        ];
        let beginnings = beginnings.into_iter().flat_map(|s| self.records(s).iter());
        let developers = self.records(Section::Developers).iter();
        let numbers = self.app_ids().filter_map(|app| app.store_id());
        self.app_ids()
            .map(|app| Clue::Id(app.id()))
            .chain(beginnings.map(|record| Clue::Prefix(record.text(0))))
            .chain(numbers.map(Clue::StoreId))
            .chain(developers.map(|record| Clue::Developer(record.text(0))))
    }

    /// The beginnings of Android ids that [`Self::identify`] and [`Self::hint`] know.
    pub fn android_beginnings(&self) -> impl Iterator<Item = &str> {
        let sections = [Section::AndroidNamespaces, Section::AndroidHints];
        let records = sections.into_iter().flat_map(|s| self.records(s).iter());
        records.map(|record| record.text(0))
    }

    /// What the catalogue makes of an app; `None` when it knows nothing.
    #[must_use]
    pub fn identify(&self, key: &AppKey<'_>) -> Option<Identity<'_>> {
        self.by_id(key)
            .or_else(|| self.by_store_id(key))
            .or_else(|| self.by_developer(key))
            .or_else(|| self.by_namespace(key))
    }

    fn by_id(&self, key: &AppKey<'_>) -> Option<Identity<'_>> {
        let Some(entry) = self.app_id(key.platform, key.id) else {
            let entry = self.app_id(key.platform, key.original_id()?)?;
            return self.product(entry, Match::UnknownBuild);
        };
        let matched = match (key.platform, key.signer) {
            (Platform::Android, Some(signer)) => {
                certificate_match(self.certificates_of(key.id), signer)
            }
            _ => Match::Id,
        };
        self.product(entry, matched)
    }

    fn by_store_id(&self, key: &AppKey<'_>) -> Option<Identity<'_>> {
        self.product(self.by_store_number(key.store_id?)?, Match::StoreId)
    }

    fn product<'c>(&'c self, entry: AppId<'c>, matched: Match) -> Option<Identity<'c>> {
        let family = self.family(entry.family())?;
        Some(Identity {
            family: Some(entry.family()),
            owner: entry.owner().unwrap_or_else(|| family.owner()),
            name: Some(entry.name().unwrap_or_else(|| family.name())),
            variant: entry.variant(),
            matched,
            confidence: entry.confidence(),
        })
    }

    fn by_developer(&self, key: &AppKey<'_>) -> Option<Identity<'_>> {
        let owner = self.owner_by_developer(key.platform, key.developer?)?;
        Some(Identity {
            family: None,
            owner,
            name: None,
            variant: None,
            matched: Match::Developer,
            confidence: Confidence::Medium,
        })
    }

    fn by_namespace(&self, key: &AppKey<'_>) -> Option<Identity<'_>> {
        let found = self.namespace(key.platform, key.id)?;
        Some(Identity {
            family: None,
            owner: found.owner(),
            name: None,
            variant: None,
            matched: Match::Namespace,
            confidence: found.strength(),
        })
    }
}

/// The dump of a live phone gives only a 32-bit hint at the certificate, which
/// proves nothing, so it neither raises nor lowers the match.
fn certificate_match<'c>(expected: impl Iterator<Item = Certificate<'c>>, signer: &str) -> Match {
    let mut known = expected
        .filter_map(|certificate| certificate.sha256)
        .peekable();
    if known.peek().is_none() || signer.len() != 64 {
        Match::Id
    } else if known.any(|k| k.eq_ignore_ascii_case(signer)) {
        Match::IdAndCertificate
    } else {
        Match::UnknownBuild
    }
}
