#!/bin/sh
# Tests the DuckDB queries against counting by hand, in a virtual environment of their own (.venv/duckdb).
# Usage: sh Examples/duckdb/test.sh [WAYMARK]    WAYMARK: the program; built if not given.
set -eu
cd "$(dirname "$0")/../.."
. Tests/setup.sh

packages libyaml-dev libsodium-dev libsimdjson-dev libsqlite3-dev python3-venv
waymark=$(release_program "${1:-}")
python=$(environment duckdb Examples/duckdb/requirements.txt)
"$python" Examples/duckdb/test_duckdb.py "$waymark" .
