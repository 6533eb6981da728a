"""Answers from Spark are the answers of one machine. Run by test.sh.

Usage: test_spark.py WAYMARK RULEBOOK
"""

import json
import os
import subprocess
import sys
import tempfile
import traceback

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from route_spark import route  # noqa: E402

WAYMARK, RULEBOOK = (os.path.abspath(argument) for argument in sys.argv[1:3])
COUNT = 2000


def waymark(*arguments, given=None):
    """Output of the program, as lines; status 1 (some lines refused) is expected where `given` has wrong lines."""
    run = subprocess.run([WAYMARK, *arguments, "--rulebook", RULEBOOK], input=given, capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    return run.stdout.splitlines()


def typed(spark, folder):
    """A table with a column for each fact."""
    lines = waymark("generate", "people", "--flat", "--count", str(COUNT), "--seed", "3")
    with open(f"{folder}/people.ndjson", "w") as file:
        file.write("\n".join(lines) + "\n")
    spark.read.json(f"{folder}/people.ndjson").repartition(6).write.parquet(f"{folder}/people.parquet")
    return lines, spark.read.parquet(f"{folder}/people.parquet")


def text(spark, folder):
    """A table with each case as JSON text: open facts, and lines that are wrong in every way a line can be."""
    lines = waymark("generate", "people", "--count", str(COUNT), "--seed", "4", "--unknown", "20")
    lines[7] = '{"id": "w1", "facts": {"age_years": 300}}'
    lines[1000] = '{"id": "w2", "facts": {"no_such_fact": true}}'
    lines[1999] = '{"id": "w3", "facts": {"age_years": "old"}}'
    rows = spark.createDataFrame([(line,) for line in lines], "case string")
    rows.repartition(5).write.parquet(f"{folder}/text.parquet")
    return lines, spark.read.parquet(f"{folder}/text.parquet")


def compare(lines, answers, output):
    """The rows of Spark's answers against one machine's, by the cases' names."""
    arguments = ["--output", output] + (["--trace", "none"] if output == "decisions" else [])
    expected = {}
    for line in waymark("batch", *arguments, given="\n".join(lines) + "\n"):
        answer = json.loads(line)
        if output == "summary" or "error" in answer:
            wanted = (answer.get("eligible"), answer.get("primary"), answer.get("error"))
        else:
            wanted = [(o["programme"], o["service"], o["outcome"], o["position"]) for o in answer["outcomes"]]
        expected[answer.get("id", answer.get("case"))] = wanted
    found = {}
    for row in answers.collect():
        if output == "summary" or row.error is not None:
            fields = row.asDict()
            found[row.id] = (fields.get("eligible"), fields.get("primary"), row.error)
        else:
            found[row.id] = [tuple(outcome) for outcome in row.outcomes]
    assert len(found) == len(expected) == COUNT, (len(found), len(expected))
    for name, wanted in expected.items():
        assert found[name] == wanted, f"{name}: {found[name]}, not {wanted}"


def columns_of_facts(spark, folder):
    lines, table = typed(spark, folder)
    assert table.rdd.getNumPartitions() > 1
    compare(lines, route(table, WAYMARK, RULEBOOK), "summary")


def decisions(spark, folder):
    lines, table = typed(spark, folder)
    compare(lines, route(table, WAYMARK, RULEBOOK, "decisions"), "decisions")


def open_and_wrong_cases(spark, folder):
    lines, table = text(spark, folder)
    answers = route(table, WAYMARK, RULEBOOK)
    compare(lines, answers, "summary")
    assert sorted(row.id for row in answers.where(F.col("error").isNotNull()).collect()) == ["w1", "w2", "w3"]


def parquet_out(spark, folder):
    lines, table = typed(spark, folder)
    route(table, WAYMARK, RULEBOOK).write.parquet(f"{folder}/answers.parquet")
    compare(lines, spark.read.parquet(f"{folder}/answers.parquet"), "summary")


def a_rulebook_that_does_not_load(spark, folder):
    lines, table = typed(spark, folder)
    try:
        route(table, WAYMARK, f"{folder}/nothing-here").collect()
    except Exception as error:
        assert "there is no folder" in str(error), error
    else:
        raise AssertionError("it went unnoticed")


def no_cases(spark, folder):
    table = spark.createDataFrame([], "case string")
    assert route(table, WAYMARK, RULEBOOK).count() == 0


TESTS = {
    "open and wrong cases in JSON text give one machine's answers": open_and_wrong_cases,
    "answers written as Parquet are read back the same": parquet_out,
    "a rulebook that does not load stops the job with its message": a_rulebook_that_does_not_load,
}
# What does not depend on where the parts are worked on.
ANYWHERE = {
    "a column for each fact gives one machine's answers": columns_of_facts,
    "decisions are one machine's": decisions,
    "no cases give no answers": no_cases,
}


def main():
    passed = failed = 0
    # Two threads in one process, then two worker processes with a core each, as on a cluster.
    for master in ["local[2]", "local-cluster[2,1,1024]"]:
        spark = (
            SparkSession.builder.master(master)
            .appName("waymark test")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "4")
            .getOrCreate()
        )
        spark.sparkContext.setLogLevel("OFF")
        # `route` refers to its module; spark-submit sends the main script along by itself.
        spark.sparkContext.addPyFile(os.path.join(os.path.dirname(os.path.abspath(__file__)), "route_spark.py"))
        for name, test in (TESTS if "cluster" in master else ANYWHERE | TESTS).items():
            with tempfile.TemporaryDirectory() as folder:
                try:
                    test(spark, folder)
                    print(f"✔ {name} ({master})")
                    passed += 1
                except Exception:
                    traceback.print_exc()
                    print(f"✘ {name} ({master})")
                    failed += 1
        spark.stop()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
