"""Joins an exported table (CSV) with a fleet in DuckDB, as policies/README.md shows
it, and prints the findings."""

import json
import sys

import duckdb

from fleet import apps

database = duckdb.connect()
database.execute("CREATE TABLE apps (device TEXT, platform TEXT, app_id TEXT)")
database.executemany("INSERT INTO apps VALUES (?, ?, ?)", apps(sys.argv[2]))
database.execute(
    "CREATE TABLE t AS SELECT * FROM read_csv(?, header = true, all_varchar = true)",
    [sys.argv[1]],
)
JOIN = """
WITH d AS (
  SELECT *, CASE platform WHEN 'ios' THEN lower(app_id) ELSE app_id END AS k FROM t
), a AS (
  SELECT *, CASE platform WHEN 'ios' THEN lower(app_id) ELSE app_id END AS k FROM apps
)
SELECT DISTINCT a.device, a.app_id, d.rule, d.level
FROM a JOIN d ON a.platform = d.platform
  AND (d.match = 'exact' AND a.k = d.k OR d.match = 'prefix' AND starts_with(a.k, d.k))
WHERE NOT EXISTS (
  SELECT 1 FROM d e WHERE e.platform = a.platform AND e.rule = d.rule
  AND (e.match = 'except' AND a.k = e.k OR e.match = 'except-prefix' AND starts_with(a.k, e.k)))
"""
print(json.dumps(database.execute(JOIN).fetchall()))
