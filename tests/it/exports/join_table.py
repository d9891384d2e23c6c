"""Joins an exported table (CSV) with a fleet in DuckDB by the very query that
policies/README.md shows, and prints the findings."""

import json
import pathlib
import sys

import duckdb

from fleet import apps

readme = pathlib.Path(__file__).parents[3] / "policies/README.md"
_, after = readme.read_text().split("    WITH d AS (", 1)
query = "WITH d AS (" + after.split(";", 1)[0]
query = query.replace("'apps.csv'", f"'{sys.argv[1]}'")
database = duckdb.connect()
database.execute("CREATE TABLE apps (device TEXT, platform TEXT, app_id TEXT)")
database.executemany("INSERT INTO apps VALUES (?, ?, ?)", apps(sys.argv[2]))
print(json.dumps(database.execute(query).fetchall()))
