"""Routes a table of cases with Waymark on Apache Spark: Parquet in, Parquet out.

Each partition of the table goes through one `waymark batch` process, so the answers are the ones that a single
machine gives. See README.md beside this file.
"""

import argparse
import subprocess
import sys
import tempfile
import threading

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

SUMMARY = "id string, eligible array<string>, primary string, error string"
OUTCOME = "struct<programme: string, service: string, outcome: string, position: int>"
DECISION = f"case string, decision_date string, rulebook string, outcomes array<{OUTCOME}>, id string, error string"


def route(cases: DataFrame, waymark: str, rulebook: str, output: str = "summary", date: str | None = None) -> DataFrame:
    """The answers to a table of cases.

    cases: either one column `case` with each case as JSON text, or a column `id`, a column for each fact (yes or no as
    booleans, sets as arrays of strings; null means unknown) and, if they differ, `decision_date`. Other columns are
    facts too: drop what the rulebook does not know.
    waymark, rulebook: where the program and the rulebook's folder are on every worker.
    output: "summary" (id, eligible, primary, error) or "decisions" (id, decision_date, rulebook, outcomes, error).
    date: the decision date of cases that name none.
    """
    if "case" in cases.columns:
        lines = cases.select(F.col("case").alias("line"))
    else:
        lines = cases.select(F.to_json(F.struct("*")).alias("line"))
    # Spark keeps every core busy with a partition of its own, so each process needs one thread.
    command = [waymark, "batch", "--rulebook", rulebook, "--output", output, "--threads", "1"]
    if output == "decisions":
        command += ["--trace", "none"]
    if date:
        command += ["--date", date]

    answers = lines.mapInArrow(lambda batches: through(command, batches), "line string")
    if output == "summary":
        return answers.select(F.from_json("line", SUMMARY).alias("answer")).select("answer.*")
    answer = answers.select(F.from_json("line", DECISION).alias("answer")).select("answer.*")
    # A decision names its case, an error record the line's id.
    return answer.withColumn("id", F.coalesce("id", "case")).drop("case")


def through(command, batches):
    """Sends the lines of Arrow batches through a program that answers each line with one line, in order."""
    sent = 0
    failure = []
    with tempfile.TemporaryFile() as complaints:
        # The program's own reports go to a file: a pipe that nobody reads would stop it when full.
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints)

        def feed():
            nonlocal sent
            try:
                for batch in batches:
                    lines = batch.column(0).to_pylist()
                    # Counted before they are sent: if the program ends early, the counts differ.
                    sent += len(lines)
                    process.stdin.write("\n".join(lines).encode() + b"\n" if lines else b"")
            except BrokenPipeError:
                pass
            except Exception as error:
                failure.append(error)
            finally:
                try:
                    process.stdin.close()
                except BrokenPipeError:
                    pass

        feeder = threading.Thread(target=feed)
        feeder.start()
        received = 0
        lines = []
        for line in process.stdout:
            lines.append(line)
            if len(lines) == 10_000:
                received += len(lines)
                yield table(lines)
                lines = []
        received += len(lines)
        if lines:
            yield table(lines)
        feeder.join()
        status = process.wait()
        if failure:
            raise failure[0]
        # Status 1 means that some lines were refused, which the answers say. It also means that the rulebook does not
        # load, and then there are no answers.
        if received != sent or status not in (0, 1) or (status == 1 and received == 0):
            complaints.seek(0)
            text = complaints.read(4000).decode(errors="replace")
            raise RuntimeError(f"{command[0]} answered {received} of {sent} cases and ended with status {status}:\n{text}")


def table(lines):
    return pa.RecordBatch.from_arrays([pa.array(lines, pa.binary()).cast(pa.string())], names=["line"])


def main():
    parser = argparse.ArgumentParser(description="Routes a Parquet table of cases with Waymark on Apache Spark.")
    parser.add_argument("cases", help="Parquet file or folder of cases")
    parser.add_argument("answers", help="Parquet folder to write; must not be there yet")
    parser.add_argument("--waymark", default="waymark", help="the program, on every worker")
    parser.add_argument("--rulebook", required=True, help="the rulebook's folder, on every worker")
    parser.add_argument("--output", choices=["summary", "decisions"], default="summary")
    parser.add_argument("--date", help="decision date of cases that name none (YYYY-MM-DD)")
    parser.add_argument("--partitions", type=int, help="how many parts; as the files are, if not given")
    options = parser.parse_args()

    spark = SparkSession.builder.appName("waymark").getOrCreate()
    try:
        cases = spark.read.parquet(options.cases)
        if options.partitions:
            cases = cases.repartition(options.partitions)
        answers = route(cases, options.waymark, options.rulebook, options.output, options.date)
        answers.write.parquet(options.answers)
    finally:
        spark.stop()


if __name__ == "__main__":
    sys.exit(main())
