//! Numbers with their nouns, as each language writes them.

/// `1 phone`, `2 phones`: English reports, which programs read too, group no digits.
pub(in crate::report) fn english(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A number; from five digits on in groups of three.
pub(super) fn grouped(number: usize, between: &str) -> String {
    let digits = number.to_string();
    if digits.len() < 5 || between.is_empty() {
        return digits;
    }
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(between);
        }
        text.push(digit);
    }
    text
}

/// What stands between groups of digits in Norwegian: a hard space.
pub(super) const HARD_SPACE: &str = "\u{a0}";

/// The same in Dutch.
pub(super) const POINT: &str = ".";

/// A number in Norwegian with its noun.
pub(super) fn norwegian(number: usize, one: &str, many: &str) -> String {
    with_noun(number, HARD_SPACE, (one, many))
}

/// A number in Dutch with its noun.
pub(super) fn dutch(number: usize, one: &str, many: &str) -> String {
    with_noun(number, POINT, (one, many))
}

fn with_noun(number: usize, between: &str, (one, many): (&str, &str)) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", grouped(number, between))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_read_in_groups() {
        let table = [
            (0, "0 apper", "0 apps"),
            (1, "1 app", "1 app"),
            (9999, "9999 apper", "9999 apps"),
            (10_000, "10\u{a0}000 apper", "10.000 apps"),
            (1_234_567, "1\u{a0}234\u{a0}567 apper", "1.234.567 apps"),
        ];
        for (number, bokmål, nederlands) in table {
            assert_eq!(norwegian(number, "app", "apper"), bokmål);
            assert_eq!(dutch(number, "app", "apps"), nederlands);
        }
    }
}
