# Sourced by the scripts that test, in the package's folder: what they need from Debian and from PyPI.

# Installs Debian packages; does nothing where they are there.
packages() {
    missing=""
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    root=""
    [ "$(id -u)" = 0 ] || root=sudo
    echo "Installing$missing" >&2
    $root apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq $missing >/dev/null
}

# `environment NAME REQUIREMENTS` makes the virtual environment .venv/NAME with what the file REQUIREMENTS pins, again
# where that file has changed, and prints the path of its Python. Several may ask at the same time.
environment() (
    folder=$PWD/.venv/$1
    mkdir -p .venv
    exec 9>".venv/$1.lock"
    flock 9
    if ! cmp -s "$2" "$folder/installed.txt"; then
        rm -rf "$folder"
        python3 -m venv "$folder" >&2
        "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$2" >&2
        cp "$2" "$folder/installed.txt"
    fi
    echo "$folder/bin/python"
)

# Builds the program for a caseload, unless it is given, and prints its path.
release_program() {
    if [ -n "${1:-}" ]; then echo "$1"; else
        swift build -c release --product waymark >&2
        echo "$(swift build -c release --show-bin-path)/waymark"
    fi
}
