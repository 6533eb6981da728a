#!/bin/sh
# Sets up what the tests need and runs them all. Usage: sh Scripts/test.sh
set -eu
cd "$(dirname "$0")/.."

sh Scripts/install.sh tests
sh Scripts/validator.sh >/dev/null
swift build
.build/debug/waymark check --no-analysis
.build/debug/waymark test
.build/debug/waymark check --no-analysis --rulebook Examples/nottinghamshire
.build/debug/waymark test --rulebook Examples/nottinghamshire Examples/nottinghamshire/cases
.build/debug/waymark fmt --check Rules Services Examples/cases Examples/nottinghamshire
sh Scripts/test-browser.sh
swift test
