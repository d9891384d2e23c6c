//! How much fits on one page. A page is tried with the most room first, and cut
//! until it fits; what was cut says so.

/// How much of each thing is shown, and how large it is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Whether it is set smaller.
    pub(super) dense: bool,
    /// Characters of one text.
    pub(super) text: usize,
    /// Characters of one text of what limits the verdict.
    limit: usize,
    /// Whether those stand in one paragraph.
    pub(super) joins_limits: bool,
    /// Entries of the list of what breaks the policy.
    pub(super) findings: usize,
    /// Entries of every other list.
    pub(super) others: usize,
    /// Entries of the list of what limits the verdict.
    pub(super) limits: usize,
    /// Policies.
    pub(super) policies: usize,
    /// Data sets.
    pub(super) data_sets: usize,
}

impl Room {
    /// From the most room to the least. What limits the verdict is set closer before
    /// what was found is cut, and each of it keeps a line.
    pub(super) const ALL: [Self; 6] = [
        Self::new(false, 200, 8, 4, 5),
        Self::new(true, 200, 8, 4, 5),
        Self::new(true, 200, 8, 4, 5).close(),
        Self::new(true, 120, 5, 3, 4).close(),
        Self::new(true, 90, 5, 3, 3).close(),
        Self::new(true, 60, 4, 2, 3).close(),
    ];

    const fn new(
        dense: bool,
        text: usize,
        findings: usize,
        others: usize,
        policies: usize,
    ) -> Self {
        Self {
            dense,
            text,
            limit: text,
            joins_limits: false,
            findings,
            others,
            limits: 2 * others,
            policies,
            data_sets: others,
        }
    }

    /// With what limits the verdict in one paragraph, and the first data sets alone.
    const fn close(self) -> Self {
        Self {
            limit: LIMIT,
            joins_limits: true,
            data_sets: 2,
            ..self
        }
    }

    /// The text, cut visibly to what fits.
    ///
    /// A quotation that is cut still ends with its mark.
    pub(super) fn clip(self, text: &str) -> String {
        clip(text, self.text)
    }

    /// The same for what limits the verdict: what was taken out of a measure has to
    /// be read on the smallest page too.
    pub(super) fn clip_limit(self, text: &str) -> String {
        clip(text, self.limit)
    }

    /// The height of one line, in tenths of a millimetre.
    const fn line(self) -> usize {
        if self.dense { 38 } else { 47 }
    }

    /// The height of a row of a table that holds these texts below each other.
    pub(super) fn row(self, texts: &[usize]) -> usize {
        let width = if self.dense { 92 } else { 78 };
        self.lines(texts, width) + 11
    }

    /// The height of an entry of a list.
    pub(super) fn entry(self, text: usize) -> usize {
        let width = if self.dense { 115 } else { 97 };
        self.lines(&[text], width) + 8
    }

    /// The height of a heading.
    pub(super) fn heading(self) -> usize {
        self.line() + if self.dense { 45 } else { 60 }
    }

    /// What is left between the verdict and the signatures.
    pub(super) fn between(self) -> usize {
        if self.dense { 2030 } else { 1900 }
    }

    fn lines(self, texts: &[usize], width: usize) -> usize {
        let lines = texts.iter().map(|text| text.div_ceil(width).max(1));
        lines.sum::<usize>() * self.line()
    }
}

/// So many characters of what limits the verdict are always there.
const LIMIT: usize = 110;

/// The text, cut visibly.
fn clip(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => {
            let kept = text.get(..end).unwrap_or_default();
            let quotes = |mark: char| kept.matches(mark).count();
            let open = quotes('\u{201c}') > quotes('\u{201d}');
            format!("{kept}…{}", if open { "\u{201d})" } else { "" })
        }
        None => text.to_owned(),
    }
}
