//! The names of the policies that a file builds on, read even from a file with
//! mistakes, so that the mistakes of its bases are reported together with its own.

use toml::de::{DeTable, DeValue};

pub(super) fn bases(text: &str) -> Vec<String> {
    let (root, _) = DeTable::parse_recoverable(text);
    let root = root.get_ref();
    let strings = |value: &DeValue<'_>| value.as_str().map(str::to_owned);
    let extends = root
        .get("extends")
        .and_then(|value| value.get_ref().as_array());
    let extends = extends.into_iter().flatten();
    let adopts = root
        .get("adopt")
        .and_then(|value| value.get_ref().as_array());
    let adopts = adopts.into_iter().flatten().filter_map(|entry| {
        let table = entry.get_ref().as_table()?;
        strings(table.get("policy")?.get_ref())
    });
    extends
        .filter_map(|entry| strings(entry.get_ref()))
        .chain(adopts)
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn bases_are_found_among_mistakes() {
        let text = "schema = 9\nextends = [\"a\", 1]\nfoo = bar\n[[adopt]]\npolicy = \"b\"\n";
        assert_eq!(super::bases(text), ["a", "b"]);
        assert_eq!(super::bases("no toml"), [""; 0]);
    }
}
