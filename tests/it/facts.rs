//! The facts in `policies/` load, hang together, and are all embedded.

use dutyphone::catalogue;

#[test]
fn the_built_in_catalogue_loads() {
    let loaded = catalogue::builtin();
    if let Err(error) = &loaded {
        for (file, mistake) in &error.mistakes {
            eprintln!("{file}: {}", mistake.message);
        }
    }
    assert!(loaded.is_ok());
}
