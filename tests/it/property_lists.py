"""Writes binary property lists with `plistlib` into the folder that is given."""

import datetime
import pathlib
import plistlib
import sys

folder = pathlib.Path(sys.argv[1])
shared = {"a": 1, "b": ["x", "y"]}
archive = {
    "$archiver": "NSKeyedArchiver",
    "$version": 100000,
    "$top": {"root": plistlib.UID(1)},
    "$objects": [
        "$null",
        {"NS.keys": [plistlib.UID(2)], "NS.objects": [plistlib.UID(3)], "$class": plistlib.UID(4)},
        "key",
        "value",
        {"$classname": "NSDictionary", "$classes": ["NSDictionary", "NSObject"]},
    ],
}
values = {
    "empty-dict": {},
    "empty-array": [],
    "empty-text": {"": ""},
    "empty-data": {"a": b""},
    "containers": {"a": [], "b": {}, "c": [[], [[]], {}]},
    "shared": {"one": shared, "two": shared, "three": [shared, shared]},
    "equal": {"one": dict(shared), "two": dict(shared)},
    "integers": [0, 1, 255, 256, 65535, 65536, 2**31, 2**32, 2**63 - 1, -1, -(2**63)],
    "large-integer": [2**63, 2**64 - 1],
    "reals": [0.0, 1.5, -2.25, float("inf")],
    "flags": [True, False, True],
    "dates": [datetime.datetime(2001, 1, 1), datetime.datetime(2026, 11, 21, 9, 12, 44)],
    "texts": ["", "a", "a" * 14, "a" * 15, "a" * 300, "a" * 70000],
    "wide-texts": ["\u00e5", "\u00f8" * 14, "\u4e2d" * 15, "\U0001f600" * 300],
    "data": [b"\0" * 14, b"\x0f" * 15, bytes(range(256)) * 300],
    "many": [str(number) for number in range(300)],
    "very-many": {str(number): number for number in range(70000)},
    "archive": archive,
    "nested": {"bplist": plistlib.dumps(archive, fmt=plistlib.FMT_BINARY)},
    "unsorted": {"c": 1, "a": 2, "b": 3},
}
for name, value in values.items():
    for is_sorted in (True, False):
        path = folder / f"{name}-{is_sorted}.plist"
        path.write_bytes(plistlib.dumps(value, fmt=plistlib.FMT_BINARY, sort_keys=is_sorted))
