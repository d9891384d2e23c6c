"""The apps of saved inventories as rows: device, platform, app_id."""

import json


def apps(path):
    with open(path, encoding="utf-8") as file:
        inventories = [json.loads(line) for line in file]
    return [
        (one["device"]["id"], one["device"]["platform"], app["id"])
        for one in inventories
        for app in one["apps"]
    ]


FINDINGS = "SELECT device, app_id, rule, level FROM dutyphone_findings"
