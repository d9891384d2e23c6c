"""Audits a fleet on a Spark cluster: each part goes through a dutyphone of its own.

    spark-submit spark_pipe.py INVENTORIES RESULTS dutyphone audit - -f ndjson

INVENTORIES are files of saved inventories, one a line, anywhere Spark reads from.
RESULTS is a new folder, with one line of `-f ndjson` for each of them.
"""

import shlex
import sys

from pyspark.sql import SparkSession

inventories, results, *command = sys.argv[1:]
spark = SparkSession.builder.appName("dutyphone").getOrCreate()
lines = spark.sparkContext.textFile(inventories).filter(lambda line: line.strip())
# Exit codes tell verdicts, so they are not errors here; the counts below are.
lines.pipe(shlex.join(command), checkCode=False).saveAsTextFile(results)
asked, answered = lines.count(), spark.sparkContext.textFile(results).count()
spark.stop()
if asked != answered:
    sys.exit(f"{asked} inventories, {answered} results: run `{shlex.join(command)}` on one part")
