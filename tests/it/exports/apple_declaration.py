"""Holds declarations against what Apple's schemas `declarationbase` and
`app.settings` say: no other keys, strings only, and the lengths of its names."""

import json
import sys

for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        declaration = json.load(file)
    assert set(declaration) == {"Type", "Identifier", "ServerToken", "Payload"}
    assert declaration["Type"] == "com.apple.configuration.app.settings"
    assert 0 < len(declaration["Identifier"].encode()) <= 64
    assert 0 < len(declaration["ServerToken"].encode()) <= 64
    assert set(declaration["Payload"]) == {"Allowed"}
    ((key, ids),) = declaration["Payload"]["Allowed"].items()
    assert key in ("DeniedApps", "AllowedApps")
    assert ids and all(isinstance(one, str) and one for one in ids)
    assert ids == sorted(set(ids))
