/**
 * AWS Glue on this machine: the data catalog, crawlers that fill it from files, and jobs that run
 * Spark SQL scripts.
 */
@NullMarked
package dev.stepwell.local.glue;

import org.jspecify.annotations.NullMarked;
