#!/usr/bin/env bash
# What the whole program costs on large inputs, beside what a user would reach
# for: hyperfine's medians and peak memory, all in one run.
#
# Needs hyperfine, GNU time, unzip and python3; with MVT=1 also the Python
# package mvt, whose command mvt-ios must be on the PATH.
#
#     benches/whole_program.sh [DIR]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-$(mktemp -d)}

cargo build --release --quiet
program=target/release/dutyphone
[ -e "$folder/index-500k/Manifest.db" ] || python3 benches/inputs.py "$folder"
ls -l "$folder"/dump.txt "$folder"/bugreport.zip "$folder"/*/Info.plist "$folder"/*/Manifest.db

compare() {
    local title=$1
    shift
    echo "== $title"
    # The audit exits with 1 or 3 on some inputs; that is its answer.
    hyperfine --shell=none --ignore-failure --warmup 3 --runs 20 --style none \
        --export-json "$folder/times.json" "$@" >/dev/null 2>&1
    python3 - "$folder/times.json" <<'PY'
import json, sys
results = json.load(open(sys.argv[1]))["results"]
first = results[0]["median"]
for result in results:
    print(f"  {result['median'] * 1000:9.2f} ms  {result['median'] / first:6.2f}x  {result['command'][-90:]}")
PY
}

memory() {
    /usr/bin/time -f "  %M KiB at most: $*" "$@" >/dev/null 2>"$folder/memory.txt" || true
    tail -n 1 "$folder/memory.txt"
}

echo "== start-up"
compare "start-up: catalogue and default policy" "$program policy check default"
compare "Android dump, 5.5 MB" "wc -l $folder/dump.txt" "$program audit $folder/dump.txt"
memory "$program" audit "$folder/dump.txt"
compare "bug report zip, 56 MB of text" "unzip -p $folder/bugreport.zip" "$program audit $folder/bugreport.zip"
memory "$program" audit "$folder/bugreport.zip"
for apps in 300 1000; do
    backup=$folder/backup-$apps
    compare "iPhone backup, $apps apps" \
        "wc -l $backup/Info.plist $backup/Manifest.plist $backup/Status.plist" \
        "$program audit $backup" \
        "python3 -c 'import plistlib;d=plistlib.load(open(\"$backup/Info.plist\",\"rb\"));d[\"Installed Applications\"];[plistlib.loads(a[\"iTunesMetadata\"])[\"itemId\"] for a in d[\"Applications\"].values()]'"
    memory "$program" audit "$backup"
done
if [ -n "${MVT:-}" ]; then
    compare "mvt on the same backup" "$program audit $folder/backup-300" \
        "mvt-ios check-backup --modules Applications $folder/backup-300"
fi
compare "Manifest.db, 50,000 and 500,000 rows" \
    "$program audit $folder/index-50k" "$program audit $folder/index-500k"
memory "$program" audit "$folder/index-500k"
