"""Validates JSON against JSON Schemas with an independent validator.

Usage: validate.py SCHEMA DOCUMENTS [DEFINITION]

The schema itself is checked first. DOCUMENTS is a file with one JSON document a line, - for none. DEFINITION names one
of the schema's $defs to validate against instead of the whole. Prints what is wrong, at most ten problems, and how many
documents were looked at; the status is 1 where something is wrong.
"""

import json
import sys

from jsonschema import Draft202012Validator


def main() -> int:
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    if len(sys.argv) > 3:
        schema = {"$schema": schema["$schema"], "$ref": f"#/$defs/{sys.argv[3]}", "$defs": schema["$defs"]}
    validator = Draft202012Validator(schema)
    problems = count = 0
    if sys.argv[2] != "-":
        with open(sys.argv[2], encoding="utf-8") as file:
            for line in file:
                count += 1
                document = json.loads(line, object_pairs_hook=without_duplicates)
                for error in validator.iter_errors(document):
                    problems += 1
                    if problems <= 10:
                        print(f"document {count}, {error.json_path}: {error.message[:400]}")
    print(f"{count} documents, {problems} problems")
    return 1 if problems else 0


def without_duplicates(pairs):
    """An object whose keys differ from one another."""
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError(f"a key stands twice: {keys}")
    return dict(pairs)


if __name__ == "__main__":
    sys.exit(main())
