//! How fast the dump of a full phone is read: the parser alone, all the way
//! to an inventory, and the same from a file.
//!
//! The dump is generated here, 5.5 MB in the proportions of real ones: most
//! of it is permissions, which nobody asks for.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dutyphone::inventory::Locator;
use dutyphone::source::android::parse::dump;
use dutyphone::source::android::{End, Part, Recording, assemble, read_dump};
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;

const SIZE: usize = 5_500_000;

fn generated() -> Vec<u8> {
    let mut text = String::from("Packages:\n");
    let mut number = 0;
    while text.len() < SIZE {
        let name = match number {
            0 => "android".to_owned(),
            _ => format!("com.example.vendor{}.app{number}", number % 37),
        };
        record(&mut text, &name, number);
        number += 1;
    }
    text.push_str("\nHidden system packages:\n");
    text.into_bytes()
}

fn record(text: &mut String, name: &str, number: usize) {
    let path = format!(
        "/data/app/~~gv1EbX0u0V4Qh3r7mYb{number:04}==/{name}-aQ3VwY8sT1kPzL6nR2cM{number:04}=="
    );
    let head = format!(
        "  Package [{name}] ({number:x}a1b2):
    appId={}
    pkg=Package{{{number:x}a1b2 {name}}}
    codePath={path}
    legacyNativeLibraryDir={path}/lib
    primaryCpuAbi=arm64-v8a
    secondaryCpuAbi=null
    versionCode={number} minSdk=26 targetSdk=34
    versionName=24.{number}.1
    splits=[base, config.arm64_v8a, config.en, config.xxhdpi]
    apkSigningVersion=3
    flags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]
    privateFlags=[ PRIVATE_FLAG_ACTIVITIES_RESIZE_MODE_RESIZEABLE_VIA_SDK_VERSION ALLOW_AUDIO_PLAYBACK_CAPTURE ]
    forceQueryable=false
    queriesPackages=[]
    dataDir=/data/user/0/{name}
    supportsScreens=[small, medium, large, xlarge, resizeable, anyDensity]
    timeStamp=2026-10-20 08:30:00
    lastUpdateTime=2026-10-20 08:30:00
    installerPackageName=com.android.vending
    packageSource=2
    signatures=PackageSignatures{{{number:x}a1 version:3, signatures:[{number:08x}], past signatures:[]}}
    installPermissionsFixed=true
    pkgFlags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]
    install permissions:
",
        10_000 + number
    );
    text.push_str(&head);
    for permission in 0..30 {
        let _ = writeln!(
            text,
            "      com.example.permission.KIND_{permission}: granted=true"
        );
    }
    for user in [0, 10] {
        let _ = writeln!(
            text,
            "    User {user}: ceDataInode={number} installed=true hidden=false suspended=false distractionFlags=0 stopped=false notLaunched=false enabled=0 instant=false virtual=false\n      installReason=4\n      firstInstallTime=2026-02-03 11:11:12\n      uninstallReason=0\n      gids=[3003]\n      runtime permissions:"
        );
        for permission in 0..20 {
            let _ = writeln!(
                text,
                "        com.example.permission.RUNTIME_{permission}: granted=false, flags=[ USER_SENSITIVE_WHEN_GRANTED|USER_SENSITIVE_WHEN_DENIED]"
            );
        }
    }
}

fn bench(criterion: &mut Criterion) {
    let text = generated();
    let mut group = criterion.benchmark_group("android_dump");
    group.throughput(Throughput::BytesDecimal(text.len() as u64));
    group.bench_function("count_lines", |b| {
        b.iter(|| memchr::memchr_iter(b'\n', black_box(&text)).count());
    });
    group.bench_function("parse", |b| {
        b.iter(|| dump::parse(black_box(&text)).packages.len());
    });
    let recording = Recording {
        dump: Some(Part {
            bytes: text.clone(),
            end: End::Exit(0),
        }),
        ..Recording::default()
    };
    group.bench_function("assemble", |b| {
        b.iter(|| {
            assemble(black_box(&recording), "android/adb", "bench")
                .apps()
                .len()
        });
    });
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dump.txt");
    let written = fs::write(&path, &text);
    group.bench_function("read_file", |b| {
        assert!(written.is_ok());
        b.iter(|| read_dump(Locator::new("dump.txt"), black_box(&path)));
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
