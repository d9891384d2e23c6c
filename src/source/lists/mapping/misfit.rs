//! Why a table is not one that a mapping is for.

/// What became of a table that a mapping was tried on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// It is in another format.
    #[error("it is no {0} with rows, which the mapping is for")]
    Format(&'static str),
    /// A column or pointer of the mapping is in no row.
    #[error("`{0}` of the mapping is in no row; the table has {1}")]
    Missing(String, String),
}
