/**
 * Runs Spark SQL scripts, the work of Glue jobs, on DuckDB: takes the script apart, puts the
 * arguments in, turns Spark's dialect into DuckDB's and runs statement by statement.
 */
@NullMarked
package dev.stepwell.local.spark;

import org.jspecify.annotations.NullMarked;
