/**
 * The SQL engine under the local services: one DuckDB inside this process, with a session for each
 * piece of work. S3 addresses in SQL text are replaced by files before the engine sees them.
 */
@NullMarked
package dev.stepwell.local.sql;

import org.jspecify.annotations.NullMarked;
