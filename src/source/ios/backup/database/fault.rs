//! Why the index of a backup could not be searched.

/// Why the index could not be searched. The texts continue a sentence that
/// begins with the file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum IndexFault {
    #[error("is damaged")]
    Damaged,
    #[error("takes too long to search")]
    TooSlow,
    #[error("holds more entries than any phone has")]
    TooMany,
    #[error("could not be opened")]
    NotOpened,
}

impl From<rusqlite::Error> for IndexFault {
    /// The error's own text may repeat what the file holds.
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) => Self::TooSlow,
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
                Self::NotOpened
            }
            _ => Self::Damaged,
        }
    }
}
