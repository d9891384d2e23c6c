//! What a shell offers while somebody types a value: the names of policies, the codes
//! of countries, formats and sources.

use crate::catalogue;
use crate::policy::{self, Policy, Tests, builtin_document, builtin_names};
use crate::report::Format;
use clap_complete::engine::{
    ArgValueCandidates, ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _,
};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;

/// Built-in policies, and policy files.
pub(super) fn policies() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let begun = typed.to_string_lossy();
        let named = builtin_policies().into_iter();
        let named = named.filter(|policy| policy.id.starts_with(&*begun));
        let named = named.map(|policy| candidate(&policy.id, policy.title.as_deref()));
        let is_policy = |path: &Path| path.extension().is_some_and(|ending| ending == "toml");
        let files = PathCompleter::file().filter(is_policy).complete(typed);
        named.chain(files).collect()
    })
}

/// The places that a built-in measure is of.
pub(super) fn countries() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for policy in builtin_policies() {
            if let Some(place) = policy.jurisdiction {
                places.entry(place).or_default().push(policy.id);
            }
        }
        let places = places.into_iter();
        places
            .map(|(place, ids)| candidate(&place, Some(&ids.join(", "))))
            .collect()
    })
}

/// What an audit reads: `adb:` and `ios:`, files and folders, or stdin.
pub(super) fn sources() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let begun = typed.to_string_lossy();
        let buses = [
            ("adb:", "all attached Android phones"),
            ("ios:", "all attached iPhones and iPads"),
        ];
        let buses = buses
            .into_iter()
            .filter(|(bus, _)| bus.starts_with(&*begun));
        let buses = buses.map(|(bus, help)| candidate(bus, Some(help)));
        buses
            .chain(PathCompleter::any().stdio().complete(typed))
            .collect()
    })
}

/// `FORMAT=PATH`.
pub(super) fn outputs() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let begun = typed.to_string_lossy();
        let Some((format, path)) = begun.split_once('=') else {
            let formats = Format::ALL.iter().map(|format| format.as_str());
            let begun = formats.filter(|format| format.starts_with(&*begun));
            return begun
                .map(|format| candidate(&format!("{format}="), None))
                .collect();
        };
        let files = PathCompleter::any().complete(OsStr::new(path));
        let files = files.into_iter();
        files
            .map(|file| file.add_prefix(format!("{format}=")))
            .collect()
    })
}

fn candidate(value: &str, help: Option<&str>) -> CompletionCandidate {
    CompletionCandidate::new(value).help(help.map(|help| help.to_owned().into()))
}

fn builtin_policies() -> Vec<Policy> {
    let names: Vec<String> = builtin_names().into_iter().map(str::to_owned).collect();
    let fetch = |name: &str, _: Option<&str>| {
        builtin_document(name).ok_or_else(|| "it is not built in".to_owned())
    };
    // A shell that is completing has no place for an error.
    policy::load(&names, &catalogue::builtin(), &fetch, Tests::LeaveOut).unwrap_or_default()
}
