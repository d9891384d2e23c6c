"""Holds policies, or changes of one, against the discovery document of the Android
Management API, which Google ships with its Python client."""

import json
import pathlib
import sys

import googleapiclient
import jsonschema

folder = pathlib.Path(googleapiclient.__file__).parent / "discovery_cache/documents"
discovery = json.loads((folder / "androidmanagement.v1.json").read_text())


def schema(described):
    """A schema of the discovery document as JSON Schema that knows no other keys."""
    if "$ref" in described:
        return {"$ref": "#/$defs/" + described["$ref"]}
    kind = described.get("type")
    if kind == "object":
        made = {"type": "object"}
        if "properties" in described:
            made["properties"] = {k: schema(v) for k, v in described["properties"].items()}
            made["additionalProperties"] = False
        elif "additionalProperties" in described:
            made["additionalProperties"] = schema(described["additionalProperties"])
        return made
    if kind == "array":
        return {"type": "array", "items": schema(described["items"])}
    if kind == "any":
        return {}
    return {key: described[key] for key in ("type", "enum") if key in described}


DEFINITIONS = {name: schema(one) for name, one in discovery["schemas"].items()}


def validate(body, name):
    jsonschema.validate(body, {"$defs": DEFINITIONS, "$ref": f"#/$defs/{name}"})


for path in sys.argv[1:]:
    body = json.loads(pathlib.Path(path).read_text())
    if "changes" in body:
        validate(body, "ModifyPolicyApplicationsRequest")
        applications = [change["application"] for change in body["changes"]]
        assert all(change["updateMask"] == "installType" for change in body["changes"])
    else:
        validate(body, "Policy")
        applications = body["applications"]
        personal = body["personalUsagePolicies"]
        # Without a mode every app that is not in the list is uninstalled.
        modes = (body["playStoreMode"], personal["personalPlayStoreMode"])
        installs = {one["installType"] for one in applications + personal["personalApplications"]}
        assert (modes, installs) in (
            (("BLACKLIST", "BLOCKLIST"), {"BLOCKED"}),
            (("WHITELIST", "ALLOWLIST"), {"AVAILABLE"}),
        )
    names = [one["packageName"] for one in applications]
    assert names and names == sorted(set(names)) and len(names) <= 3000

# The check itself sees what it must.
for bad in (
    {"applications": [{"packageName": "a.b", "installType": "BLOCK"}]},
    {"playStoreMode": "BLOCKLIST"},
    {"application": []},
):
    try:
        validate(bad, "Policy")
    except jsonschema.ValidationError:
        continue
    raise AssertionError(f"accepted {bad}")
