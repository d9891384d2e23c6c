//! Signs that an answer is one page of several.
//!
//! Programs that ask a server page by page save what they got last. The rest
//! is on the server, so such a file is a part whatever else it says.

use super::json::Node;
use crate::inventory::{Gap, GapCode};

/// Members that hold the address of the next page, or say that there is one.
const NEXT: [&str; 5] = [
    "nextPageToken",
    "@odata.nextLink",
    "has_more",
    "has_next_results",
    "next",
];

/// The gap of an answer that more pages follow. `items` is how many it holds.
pub(super) fn gap(document: &Node, items: usize) -> Option<Gap> {
    let says_more = |object: &Node| {
        NEXT.iter().any(|name| match object.get(name) {
            Some(Node::Text(text)) => !text.is_empty(),
            Some(Node::Flag(more)) => *more,
            _ => false,
        })
    };
    let announced = match document.get("totalCount") {
        Some(Node::Integer(count)) => *count,
        _ => 0,
    };
    let is_short = usize::try_from(announced).is_ok_and(|count| count > items);
    let is_page = says_more(document) || document.get("meta").is_some_and(says_more) || is_short;
    is_page.then(more)
}

/// The gap of a page that others follow.
pub(super) fn more() -> Gap {
    Gap::new(
        GapCode::FilteredList,
        "the file is one page of several",
        "save all pages, each into a file, or all into one list",
    )
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    #[test]
    fn pages_are_told_by_what_follows_them() {
        let table = [
            (r#"{"nextPageToken": "x"}"#, true),
            (r#"{"nextPageToken": ""}"#, false),
            (r#"{"has_more": true}"#, true),
            (r#"{"has_more": false}"#, false),
            (r#"{"meta": {"has_next_results": true}}"#, true),
            (r#"{"totalCount": 2}"#, true),
            (r#"{"totalCount": 1}"#, false),
            (r#"[{"next": "x"}]"#, false),
        ];
        for (text, expected) in table {
            let found = json::read(text.as_bytes());
            let is_page = found
                .values
                .first()
                .is_some_and(|value| gap(value, 1).is_some());
            assert_eq!(is_page, expected, "{text}");
        }
    }
}
