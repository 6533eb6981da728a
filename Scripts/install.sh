#!/bin/sh
# Installs the Debian packages that the build and the tests need; does nothing where they are there.
# Usage: sh Scripts/install.sh [tests|spark|browser]
set -eu

packages="libyaml-dev libsodium-dev libsimdjson-dev libsqlite3-dev"
case "${1:-}" in
tests) packages="$packages python3-venv" ;;
spark) packages="$packages python3-venv openjdk-17-jre-headless" ;;
browser) packages="$packages python3-venv chromium" ;;
esac

missing=""
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

root=""
[ "$(id -u)" = 0 ] || root=sudo
echo "Installing$missing" >&2
$root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq $missing >/dev/null
