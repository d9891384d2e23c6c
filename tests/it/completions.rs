//! What shells offer while somebody types, asked in the shells themselves.

use crate::outside::{command, program};
use std::path::Path;
use std::process::Output;

/// Runs a script in a shell that finds the program.
fn shell(shell: &Path, script: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("our-list.toml"), "schema = 1\n").unwrap();
    let bin = Path::new(env!("CARGO_BIN_EXE_dutyphone")).parent().unwrap();
    let output = command(shell)
        .args(["-c", script])
        .current_dir(folder.path())
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", bin.display()))
        .env("HOME", folder.path())
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}\n{stderr}");
    output
}

/// The words that a shell offers: the last of these words is being typed.
type Ask = fn(&Path, &[&str]) -> String;

fn text(output: Output) -> String {
    String::from_utf8(output.stdout).unwrap()
}

/// bash cuts words at `=`, and asks the function that is registered.
fn bash(path: &Path, words: &[&str]) -> String {
    let line = words.join(" ");
    let parts = line.replace('=', " = ");
    let parts: Vec<&str> = parts.split_whitespace().collect();
    let typed = parts.last().filter(|part| **part != "=");
    let script = format!(
        "source <(dutyphone completions bash); COMP_LINE='{line}'; COMP_WORDS=({}); \
         COMP_CWORD={}; COMP_TYPE=9; asks=$(complete -p dutyphone); asks=${{asks##*-F }}; \
         ${{asks% *}} dutyphone '{}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        parts.join(" "),
        parts.len() - 1,
        typed.unwrap_or(&""),
    );
    text(shell(path, &script))
}

/// zsh offers what is handed to `_describe`.
fn zsh(path: &Path, words: &[&str]) -> String {
    let script = format!(
        "compdef() {{ }}; _describe() {{ print -l -- \"${{(@P)4}}\" \"${{(@P)3}}\" }}; \
         source <(dutyphone completions zsh); words=({}); CURRENT={}; \
         _clap_dynamic_completer_dutyphone",
        words.join(" "),
        words.len()
    );
    text(shell(path, &script))
}

fn fish(path: &Path, words: &[&str]) -> String {
    let line = words.join(" ");
    let script = format!("dutyphone completions fish | source; complete --do-complete '{line}'");
    text(shell(path, &script))
}

#[test]
fn shells_offer_policies_countries_formats_and_sources() {
    let shells: [(&str, Ask); 3] = [("bash", bash), ("zsh", zsh), ("fish", fish)];
    for (name, ask) in shells {
        let Some(path) = program(name) else { continue };
        for (words, offered) in [
            (
                &["dutyphone", "audit", "--policy", "no-ns"][..],
                "no-nsm-2023",
            ),
            (&["dutyphone", "audit", "--policy", "our"], "our-list.toml"),
            (&["dutyphone", "policy", "show", "nl-a"], "nl-aivd-2023"),
            (&["dutyphone", "audit", "--jurisdiction", "NL"], "NL"),
            (&["dutyphone", "audit", "--format", "mark"], "markdown"),
            (&["dutyphone", "audit", "ios"], "ios"),
            (&["dutyphone", "audit", "-o", "htm"], "html="),
            (&["dutyphone", "audit", "-o", "html=our"], "our-list.toml"),
            (&["dutyphone", "coll"], "collect"),
        ] {
            let answer = ask(&path, words);
            assert!(answer.contains(offered), "{name} {words:?}: {answer}");
            assert!(!answer.contains("uk-cabinet"), "{name} {words:?}: {answer}");
        }
    }
}

/// What bash puts in the place of the last part is that part alone.
#[test]
fn bash_completes_the_path_behind_a_format() {
    let Some(path) = program("bash") else { return };
    let answer = bash(&path, &["dutyphone", "audit", "-o", "html=our"]);
    assert_eq!(answer, "our-list.toml\n");
    let answer = bash(&path, &["dutyphone", "audit", "--policy=no-ns"]);
    assert_eq!(answer, "no-nsm-2023\n");
}

/// What is said to a shell that is not there to be asked, such as PowerShell.
#[test]
fn every_shell_is_told_every_command() {
    let program = Path::new(env!("CARGO_BIN_EXE_dutyphone"));
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = command(program).args(["completions", shell]).output();
        let script = text(script.unwrap());
        assert!(script.contains("_DUTYPHONE_COMPLETE"), "{script}");
        let answer = command(program)
            .env("_DUTYPHONE_COMPLETE", shell)
            .env("_CLAP_COMPLETE_INDEX", "1")
            .args(["--", "dutyphone", ""])
            .output();
        let answer = text(answer.unwrap());
        for name in dutyphone::cli::commands() {
            assert!(answer.contains(&name), "{name} for {shell}: {answer}");
        }
    }
    let script = command(program)
        .args(["completions", "powershell"])
        .output();
    assert!(text(script.unwrap()).contains("Register-ArgumentCompleter"));
}

/// A variable that is left in the environment must not turn an audit into a list of
/// words that ends well.
#[test]
fn a_variable_alone_answers_no_shell() {
    let program = Path::new(env!("CARGO_BIN_EXE_dutyphone"));
    for variable in ["COMPLETE", "_DUTYPHONE_COMPLETE"] {
        let output = command(program)
            .env(variable, "bash")
            .args(["audit", "there-is-no-such-folder"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{variable}");
    }
}
