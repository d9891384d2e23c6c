//! The examples and exit codes at the end of each help text.

pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0    compliant: every requested device was fully read and breaks nothing
  1    non-compliant: at least one device breaks the policy (wins over 3)
  2    cannot run: bad flag, bad policy, output not writable; nothing was judged
  3    indeterminate: no violation seen, but something was not (fully) read, or
       --strict-waivers found a waiver that has expired or permitted nothing
  130  interrupted";

pub(super) const AUDIT_EXAMPLES: &str = "\
Examples:
  dutyphone audit                            every attached phone
  dutyphone audit ios:UDID                   one of them, as `devices` shows it
  dutyphone audit ~/Backups/UDID             an iPhone, from its backup folder
  dutyphone audit inventories/ -f json       a folder of saved inventories
  dutyphone audit inventories/ -o junit=r.xml -o html=report.html
  dutyphone audit --policy no-nsm-2023 --policy our-list.toml phone.json
  dutyphone audit --jurisdiction NO phones/  every measure of a country";

pub(super) const COLLECT_EXAMPLES: &str = "\
Examples:
  dutyphone collect -o phones/               one file for each attached phone
  dutyphone collect ~/Backups/UDID -o p.json
  dutyphone collect | ssh auditor 'dutyphone audit -'";

pub(super) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  dutyphone explain no-nsm-2023/tiktok-telegram   a rule, from a report
  dutyphone explain com.zhiliaoapp.musically      an app id
  dutyphone explain telegram                      an app or an owner, by name
  dutyphone explain profile-unreadable            a code, from a report";
pub(super) const REPORT_EXAMPLES: &str = "\
Examples:
  dutyphone audit -o json=result.json        save a result
  dutyphone report result.json               for a person
  dutyphone report result.json -f markdown   for a ticket
  dutyphone report result.json -o csv=r.csv -o junit=r.xml";

pub(super) const DIFF_EXAMPLES: &str = "\
Examples:
  dutyphone diff october.json november.json           two saved results
  dutyphone diff october/ november/ --policy ours.toml two sets of inventories
  dutyphone diff old.json new.json --fail-on new -f markdown

Exit codes:
  0  compared
  1  with --fail-on new: something breaks the policy that did not before
  2  cannot run: bad flag, bad policy, or a result that cannot be read
  3  nothing to compare; or, with --fail-on new, a device of the newer audit
     was not fully read";

pub(super) const POLICY_EXAMPLES: &str = "\
Examples:
  dutyphone policy list
  dutyphone policy show no-nsm-2023
  dutyphone policy init our-list.toml        a commented policy to begin with
  dutyphone policy check our-list.toml       every mistake in it
  dutyphone policy test our-list.toml        the tests that it carries
  dutyphone policy export --to apple-profile -p our-list.toml";

pub(super) const EXPORT_EXAMPLES: &str = "\
Examples:
  dutyphone policy export --to table -p no-nsm-2023 -o apps.csv
  dutyphone policy export --to apple-profile -p ours.toml -o ours.mobileconfig
  dutyphone policy export --to android-management -f patch -p ours.toml
  dutyphone policy export --to table -p ours.toml --changed-since old.csv

Exit codes:
  0  written; what the file does not say is told on stderr
  2  nothing was written: nothing to write, too much for the target, a mistake
     in a policy, or, with --strict, something that the file would not say";

pub(super) const DESK_EXAMPLES: &str = "\
Examples:
  dutyphone desk                             PASS or FAIL for each phone
  dutyphone desk --register devices.csv --records handed-out/ \\
      --sign ~/.ssh/id_ed25519               with records that hold as evidence
  dutyphone desk --once --wait 5m            for a script: one phone, its code

Exit codes:
  130  closed with Ctrl-C
  2    cannot run: bad flag, bad policy, records not writable
  With --once: as `dutyphone audit`; 3 when no phone came in time";

pub(super) const DEVICES_EXAMPLES: &str = "\
Examples:
  dutyphone devices                          before an audit: is all ready?
  dutyphone devices --timeout 30s            for slow phones";

pub(super) const VERIFY_EXAMPLES: &str = "\
Examples:
  dutyphone collect -o phones/ --sign ~/.ssh/id_ed25519
  dutyphone verify phones/ --signers allowed_signers
  dutyphone verify result.json --signers allowed_signers
  ssh-keygen -Y verify -f allowed_signers -I it@example.org -n dutyphone \\
      -s result.json.sig <result.json     the same, without this program

Allowed signers, one a line:
  it@example.org namespaces=\"dutyphone\" ssh-ed25519 AAAAC3Nza...

Exit codes:
  0  every file is what an allowed signer signed, and none is missing or added
  1  a file was changed, removed or added, or somebody else signed it
  2  cannot run: bad flag, bad list of signers, no such folder
  3  not signed, no list of files, or something that cannot be checked";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  source <(dutyphone completions bash)       in ~/.bashrc; zsh likewise
  dutyphone completions fish > ~/.config/fish/completions/dutyphone.fish
  dutyphone completions powershell | Out-String | Invoke-Expression";

pub(super) const MAN_EXAMPLES: &str = "\
Examples:
  dutyphone man | man -l -
  dutyphone man > /usr/local/share/man/man1/dutyphone.1
  dutyphone man --dir man1/             a page for each command, for packages";

pub(super) const CATALOGUE_EXAMPLES: &str = "\
Examples:
  dutyphone catalogue list --owner tiktok
  dutyphone catalogue show telegram
  dutyphone catalogue check ours.toml        every mistake in an overlay
  dutyphone audit --catalogue ours.toml inventories/";

pub(super) const MAPPING_EXAMPLES: &str = "\
Examples:
  dutyphone mapping init apps.csv > ours.toml
  dutyphone mapping check ours.toml apps.csv
  dutyphone audit apps.csv --mapping ours.toml

`dutyphone schema mapping` describes every key.";

pub(super) const SCHEMA_EXAMPLES: &str = "\
Examples:
  dutyphone schema inventory > inventory.schema.json
  dutyphone schema mapping > mapping.schema.json

A program that writes inventories states what it could not see: without a
coverage the device is indeterminate.";
