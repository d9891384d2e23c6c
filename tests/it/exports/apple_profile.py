"""Reads configuration profiles with Python's own plistlib, and holds them against
what Apple's schema of the payload Restrictions says of the keys in it."""

import plistlib
import sys
import uuid

ALLOWED = {
    "PayloadType": str,
    "PayloadVersion": int,
    "PayloadIdentifier": str,
    "PayloadUUID": str,
    "PayloadDisplayName": str,
    "PayloadDescription": str,
    "PayloadContent": list,
}
LISTS = ("blockedAppBundleIDs", "allowListedAppBundleIDs")


def check(payload, kind, keys):
    for key, value in payload.items():
        assert isinstance(value, keys[key]), key
    assert payload["PayloadType"] == kind
    assert payload["PayloadVersion"] == 1
    assert uuid.UUID(payload["PayloadUUID"]).version == 5


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        profile = plistlib.load(file)
    check(profile, "Configuration", ALLOWED)
    (restrictions,) = profile["PayloadContent"]
    check(restrictions, "com.apple.applicationaccess", ALLOWED | dict.fromkeys(LISTS, list))
    (key,) = [key for key in LISTS if key in restrictions]
    ids = restrictions[key]
    assert ids and all(isinstance(one, str) and one for one in ids)
    assert ids == sorted(set(ids))
    assert len({profile["PayloadUUID"], restrictions["PayloadUUID"]}) == 2
