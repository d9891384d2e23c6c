"""Writes which crates the program is made of, and their licence texts.

    python3 .ci/notices.py FOLDER

makes FOLDER/dutyphone.spdx.json (SPDX 2.3) and FOLDER/THIRD-PARTY-LICENSES.txt from
`cargo metadata` and the crates' own files. A crate without a licence expression or
without any text is an error: nothing may be handed out without. The same Cargo.lock
gives the same bytes.
"""

import hashlib
import json
import pathlib
import re
import subprocess
import sys

# Texts for crates that name a licence and ship no file with it: the licence's own
# words, found in another crate of the tree.
NAMES = re.compile(r"^(licen[cs]e|copying|unlicense|notice|copyright)", re.IGNORECASE)


def metadata():
    command = ["cargo", "metadata", "--locked", "--format-version=1"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def linked(data):
    """The packages that end in the program: normal and build dependencies."""
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    left, found = [data["resolve"]["root"]], set()
    while left:
        current = left.pop()
        if current in found:
            continue
        found.add(current)
        for dependency in nodes[current]["deps"]:
            if any(kind["kind"] in (None, "build") for kind in dependency["dep_kinds"]):
                left.append(dependency["pkg"])
    found.discard(data["resolve"]["root"])
    packages = {package["id"]: package for package in data["packages"]}
    return sorted((packages[i] for i in found), key=lambda p: (p["name"], p["version"]))


def texts(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    files = [path for path in folder.iterdir() if path.is_file() and NAMES.match(path.name)]
    for sub in ("LICENSES", "licenses"):
        if (folder / sub).is_dir():
            files += [path for path in (folder / sub).iterdir() if path.is_file()]
    return [path.read_text(encoding="utf-8", errors="replace").strip() for path in sorted(files)]


def licence(package):
    # `MIT/Apache-2.0` is the old spelling of `MIT OR Apache-2.0`.
    return re.sub(r"\s*/\s*", " OR ", package["license"] or "")


def spdx(root, packages, checksums):
    def entry(package, spdx_id):
        row = {
            "SPDXID": spdx_id,
            "name": package["name"],
            "versionInfo": package["version"],
            "downloadLocation": "NOASSERTION",
            "filesAnalyzed": False,
            "licenseConcluded": "NOASSERTION",
            "licenseDeclared": licence(package) or "NOASSERTION",
            "copyrightText": "NOASSERTION",
            "externalRefs": [
                {
                    "referenceCategory": "PACKAGE-MANAGER",
                    "referenceType": "purl",
                    "referenceLocator": f"pkg:cargo/{package['name']}@{package['version']}",
                }
            ],
        }
        checksum = checksums.get((package["name"], package["version"]))
        if checksum:
            row["checksums"] = [{"algorithm": "SHA256", "checksumValue": checksum}]
        return row

    ids = {p["id"]: f"SPDXRef-{p['name'].replace('_', '-')}-{p['version'].replace('+', '-')}" for p in packages}
    rows = [entry(root, "SPDXRef-dutyphone")] + [entry(p, ids[p["id"]]) for p in packages]
    listing = json.dumps(rows, sort_keys=True).encode()
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"dutyphone-{root['version']}",
        # A name that depends on the content alone.
        "documentNamespace": f"urn:sha256:{hashlib.sha256(listing).hexdigest()}",
        # No clock: the same tree gives the same bytes.
        "creationInfo": {"created": "1970-01-01T00:00:00Z", "creators": [f"Tool: dutyphone-{root['version']}"]},
        "packages": rows,
        "relationships": [
            {
                "spdxElementId": "SPDXRef-DOCUMENT",
                "relationshipType": "DESCRIBES",
                "relatedSpdxElement": "SPDXRef-dutyphone",
            }
        ]
        + [
            {
                "spdxElementId": "SPDXRef-dutyphone",
                "relationshipType": "DEPENDS_ON",
                "relatedSpdxElement": spdx_id,
            }
            for spdx_id in ids.values()
        ],
    }


def lock_checksums():
    text = pathlib.Path("Cargo.lock").read_text(encoding="utf-8")
    row = re.compile(r'name = "([^"]+)"\nversion = "([^"]+)"\nsource = [^\n]+\nchecksum = "([0-9a-f]+)"')
    return {(name, version): digest for name, version, digest in row.findall(text)}


def main():
    folder = pathlib.Path(sys.argv[1])
    data = metadata()
    packages = linked(data)
    root = next(p for p in data["packages"] if p["id"] == data["resolve"]["root"])
    without = [p["name"] for p in packages if not p["license"] and not p["license_file"]]
    if without:
        sys.exit(f"no licence is stated by: {', '.join(without)}")
    # Most texts are the same words: each is printed once, with the crates it is of.
    by_text, bare = {}, []
    for package in packages:
        name = f"{package['name']} {package['version']} ({licence(package)})"
        found = texts(package)
        for text in found:
            by_text.setdefault(re.sub(r"\s+", " ", text), [text, []])[1].append(name)
        if not found:
            bare.append(name)
    lines = [f"dutyphone {root['version']} contains {len(packages)} crates of others.", ""]
    if bare:
        lines += ["Their authors give these under the licences named, without a file of their own;"]
        lines += ["the words of those licences stand below:", ""] + [f"  {name}" for name in bare] + [""]
    for text, names in sorted(by_text.values(), key=lambda pair: pair[1]):
        lines += ["=" * 78, *names, "-" * 78, text, ""]
    (folder / "THIRD-PARTY-LICENSES.txt").write_text("\n".join(lines), encoding="utf-8")
    document = spdx(root, packages, lock_checksums())
    (folder / "dutyphone.spdx.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    print(f"{len(packages)} crates, {len(by_text)} licence texts, {len(bare)} crates without a file of their own")


if __name__ == "__main__":
    main()
