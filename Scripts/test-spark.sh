#!/bin/sh
# Tests the Apache Spark example against one machine, in a virtual environment of its own (.venv/spark).
# Usage: sh Scripts/test-spark.sh [WAYMARK]    WAYMARK: the program; built if not given.
set -eu
cd "$(dirname "$0")/.."

sh Scripts/install.sh spark
if [ -n "${1:-}" ]; then waymark=$1; else
    swift build -c release --product waymark >&2
    waymark=$(swift build -c release --show-bin-path)/waymark
fi

. Scripts/venv.sh
venv spark Examples/spark/requirements.txt
# Workers have to run the driver's Python.
PYSPARK_PYTHON=$python PYSPARK_DRIVER_PYTHON=$python \
    "$python" Examples/spark/test_spark.py "$waymark" . 2>"$environment/test.log" || { tail -60 "$environment/test.log" >&2; exit 1; }
