//! What countries are called in languages other than English, which results carry
//! themselves. The names are facts and stand in `policies/`.

/// A line for each country: its code, then Bokmål, Nynorsk and Dutch.
const NAMES: &str = include_str!("../../../policies/country-names.csv");

/// The column of a language; none for English.
pub(super) fn column(code: &str) -> Option<usize> {
    let mut heads = NAMES
        .lines()
        .find(|line| !line.starts_with('#'))?
        .split(';');
    heads.position(|head| head == code)
}

/// The name of a country in a column.
pub(super) fn name(country: &str, column: usize) -> Option<&'static str> {
    let mut lines = NAMES.lines();
    let line = lines.find(|line| line.split(';').next() == Some(country))?;
    line.split(';').nth(column).filter(|_| column > 0)
}
