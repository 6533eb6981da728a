#!/bin/sh
# Tests the DuckDB queries against counting by hand, in a virtual environment of their own (.venv/duckdb).
# Usage: sh Scripts/test-duckdb.sh [WAYMARK]    WAYMARK: the program; built if not given.
set -eu
cd "$(dirname "$0")/.."

sh Scripts/install.sh tests
if [ -n "${1:-}" ]; then waymark=$1; else
    swift build -c release --product waymark >&2
    waymark=$(swift build -c release --show-bin-path)/waymark
fi

. Scripts/venv.sh
venv duckdb Examples/duckdb/requirements.txt
"$python" Examples/duckdb/test_duckdb.py "$waymark" .
