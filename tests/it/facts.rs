//! The facts in `policies/` load, hang together, and are all embedded.

use dutyphone::catalogue;

#[test]
fn the_built_in_catalogue_loads() {
    let mistakes: Vec<String> = match catalogue::builtin() {
        Ok(_) => Vec::new(),
        Err(error) => error
            .mistakes
            .iter()
            .map(|(file, mistake)| format!("{file}: {}", mistake.message))
            .collect(),
    };
    assert_eq!(mistakes, [""; 0]);
}
