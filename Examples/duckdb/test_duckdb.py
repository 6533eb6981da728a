"""The queries give what counting the lines by hand gives. Run by test.sh.

Usage: test_duckdb.py WAYMARK RULEBOOK
"""

import collections
import json
import os
import subprocess
import sys
import tempfile
import traceback

import duckdb

HERE = os.path.dirname(os.path.abspath(__file__))
WAYMARK, RULEBOOK = (os.path.abspath(argument) for argument in sys.argv[1:3])


def waymark(*arguments, given=None):
    run = subprocess.run([WAYMARK, *arguments, "--rulebook", RULEBOOK], input=given, capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    return run.stdout


def query(name):
    with open(f"{HERE}/{name}") as file:
        return duckdb.connect().execute(file.read())


def prepare():
    """People, two of them refused, one with an open area, and their decisions, in the present folder."""
    lines = waymark("generate", "people", "--flat", "--count", "3000", "--unknown", "5").splitlines()
    lines[3] = '{"id": "w1", "age_years": 300}'
    lines[4] = '{"id": "w2", "no_such_fact": 1}'
    people = "\n".join(lines) + "\n"
    with open("people.ndjson", "w") as file:
        file.write(people)
    decisions = waymark("batch", "--output", "decisions", "--trace", "none", given=people)
    with open("decisions.ndjson", "w") as file:
        file.write(decisions)
    return [json.loads(line) for line in lines], [json.loads(line) for line in decisions.splitlines()]


def counts(people, decisions):
    area = {person["id"]: person.get("local_authority", "not known") for person in people}
    wanted = collections.defaultdict(set)
    for decision in decisions:
        for row in decision.get("outcomes", []):
            wanted[(area[decision["case"]], row["programme"], row["outcome"])].add(decision["case"])
    found = {(a, p, o): n for a, p, o, n in query("counts.sql").fetchall()}
    assert found == {key: len(names) for key, names in wanted.items()}
    assert len({key[0] for key in found}) >= 8, "areas are missing"


def columns(people, decisions):
    query("columns.sql")
    found = duckdb.execute("SELECT id, programme, service, outcome, position, error FROM 'outcomes.parquet'").fetchall()
    wanted = []
    for decision in decisions:
        if "error" in decision:
            wanted.append((decision["id"], None, None, None, None, decision["error"]))
        for row in decision.get("outcomes", []):
            wanted.append((decision["case"], row["programme"], row["service"], row["outcome"], row["position"], None))
    def order(row):
        return [str(value) for value in row]

    assert sorted(found, key=order) == sorted(wanted, key=order)
    assert sum(row[5] is not None for row in found) == 2


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        people, decisions = prepare()
        for name, test in {"counts by area and outcome": counts, "outcomes as columns of a Parquet file": columns}.items():
            try:
                test(people, decisions)
                print(f"✔ {name}")
                passed += 1
            except Exception:
                traceback.print_exc()
                print(f"✘ {name}")
                failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
