#!/bin/sh
# Sets up what the tests need and runs them all, in a clean clone too. Usage: sh Tests/run.sh
set -eu
cd "$(dirname "$0")/.."
. Tests/setup.sh

packages libyaml-dev libsodium-dev libsimdjson-dev libsqlite3-dev python3-venv chromium
environment validator Tests/validator/requirements.txt >/dev/null
browser=$(environment browser Tests/browser/requirements.txt)

swift format lint --strict --recursive --parallel Sources Tests Package.swift
swift build --build-tests
waymark=$(swift build --show-bin-path)/waymark
"$waymark" check --no-analysis
"$waymark" test
"$waymark" check --no-analysis --rulebook Examples/nottinghamshire
"$waymark" test --rulebook Examples/nottinghamshire Examples/nottinghamshire/cases
"$waymark" fmt --check Rules Services Examples/cases Examples/nottinghamshire

swift test --skip-build
PYTHONDONTWRITEBYTECODE=1 "$browser" -m pytest Tests/browser
