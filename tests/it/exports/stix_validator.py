"""Holds bundles against the STIX validator of OASIS, strictly. Name-based ids are
what makes the same input give the same bytes, so that remark (103) is off."""

import sys

from stix2validator import ValidationOptions, validate_file

options = ValidationOptions(version="2.1", strict=True, disabled="103")
for path in sys.argv[1:]:
    result = validate_file(path, options)
    if not result.is_valid:
        problems = [
            str(problem)
            for one in result.object_results
            for problem in list(one.errors) + list(one.warnings)
        ]
        raise AssertionError("\n".join(sorted(set(problems))[:10]))
