//! Which saved outputs are of one phone.
//!
//! A dump of the package service is a phone. Lists that lie nearer to it than
//! to any other dump are parts of it when they fit it: when they name exactly
//! what the dump shows under the filter they were taken with. Other lists are
//! phones of their own, of which only a part was read, unless what lies beside
//! them shows that one phone was recorded there command by command; then they
//! contradict the dump, and that is a gap of this phone.

use super::assemble::Assembled;
use super::command_output::{Part, Recording};
use super::fit::fits;
use super::fragment::{Fragment, Grouped};
use super::parse::dump;
use super::parse::properties;
use super::saved_text;
use crate::inventory::{Gap, GapCode, Locator, Reading};
use crate::source::container::text::Text;
use std::cell::LazyCell;

/// What lies near one dump, or lies alone. The first fragment is the dump, if
/// there is one.
pub(crate) fn group(fragments: Vec<Fragment>) -> Grouped {
    let mut grouped = Grouped::default();
    let mut fragments = fragments.into_iter();
    let Some(mut first) = fragments.next() else {
        return grouped;
    };
    let rest: Vec<Fragment> = fragments.collect();
    if first.text.recordings.len() != 1 {
        // Whose lists these are is unclear, so they are of none of the phones.
        saved_text::readings(first, &mut grouped);
        for fragment in rest {
            saved_text::readings(fragment, &mut grouped);
        }
        return grouped;
    }
    let mut recording = first.text.recordings.pop().unwrap_or_default();
    let part = recording.dump.take();
    // Once for all that lies beside it, which can be thousands of lists.
    let dump = LazyCell::new(|| part.as_ref().map(|part| dump::parse(&part.bytes)));
    let fits_dump = |list: &Part| dump.as_ref().is_some_and(|dump| fits(list, dump));
    let mut others = Vec::new();
    let mut is_recorded = false;
    for fragment in rest {
        let has_apps = !fragment.text.recordings.is_empty() || !fragment.text.lists.is_empty();
        if !has_apps && fragment.text.has_facts() {
            let build = || dump.as_ref().and_then(|dump| dump.fingerprint);
            if add_facts(&mut recording, &fragment.text.facts, build) {
                is_recorded = true;
                grouped.parts += 1;
            } else {
                grouped.other.push(fragment.locator);
            }
        } else {
            others.push(fragment);
        }
    }
    let mut odd = Vec::new();
    let own_lists = std::mem::take(&mut first.text.lists);
    for list in &own_lists {
        if !fits_dump(list) {
            odd.push(first.locator.to_string());
        }
    }
    for fragment in others {
        let lists = &fragment.text.lists;
        // Tables of a service without its packages are here, too.
        let is_list = fragment.text.recordings.is_empty();
        let all_fit = is_list && !lists.is_empty() && lists.iter().all(fits_dump);
        if !(all_fit || is_list && is_recorded) {
            saved_text::readings(fragment, &mut grouped);
            continue;
        }
        grouped.parts += 1;
        if !all_fit && !lists.is_empty() {
            odd.push(fragment.locator.to_string());
        }
    }
    drop(dump);
    recording.dump = part;
    let reading = phone(first.locator, &first.text, &recording, &odd);
    grouped.readings.insert(0, reading);
    grouped
}

fn phone(locator: Locator, text: &Text, recording: &Recording, odd: &[String]) -> Reading {
    let mut parts = Assembled::of(recording, &locator.to_string());
    if let Some(first) = odd.first() {
        parts.gaps.push(Gap::new(
            GapCode::SourcesDisagree,
            format!(
                "lists that lie beside the dump name other apps than it ({}), for example {first}",
                odd.len()
            ),
            "record the phone again, all at one time; keep the recordings of each phone in a folder of its own",
        ));
    }
    Reading::of(locator, parts.into_inventory(saved_text::source_of(text)))
}

/// Adds what a file tells of the phone, unless it is of another one. `build_of_dump` is
/// the fingerprint in the phone's dump. Whether it was taken.
fn add_facts<'d>(
    recording: &mut Recording,
    facts: &Recording,
    build_of_dump: impl Fn() -> Option<&'d [u8]>,
) -> bool {
    let contradicts = |name: Option<&Part>| {
        let build = |part: &Part| properties::parse(&part.bytes).fingerprint;
        let told = name.and_then(build);
        let own = recording.properties.as_ref().and_then(build);
        let dump = || Some(String::from_utf8_lossy(build_of_dump()?).into_owned());
        matches!((told, own.or_else(dump)), (Some(one), Some(other)) if one != other)
    };
    if contradicts(facts.properties.as_ref()) {
        return false;
    }
    let places = [
        (&mut recording.properties, &facts.properties),
        (&mut recording.users_verbose, &facts.users_verbose),
        (&mut recording.owners, &facts.owners),
    ];
    for (place, fact) in places {
        if place.is_some() && fact.is_some() && place != fact {
            return false;
        }
        if place.is_none() {
            place.clone_from(fact);
        }
    }
    true
}
