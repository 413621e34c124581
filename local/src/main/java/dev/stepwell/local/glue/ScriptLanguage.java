package dev.stepwell.local.glue;

/** What a job's script is written in. */
public enum ScriptLanguage {
  /** Spark SQL, which runs on the local SQL engine. */
  SPARK_SQL,
  /** Python, which runs where there is a Spark. */
  PYTHON
}
