"""Runs one Spark SQL script: the whole program of a Glue job whose work is written in SQL.

    spark_sql_driver.py --script s3://bucket/flights_transform.sql --day 2001-01-03 --source s3://...

Every ${name} in the script is replaced by the argument --name; then the statements run one after the other, and the
first that fails fails the job. Arguments that the script does not name are ignored: Glue passes several of its own.
Outside Glue the same file runs wherever pyspark is installed.
"""

import re
import sys

# A script is a row of these. Only what may hold a semicolon or the start of a comment needs telling apart.
TOKEN = re.compile(
    r"""
      (?P<hint>     /\*\+ .*? \*/ )             # /*+ COALESCE(1) */ speaks to Spark and stays
    | (?P<comment>  --[^\n]* | /\* .*? \*/ )
    | (?P<quoted>   '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `[^`]*` )
    | (?P<end>      ; )
    | (?P<text>     [^-/'"`;]+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


def parse_arguments(argv):
    """Turns ["--day", "2001-01-03", "--flag", ...] into a dict; an argument without a value gets ""."""
    arguments = {}
    name = None
    for word in argv:
        if word.startswith("--"):
            name, separator, value = word[2:].partition("=")
            arguments[name] = value
            name = None if separator else name
        elif name is not None:
            arguments[name] = word
            name = None
    return arguments


def split_statements(script):
    """The statements of a script, without comments and without the semicolons between them."""
    statements = []
    current = []
    for token in TOKEN.finditer(script):
        if token.lastgroup == "end":
            statements.append("".join(current).strip())
            current = []
        elif token.lastgroup == "comment":
            current.append(" ")
        else:
            current.append(token.group())
    statements.append("".join(current).strip())
    return [statement for statement in statements if statement]


def substitute(statement, arguments):
    """Replaces every ${name}. Values go between the quotes of the script, so they must not end them."""

    def value_of(match):
        name = match.group(1)
        if name not in arguments:
            raise SystemExit(f"the script uses ${{{name}}}, but the job run has no argument --{name}")
        value = arguments[name]
        if re.search(r"['\"`\\\n]", value):
            raise SystemExit(f"argument --{name} holds a quote, a backslash or a line break: {value!r}")
        return value

    return PLACEHOLDER.sub(value_of, statement)


def spark_session():
    from pyspark.sql import SparkSession

    return (
        SparkSession.builder.appName("spark-sql")
        # The local times of the data stay what they are, whatever zone the workers are in.
        .config("spark.sql.session.timeZone", "UTC")
        # Spark's default, INT96, is deprecated in Parquet and unknown to many readers.
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        # COPY and the crawler would take _SUCCESS for data.
        .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .getOrCreate()
    )


def main(argv):
    arguments = parse_arguments(argv)
    if "script" not in arguments:
        raise SystemExit("say which script to run: --script s3://bucket/name.sql")
    spark = spark_session()
    # Read through Spark, so that S3 and a local path both work.
    script = spark.read.text(arguments["script"], wholetext=True).first()[0]
    for statement in [substitute(each, arguments) for each in split_statements(script)]:
        print(statement, flush=True)
        spark.sql(statement)


if __name__ == "__main__":
    main(sys.argv[1:])
