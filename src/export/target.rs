//! What a policy can be written for, and in which forms.

use crate::catalogue::Platform;
use std::fmt;

/// A target: somebody else's format. Each has one file in this folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A table for any console, spreadsheet or database.
    Table,
    /// A configuration profile with the payload Restrictions.
    AppleProfile,
    /// A declaration `com.apple.configuration.app.settings`.
    AppleDeclaration,
    /// A policy of the Android Management API, or a change to one.
    AndroidManagement,
    /// Objects of Microsoft Graph for Intune.
    Intune,
    /// A STIX 2.1 bundle of indicators.
    Stix,
    /// A SQL script: a table and the join with a table of installed apps.
    Sql,
    /// The same as a Kusto query.
    Kql,
}

impl Target {
    /// All targets, in the order of the help text.
    pub const ALL: [Self; 8] = [
        Self::Table,
        Self::AppleProfile,
        Self::AppleDeclaration,
        Self::AndroidManagement,
        Self::Intune,
        Self::Stix,
        Self::Sql,
        Self::Kql,
    ];

    /// The word on the command line, and the name of the file in this folder.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::AppleProfile => "apple-profile",
            Self::AppleDeclaration => "apple-declaration",
            Self::AndroidManagement => "android-management",
            Self::Intune => "intune",
            Self::Stix => "stix",
            Self::Sql => "sql",
            Self::Kql => "kql",
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Table => "every selector in rows: csv, json, ndjson, or only the ids",
            Self::AppleProfile => "configuration profile for supervised iPhones and iPads",
            Self::AppleDeclaration => "declaration app.settings, from iOS 27 on",
            Self::AndroidManagement => "Android Management API: a policy, or a patch of one",
            Self::Intune => "Graph JSON: visibility, compliance, or personal",
            Self::Stix => "indicators for MVT, or strict STIX 2.1",
            Self::Sql => "a table and the join, for any SQL engine",
            Self::Kql => "the same for Sentinel, Defender and Azure Data Explorer",
        }
    }

    /// The forms it has; the first is the default.
    #[must_use]
    pub const fn forms(self) -> &'static [Form] {
        match self {
            Self::Table => &[Form::Csv, Form::Json, Form::Ndjson, Form::Ids],
            Self::AppleProfile => &[Form::Xml],
            Self::AppleDeclaration => &[Form::Json],
            Self::AndroidManagement => &[Form::Policy, Form::Patch],
            Self::Intune => &[Form::Visibility, Form::Compliance, Form::Personal],
            Self::Stix => &[Form::Mvt, Form::Strict],
            Self::Sql => &[Form::Sql],
            Self::Kql => &[Form::Kql],
        }
    }

    /// The form that is called so.
    #[must_use]
    pub fn form(self, name: &str) -> Option<Form> {
        let mut forms = self.forms().iter().copied();
        forms.find(|form| form.as_str() == name)
    }

    /// Whether devices change when the file is used.
    #[must_use]
    pub const fn enforces(self) -> bool {
        matches!(
            self,
            Self::AppleProfile | Self::AppleDeclaration | Self::AndroidManagement | Self::Intune
        )
    }

    /// Whether it can hold an allow-list.
    #[must_use]
    pub const fn allows(self, form: Form) -> bool {
        self.enforces() && !matches!(form, Form::Patch | Form::Compliance)
    }

    /// The platform that it is limited to.
    #[must_use]
    pub const fn platform(self, form: Form) -> Option<Platform> {
        match (self, form) {
            (Self::AppleProfile | Self::AppleDeclaration, _)
            | (Self::Intune, Form::Visibility | Form::Compliance) => Some(Platform::Ios),
            (Self::AndroidManagement | Self::Intune, _) => Some(Platform::Android),
            _ => None,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One of the forms of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Comma-separated values.
    Csv,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// Ids alone, one a line.
    Ids,
    /// An XML property list.
    Xml,
    /// The fields of a policy.
    Policy,
    /// A change of single apps, which leaves the rest of the policy alone.
    Patch,
    /// Apps are hidden.
    Visibility,
    /// Phones with the apps become non-compliant; nothing is blocked.
    Compliance,
    /// The personal side of company-owned phones with a work profile.
    Personal,
    /// The dialect that MVT reads.
    Mvt,
    /// The dialect that passes strict validators.
    Strict,
    /// A SQL script.
    Sql,
    /// A Kusto query.
    Kql,
}

impl Form {
    /// The word on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Ids => "ids",
            Self::Xml => "xml",
            Self::Policy => "policy",
            Self::Patch => "patch",
            Self::Visibility => "visibility",
            Self::Compliance => "compliance",
            Self::Personal => "personal",
            Self::Mvt => "mvt",
            Self::Strict => "strict",
            Self::Sql => "sql",
            Self::Kql => "kql",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
