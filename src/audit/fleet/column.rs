//! A column of a table that has a row for each device of a fleet. Most rows are alike,
//! so each different value is kept once and a row is its number (dictionary encoding).

use std::collections::HashMap;
use std::hash::Hash;

/// The number of rows whose values came when all numbers were given away.
const OTHER: u16 = u16::MAX;

/// A value for each device, in the order of the input: in two bytes, where few of them
/// differ.
#[derive(Debug)]
pub(super) struct Column<T> {
    rows: Vec<u16>,
    values: Vec<T>,
    numbers: HashMap<T, u16>,
    /// The values of the other rows, in their order.
    others: Vec<T>,
    /// How many values get a number.
    most: u16,
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self::with_numbers(OTHER)
    }
}

impl<T> Column<T> {
    /// An empty column that gives out so many numbers.
    fn with_numbers(most: u16) -> Self {
        Self {
            rows: Vec::new(),
            values: Vec::new(),
            numbers: HashMap::new(),
            others: Vec::new(),
            most,
        }
    }
}

impl<T: Copy + Eq + Hash> Column<T> {
    /// Adds the value of the next device.
    pub(super) fn push(&mut self, value: T) {
        let number = self.number(value);
        if number == OTHER {
            self.others.push(value);
        }
        self.rows.push(number);
    }

    fn number(&mut self, value: T) -> u16 {
        // Neighbours are often alike.
        let last = self.rows.last().copied().filter(|last| *last != OTHER);
        let is_last = |last: &u16| self.values.get(usize::from(*last)) == Some(&value);
        if let Some(last) = last.filter(is_last) {
            return last;
        }
        if let Some(number) = self.numbers.get(&value) {
            return *number;
        }
        let next = u16::try_from(self.values.len()).ok();
        let Some(next) = next.filter(|next| *next < self.most) else {
            return OTHER;
        };
        self.values.push(value);
        self.numbers.insert(value, next);
        next
    }

    /// The values of all devices, in the order of the input.
    pub(super) fn iter(&self) -> impl Iterator<Item = T> + '_ {
        let mut others = self.others.iter();
        // Every row has a value.
        self.rows.iter().filter_map(move |row| match *row {
            OTHER => others.next().copied(),
            number => self.values.get(usize::from(number)).copied(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_value_comes_back_in_its_row(
            most in 0..9_u16,
            values in prop::collection::vec(0..12_u32, 0..60),
        ) {
            let mut column = Column::with_numbers(most);
            for value in &values {
                column.push(*value);
            }
            prop_assert_eq!(column.iter().collect::<Vec<_>>(), values);
        }
    }

    #[test]
    fn more_values_than_numbers_come_back() {
        let mut column = Column::default();
        let values: Vec<u32> = (0..70_000).chain(0..70_000).collect();
        for value in &values {
            column.push(*value);
        }
        assert!(column.iter().eq(values));
    }
}
