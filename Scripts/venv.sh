# Sourced by the test scripts: `venv NAME REQUIREMENTS` makes the virtual environment .venv/NAME with what REQUIREMENTS
# pins, once, and sets $environment and $python. Done again when REQUIREMENTS changes.
venv() {
    environment=$PWD/.venv/$1
    python=$environment/bin/python
    if ! cmp -s "$2" "$environment/installed.txt"; then
        rm -rf "$environment"
        python3 -m venv "$environment"
        "$python" -m pip install --quiet --disable-pip-version-check --requirement "$2" >&2
        cp "$2" "$environment/installed.txt"
    fi
}
