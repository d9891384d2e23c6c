//! What redacted devices were called before, in a few dozen bytes each: what is said
//! of the run may name any of them.

/// Ids and sources, one behind the other.
#[derive(Debug, Default)]
pub struct Originals {
    text: String,
    ends: Vec<(usize, usize)>,
}

impl Originals {
    /// Adds those of one device.
    pub(in crate::report) fn add(&mut self, id: &str, source: &str) {
        self.text.push_str(id);
        let id = self.text.len();
        self.text.push_str(source);
        self.ends.push((id, self.text.len()));
    }

    /// The id and the source of each device.
    pub(in crate::report) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(_, end)| *end));
        starts.zip(&self.ends).filter_map(|(start, (id, end))| {
            Some((self.text.get(start..*id)?, self.text.get(*id..*end)?))
        })
    }
}
