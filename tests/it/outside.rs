//! Programs that others wrote, which some tests hold our output against.
//!
//! A machine without one of them skips the test and says so. With
//! `DUTYPHONE_REQUIRE_TOOLS=1`, as in the gate, a missing one is a failure, so
//! that a check cannot go missing unseen. Python modules come from the
//! interpreter that `DUTYPHONE_PYTHON` names (the gate makes it from
//! `.ci/requirements.txt`), or from `python3`. Packages of Node lie in the folder
//! that `DUTYPHONE_NODE_MODULES` names, and `DUTYPHONE_NODE` or `node` runs them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The path of a program, or nothing where this run may do without it.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    or_skip(optional_program(name), name)
}

/// The path of a program, if it is there.
pub(crate) fn optional_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// A command of somebody else's program.
#[expect(clippy::disallowed_methods, reason = "a test runs it")]
pub(crate) fn command(program: &Path) -> Command {
    Command::new(program)
}

/// A Python interpreter that has `module`, or nothing where this run may do
/// without it.
pub(crate) fn python(module: &str) -> Option<Command> {
    let found = optional_python(module);
    or_skip(found, &format!("the Python module {module}"))
}

/// A Python interpreter that has `module`, if there is one.
pub(crate) fn optional_python(module: &str) -> Option<Command> {
    let interpreter = std::env::var_os("DUTYPHONE_PYTHON").unwrap_or_else(|| "python3".into());
    let interpreter = Path::new(&interpreter);
    let has_module = command(interpreter)
        .args(["-c", &format!("import {module}")])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    has_module.then(|| command(interpreter))
}

/// Node with a package of `.ci/package.json`, or nothing where this run may do
/// without it.
pub(crate) fn node(package: &str) -> Option<Command> {
    let node = std::env::var_os("DUTYPHONE_NODE").unwrap_or_else(|| "node".into());
    let found = node_modules(package).map(|folder| {
        let mut node = command(Path::new(&node));
        node.env("NODE_PATH", folder);
        node
    });
    or_skip(found, &format!("the Node package {package}"))
}

/// The folder of such a package, for one that needs no Node.
pub(crate) fn node_package(package: &str) -> Option<PathBuf> {
    let found = node_modules(package).map(|folder| folder.join(package));
    or_skip(found, &format!("the Node package {package}"))
}

/// The folder of packages, where it holds this one.
fn node_modules(package: &str) -> Option<PathBuf> {
    let modules = std::env::var_os("DUTYPHONE_NODE_MODULES").map(PathBuf::from);
    modules.filter(|folder| folder.join(package).is_dir())
}

/// Says what is missing; fails where the run may not do without it.
fn or_skip<T>(found: Option<T>, what: &str) -> Option<T> {
    if found.is_none() {
        assert!(
            std::env::var_os("DUTYPHONE_REQUIRE_TOOLS").is_none(),
            "{what} is missing and DUTYPHONE_REQUIRE_TOOLS is set"
        );
        say_skipped(what);
    }
    found
}

/// Says that a check is left out.
#[expect(clippy::print_stderr, reason = "a skipped check is told")]
pub(crate) fn say_skipped(what: &str) {
    eprintln!("skipped: {what} is not installed");
}
