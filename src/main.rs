//! Parses, runs, and turns the outcome into the exit code. The only exit.

use std::process::ExitCode;

fn main() -> ExitCode {
    dutyphone::cli::run().into()
}
