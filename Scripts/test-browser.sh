#!/bin/sh
# Tests the pages in a headless Chromium, in a virtual environment of its own (.venv/browser). The server must be built.
# Usage: sh Scripts/test-browser.sh [PYTEST ARGUMENTS]
set -eu
cd "$(dirname "$0")/.."

sh Scripts/install.sh browser
. Scripts/venv.sh
venv browser Tests/browser/requirements.txt
PYTHONDONTWRITEBYTECODE=1 "$python" -m pytest -p no:cacheprovider --quiet \
    -o faulthandler_timeout=300 -o faulthandler_exit_on_timeout=true -o testpaths=Tests/browser "$@"
