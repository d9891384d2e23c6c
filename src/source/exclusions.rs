//! What the user set aside by name: `--exclude GLOB`.

use glob::{MatchOptions, Pattern};
use std::path::Path;

/// The patterns of a run.
#[derive(Debug, Clone, Default)]
pub struct Exclusions(Vec<Pattern>);

impl Exclusions {
    /// Understands the patterns: `*` and `?` within a name, `**` for any
    /// folders, `[a-z]`.
    ///
    /// # Errors
    ///
    /// The first pattern that is none, and what is wrong with it.
    pub fn new<'p>(patterns: impl IntoIterator<Item = &'p str>) -> Result<Self, String> {
        let patterns = patterns.into_iter().map(|text| {
            Pattern::new(text.trim_end_matches('/')).map_err(|error| format!("`{text}`: {error}"))
        });
        patterns.collect::<Result<_, _>>().map(Self)
    }

    /// Whether a path is set aside: all of it, or its last parts, fit a
    /// pattern.
    pub(crate) fn excludes(&self, path: &Path) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let options = MatchOptions {
            require_literal_separator: true,
            ..MatchOptions::default()
        };
        let text = path.to_string_lossy();
        let starts = text.match_indices(['/', '\\']).map(|(at, _)| at + 1);
        let tails: Vec<&str> = std::iter::once(0)
            .chain(starts)
            .filter_map(|at| text.get(at..))
            .collect();
        self.0
            .iter()
            .any(|pattern| tails.iter().any(|tail| pattern.matches_with(tail, options)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_names_and_ends_of_paths() {
        let table = [
            ("*.txt", "phones/a.txt", true),
            ("*.txt", "phones/a.json", false),
            ("old/*", "phones/old/a.json", true),
            ("old", "phones/old", true),
            ("old/", "phones/old", true),
            ("phones/*", "phones/old/a.json", false),
            ("phones/**", "phones/old/a.json", true),
        ];
        for (pattern, path, fits) in table {
            let exclusions = Exclusions::new([pattern]).unwrap();
            assert_eq!(
                exclusions.excludes(Path::new(path)),
                fits,
                "{pattern} {path}"
            );
        }
        assert!(Exclusions::new(["a[b"]).is_err());
    }
}
