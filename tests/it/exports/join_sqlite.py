"""Runs an exported SQL script in SQLite over a fleet, and prints the findings."""

import json
import sqlite3
import sys

from fleet import FINDINGS, apps

database = sqlite3.connect(":memory:")
database.execute("CREATE TABLE apps (device TEXT, platform TEXT, app_id TEXT)")
database.executemany("INSERT INTO apps VALUES (?, ?, ?)", apps(sys.argv[2]))
with open(sys.argv[1], encoding="utf-8") as file:
    script = file.read()
# Twice: a newer export takes the place of an older one.
database.executescript(script)
database.executescript(script)
print(json.dumps(database.execute(FINDINGS).fetchall()))
