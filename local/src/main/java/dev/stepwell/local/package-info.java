/**
 * AWS's data services on one machine, with real work behind them: buckets are folders, jobs and the
 * warehouse run on DuckDB. Task states reach them under the same resources and get the same errors
 * as on AWS.
 */
@NullMarked
package dev.stepwell.local;

import org.jspecify.annotations.NullMarked;
