"""Reads an exported SQL script in the dialects of engines that do not run here."""

import sys

import sqlglot

with open(sys.argv[1], encoding="utf-8") as file:
    script = file.read()
for dialect in ("spark", "postgres", "snowflake", "bigquery", "tsql", "mysql"):
    assert len(sqlglot.parse(script, dialect=dialect)) >= 5, dialect
