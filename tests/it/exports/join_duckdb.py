"""Runs an exported SQL script in DuckDB over a fleet, and prints the findings."""

import json
import sys

import duckdb

from fleet import FINDINGS, apps

database = duckdb.connect()
database.execute("CREATE TABLE apps (device TEXT, platform TEXT, app_id TEXT)")
database.executemany("INSERT INTO apps VALUES (?, ?, ?)", apps(sys.argv[2]))
with open(sys.argv[1], encoding="utf-8") as file:
    script = file.read()
database.execute(script)
database.execute(script)
print(json.dumps(database.execute(FINDINGS).fetchall()))
