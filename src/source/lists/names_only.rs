//! Lists of apps that give their names and no ids: tables with the headings of one,
//! under a title or laid out in columns, pages of the web, YAML and plain lines.

/// What such a list is called.
pub(super) const NAMES: &str = "a list of apps by their names";

/// How many lines a title and what belongs to it may have before the headings.
const TITLE_LINES: usize = 12;

/// How many words a line of a list has at most.
const SHORT: usize = 4;

/// How much of a page is looked at, in bytes.
const PAGE: usize = 1 << 20;

/// What a column with names of apps is called, and what stands beside it in a list
/// of what is installed; in small letters without spaces. In the languages of the
/// program, and as German consoles have them.
const APP_NAMES: [&str; 33] = [
    "app",
    "apps",
    "application",
    "applications",
    "software",
    "program",
    "installedapp",
    "installedapps",
    "programvare",
    "applikasjon",
    "applikasjonar",
    "applikasjoner",
    "applicatie",
    "applicaties",
    "applicatienaam",
    "toepassing",
    "toepassingsnaam",
    "produktname",
    "nomdelapplication",
    "appname",
    "applicationname",
    "applicationdisplayname",
    "appdisplayname",
    "displayname",
    "softwarename",
    "programname",
    "appnavn",
    "appnamn",
    "applikasjonsnavn",
    "programnavn",
    "appnaam",
    "programmanaam",
    "anwendungsname",
];
const BESIDE_NAMES: [&str; 44] = [
    // The number in Apple's store.
    "adamid",
    "appstoreid",
    "applestoreid",
    "itunesid",
    "itunesstoreid",
    "storeid",
    "trackid",
    "seller",
    "leverandør",
    "leverancier",
    "versión",
    "éditeur",
    "hersteller",
    "installed",
    "installstate",
    "installert",
    "devicecount",
    "device",
    "phone",
    "enhet",
    "eining",
    "toestel",
    "version",
    "appversion",
    "applicationversion",
    "softwareversion",
    "shortversion",
    "publisher",
    "apppublisher",
    "applicationpublisher",
    "vendor",
    "developer",
    "versjon",
    "appversjon",
    "utgiver",
    "utgjevar",
    "versie",
    "uitgever",
    "herausgeber",
    // Of the device on which the app was found.
    "platform",
    "devicename",
    "enhetsnavn",
    "apparaatnaam",
    "gerätename",
];

/// What stands above a list of apps in plain lines, likewise.
const TITLES: [&str; 18] = [
    "apps",
    "applications",
    "appsonphone",
    "appsonthephone",
    "appsonthisphone",
    "installedapps",
    "installedapplications",
    "installedsoftware",
    "applist",
    "listofapps",
    "apper",
    "installerteapper",
    "installerteapplikasjoner",
    "apperpåtelefonen",
    "appar",
    "installerteappar",
    "geïnstalleerdeapps",
    "appsopdetelefoon",
];

/// The keys of YAML and TOML that hold a list of apps, in small letters without `_`.
const KEYS: [&str; 5] = [
    "apps",
    "applications",
    "installedapps",
    "installedapplications",
    "detectedapps",
];

/// The letters and digits of a heading, in small letters.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether headings are those of a list of apps that gives their names.
pub(super) fn are_headings<'t>(cells: impl Iterator<Item = &'t str>) -> bool {
    let cells: Vec<String> = cells.map(letters).collect();
    let has = |words: &[&str]| cells.iter().any(|cell| words.contains(&cell.as_str()));
    has(&APP_NAMES) && has(&BESIDE_NAMES)
}

/// The cells of the first line of a table.
pub(super) fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', ';', '\t', '|'])
}

/// Whether a text is such a list, by a line near its beginning and what follows it.
pub(super) fn is_text(text: &[u8]) -> bool {
    if text.trim_ascii_start().starts_with(b"<") && is_page(text) {
        return true;
    }
    let lines = text.split(|byte| matches!(byte, b'\n' | b'\r'));
    let lines = lines.filter(|line| !line.trim_ascii().is_empty());
    let start: Vec<_> = lines
        .take(TITLE_LINES + 2)
        .map(String::from_utf8_lossy)
        .collect();
    let behind = |at: usize| start.get(at).map_or("", |line| &**line);
    (0..start.len().min(TITLE_LINES)).any(|at| {
        let (line, next) = (behind(at), behind(at + 1));
        (are_headings(cells(line)) && is_row(line, next))
            || is_laid_out(line, next)
            || (is_title(line) && is_short(next) && is_short(behind(at + 2)))
            || is_key_of_apps(line, next)
    })
}

/// Whether a line has as many cells as the headings above it.
fn is_row(headings: &str, line: &str) -> bool {
    let count = |text: &str| [',', ';', '\t', '|'].map(|mark| text.matches(mark).count());
    let pairs = count(headings).into_iter().zip(count(line));
    pairs
        .into_iter()
        .any(|(one, other)| one > 0 && one == other)
}

/// Whether headings stand in columns above a line, as commands print them: `Name  Id
/// Version` above a rule.
fn is_laid_out(line: &str, next: &str) -> bool {
    let is_rule = next.contains("--") && next.chars().all(|c| c == '-' || c.is_whitespace());
    let wide: Vec<&str> = line.split("  ").filter(|cell| !cell.is_empty()).collect();
    let is_wide = wide.len() > 1 && are_headings(wide.iter().copied());
    let has = |word: &str| line.split_whitespace().any(|cell| letters(cell) == word);
    let is_package_list = has("name") && has("id") && has("version");
    is_wide || (is_rule && (is_package_list || are_headings(line.split_whitespace())))
}

/// Whether a line is the title of a list of apps, and says so by its form.
fn is_title(line: &str) -> bool {
    let line = line.trim();
    let is_marked = line.ends_with(':') || line.starts_with('#') || line.starts_with("==");
    is_marked && TITLES.contains(&letters(line).as_str())
}

/// Whether a line is of a list, and no prose or path.
fn is_short(line: &str) -> bool {
    let count = line.split_whitespace().count();
    let line = line.trim_end();
    (1..=SHORT).contains(&count) && !line.ends_with(['.', ':']) && !line.contains(['/', '\\'])
}

/// Whether a line is a key of YAML or a table of TOML that holds apps, and the next
/// one names the first.
fn is_key_of_apps(line: &str, next: &str) -> bool {
    let (line, next) = (line.trim(), next.trim_start());
    let key = line.strip_suffix(':');
    let table = line
        .strip_prefix("[[")
        .and_then(|line| line.strip_suffix("]]"));
    let is_known = |key: &str| KEYS.contains(&letters(key).as_str());
    let item = next.strip_prefix("- ").map(str::trim_start);
    key.is_some_and(is_known) && item.is_some_and(|item| !item.contains(['/', '\\']))
        || table.is_some_and(is_known) && next.contains('=')
}

/// Whether a page holds such a list: a table with the headings of one, or lines below
/// a title.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes.get(..PAGE).unwrap_or(bytes));
    let lower = text.to_ascii_lowercase();
    lower.split("<table").skip(1).any(|table| {
        let row = table.split("</tr").next().unwrap_or_default();
        let cells = row.split("<t").filter_map(|cell| {
            let cell = cell.strip_prefix(['h', 'd'])?;
            let is_cell = cell.starts_with(['>', ' ', '\t', '\n', '\r']);
            is_cell.then(|| content(cell)).flatten()
        });
        are_headings(cells.collect::<Vec<_>>().iter().map(String::as_str))
    })
}

/// What stands in a cell of a page, without the tags.
fn content(cell: &str) -> Option<String> {
    let (_, content) = cell.split_once('>')?;
    let parts = content.split('<').enumerate();
    let texts = parts.filter_map(|(at, part)| match at {
        0 => Some(part),
        _ => part.split_once('>').map(|(_, text)| text),
    });
    Some(texts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names_are_told_in_every_form() {
        for text in [
            "Export of 2026-11-20\n\nApp name,Version\nChat,1\n",
            "Installed apps:\nChat\nMaps\n",
            "Phone of the desk\n\n# Installerte apper\n- Chat\n- Maps\n",
            "Name     Id        Version\n--------------------\nChat   Example.Chat 1\n",
            "App name   Version\nChat       1\n",
            "DisplayName Publisher\n----------- ---------\nChat        Example\n",
            "device: x\napps:\n  - name: Chat\n",
            "device = \"x\"\n[[apps]]\nname = \"Chat\"\n",
            "Adam ID,App\n111222333,Chat\n",
        ] {
            assert!(is_text(text.as_bytes()), "{text}");
        }
        for text in [
            "# Apps\n\nThis folder holds what was taken from the phones of the desk.\n",
            "Name,Department\nSomebody,Desk\n",
            "An app, its version and more.\nNothing else.\n",
            "jobs:\n  - name: build\n",
            "apps:\n  - ./web/one\n",
            "Apps:\nphones/one.json\nphones/two.json\n",
        ] {
            assert!(!is_text(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn tables_of_pages_are_told_by_their_headings() {
        let page = "<html><table class=x><tr><th>App name</th><th><b>Version</b></th></tr><tr><td>Chat</td><td>1</td></tr></table>";
        assert!(is_page(page.as_bytes()));
        let page = "<html><table><tr><td>Name</td><td>Version</td></tr></table><p>App</p>";
        assert!(!is_page(page.as_bytes()));
    }
}
