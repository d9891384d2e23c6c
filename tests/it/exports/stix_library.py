"""Reads bundles with the STIX library of OASIS, patterns included."""

import sys

import stix2

for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        bundle = stix2.parse(file.read(), version="2.1")
    kinds = {}
    for one in bundle.objects:
        kinds.setdefault(one.type, []).append(one)
    assert set(kinds) == {"identity", "report", "indicator"}, set(kinds)
    indicators = {one.id for one in kinds["indicator"]}
    assert len(indicators) == len(kinds["indicator"])
    reported = {ref for report in kinds["report"] for ref in report.object_refs}
    assert reported == indicators
