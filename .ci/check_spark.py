"""Compares what Spark makes of one day of flights with what a local run made. Called by check-spark."""

import contextlib
import os
import sys
from pathlib import Path

import spark_sql_driver


def main(root, day, work):
    scripts = root / "workflows/src/main/resources/dev/stepwell/workflows"
    landing = root / "data/landing"
    hours = sorted(path.name for path in (landing / "flights" / f"day={day}").iterdir())
    spark = spark_sql_driver.spark_session()
    spark.conf.set("spark.sql.shuffle.partitions", "1")
    # The local runner marks its timestamps as local time, Spark as UTC; with UTC as the zone both mean the same.
    spark.conf.set("spark.sql.parquet.inferTimestampNTZ.enabled", "false")
    rows = {"flights": 0, "quarantine": 0}
    for hour in hours:
        partition = f"day={day}/{hour}"
        targets = {table: work / "spark-out" / table / partition for table in rows}
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            spark_sql_driver.main(
                [
                    "--script", str(scripts / "flights_transform.sql"),
                    "--day", day,
                    "--source", str(landing / "flights" / partition) + "/",
                    "--airports", str(landing / "airports") + "/",
                    "--target", str(targets["flights"]),
                    "--quarantine", str(targets["quarantine"]),
                ]
            )
        for table, target in targets.items():
            theirs = spark.read.parquet(str(target))
            ours = spark.read.parquet(str(work / "state/s3/lake" / table / partition))
            rows[table] += theirs.count()
            compare(f"{table}/{partition}", theirs, ours)
    print(f"{day}: Spark and the local runner agree on {len(hours)} hours,", end=" ")
    print(f"{rows['flights']} flights and {rows['quarantine']} quarantined rows.")


def compare(name, theirs, ours):
    if theirs.dtypes != ours.dtypes:
        raise SystemExit(f"{name}: Spark has {theirs.dtypes}, the local runner {ours.dtypes}")
    missing = theirs.exceptAll(ours).take(5)
    added = ours.exceptAll(theirs).take(5)
    if missing or added:
        raise SystemExit(f"{name}: only in Spark {missing}, only in the local runner {added}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
