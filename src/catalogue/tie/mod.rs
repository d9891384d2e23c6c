//! Links the rows of all files into one catalogue. Rows may refer to each other in
//! any order, and rows of a later data set override those of an earlier one.

mod check;
mod hold;
mod pack;
mod row;
mod told;

use super::error::{CatalogueError, Mistakes};
use super::model::Catalogue;
use super::packed::Packed;
use hold::Rows;
use std::borrow::Cow;
pub(super) use told::ReadSet;

/// Ties data sets together, the built-in one first.
pub(super) fn tie(
    sets: Vec<ReadSet<'_>>,
    mut mistakes: Mistakes,
) -> Result<Catalogue, CatalogueError> {
    let mut rows = Rows::default();
    rows.add_all(sets, &mut mistakes);
    check::check(&rows, &mut mistakes);
    let bytes = pack::pack(&rows);
    match mistakes.into_error() {
        None => Ok(Catalogue {
            packed: Packed::new(Cow::Owned(bytes)),
        }),
        Some(error) => Err(error),
    }
}
