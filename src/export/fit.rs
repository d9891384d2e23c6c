//! What of a selection a target can carry, and what has to be told about it.
//!
//! A target that takes whole ids loses prefixes and developers: they are counted
//! and named. Nothing empty comes out of here.

use super::error::ExportError;
use super::limits;
use super::selection::{
    DataFact, LeftOut, Matching, Omission, PolicyFact, Row, Selection, counted, some,
};
use super::target::{Form, Target};
use crate::catalogue::Platform;
use crate::policy::Level;
use std::collections::{BTreeMap, BTreeSet};

/// A selection that fits a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The target.
    pub target: Target,
    /// Its form.
    pub form: Form,
    /// The lowest level that is in it.
    pub level: Level,
    /// Whether it is an allow-list.
    pub allows: bool,
    /// The policies it was made of.
    pub policies: Vec<PolicyFact>,
    /// The data sets it was made of.
    pub data: Vec<DataFact>,
    /// The rows that the target carries; never empty.
    pub rows: Vec<Row>,
    /// What is not in the file. With `--strict` any of it is an error.
    pub left_out: Vec<LeftOut>,
    /// What the target never does, whatever the policy says.
    pub limits: Vec<String>,
}

impl Export {
    /// Fits a selection into a target.
    ///
    /// # Errors
    ///
    /// When nothing is left, or an allow-list would not be whole.
    pub fn new(
        selection: Selection,
        target: Target,
        form: Form,
        include_system: bool,
    ) -> Result<Self, ExportError> {
        let mut left_out = selection.left_out;
        let keep = Keep {
            target,
            form,
            include_system,
        };
        let mut sorted = Sorted::default();
        for row in selection.rows {
            sorted.add(keep.place(&row), row);
        }
        sorted.withdraw_prefixes_without_exceptions(keep);
        left_out.extend(sorted.left_out());
        let mut limits = limits::of(target, form, selection.allows);
        limits.extend(sorted.other_platform(target, form));
        if !selection.allows && sorted.has_ios_ids() {
            limits.push(limits::SIGNED_ANEW.to_owned());
        }
        if !sorted
            .rows
            .iter()
            .any(|row| row.matching < Matching::Except)
        {
            return Err(ExportError::Nothing {
                target,
                why: why_nothing(target, form, selection.level, &left_out),
            });
        }
        left_out.sort_by(|a, b| (a.what, &a.of).cmp(&(b.what, &b.of)));
        Ok(Self {
            target,
            form,
            level: selection.level,
            allows: selection.allows,
            policies: selection.policies,
            data: selection.data,
            rows: sorted.rows,
            left_out,
            limits,
        })
    }

    /// The ids, each once, in the order of their spelling, with a row that has
    /// it.
    pub(super) fn ids(&self) -> BTreeMap<&str, &Row> {
        let exact = self.rows.iter();
        let mut ids = BTreeMap::new();
        for row in exact.filter(|row| row.matching == Matching::Exact) {
            ids.entry(row.app_id.as_str()).or_insert(row);
        }
        ids
    }

    /// How many ids there are of a platform.
    #[must_use]
    pub fn count(&self, platform: Platform) -> usize {
        let exact = self.rows.iter();
        let ids: BTreeSet<&str> = exact
            .filter(|row| row.matching == Matching::Exact && row.platform == platform)
            .map(|row| row.app_id.as_str())
            .collect();
        ids.len()
    }

    /// Refuses more ids than the target takes.
    pub(super) fn at_most(&self, limit: usize) -> Result<(), ExportError> {
        let count = self.ids().len();
        if count > limit {
            return Err(ExportError::TooMany {
                target: self.target,
                form: self.form,
                limit,
                count,
            });
        }
        Ok(())
    }
}

/// Where a row ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Carried,
    OtherPlatform,
    Left(Omission),
}

#[derive(Debug, Clone, Copy)]
struct Keep {
    target: Target,
    form: Form,
    include_system: bool,
}

impl Keep {
    fn carries(self, matching: Matching) -> bool {
        match (self.target, self.form) {
            (Target::Table, Form::Ids) => matching == Matching::Exact,
            (Target::Table, _) => true,
            (Target::Sql, _) => matching != Matching::Developer,
            _ => matching == Matching::Exact,
        }
    }

    fn place(self, row: &Row) -> Place {
        let platform = self.target.platform(self.form);
        if platform.is_some_and(|platform| platform != row.platform) {
            return Place::OtherPlatform;
        }
        if !self.carries(row.matching) {
            return Place::Left(match row.matching {
                Matching::Developer => Omission::Developer,
                Matching::Except | Matching::ExceptPrefix => Omission::Except,
                Matching::Exact | Matching::Prefix => Omission::Prefix,
            });
        }
        if row.matching != Matching::Developer && !is_usable(&row.app_id) {
            return Place::Left(Omission::UnusableId);
        }
        let acts = self.target.enforces() || self.form == Form::Ids;
        if acts && row.essential && !self.include_system {
            return Place::Left(Omission::Essential);
        }
        Place::Carried
    }
}

/// Whether an app could have this id.
fn is_usable(id: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=255).contains(&id.len()) && id.bytes().all(known)
}

#[derive(Debug, Default)]
struct Sorted {
    rows: Vec<Row>,
    elsewhere: BTreeSet<String>,
    left: BTreeMap<(Omission, String), Vec<String>>,
}

impl Sorted {
    fn add(&mut self, place: Place, row: Row) {
        match place {
            Place::Carried => self.rows.push(row),
            Place::OtherPlatform if row.matching == Matching::Exact => {
                self.elsewhere.insert(row.app_id);
            }
            Place::OtherPlatform => {}
            Place::Left(what) => {
                let star = if what == Omission::Prefix { "*" } else { "" };
                let names = self.left.entry((what, row.rule)).or_default();
                names.push(format!("{}{star}", row.app_id));
            }
        }
    }

    /// Exceptions belong to prefixes. Where no prefix is carried they say
    /// nothing.
    fn withdraw_prefixes_without_exceptions(&mut self, keep: Keep) {
        if !keep.carries(Matching::Prefix) {
            self.left.retain(|(what, _), _| *what != Omission::Except);
        }
    }

    fn left_out(&self) -> impl Iterator<Item = LeftOut> {
        self.left.iter().map(|((what, rule), names)| LeftOut {
            what: *what,
            of: rule.clone(),
            count: names.len(),
            message: sentence(*what, names),
        })
    }

    fn has_ios_ids(&self) -> bool {
        let mut rows = self.rows.iter();
        rows.any(|row| row.platform == Platform::Ios && row.matching == Matching::Exact)
    }

    fn other_platform(&self, target: Target, form: Form) -> Option<String> {
        let ids = self.elsewhere.len();
        let other = match target.platform(form)? {
            Platform::Ios => "Android",
            Platform::Android => "iOS",
        };
        let what = counted(ids, "id", "ids");
        (ids > 0).then(|| format!("{what} of {other} belong into another file"))
    }
}

fn sentence(what: Omission, names: &[String]) -> String {
    let (count, few) = (names.len(), some(names));
    match what {
        Omission::Prefix => {
            let what = counted(count, "beginning", "beginnings");
            format!("{what} of ids ({few}): a new app that begins so will not be caught")
        }
        Omission::Developer => {
            let what = counted(count, "developer", "developers");
            format!("{what} of a store ({few}): this target knows no developers")
        }
        Omission::Essential => {
            let what = counted(count, "part", "parts");
            format!(
                "{what} without which a phone cannot be used or managed ({few}); \
                 `--include-system` writes them all the same"
            )
        }
        Omission::UnusableId => format!("{count} texts that no app can have as its id"),
        _ => few,
    }
}

fn why_nothing(target: Target, form: Form, level: Level, left_out: &[LeftOut]) -> String {
    let platform = match target.platform(form) {
        Some(Platform::Ios) => "iOS id",
        Some(Platform::Android) => "Android id",
        None => "id",
    };
    let count = left_out.len();
    let told = if count == 0 {
        String::new()
    } else {
        format!(
            ", and {} left out",
            counted(count, "thing was", "things were")
        )
    };
    format!("the policies select no {platform} of the level {level} or above{told}")
}
