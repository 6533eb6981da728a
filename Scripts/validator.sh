#!/bin/sh
# Makes the virtual environment with the JSON Schema validator that the tests use; does nothing where it is there.
# Prints the path of its Python. Usage: sh Scripts/validator.sh
set -eu
cd "$(dirname "$0")/.."

wanted="jsonschema==4.25.1"
folder=.build/validator
if [ "$(cat "$folder/made-for" 2>/dev/null || true)" != "$wanted" ]; then
    rm -rf "$folder"
    mkdir -p .build
    python3 -m venv "$folder" >&2
    "$folder/bin/pip" install --quiet --disable-pip-version-check "$wanted" >&2
    echo "$wanted" >"$folder/made-for"
fi
echo "$PWD/$folder/bin/python"
