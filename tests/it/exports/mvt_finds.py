"""Gives MVT a bundle and invented collections, one with an app of the bundle and one
without, for both platforms. MVT's exit code says nothing, so its alert is read."""

import json
import os
import pathlib
import subprocess
import sys

indicators, folder = sys.argv[1], pathlib.Path(sys.argv[2])
PLATFORMS = {
    "android": ("dumpsys_packages.json", lambda app: {"package_name": app}),
    "ios": (
        "applications.json",
        lambda app: {
            "softwareVersionBundleId": app,
            "itemName": "invented",
            "sourceApp": "com.apple.AppStore",
        },
    ),
}
OFFLINE = ["--disable-update-check", "--disable-indicator-update-check"]

for platform, (name, record) in PLATFORMS.items():
    for kind, app in (("found", "com.example.game"), ("clean", "com.example.clean")):
        collection = folder / f"{platform}-{kind}"
        collection.mkdir()
        (collection / name).write_text(json.dumps([record(app)]))
        program = f"import sys; from mvt.{platform} import cli; sys.argv[0] = 'mvt'; cli()"
        said = subprocess.run(
            [sys.executable, "-c", program, *OFFLINE, "check-iocs", "--iocs", indicators, collection],
            env=os.environ | {"MVT_DATA_FOLDER": str(folder / "data"), "COLUMNS": "500"},
            capture_output=True,
            text=True,
        )
        text = said.stdout + said.stderr
        alerts = [line for line in text.splitlines() if "CRITICAL" in line and app in line]
        assert "Traceback" not in text, text
        assert bool(alerts) == (kind == "found"), text
        print(platform, kind)
