//! Signatures: the real `ssh-keygen` checks ours and we check its own; whatever
//! is done to a signed folder is found.

#![cfg(unix)]

use crate::cases::program_with;
use crate::outside;
use crate::packing;
use crate::reports::strings;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

const PHONE: &str = "EXAMPLE-COMPLIANT.json";

fn fixture(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/first-look");
    root.join(name).display().to_string()
}

/// Keys, a list of signers that holds some of them, and a folder of signed
/// inventories.
struct Desk {
    folder: tempfile::TempDir,
    ssh_keygen: PathBuf,
}

impl Desk {
    /// Nothing where `ssh-keygen` is missing and may be.
    fn new() -> Option<Self> {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
            ssh_keygen: outside::program("ssh-keygen")?,
        };
        for (name, kind) in [
            ("ours", "ed25519"),
            ("ecdsa", "ecdsa"),
            ("rsa", "rsa"),
            ("stranger", "ed25519"),
        ] {
            desk.ssh_keygen(&["-q", "-t", kind, "-N", "", "-C", "", "-f", name], "");
        }
        let mut signers = "# who may sign\n".to_owned();
        for (name, options) in [
            (
                "ours",
                "namespaces=\"dutyphone\",valid-before=\"20400101Z\"",
            ),
            ("ecdsa", ""),
            ("rsa", "valid-after=\"20200101\""),
        ] {
            let key = fs::read_to_string(desk.path(&format!("{name}.pub"))).unwrap();
            signers.push_str(&format!("it@example.org {options} {key}"));
        }
        desk.write("signers", &signers);
        Some(desk)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Runs `ssh-keygen`, with a file as its input if one is named.
    fn ssh_keygen(&self, args: &[&str], input: &str) -> bool {
        let mut command = outside::command(&self.ssh_keygen);
        command.args(args).current_dir(self.folder.path());
        if input.is_empty() {
            command.stdin(Stdio::null());
        } else {
            command.stdin(fs::File::open(self.path(input)).unwrap());
        }
        let output = command.output().unwrap();
        output.status.success()
    }

    /// What `ssh-keygen` says of a file and the signature beside it.
    fn is_good(&self, file: &str) -> bool {
        let signature = format!("{file}.sig");
        let args = "-Y verify -f signers -I it@example.org -n dutyphone -s";
        let mut args: Vec<&str> = args.split(' ').collect();
        args.push(&signature);
        self.ssh_keygen(&args, file)
    }

    fn sign(&self, key: &str, file: &str) {
        let _ = fs::remove_file(self.path(&format!("{file}.sig")));
        assert!(self.ssh_keygen(
            &["-Y", "sign", "-q", "-f", key, "-n", "dutyphone", file],
            ""
        ));
    }

    /// The exit code and everything that was said.
    fn run(&self, args: &[&str]) -> (i32, String) {
        self.run_with(args, &[])
    }

    fn run_with(&self, args: &[&str], environment: &[(&str, &str)]) -> (i32, String) {
        let output = program_with(self.folder.path(), &strings(args), b"", environment);
        let text = [output.stdout, output.stderr].concat();
        (
            output.status.code().unwrap(),
            String::from_utf8(text).unwrap(),
        )
    }

    /// Signed inventories of two phones in `phones/`.
    fn collect(&self) {
        let (one, other) = (fixture("compliant.json"), fixture("telegram-iphone"));
        let args = ["collect", &one, &other, "-o", "phones/", "--sign", "ours"];
        let (code, text) = self.run(&args);
        assert_eq!(code, 0, "{text}");
    }

    /// The verdict on the compliant phone, and the codes of its gaps.
    fn audit(&self, signers: &str) -> (Value, Vec<Value>) {
        let path = format!("phones/{PHONE}");
        let args = [
            "audit",
            &path,
            "--require-signed",
            signers,
            "-f",
            "json",
            "-q",
        ];
        let (_, text) = self.run(&args);
        let result: Value = serde_json::from_str(&text).unwrap();
        let device = &result["devices"][0];
        let gaps = device["coverage"]["gaps"].as_array().unwrap().iter();
        let gaps = gaps.map(|gap| gap["code"].clone());
        (device["verdict"].clone(), gaps.collect())
    }
}

#[test]
fn ssh_keygen_checks_our_signatures_and_we_check_its_own() {
    let Some(desk) = Desk::new() else { return };
    desk.collect();
    for file in [PHONE, "SHA256SUMS"] {
        assert!(desk.is_good(&format!("phones/{file}")), "{file}");
    }
    for key in ["ours", "ecdsa"] {
        let output = format!("json={key}.json");
        let html = format!("html={key}.html");
        let args = [
            "audit", "phones", "-o", &output, "-o", &html, "--sign", key, "-q",
        ];
        let (code, text) = desk.run(&args);
        assert_eq!(code, 1, "{text}");
        for file in [format!("{key}.json"), format!("{key}.html")] {
            assert!(desk.is_good(&file), "{file}");
            let (code, text) = desk.run(&["verify", &file, "--signers", "signers"]);
            assert_eq!(code, 0, "{text}");
        }
    }
    for key in ["ours", "ecdsa", "rsa"] {
        desk.write("note", "a file of somebody");
        desk.sign(key, "note");
        let (code, text) = desk.run(&["verify", "note", "--signers", "signers"]);
        assert_eq!(code, 0, "{key}: {text}");
        assert!(text.contains("signed by it@example.org"), "{text}");
    }
}

/// What is done to the folder, how `verify` ends, the word it uses, and the gap
/// that `audit --require-signed` finds on the compliant phone.
type Case = (
    &'static str,
    fn(&Desk),
    i32,
    &'static str,
    Option<&'static str>,
);

const CASES: [Case; 13] = [
    ("nothing", |_| (), 0, "ok ", None),
    (
        "a changed byte",
        |desk| {
            let path = desk.path(&format!("phones/{PHONE}"));
            let text = fs::read_to_string(&path).unwrap();
            fs::write(path, text.replacen("Phone One", "Phone Two", 1)).unwrap();
        },
        1,
        "changed ",
        Some("inventory-altered"),
    ),
    (
        "a removed file",
        |desk| {
            for entry in fs::read_dir(desk.path("phones")).unwrap() {
                let path = entry.unwrap().path();
                if path.display().to_string().contains("F157") {
                    fs::remove_file(path).unwrap();
                }
            }
        },
        1,
        "missing ",
        None,
    ),
    (
        "an added file",
        |desk| desk.write("phones/other.json", "{}"),
        1,
        "added ",
        None,
    ),
    (
        "an added file with a signature that counts",
        |desk| {
            desk.write("phones/other.json", "{}");
            desk.sign("ours", "phones/other.json");
        },
        1,
        "added ",
        None,
    ),
    (
        "a foreign key",
        |desk| desk.sign("stranger", &format!("phones/{PHONE}")),
        1,
        "foreign ",
        Some("inventory-unsigned"),
    ),
    (
        "a signature for something else",
        |desk| {
            let file = format!("phones/{PHONE}");
            fs::remove_file(desk.path(&format!("{file}.sig"))).unwrap();
            let args = ["-Y", "sign", "-q", "-f", "ecdsa", "-n", "git", &file];
            assert!(desk.ssh_keygen(&args, ""));
        },
        1,
        "foreign ",
        Some("inventory-unsigned"),
    ),
    (
        "a signature of another file",
        |desk| {
            let (list, file) = ("phones/SHA256SUMS.sig", format!("phones/{PHONE}.sig"));
            fs::copy(desk.path(list), desk.path(&file)).unwrap();
        },
        1,
        "changed ",
        Some("inventory-altered"),
    ),
    (
        "a damaged signature",
        |desk| {
            let text = "-----BEGIN SSH SIGNATURE-----\nU1";
            desk.write(&format!("phones/{PHONE}.sig"), text);
        },
        1,
        "changed ",
        Some("inventory-altered"),
    ),
    (
        "only the list is signed",
        |desk| fs::remove_file(desk.path(&format!("phones/{PHONE}.sig"))).unwrap(),
        0,
        "ok ",
        None,
    ),
    (
        "no signature is left",
        |desk| {
            for entry in fs::read_dir(desk.path("phones")).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|ending| ending == "sig") {
                    fs::remove_file(path).unwrap();
                }
            }
        },
        3,
        "unsigned ",
        Some("inventory-unsigned"),
    ),
    (
        "the list is gone",
        |desk| {
            fs::remove_file(desk.path("phones/SHA256SUMS")).unwrap();
            fs::remove_file(desk.path("phones/SHA256SUMS.sig")).unwrap();
        },
        3,
        "unread ",
        None,
    ),
    (
        "a folder inside",
        |desk| fs::create_dir(desk.path("phones/more")).unwrap(),
        3,
        "unread ",
        None,
    ),
];

#[test]
fn whatever_is_done_to_a_signed_folder_is_found() {
    let Some(desk) = Desk::new() else { return };
    for (what, done, exit, word, gap) in CASES {
        let _ = fs::remove_dir_all(desk.path("phones"));
        desk.collect();
        done(&desk);
        let (code, text) = desk.run(&["verify", "phones", "--signers", "signers"]);
        assert_eq!(code, exit, "{what}: {text}");
        assert!(
            text.lines().any(|line| line.starts_with(word)),
            "{what}: {text}"
        );
        let (verdict, gaps) = desk.audit("signers");
        let expected: Vec<Value> = gap.into_iter().map(Value::from).collect();
        assert_eq!(gaps, expected, "{what}");
        let compliant = if gap.is_some() {
            "indeterminate"
        } else {
            "compliant"
        };
        assert_eq!(verdict, compliant, "{what}");
    }
}

type Deed = (&'static str, fn(&Desk));

/// What is done to the list of a folder, so that nobody vouches for it any more,
/// or to the files that it names.
const LISTS: [Deed; 6] = [
    ("edited", |desk| {
        let text = fs::read_to_string(desk.path("phones/SHA256SUMS")).unwrap();
        let lines = text.lines().filter(|line| line.contains(PHONE));
        desk.write("phones/SHA256SUMS", &lines.collect::<String>());
    }),
    ("not signed any more", |desk| {
        fs::remove_file(desk.path("phones/SHA256SUMS.sig")).unwrap();
    }),
    ("signed by somebody else", |desk| {
        desk.sign("stranger", "phones/SHA256SUMS");
    }),
    ("gone without its signature", |desk| {
        fs::remove_file(desk.path("phones/SHA256SUMS")).unwrap();
    }),
    ("alone, of files that are gone", |desk| {
        fs::create_dir(desk.path("phones/other")).unwrap();
        for name in ["SHA256SUMS", "SHA256SUMS.sig"] {
            let (from, to) = (format!("phones/{name}"), format!("phones/other/{name}"));
            fs::rename(desk.path(&from), desk.path(&to)).unwrap();
        }
    }),
    ("of a file that became a folder", |desk| {
        desk.sign("ours", &format!("phones/{PHONE}"));
        for entry in fs::read_dir(desk.path("phones")).unwrap() {
            let path = entry.unwrap().path();
            if path.display().to_string().contains("F157") {
                fs::remove_file(&path).unwrap();
                fs::create_dir(path).unwrap();
            }
        }
    }),
];

#[test]
fn a_list_that_nobody_vouches_for_leaves_its_folder_in_doubt() {
    let Some(desk) = Desk::new() else { return };
    for (what, done) in LISTS {
        let _ = fs::remove_dir_all(desk.path("phones"));
        let one = fixture("compliant.json");
        let other = fixture("telegram-iphone");
        let args = ["collect", &one, &other, "-o", "phones/", "--sign", "ours"];
        assert_eq!(desk.run(&args).0, 0);
        done(&desk);
        // The phone that breaks a policy, taken away.
        for entry in fs::read_dir(desk.path("phones")).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && path.display().to_string().contains("F157") {
                fs::remove_file(path).unwrap();
            }
        }
        let (code, text) = desk.run(&["audit", "phones", "--require-signed", "signers"]);
        assert_eq!(code, 3, "{what}: {text}");
    }
}

/// What a list in an archive names is not looked for, so nobody vouches for it.
#[test]
fn a_list_in_an_archive_is_told() {
    let Some(desk) = Desk::new() else { return };
    let one = fixture("compliant.json");
    let args = ["collect", &one, "-o", "phones/", "--sign", "ours"];
    assert_eq!(desk.run(&args).0, 0);
    let audit = ["audit", "phones", "--require-signed", "signers"];
    assert_eq!(desk.run(&audit).0, 0);
    let read = |name: &str| fs::read(desk.path(&format!("phones/{name}"))).unwrap();
    let list = ("old/SHA256SUMS".to_owned(), read("SHA256SUMS"));
    let signature = ("old/SHA256SUMS.sig".to_owned(), read("SHA256SUMS.sig"));
    for files in [
        vec![list.clone()],
        vec![signature.clone()],
        vec![list, signature],
    ] {
        let inner = vec![("inner.zip".to_owned(), packing::zip(&files))];
        for bytes in [
            packing::zip(&files),
            packing::tar(&files),
            packing::zip(&inner),
        ] {
            fs::write(desk.path("phones/old.bin"), bytes).unwrap();
            let (code, text) = desk.run(&audit);
            assert_eq!(code, 3, "{text}");
            assert!(text.contains("in an archive"), "{text}");
        }
    }
}

#[test]
fn a_signed_list_binds_the_files_that_it_names() {
    let Some(desk) = Desk::new() else { return };
    let phones = [
        "audit",
        "phones",
        "--require-signed",
        "signers",
        "-f",
        "json",
    ];
    desk.collect();
    let entries = fs::read_dir(desk.path("phones")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let is_other = |name: &String| {
        let ending = Path::new(name).extension();
        ending.is_some_and(|ending| ending == "json") && name != PHONE
    };
    let other = names.into_iter().find(is_other).unwrap();
    let place = desk.path(&format!("phones/{other}"));
    let signature = desk.path(&format!("phones/{other}.sig"));
    assert_eq!(desk.run(&phones).0, 1);
    // A signed file of another phone, under the name of the one that breaks it.
    fs::copy(desk.path(&format!("phones/{PHONE}")), &place).unwrap();
    fs::copy(desk.path(&format!("phones/{PHONE}.sig")), &signature).unwrap();
    let (code, text) = desk.run(&phones);
    assert!(code == 3 && text.contains("inventory-altered"), "{text}");
    // And that phone taken away.
    fs::remove_file(place).unwrap();
    fs::remove_file(signature).unwrap();
    let (code, text) = desk.run(&phones);
    assert!(code == 3 && text.contains("it is not there"), "{text}");
    // Who names a file asks for no other.
    assert_eq!(desk.audit("signers").0, "compliant");
}

#[test]
fn a_key_counts_only_while_it_is_valid() {
    let Some(desk) = Desk::new() else { return };
    desk.collect();
    let key = fs::read_to_string(desk.path("ours.pub")).unwrap();
    desk.write(
        "old",
        &format!("it@example.org valid-before=\"20260101Z\" {key}"),
    );
    for (day, code) in [("2025-12-30", 0), ("2026-01-01", 1)] {
        let args = ["verify", "phones", "--signers", "old", "--as-of", day];
        assert_eq!(desk.run(&args).0, code, "{day}");
    }
    let (verdict, gaps) = desk.audit("old");
    assert_eq!(
        (verdict, gaps),
        ("indeterminate".into(), vec!["inventory-unsigned".into()])
    );
}

#[test]
fn what_cannot_carry_a_signature_is_not_signed() {
    let Some(desk) = Desk::new() else { return };
    desk.collect();
    let folder = fixture("telegram-iphone");
    let args = [
        "audit",
        &folder,
        "-",
        "--require-signed",
        "signers",
        "-f",
        "json",
        "-q",
    ];
    let phone = fs::read(desk.path(&format!("phones/{PHONE}"))).unwrap();
    let output = program_with(desk.folder.path(), &strings(&args), &phone, &[]);
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    for device in result["devices"].as_array().unwrap() {
        let gaps = device["coverage"]["gaps"].as_array().unwrap();
        assert!(
            gaps.iter().any(|gap| gap["code"] == "inventory-unsigned"),
            "{device}"
        );
        assert_eq!(device["coverage"]["complete"], false);
    }
    assert_ne!(output.status.code(), Some(0));
}

#[test]
fn a_result_names_the_digest_of_what_was_judged() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str], stdin: &[u8]| {
        let output = program_with(folder.path(), &strings(args), stdin, &[]);
        output.stdout
    };
    let of = |bytes: &[u8]| {
        let digits = Sha256::digest(bytes);
        let digits: Vec<String> = digits.iter().map(|b| format!("{b:02x}")).collect();
        format!("sha256:{}", digits.concat())
    };
    let evidence = |args: &[&str], stdin: &[u8]| {
        let result: Value = serde_json::from_slice(&run(args, stdin)).unwrap();
        result["devices"][0]["evidence"].clone()
    };
    let dump = fixture("tiktok-android.txt");
    run(&["collect", &dump, "-o", "phone.json", "-q"], b"");
    let saved = fs::read(folder.path().join("phone.json")).unwrap();
    let found = evidence(&["audit", &dump, "-f", "json"], b"");
    assert_eq!(found["inventory"], of(&saved));
    assert_eq!(found["digest_of"], "collect");
    let found = evidence(&["audit", "phone.json", "-f", "json"], b"");
    assert_eq!(found["inventory"], of(&saved));
    assert_eq!(found["digest_of"], "file");
    assert_eq!(
        found["taken_by"],
        concat!("dutyphone ", env!("CARGO_PKG_VERSION"))
    );
    let line = run(&["collect", &dump], b"");
    let two = [line.as_slice(), &line].concat();
    let found = evidence(&["audit", "-", "-f", "json"], &two);
    assert_eq!(found["inventory"], of(line.trim_ascii_end()));
    assert_eq!(found["digest_of"], "line");
    // Whoever has the inventory could find out whose result it is.
    let found = evidence(&["audit", "phone.json", "-f", "json", "--redact"], b"");
    assert_eq!(found["inventory"], Value::Null);
}

/// An agent that ends with the test.
struct Agent(Child);

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_agent_signs_with_keys_that_have_a_passphrase() {
    let Some(desk) = Desk::new() else { return };
    let (Some(ssh_agent), Some(ssh_add)) =
        (outside::program("ssh-agent"), outside::program("ssh-add"))
    else {
        return;
    };
    let socket = desk.path("agent").display().to_string();
    let mut agent = outside::command(&ssh_agent);
    let agent = agent.args(["-D", "-a", &socket]).stdout(Stdio::null());
    let _agent = Agent(agent.spawn().unwrap());
    let add = |key: &str| {
        let mut command = outside::command(&ssh_add);
        let command = command
            .arg("-q")
            .arg(desk.path(key))
            .env("SSH_AUTH_SOCK", &socket);
        command.stderr(Stdio::null()).status().unwrap().success()
    };
    // It begins to listen when it is ready.
    while !add("ours") {
        std::thread::yield_now();
    }
    assert!(add("rsa"));
    desk.ssh_keygen(&["-q", "-p", "-P", "", "-N", "secret", "-f", "ours"], "");
    let environment = [("SSH_AUTH_SOCK", socket.as_str())];
    for key in ["ours", "ours.pub", "rsa.pub", "rsa"] {
        let _ = fs::remove_dir_all(desk.path("phones"));
        let phone = fixture("compliant.json");
        let args = ["collect", &phone, "-o", "phones/", "--sign", key];
        let (code, text) = desk.run_with(&args, &environment);
        assert_eq!(code, 0, "{key}: {text}");
        assert!(desk.is_good(&format!("phones/{PHONE}")), "{key}");
    }
    for (key, environment, says) in [
        (
            "ours",
            &[][..],
            "it has a passphrase, and no agent can be asked",
        ),
        (
            "stranger.pub",
            &environment[..],
            "does not hold its private half",
        ),
        ("signers", &environment[..], "it is no OpenSSH key"),
        ("missing", &environment[..], "cannot sign with `missing`"),
    ] {
        let args = ["collect", "-", "-o", "x.json", "--sign", key];
        let (code, text) = desk.run_with(&args, environment);
        assert_eq!(code, 2, "{key}: {text}");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(says), "{key}: {text}");
    }
}

#[test]
fn what_cannot_be_signed_or_trusted_is_said_before_anything_is_read() {
    let Some(desk) = Desk::new() else { return };
    desk.write(
        "bad-signers",
        "it@example.org cert-authority ssh-ed25519 AAAA\n",
    );
    for (args, says) in [
        (
            &["collect", "-", "--sign", "ours"][..],
            "--sign signs files",
        ),
        (&["audit", "-", "--sign", "ours"], "--sign signs files"),
        (&["audit", "-", "--require-signed", "missing"], "missing"),
        (&["audit", "-", "--require-signed", "bad-signers"], "line 1"),
        (
            &["verify", "phones", "--signers", "signers"],
            "does not exist",
        ),
        (
            &["audit", "-", "-o", "json=ours", "--sign", "ours"],
            "is the input",
        ),
    ] {
        let (code, text) = desk.run(args);
        assert_eq!(code, 2, "{args:?}: {text}");
        assert!(text.contains(says), "{args:?}: {text}");
    }
}
