//! Signs that an answer is one page of several.
//!
//! Programs that ask a server page by page save what they got last. The rest
//! is on the server, so such a file is a part whatever else it says.

use super::json::Node;
use crate::inventory::{Gap, GapCode};

/// Members that hold the address of the next page, or say that there is one.
const NEXT: [&str; 8] = [
    "nextPageToken",
    "next_page_token",
    "@odata.nextLink",
    "has_more",
    "hasMore",
    "has_next_results",
    "hasNextPage",
    "next",
];

/// Members that say how many items all pages hold together.
const TOTAL: [&str; 6] = [
    "totalCount",
    "total_count",
    "totalResults",
    "total",
    "count",
    "@odata.count",
];

/// Members that hold such marks.
const AROUND: [&str; 4] = ["meta", "links", "paging", "pagination"];

/// The gap of an answer that more pages follow. `items` is how many it holds.
pub(super) fn gap(document: &Node, items: usize) -> Option<Gap> {
    let says_more = |object: &Node| {
        NEXT.iter().any(|name| object.get(name).is_some_and(is_yes))
            || TOTAL
                .iter()
                .any(|name| object.get(name).is_some_and(|total| is_above(total, items)))
    };
    let around = AROUND.iter().filter_map(|name| document.get(name));
    let is_page = says_more(document) || around.into_iter().any(says_more);
    is_page.then(more)
}

/// Whether a mark says that there is more, of whatever type it is.
fn is_yes(mark: &Node) -> bool {
    match mark {
        Node::Null => false,
        Node::Flag(more) => *more,
        Node::Integer(number) => *number != 0,
        Node::Text(text) => !text.is_empty(),
        Node::Array(items) => items.iter().any(is_yes),
        Node::Object(members) => members.iter().any(|(_, member)| is_yes(member)),
    }
}

/// Whether a total is more than there are items, or cannot be read. Where nobody counted
/// the items, nothing is.
fn is_above(total: &Node, items: usize) -> bool {
    let number = match total {
        Node::Integer(number) => i128::from(*number),
        Node::Text(text) => match text.trim().parse::<f64>() {
            Ok(number) if number <= 0.0 => 0,
            Ok(number) if number.fract() == 0.0 => text.trim().parse().unwrap_or(i128::MAX),
            _ if text.trim().is_empty() => 0,
            _ => i128::MAX,
        },
        Node::Null | Node::Flag(_) | Node::Array(_) | Node::Object(_) => 0,
    };
    items != usize::MAX && usize::try_from(number).map_or(number > 0, |number| number > items)
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
            (r#"{"totalCount": "2"}"#, true),
            (r#"{"totalCount": " 1 "}"#, false),
            (r#"{"totalCount": "many"}"#, true),
            (r#"{"totalCount": 2.0}"#, true),
            (r#"{"totalCount": 1.0}"#, false),
            (r#"{"totalCount": -1}"#, false),
            (r#"{"pagination": {"total": "250"}}"#, true),
            (r#"{"has_more": 1}"#, true),
            (r#"{"has_more": 1.0}"#, true),
            (r#"{"has_more": 0}"#, false),
            (r#"{"has_more": null}"#, false),
            (r#"{"meta": {"has_next_results": "true"}}"#, true),
            (r#"{"next": {"href": "x"}}"#, true),
            (r#"{"next": {}}"#, false),
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
