//! The names of all packages, as a phone tells them when it is asked for
//! nothing else.

use crate::source::android::parse::dump::OtherLists;
use crate::source::android::parse::pm::PLATFORM;
use std::collections::BTreeSet;

/// The list that a phone was asked for beside the main one, as far as it can
/// be used.
pub(super) struct KeySets<'a> {
    pub(super) lists: OtherLists<'a>,
    /// Modules of the system; `None` where the phone does not say.
    modules: Option<BTreeSet<&'a str>>,
}

impl<'a> KeySets<'a> {
    /// `None` where the phone refused it or does not know it: then the
    /// comparison with `pm list packages` stands alone.
    pub(super) fn of(lists: OtherLists<'a>, modules: Option<BTreeSet<&'a str>>) -> Option<Self> {
        lists
            .key_sets
            .contains(PLATFORM)
            .then_some(Self { lists, modules })
    }

    /// The packages that must be in the main list. Until it is known which of
    /// them are modules, none must.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> + '_ {
        let modules = self.modules.as_ref();
        self.lists
            .key_sets
            .iter()
            .copied()
            .filter(move |name| modules.is_some_and(|modules| !modules.contains(name)))
    }
}
