//! What the facts cost: making everything that is built in ready must take at
//! most 10 ms, and one lookup costs the same in a catalogue ten times as large.

#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use dutyphone::audit::{Judge, Terms};
use dutyphone::catalogue::{self, AppKey, Catalogue, CatalogueFile};
use dutyphone::inventory::Platform;
use dutyphone::policy::{self, Policy};
use std::fmt::Write as _;
use std::hint::black_box;

/// The policies that an audit uses when none is named.
fn policies(catalogue: &Catalogue) -> Vec<Policy> {
    let fetch = |name: &str, _: Option<&str>| {
        policy::builtin_document(name).ok_or_else(|| "not built in".to_owned())
    };
    policy::load(
        &["default".to_owned()],
        catalogue,
        &fetch,
        policy::Tests::Read,
    )
    .unwrap()
}

fn terms() -> Terms {
    Terms::on(jiff::civil::date(2026, 11, 21))
}

/// Entries like the built-in ones, nine times as many.
fn more() -> String {
    let mut text = String::from("schema = 1\nchecked = 2026-11-21\n");
    for owner in 0..2_500 {
        let _ = write!(
            text,
            "[[owner]]\nid = \"owner-{owner}\"\nname = \"Owner {owner}\"\ncontrol = [\"FI\"]\n\
             basis = \"an invented owner\"\nsources = []\n\
             [[app]]\nid = \"app-{owner}\"\nname = \"App {owner}\"\nowner = \"owner-{owner}\"\n"
        );
        for (platform, build) in [("android", 0), ("android", 1), ("ios", 0), ("ios", 1)] {
            let _ = write!(
                text,
                "[[app.{platform}]]\nid = \"com.owner{owner}.app{build}\"\n\
                 sources = []\n"
            );
        }
        let _ = write!(
            text,
            "[[namespace]]\nowner = \"owner-{owner}\"\nplatform = \"android\"\n\
             prefix = \"com.owner{owner}.\"\nexceptions = []\n\
             sources = []\n"
        );
    }
    text
}

fn ready(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("ready");
    group.bench_function("catalogue", |bencher| {
        bencher.iter(catalogue::builtin);
    });
    let catalogue = catalogue::builtin();
    group.bench_function("policies", |bencher| {
        bencher.iter(|| policies(black_box(&catalogue)));
    });
    let default = policies(&catalogue);
    group.bench_function("judge", |bencher| {
        bencher.iter(|| Judge::new(black_box(&default), &catalogue, terms()));
    });
    group.bench_function("all", |bencher| {
        bencher.iter(|| {
            let catalogue = catalogue::builtin();
            let policies = policies(&catalogue);
            let judge = Judge::new(&policies, &catalogue, terms());
            black_box(judge.has_rules())
        });
    });
    group.finish();
}

fn lookup(criterion: &mut Criterion) {
    let more = more();
    let mut files = catalogue::builtin_catalogue_files();
    let builtin = catalogue::load(&files).unwrap();
    files.push(CatalogueFile {
        name: "more".to_owned(),
        text: &more,
    });
    let larger = catalogue::load(&files).unwrap();
    assert!(larger.app_ids().count() > 9 * builtin.app_ids().count());
    let ids = [
        ("exact", "com.zhiliaoapp.musically"),
        ("namespace", "com.tencent.unheard.of"),
        ("hint", "ru.unheard.of"),
        ("unknown", "com.example.unheard.of"),
    ];
    let mut group = criterion.benchmark_group("lookup");
    for (size, catalogue) in [("1x", &builtin), ("10x", &larger)] {
        for (kind, id) in ids {
            let key = AppKey {
                platform: Platform::Android,
                id,
                store_id: None,
                developer: None,
                signer: None,
            };
            group.bench_function(BenchmarkId::new(kind, size), |bencher| {
                bencher.iter(|| {
                    let identity = catalogue.identify(black_box(&key));
                    (identity, catalogue.hint(Platform::Android, id))
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, ready, lookup);
criterion_main!(benches);
