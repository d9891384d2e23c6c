//! Runs the scripts of dutyphone, in the one shape in which they are written.
//!
//! It is no shell. A line that it does not know is answered with a complaint,
//! so that a change of the scripts shows in the tests.

use super::recording::{Behaviour, Recording};

/// How an answer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// By itself.
    Whole,
    /// Nothing more comes, and the connection stays.
    Hang,
    /// The stream ends.
    Close,
    /// Bytes follow that are no protocol.
    Garbage,
    /// It never ends.
    Endless,
}

/// What a script printed.
#[derive(Debug)]
pub(crate) struct Printed {
    pub(crate) bytes: Vec<u8>,
    pub(crate) ending: Ending,
}

/// Runs a script against a recording. Every command that was run is noted.
pub(crate) fn run(script: &str, recording: &Recording, ran: &mut Vec<String>) -> Printed {
    let mut shell = Shell {
        recording,
        ran,
        prefix: String::new(),
        printed: Printed {
            bytes: Vec::new(),
            ending: Ending::Whole,
        },
    };
    let lines: Vec<&str> = script.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let words = split(lines[at]);
        if words.first().is_some_and(|word| word == "for") {
            let end = lines.iter().skip(at).position(|line| *line == "done");
            let end = at + end.expect("a loop has an end");
            let users = words.iter().skip(3).map(|word| word.trim_end_matches(';'));
            for user in users.filter(|user| *user != "do" && !user.is_empty()) {
                for line in &lines[at + 1..end] {
                    shell.line(&line.replace("$u", user));
                }
            }
            at = end;
        } else {
            shell.line(lines[at]);
        }
        at += 1;
    }
    shell.printed
}

struct Shell<'a> {
    recording: &'a Recording,
    ran: &'a mut Vec<String>,
    prefix: String,
    printed: Printed,
}

impl Shell<'_> {
    fn line(&mut self, line: &str) {
        if self.printed.ending != Ending::Whole {
            return;
        }
        if let Some(body) = line.strip_prefix("part(){ ") {
            let (_, rest) = body.split_once("@@").expect("a part prints its nonce");
            let (nonce, _) = rest.split_once("$n").expect("a part prints its name");
            self.prefix = format!("@@{nonce}");
        } else if line.starts_with("both(){ ") || line.starts_with("either(){ ") {
            // Known by name.
        } else if let Some(text) = line.strip_prefix("echo ") {
            self.print(format!("{}\n", text.trim_matches('"')).as_bytes());
        } else if let Some(rest) = line.strip_prefix("part ") {
            let words = split(rest);
            let prefix = self.prefix.clone();
            self.print(format!("\n{prefix}{} begin\n", words[0]).as_bytes());
            let code = self.command(&words[1..]);
            if self.printed.ending == Ending::Whole {
                self.print(format!("\n{prefix}{} end {code}\n", words[0]).as_bytes());
            }
        } else {
            self.print(format!("sh: syntax error: {line}\n").as_bytes());
        }
    }

    fn command(&mut self, words: &[String]) -> i32 {
        match words {
            [word, first, second] if word == "both" => {
                let code = self.simple(first);
                if self.printed.ending == Ending::Whole {
                    return self.simple(second);
                }
                code
            }
            [word, wanted, first, second] if word == "either" => {
                self.ran.push(first.clone());
                let answer = self.recording.answer(first);
                let text = String::from_utf8_lossy(&answer.bytes);
                if answer.code == 0 && text.contains(wanted) {
                    // A command substitution loses line ends.
                    self.print(format!("{}\n", text.trim_end_matches('\n')).as_bytes());
                    return 0;
                }
                self.simple(second)
            }
            words => self.simple(&words.join(" ")),
        }
    }

    fn simple(&mut self, command: &str) -> i32 {
        self.ran.push(command.to_owned());
        let answer = self.recording.answer(command);
        let (kept, ending) = spoil(answer.bytes, &answer.behaviour);
        self.print(&kept);
        self.printed.ending = ending;
        answer.code
    }

    fn print(&mut self, bytes: &[u8]) {
        self.printed.bytes.extend_from_slice(bytes);
    }
}

/// What is left of an answer, and how it ends.
pub(crate) fn spoil(mut bytes: Vec<u8>, behaviour: &Behaviour) -> (Vec<u8>, Ending) {
    let mut ending = if behaviour.endless {
        Ending::Endless
    } else {
        Ending::Whole
    };
    for (limit, then) in [
        (behaviour.hang_after, Ending::Hang),
        (behaviour.close_after, Ending::Close),
        (behaviour.garbage_after, Ending::Garbage),
    ] {
        if let Some(limit) = limit {
            bytes.truncate(limit);
            ending = then;
        }
    }
    (bytes, ending)
}

/// Splits a line into words; single quotes hold a word together.
fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, piece) in line.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(piece.to_owned());
        } else {
            words.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    words
}
