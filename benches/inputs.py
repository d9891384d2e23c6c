#!/usr/bin/env python3
"""Writes large invented inputs for benches/whole_program.sh.

    inputs.py DIR

    dump.txt          a whole `dumpsys package`, 5.5 MB
    bugreport.zip     a bug report with 56 MB of text, the package dump early in it
    backup-300/       an iPhone backup: 300 apps with icons, Info.plist about 7 MB
    backup-1000/      the same with 1,000 apps, about 23 MB
    index-50k/        a backup whose Manifest.db has 50,000 rows
    index-500k/       the same with 500,000 rows

Everything is invented and the same in every run. Only the standard library.
"""

import datetime
import pathlib
import plistlib
import random
import sqlite3
import sys
import zipfile

NOW = datetime.datetime(2026, 11, 20, 8, 0, 0)


def record(number):
    """One app of a package dump, in the proportions of a real one."""
    name = "android" if number == 0 else f"com.example.vendor{number % 37}.app{number}"
    lines = [
        f"  Package [{name}] ({number:x}a1b2):",
        f"    appId={10000 + number}",
        f"    pkg=Package{{{number:x}a1b2 {name}}}",
        f"    codePath=/data/app/~~gv1EbX0u0V4Qh3r7mYb{number:04}==/{name}-aQ3VwY8sT1kPzL6n==",
        f"    versionCode={number} minSdk=26 targetSdk=34",
        f"    versionName=24.{number}.1",
        "    flags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]",
        "    timeStamp=2026-10-20 08:30:00",
        "    lastUpdateTime=2026-10-20 08:30:00",
        "    installerPackageName=com.android.vending",
        "    packageSource=2",
        f"    signatures=PackageSignatures{{{number:x}a1 version:3, signatures:[{number:08x}], past signatures:[]}}",
        "    pkgFlags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]",
        "    install permissions:",
    ]
    lines += [f"      com.example.permission.KIND_{n}: granted=true" for n in range(30)]
    for user in (0, 10):
        lines += [
            f"    User {user}: ceDataInode={number} installed=true hidden=false suspended=false "
            "distractionFlags=0 stopped=false notLaunched=false enabled=0 instant=false virtual=false",
            "      firstInstallTime=2026-02-03 11:11:12",
            "      gids=[3003]",
            "      runtime permissions:",
        ]
        lines += [
            f"        com.example.permission.RUNTIME_{n}: granted=false, "
            "flags=[ USER_SENSITIVE_WHEN_GRANTED|USER_SENSITIVE_WHEN_DENIED]"
            for n in range(20)
        ]
    return "\n".join(lines) + "\n"


def dump(size):
    text, number = ["Packages:\n"], 0
    written = 0
    while written < size:
        text.append(record(number))
        written += len(text[-1])
        number += 1
    text.append("\nHidden system packages:\n\nQueries:\n  system apps queryable: false\n")
    return "".join(text)


def bug_report(path, size):
    """The package dump comes early, as the services are dumped by name."""
    rule = "-" * 79
    packages = dump(5_500_000)
    head = (
        "========================================================\n"
        "== dumpstate: 2026-11-20 08:00:00\n"
        "========================================================\n\n"
        "Build: SYNTHETIC\n"
        "Build fingerprint: 'example/example/example:14/SYN/1:user/release-keys'\n\n"
        "------ DUMPSYS (/system/bin/dumpsys) ------\n"
        f"{rule}\nDUMP OF SERVICE package:\n{packages}"
        "--------- 0.123s was the duration of dumpsys package, ending at: 2026-11-20 08:00:01\n"
    )
    rest = random.Random(1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("version.txt", "2.0")
        archive.writestr("main_entry.txt", "bugreport-SYN-2026-11-20.txt")
        text = [head]
        written = len(head)
        while written < size:
            line = f"11-20 08:00:00.{rest.randrange(1000):03} 1000 {rest.randrange(30000)} D Example: {rest.getrandbits(128):032x}\n"
            text.append(line)
            written += len(line)
        archive.writestr("bugreport-SYN-2026-11-20.txt", "".join(text))


def metadata(number):
    return plistlib.dumps(
        {
            "artistName": f"Developer {number} Ltd.",
            "bundleShortVersionString": "36.5.0",
            "genre": "Utilities",
            "genreId": 6002,
            "itemId": 800_000_000 + number,
            "itemName": f"App number {number} - Videos, Shop & LIVE",
            "kind": "software",
            "softwareVersionBundleId": f"com.example.app{number}",
            "sourceApp": "com.apple.AppStore",
        },
        fmt=plistlib.FMT_BINARY,
    )


def backup(folder, apps, icon=14_000, rows=None):
    folder.mkdir(parents=True, exist_ok=True)
    noise = random.Random(2)
    ids = [f"com.example.app{number}" for number in range(apps)]
    (folder / "Info.plist").write_bytes(
        plistlib.dumps(
            {
                "Installed Applications": ids,
                "Applications": {
                    name: {
                        "iTunesMetadata": metadata(number),
                        "PlaceholderIcon": noise.randbytes(icon),
                        "ApplicationSINF": noise.randbytes(1200),
                    }
                    for number, name in enumerate(ids)
                },
                "Last Backup Date": NOW,
                "Product Name": "iPhone 15",
                "Product Type": "iPhone16,1",
                "Product Version": "18.1.1",
                "Unique Identifier": "00008130-000000000000BE4C",
                "iTunes Version": "12.13.4",
            }
        )
    )
    containers = {
        name: {
            "CFBundleIdentifier": name,
            "ContainerContentClass": "Data/Application",
            "CFBundleVersion": "1",
            "Path": f"/var/mobile/Containers/Data/Application/{number}",
        }
        for number, name in enumerate(ids)
    }
    (folder / "Manifest.plist").write_bytes(
        plistlib.dumps(
            {"Applications": containers, "Date": NOW, "IsEncrypted": rows is None, "Version": "10.0"},
            fmt=plistlib.FMT_BINARY,
        )
    )
    (folder / "Status.plist").write_bytes(
        plistlib.dumps(
            {"SnapshotState": "finished", "BackupState": "new", "Date": NOW, "Version": "3.3"},
            fmt=plistlib.FMT_BINARY,
        )
    )
    if rows:
        index(folder / "Manifest.db", rows)


def index(path, rows):
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.executescript(
        "CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB);"
        "CREATE INDEX FilesDomainIdx ON Files(domain);"
        "CREATE INDEX FilesRelativePathIdx ON Files(relativePath);"
        "CREATE INDEX FilesFlagsIdx ON Files(flags);"
        "CREATE TABLE Properties (key TEXT PRIMARY KEY, value BLOB);"
    )
    noise = random.Random(3)
    database.executemany(
        "INSERT INTO Files VALUES (?, ?, ?, 1, ?)",
        (
            (f"{number:040x}", f"AppDomain-com.example.app{number % 300}", f"Library/{number}", noise.randbytes(600))
            for number in range(rows)
        ),
    )
    database.commit()
    database.close()


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    root = pathlib.Path(sys.argv[1])
    root.mkdir(parents=True, exist_ok=True)
    (root / "dump.txt").write_text(dump(5_500_000))
    bug_report(root / "bugreport.zip", 56_000_000)
    backup(root / "backup-300", 300)
    backup(root / "backup-1000", 1000)
    backup(root / "index-50k", 300, rows=50_000)
    backup(root / "index-500k", 300, rows=500_000)


main()
