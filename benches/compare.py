#!/usr/bin/env python3
"""The same question to dutyphone and to general engines, over the same fleet.

The question: how many apps of a list of denied ids are on each device? All
must give the same answer, or the run fails. Engines get two threads, and are
told which fields matter. They are timed from inside, after they were loaded;
dutyphone is timed from outside, with its start, its policy and its output.

    python3 benches/compare.py [--devices N] [--rounds N] [--keep FOLDER]

Installs duckdb, polars, chdb and orjson into a temporary environment; jq has
to be on the path, and is left out when it is not. Never run by the tests.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["duckdb", "polars", "chdb", "orjson"]

# Each prints the seconds it took and writes `id<TAB>count` lines. Devices
# without any denied app are left out.
HEAD = """
import sys, time
fleet, denied_path, out = sys.argv[1:4]
denied = [line.strip() for line in open(denied_path)]
def done(start, rows):
    took = time.perf_counter() - start
    with open(out, "w") as file:
        for device, count in sorted(rows):
            file.write(f"{device}\\t{count}\\n")
    print(took)
"""

ENGINES = {
    "duckdb": """
import duckdb
db = duckdb.connect()
db.execute("SET threads = 2")
db.execute("CREATE TABLE denied AS SELECT unnest($ids) AS id", {"ids": denied})
start = time.perf_counter()
rows = db.execute(
    "SELECT device, count(*) FROM (SELECT device.id AS device, unnest(apps).id AS app"
    " FROM read_json(?, format = 'newline_delimited', columns ="
    " {device: 'STRUCT(id VARCHAR)', apps: 'STRUCT(id VARCHAR)[]'}))"
    " WHERE app IN (SELECT id FROM denied) GROUP BY device", [fleet]).fetchall()
done(start, rows)
""",
    "polars": """
import os
os.environ["POLARS_MAX_THREADS"] = "2"
import polars as pl
schema = {"device": pl.Struct({"id": pl.String}), "apps": pl.List(pl.Struct({"id": pl.String}))}
start = time.perf_counter()
apps = pl.scan_ndjson(fleet, schema=schema).select(
    pl.col("device").struct.field("id").alias("device"), pl.col("apps")).explode("apps")
found = apps.filter(pl.col("apps").struct.field("id").is_in(denied))
rows = found.group_by("device").len().collect(engine="streaming").rows()
done(start, rows)
""",
    "clickhouse": """
import chdb, json
quoted = ",".join("'" + word.replace("'", "''") + "'" for word in denied)
start = time.perf_counter()
answer = chdb.query(
    "SELECT device.id AS d, count() AS n FROM file('" + fleet + "', JSONEachRow,"
    " 'device Tuple(id String), apps Array(Tuple(id String))') ARRAY JOIN apps AS app"
    " WHERE app.id IN (" + quoted + ") GROUP BY d SETTINGS max_threads = 2,"
    " input_format_skip_unknown_fields = 1,"
    " input_format_json_ignore_unknown_keys_in_named_tuple = 1", "JSONCompactEachRow")
rows = [(d, int(n)) for d, n in map(json.loads, str(answer).splitlines())]
done(start, rows)
""",
    "orjson": """
import os
from concurrent.futures import ProcessPoolExecutor
import orjson
wanted = frozenset(denied)
def part(bounds):
    rows = []
    with open(fleet, "rb") as file:
        begin, end = bounds
        if begin:
            file.seek(begin - 1)
            file.readline()
        while file.tell() < end and (line := file.readline()):
            device = orjson.loads(line)
            count = sum(app["id"] in wanted for app in device["apps"])
            if count:
                rows.append((device["device"]["id"], count))
    return rows
if __name__ == "__main__":
    size = os.path.getsize(fleet)
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(abs, [1, 2]))
        start = time.perf_counter()
        halves = pool.map(part, [(0, size // 2), (size // 2, size)])
        rows = [row for half in halves for row in half]
        done(start, rows)
""",
}

JQ = (
    "($denied | map({key: ., value: true}) | from_entries) as $d | inputs"
    " | [.device.id, ([.apps[] | select($d[.id])] | length)]"
    " | select(.[1] > 0) | @tsv"
)


def run(command, **more):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, **more).stdout


def prepare(folder, devices):
    """Builds the program and makes the fleet, the list and the policy."""
    run(["cargo", "build", "--release", "--quiet"], cwd=ROOT)
    bench = ["cargo", "bench", "--quiet", "--bench", "fleet", "--"]
    fleet, denied, policy = folder / "fleet.ndjson", folder / "denied.txt", folder / "list.toml"
    with fleet.open("w") as out:
        subprocess.run([*bench, "lines", str(devices)], check=True, cwd=ROOT, stdout=out)
    with denied.open("w") as out:
        subprocess.run([*bench, "known"], check=True, cwd=ROOT, stdout=out)
    # iOS compares ids without regard to case, the other engines with.
    ids = sorted(set(denied.read_text().split()))
    ids = [word for word in ids if sum(other.lower() == word.lower() for other in ids) == 1]
    denied.write_text("".join(word + "\n" for word in ids))
    listed = json.dumps(ids)
    policy.write_text(
        'schema = 1\nid = "list"\n[[rule]]\nid = "denied"\nlevel = "deny"\n'
        f"android = {listed}\nios = {listed}\n"
    )
    return fleet, denied, policy


def dutyphone(fleet, policy, out, threads):
    lines = out.with_suffix(".ndjson")
    command = [ROOT / "target/release/dutyphone", "audit", fleet, "--policy", policy]
    command += ["-f", "ndjson", "--jobs", str(threads)]
    with lines.open("w") as target:
        start = time.perf_counter()
        status = subprocess.run(command, stdout=target, check=False).returncode
        took = time.perf_counter() - start
    if status != 1:
        sys.exit(f"dutyphone exited with {status}")
    rows = []
    for line in lines.open():
        device = json.loads(line)
        # An app that is there twice is one finding for each.
        if device["findings"]:
            rows.append(f"{device['id']}\t{len(device['findings'])}\n")
    out.write_text("".join(sorted(rows)))
    return took


def jq(fleet, denied, out):
    ids = json.dumps(denied.read_text().split())
    start = time.perf_counter()
    text = run(["jq", "-n", "-r", "--argjson", "denied", ids, JQ, fleet])
    took = time.perf_counter() - start
    out.write_text("".join(sorted(line + "\n" for line in text.splitlines())))
    return took


def floor(fleet):
    """Reads, splits into lines and checks UTF-8, as the bench measures it."""
    bench = ["cargo", "bench", "--quiet", "--bench", "fleet", "--", "floor", fleet]
    text = run(bench, cwd=ROOT).strip()
    return float(text.removesuffix("ms")) / 1000 if text.endswith("ms") else float(text[:-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--devices", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder to work in, which is kept")
    args = parser.parse_args()
    folder = args.keep or Path(tempfile.mkdtemp(prefix="dutyphone-compare-"))
    folder.mkdir(exist_ok=True)
    try:
        compare(folder.resolve(), args)
    finally:
        if not args.keep:
            shutil.rmtree(folder)


def compare(folder, args):
    python = folder / "venv/bin/python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
        run([python, "-m", "pip", "install", "--quiet", *PACKAGES])
    versions = run([python, "-m", "pip", "list", "--format", "freeze"]).split()
    print("versions:", ", ".join(v for v in versions if v.split("==")[0] in PACKAGES))
    fleet, denied, policy = prepare(folder, args.devices)
    print(f"{args.devices} devices, {fleet.stat().st_size // 1_000_000} MB")
    jobs = {
        "floor": lambda out: floor(fleet),
        "dutyphone, one thread": lambda out: dutyphone(fleet, policy, out, 1),
        "dutyphone, two threads": lambda out: dutyphone(fleet, policy, out, 2),
    }
    for name, code in ENGINES.items():
        # Under another name than the package it imports.
        script = folder / f"ask_{name}.py"
        script.write_text(HEAD + code)
        command = [python, script, fleet, denied]
        jobs[name] = lambda out, command=command: float(run([*command, out]).split()[-1])
    if shutil.which("jq"):
        jobs["jq"] = lambda out: jq(fleet, denied, out)
    times = {name: [] for name in jobs}
    for round_number in range(args.rounds):
        for name, job in jobs.items():
            # Minutes for an answer that does not change.
            if name == "jq" and round_number > 0:
                continue
            times[name].append(job(folder / f"{name.replace(' ', '-').replace(',', '')}.tsv"))
    report(folder, times)


def report(folder, times):
    base = statistics.median(times["floor"])
    ours = statistics.median(times["dutyphone, two threads"])
    answers = {}
    for name, taken in times.items():
        median = statistics.median(taken)
        file = folder / f"{name.replace(' ', '-').replace(',', '')}.tsv"
        answer = file.read_text() if file.exists() else None
        if name != "floor":
            answers[name] = sorted(answer.splitlines())
        print(f"{name:24} {median:8.3f} s {median / base:7.1f} x floor {median / ours:7.1f} x ours")
    first = answers["dutyphone, two threads"]
    print(f"{len(first)} devices have a denied app")
    for name, answer in answers.items():
        if answer != first:
            sys.exit(f"{name} gives another answer: {len(answer)} devices")


main()
