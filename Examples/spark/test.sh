#!/bin/sh
# Tests the Apache Spark example against one machine, in a virtual environment of its own (.venv/spark).
# Usage: sh Examples/spark/test.sh [WAYMARK]    WAYMARK: the program; built if not given.
set -eu
cd "$(dirname "$0")/../.."
. Tests/setup.sh

packages libyaml-dev libsodium-dev libsimdjson-dev libsqlite3-dev python3-venv openjdk-17-jre-headless
waymark=$(release_program "${1:-}")
python=$(environment spark Examples/spark/requirements.txt)
log=.venv/spark/test.log
# Workers have to run the driver's Python.
PYSPARK_PYTHON=$python PYSPARK_DRIVER_PYTHON=$python \
    "$python" Examples/spark/test_spark.py "$waymark" . 2>"$log" || { tail -60 "$log" >&2; exit 1; }
