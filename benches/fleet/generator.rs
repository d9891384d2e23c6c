//! Invented fleets, the same for the same seed.
//!
//! Apps are as unequally popular as real ones (Zipf's law over tens of
//! thousands of ids), and a few per mille of those on each phone are from the
//! catalogue, so that rules have something to find.

/// Numbers that look random: splitmix64.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from((u128::from(self.next()) * end as u128) >> 64).unwrap()
    }

    /// True in so many of a thousand cases.
    pub(crate) fn per_mille(&mut self, share: usize) -> bool {
        self.below(1000) < share
    }

    pub(crate) fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// What is written of each app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fields {
    /// What `collect` writes for a phone that was read over adb.
    Collected,
    /// What a program writes that knows little more than ids.
    Lean,
}

/// What kind of fleet it is.
#[derive(Debug, Clone)]
pub(crate) struct Kind {
    pub(crate) seed: u64,
    /// Apps on each phone.
    pub(crate) apps: usize,
    /// Distinct harmless ids.
    pub(crate) ids: usize,
    /// How many of a thousand apps are from `known`.
    pub(crate) known_per_mille: usize,
    /// Ids that rules may know.
    pub(crate) known: Vec<String>,
    pub(crate) fields: Fields,
    /// Whether the keys of each object stand in the order of the alphabet, as
    /// other programs write them.
    pub(crate) sorted: bool,
    /// How many of a hundred phones are written unusually: other fields,
    /// escapes, nulls, odd dates, spaces, other orders, damage.
    pub(crate) odd_percent: usize,
}

/// A fleet, a line at a time.
#[derive(Debug)]
pub(crate) struct Fleet {
    kind: Kind,
    ids: Vec<String>,
    /// Popularity, summed up.
    weights: Vec<usize>,
}

const SYLLABLES: [&str; 20] = [
    "lu", "mo", "ra", "ta", "vi", "kon", "sel", "pa", "dri", "nex", "bo", "lim", "ga", "ter", "fu",
    "sho", "pix", "mar", "zen", "od",
];

impl Fleet {
    pub(crate) fn new(kind: Kind) -> Self {
        let mut random = Random::new(kind.seed);
        let mut word =
            |count: usize| -> String { (0..count).map(|_| *random.pick(&SYLLABLES)).collect() };
        let ids = (0..kind.ids)
            .map(|number| format!("com.{}.{}{number}", word(3), word(2)))
            .collect();
        let mut sum = 0;
        let weights = (0..kind.ids)
            .map(|rank| {
                sum += 1_000_000_000 / (rank + 3);
                sum
            })
            .collect();
        Self { kind, ids, weights }
    }

    /// The same fleet with the keys of each object sorted.
    #[allow(
        dead_code,
        clippy::allow_attributes,
        reason = "only the tests ask for it"
    )]
    pub(crate) fn sorted(mut self) -> Self {
        self.kind.sorted = true;
        self
    }

    /// The same fleet with other fields.
    #[allow(
        dead_code,
        clippy::allow_attributes,
        reason = "only the tests ask for it"
    )]
    pub(crate) fn with(mut self, fields: Fields) -> Self {
        self.kind.fields = fields;
        self
    }

    /// The ids that rules may know.
    #[allow(
        dead_code,
        clippy::allow_attributes,
        reason = "only the bench asks for them"
    )]
    pub(crate) fn known(&self) -> &[String] {
        &self.kind.known
    }

    fn popular(&self, random: &mut Random) -> usize {
        let place = random.below(*self.weights.last().unwrap());
        self.weights.partition_point(|sum| *sum <= place)
    }

    /// Appends the line of one phone, without the line feed.
    pub(crate) fn write(&self, number: usize, out: &mut String) {
        let mut random =
            Random::new(self.kind.seed ^ (number as u64).wrapping_mul(0x5851_f42d_4c95_7f2d));
        let android = !random.per_mille(300);
        let device = device(number, android, &mut random);
        let mut taken = vec![false; self.ids.len()];
        let mut apps = Vec::with_capacity(self.kind.apps);
        if android {
            // What every phone has; without it no list is whole.
            for id in ["android", "com.android.settings"] {
                apps.push(self.app(id, &mut random));
            }
        }
        while apps.len() < self.kind.apps {
            let id = if random.per_mille(self.kind.known_per_mille) {
                random.pick(&self.kind.known)
            } else {
                let place = self.popular(&mut random);
                if std::mem::replace(&mut taken[place], true) {
                    continue;
                }
                &self.ids[place]
            };
            apps.push(self.app(id, &mut random));
        }
        let coverage = r#""coverage":{"complete":true,"profiles":[{"id":0,"kind":"owner","status":"complete"}],"gaps":[]}"#;
        let taken_at = format!(
            "2026-{:02}-{:02}T08:{:02}:12Z",
            9 + random.below(2),
            1 + random.below(28),
            random.below(60)
        );
        if random.below(100) < self.kind.odd_percent {
            return odd(&device, &taken_at, coverage, &mut apps, &mut random, out);
        }
        let line = format!(
            r#"{{"schema":"dutyphone/inventory/1","taken_at":"{taken_at}","tool":"dutyphone 0.1.0","source":"{}","device":{device},{coverage},"apps":[{}]}}"#,
            if android { "android/adb" } else { "ios/backup" },
            apps.join(",")
        );
        if self.kind.sorted {
            // A map of this crate is in the order of its keys.
            let value: serde_json::Value = serde_json::from_str(&line).unwrap();
            out.push_str(&value.to_string());
        } else {
            out.push_str(&line);
        }
    }

    fn app(&self, id: &str, random: &mut Random) -> String {
        match self.kind.fields {
            Fields::Collected => collected(id, random),
            Fields::Lean => lean(id, random),
        }
    }

    pub(crate) fn line(&self, number: usize) -> String {
        let mut line = String::new();
        self.write(number, &mut line);
        line
    }
}

fn device(number: usize, android: bool, random: &mut Random) -> String {
    if android {
        format!(
            r#"{{"platform":"android","id":"EXAMPLE{number:07}","maker":"example","model":"EX-{}","os_version":"{}","security_patch":"2026-10-01","management":"device-owner"}}"#,
            100 + random.below(40),
            11 + random.below(6),
        )
    } else {
        format!(
            r#"{{"platform":"ios","id":"00008030-{number:016}","model":"iPhone{},1","os_version":"{}.2","management":"supervised"}}"#,
            12 + random.below(6),
            16 + random.below(4),
        )
    }
}

fn state(random: &mut Random) -> &'static str {
    match random.below(200) {
        0 => "disabled",
        1 => "residue",
        2 => "archived",
        _ => "installed",
    }
}

fn lean(id: &str, random: &mut Random) -> String {
    format!(r#"{{"id":"{id}","profile":0,"state":"{}"}}"#, state(random))
}

fn collected(id: &str, random: &mut Random) -> String {
    let state = state(random);
    let version = format!(
        "{}.{}.{}",
        random.below(40),
        random.below(30),
        random.below(10)
    );
    let evidence = r#""evidence":["dumpsys","pm"]"#;
    if random.per_mille(300) {
        return format!(
            r#"{{"id":"{id}","profile":0,"state":"{state}","origin":"preinstalled","version":"{version}",{evidence}}}"#
        );
    }
    let mut time = || {
        format!(
            "2026-0{}-{:02}T{:02}:{:02}:{:02}Z",
            1 + random.below(9),
            1 + random.below(28),
            random.below(24),
            random.below(60),
            random.below(60)
        )
    };
    let (first, last) = (time(), time());
    format!(
        r#"{{"id":"{id}","profile":0,"state":"{state}","origin":"user","version":"{version}","installer":"com.android.vending","first_installed":"{first}","last_updated":"{last}",{evidence}}}"#
    )
}

/// What stands in an app, and what is rare in its place.
const CHANGES: [(&str, &str); 27] = [
    ("\"profile\":0", "\"profile\":10"),
    (
        "\"profile\":0",
        "\"profile\":0,\"developer\":\"Example \\u00e9 Ltd\"",
    ),
    (
        "\"profile\":0",
        "\"profile\":0,\"developer\":\"Example Ltd\",\"store_id\":1234567890",
    ),
    (
        "\"profile\":0",
        "\"profile\":0,\"signer\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
    ),
    (
        "\"profile\":0",
        "\"profile\":0,\"name\":\"A \\\"quoted\\\" n\\u00e4me \\ud83d\\ude00\"",
    ),
    (
        "\"profile\":0",
        "\"profile\":0,\"evidence\":[\"dumpsys\",\"pm\",\"unheard-of\"]",
    ),
    (
        "\"profile\":0",
        "\"profile\":0,\"later\":{\"a\":[1,{\"b\":null},true,\"x\\n\"]}",
    ),
    ("\"profile\":0", "\"profile\":0,\"later\":-1.5e3"),
    ("\"profile\":0", "\"profile\":-1"),
    ("\"profile\":0", "\"profile\":\"0\""),
    ("\"profile\":0,", ""),
    ("\"installed\"", "null"),
    ("\"installed\"", "\"unheard-of\""),
    ("\"installed\"", "\"removed\""),
    ("\"installed\"", "\"uninstalled\""),
    ("\"installed\"", "\"offloaded\""),
    ("\",\"profile\":0", "-1\",\"profile\":0"),
    ("\",\"profile\":0", "-a1\",\"profile\":0"),
    ("\",\"profile\":0", ".\",\"profile\":0"),
    ("\"installed\"", "\"inst\\u0061lled\""),
    ("T", " "),
    ("2026-0", "2026-9"),
    ("\"id\":", "\"id\":\"first\",\"id\":"),
    ("\"id\":", "\"\\u0069d\":"),
    ("com.", "\\u0063om."),
    ("\"version\":", "\"version\":null,\"installer\":"),
    ("}", ",}"),
];

/// Everything that is allowed and rare, and some of what is not.
fn odd(
    device: &str,
    taken_at: &str,
    coverage: &str,
    apps: &mut [String],
    random: &mut Random,
    out: &mut String,
) {
    for _ in 0..random.below(4) {
        let (from, to) = random.pick(&CHANGES);
        let place = random.below(apps.len());
        apps[place] = apps[place].replacen(from, to, 1);
    }
    let between = *random.pick(&[",", ", ", " ,\t"]);
    let apps = format!("\"apps\": [ {} ]", apps.join(between));
    let head = format!(r#""schema":"dutyphone/inventory/1","taken_at":"{taken_at}""#);
    let device = format!("\"device\":{device}");
    let coverage = match random.below(8) {
        0 => r#""coverage":{"complete":true}"#,
        1 => r#""coverage":{"complete":false}"#,
        2 => r#""later":[]"#,
        3 => r#""coverage":{"complete":true,"profiles":[]}"#,
        4 => r#""coverage":{"complete":true,"profiles":[{"id":10,"status":"complete"}]}"#,
        _ => coverage,
    };
    let mut parts = [head.as_str(), &device, coverage, &apps];
    for place in (1..parts.len()).rev() {
        parts.swap(place, random.below(place + 1));
    }
    let mut line = format!("{{{}}}", parts.join(between));
    match random.below(12) {
        0 => line.truncate(random.below(line.len())),
        1 => line.push('}'),
        2 => {
            let place = random.below(line.len());
            let sign = ["\"", "}", "\u{1}", ",", "é"][random.below(5)];
            line.replace_range(place..=place, sign);
        }
        _ => {}
    }
    out.push_str(&line);
}
